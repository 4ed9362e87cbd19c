"""What a file is: told by its content first, and whether it is what it calls itself."""

import contextlib
import mimetypes
import re
import zlib

import puremagic
from django.utils.translation import gettext as _

from .drafts import Unreadable
from .encodings import decode, is_html

UNKNOWN = "application/octet-stream"
PDF, HTML, SUBRIP = "application/pdf", "text/html", "application/x-subrip"
HEAD = 64 * 1024  # bytes at the start, and at the end of a zip, that tell what it is
_XML_FORMATS = "application/vnd.openxmlformats-officedocument."
WORD = f"{_XML_FORMATS}wordprocessingml.document"
_PACKED = (
    (b"word/document.xml", WORD),
    (b"xl/workbook.xml", f"{_XML_FORMATS}spreadsheetml.sheet"),
    (b"ppt/presentation.xml", f"{_XML_FORMATS}presentationml.presentation"),
    (b"datapackage.json", "application/wacz"),
)
_MIMETYPE = re.compile(  # OpenDocument says it first
    rb"PK\x03\x04.{26}mimetype(application/[\w.+-]{1,80}?)(?:PK[\x01\x03]|\Z)", re.S
)
_SVG = re.compile(rb"<svg[\s>]")
_CUE = re.compile(rb"\d\d:\d\d[,.]\d{3}\s*-->")
_OPEN = (("text", ".odt"), ("spreadsheet", ".ods"), ("presentation", ".odp"))
_TEXTS = {
    "csv": "text/csv", "json": "application/json", "markdown": "text/markdown",
    "md": "text/markdown", "srt": SUBRIP, "tsv": "text/tab-separated-values", "vtt": "text/vtt",
    "xml": "application/xml", "htm": HTML, "html": HTML, "xhtml": HTML,
}  # fmt: skip
_USUAL = {  # what puremagic calls otherwise than everybody
    "audio/wave": "audio/x-wav", "video/avi": "video/x-msvideo", "image/x-ms-bmp": "image/bmp",
    "application/x-gzip": "application/gzip", "image/heif": "image/heic",
}  # fmt: skip
_TABLE = mimetypes.MimeTypes()  # Python's own: what the machine adds differs
for _type, _suffix in (
    *((type_, f".{suffix}") for suffix, type_ in _TEXTS.items() if suffix not in ("htm", "xhtml")),
    *((WORD, ".docx"), (f"{_XML_FORMATS}spreadsheetml.sheet", ".xlsx")),
    *((f"{_XML_FORMATS}presentationml.presentation", ".pptx"), ("application/wacz", ".wacz")),
    *(("application/warc", ".warc"), ("application/gzip", ".gz"), ("application/ogg", ".ogg")),
    *(("audio/flac", ".flac"), ("audio/mp4", ".m4a"), ("image/webp", ".webp")),
    *(("image/heic", ".heic"), ("image/avif", ".avif"), ("application/rtf", ".rtf")),
    *((f"application/vnd.oasis.opendocument.{kind}", suffix) for kind, suffix in _OPEN),
):
    _TABLE.add_type(_type, _suffix)
_TOLD_TEXTS = {*_TEXTS.values(), "application/xhtml+xml", "text/xml"}


def media_type_of(data: bytes, *, name: str = "", told: str = "") -> str:
    """Return what ``data`` is, like "application/pdf"; its beginning is enough.

    ``name`` and ``told``, the type that its sender gave it, decide among texts only.
    """
    head = data[:HEAD]
    if is_html(head):
        return HTML
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(head, data[-HEAD:])
    return _text(head, name, told) or _by_magic(head, name)


def bare(told: str) -> str:
    """Return a type without its parameters."""
    return told.partition(";")[0].strip().lower()


def _packed(head: bytes, tail: bytes) -> str:
    """Return what a zip is: its table of contents may be hostile, its names tell enough."""
    if said := _MIMETYPE.match(head):
        return said[1].decode("ascii")[:100]
    return next(
        (type_ for name, type_ in _PACKED if name in head or name in tail), "application/zip"
    )


def _text(head: bytes, name: str, told: str) -> str:
    """Return what kind of text it is; "" for what is none."""
    if not head:
        return ""
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    if head.startswith(b"WARC/1."):
        return "application/warc"
    try:
        decode(head)
    except Unreadable:
        return ""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and _SVG.search(start[:4096]):
        return "image/svg+xml"
    if start.startswith(b"WEBVTT"):
        return "text/vtt"
    if _CUE.search(start[:500]):
        return SUBRIP
    if bare(told) in _TOLD_TEXTS:
        return "application/xml" if bare(told) == "text/xml" else bare(told)
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return "application/xml" if start.startswith(b"<?xml") else _TEXTS.get(suffix, "text/plain")


def _by_magic(head: bytes, name: str) -> str:
    try:
        found = [match.mime_type for match in puremagic.magic_string(head) if match.mime_type]
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    named = _named(name)  # .doc, .xls and .msg begin alike
    best = named if named in found else next(iter(found), UNKNOWN)
    return _USUAL.get(best, best)


def _named(name: str) -> str:
    """Return the type that a file's name tells; "" where it tells none."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return _TABLE.types_map[True].get(f".{suffix}", "")


def ending_of(head: bytes) -> str:
    """Return what the name of a stored file ends in: by its content alone, so always the same."""
    media_type = media_type_of(head)
    if media_type == "application/gzip":
        with contextlib.suppress(zlib.error):
            if zlib.decompressobj(31).decompress(head[:4096], 8).startswith(b"WARC/1."):
                return "warc.gz"
    if media_type == "application/xml":
        return "xml"
    return (_TABLE.guess_extension(media_type) or ".bin").lstrip(".")


def family(media_type: str) -> str:
    """Return what people call a file of this type; "" where that says nothing."""
    if media_type in (HTML, "application/xhtml+xml"):
        return _("a web page")
    if media_type == PDF:
        return _("a PDF")
    kind, _slash, rest = media_type.partition("/")
    if kind == "image":
        return _("a picture")
    if kind in ("audio", "video") or rest in ("ogg", "x-matroska"):
        return _("a recording")
    if rest == "rtf" or re.match(r"vnd\.(openxmlformats|oasis|ms-|visio)|msword", rest):
        return _("an Office file")
    if re.search(r"zip|7z|rar|x-tar|wacz", rest):
        return _("an archive")
    is_text = kind == "text" or media_type in _TOLD_TEXTS
    return _("a text") if is_text else ""


def why_not_as_called(found: str, *, name: str = "", told: str = "") -> str:
    """Return a sentence where a file is not what its sender or its name calls it."""
    called = family(bare(told)) or family(_named(name))
    is_ = family(found)
    if not called or called == is_ or called == _("a text"):
        return ""
    if called == _("an archive") and is_ == _("an Office file"):  # which is one
        return ""
    if not is_:
        return _("It calls itself %(called)s, but what it is cannot be told.") % {"called": called}
    return _("It calls itself %(called)s, but it is %(found)s.") % {"called": called, "found": is_}
