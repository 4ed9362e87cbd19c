"""Web archives in a zip (WACZ 1.1): looked at before anything is unpacked, and nothing to disk."""

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .drafts import Unreadable
from .encodings import locked

MAX_MEMBERS = 1_000
MAX_LIST = 5 * 1024 * 1024  # of the package's own lists
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """The WARC files of a package as they lie in it, and the titles of its pages by address."""

    archives: tuple[bytes, ...]
    titles: dict[str, str]


def broken() -> Unreadable:
    """The archive is not as its makers wrote it."""
    return Unreadable(
        _("This web archive is damaged or was changed. Download it again, or make a new one.")
    )


def too_large() -> Unreadable:
    """The archive holds more than is read."""
    return Unreadable(
        _("This web archive holds too much. Make one of the single page that you need.")
    )


def read_package(data: bytes, *, limit: int) -> Package:
    """The archives of a WACZ, at most ``limit`` bytes of them, with the hashes the package names.

    Raises Unreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = _checked(package, limit)
            hashes = _hashes(package, members)
            archives = tuple(
                _member(package, name, hashes)
                for name in members
                if name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))
            )
            pages = "pages/pages.jsonl"
            titles = _titles(_member(package, pages, hashes)) if pages in members else {}
    except Unreadable:
        raise
    except _FAILURES as error:
        raise broken() from error
    if not archives:
        raise Unreadable(_("This file holds no web archive. Choose a .wacz or .warc.gz file."))
    return Package(archives, titles)


def _checked(package: zipfile.ZipFile, limit: int) -> dict[str, zipfile.ZipInfo]:
    """The members by name; zipfile never reads past the sizes they declare."""
    infos = package.infolist()
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > limit:
        raise too_large()
    members = {info.filename: info for info in infos}
    if len(members) != len(infos):
        raise broken()
    for name, info in members.items():
        if info.flag_bits & 1:
            raise locked()
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise broken()
        if name.endswith((".json", ".jsonl")) and info.file_size > MAX_LIST:
            raise too_large()
    if "datapackage.json" not in members:
        raise Unreadable(_("This zip file is no web archive. Choose a .wacz or .warc.gz file."))
    return members


def _hashes(package: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """What the package says its members hash to; each it names must be there."""
    listed = json.loads(package.read("datapackage.json"))["resources"]
    hashes = {str(entry["path"]): str(entry.get("hash", "")) for entry in listed}
    if not hashes.keys() <= members.keys():
        raise broken()
    return hashes


def _member(package: zipfile.ZipFile, name: str, hashes: dict[str, str]) -> bytes:
    data = package.read(name)
    kind, _colon, told = hashes.get(name, "").partition(":")
    if kind in {"sha256", "md5"}:
        found = hashlib.new(kind, data, usedforsecurity=False).hexdigest()
        if found != told.lower():
            raise broken()
    return data


def _titles(lines: bytes) -> dict[str, str]:
    """Titles by address; the first line of the list says what it is."""
    entries: list[Any] = [json.loads(line) for line in lines.splitlines() if line.strip()]
    return {
        entry["url"]: " ".join(str(entry.get("title") or "").split())[:300]
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("url"), str)
    }
