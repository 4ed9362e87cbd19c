"""Zip packages (.docx) looked at before anything in them is unpacked."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from .drafts import Unreadable
from .encodings import damaged, locked

MAX_MEMBERS = 3_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_XML = 25 * 1024 * 1024  # of one part; a book of 400 pages has some 5 MB
MAX_RATIO = 200  # Word's own parts reach some 40
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_SMALL = 1024 * 1024  # below this a high ratio harms nobody


def check_package(data: bytes) -> None:
    """Raise Unreadable for a package that is damaged, locked, too large, or declares entities.

    Sizes are the declared ones; zipfile never reads past them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(member))
    except Unreadable:
        raise
    except _FAILURES as error:
        raise damaged() from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    too_large = len(members) > MAX_MEMBERS or total > MAX_UNPACKED
    too_large |= total > _SMALL and total > MAX_RATIO * max(packed, 1)
    for member in members:
        if member.flag_bits & 1:
            raise locked()
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        too_large |= is_xml and member.file_size > MAX_XML
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise damaged()
    if too_large:
        raise Unreadable(
            _("This Word file unpacks to far more than an article holds. Paste its text instead.")
        )


def _check_xml(part: bytes) -> None:
    """Office files declare no document type; entities in one are an attack."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"<!DOCTYPE" in part.replace(b"\0", b""):
        raise Unreadable(
            _("This Word file holds what Word never writes. Open it in Word and save a new copy.")
        )
