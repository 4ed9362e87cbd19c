"""Bytes to text, and what kind of file bytes are: by content first, then by name."""

import codecs
import io
import re
import string
import zipfile
from typing import Literal

import charset_normalizer
from django.utils.translation import gettext as _

from .drafts import MAX_BYTES, Unreadable

Kind = Literal["plain", "markdown", "html", "docx", "pdf", "ninjs", "newsml"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,40})", re.I
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b")) + b"\x7f"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?><!--.{0,2000}?-->\s*)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|article|section|main|div|table|h[1-6]|p|ul|ol"
    r"|b|span)[\s>])",
    re.I | re.S,
)
_XML = re.compile(r"\s*<(?:\?xml[\s?]|(?:\w+:)?(?:newsItem|newsMessage)[\s>])")
_JSON = re.compile(r"\s*(?:(?P<item>\{\s*[\"}])|\[)")
_URI = b'"uri"'  # the one key that every ninjs item has
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\xff\xfb")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES: dict[str, Kind] = {
    ".txt": "plain", ".text": "plain", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf",
    ".json": "ninjs", ".xml": "newsml",
}  # fmt: skip
_TYPES: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown",
    "application/json": "ninjs",
}  # fmt: skip


# UTF-16 without its byte order mark is told by its look; the others are no web encodings
_NEVER_DECLARED = ("unicode", "raw-unicode", "undefined", "mbcs", "oem", "utf-16", "utf-32")


_MAX_STRAY = 20_000
_HIGH = bytes(range(128, 256))
_LETTERS = string.ascii_letters.encode()
_NON_LATIN = (
    "cp1251", "koi8_r", "shift_jis", "gb18030", "euc_jp", "euc_kr", "big5", "cp1253", "cp1255",
    "cp1256",
)  # fmt: skip


def check_size(data: bytes, most: int = MAX_BYTES) -> None:
    """Raise Unreadable when there is nothing, or more than ``most`` bytes."""
    if not data:
        raise Unreadable(_("The file is empty. Check that it was saved and choose it again."))
    if len(data) > most:
        raise Unreadable(
            _("The file is larger than 10 MB. Remove its pictures or split it, then try again.")
        )


def _codec(name: str) -> str:
    """The Python codec for a declared charset; "" when unknown or not for text."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not getattr(info, "_is_text_encoding", True) or info.name in {"utf-7", "idna", "punycode"}:
        return ""
    if info.name.startswith(_NEVER_DECLARED):
        return ""
    return "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name  # as browsers do


def _mixed(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as the Windows-1252 it nearly always is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("factcheck-mixed", _mixed)


def _utf16_by_look(data: bytes) -> str:
    """UTF-16 without a byte order mark shows every other byte as zero in most languages."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def decode(data: bytes, *, content_type: str = "") -> tuple[str, list[str]]:
    """The text of these bytes and warnings; Unreadable when they are no text.

    Order: byte order mark, UTF-16 by its look, valid UTF-8, the declared charset, a guess for
    scripts other than Latin, and last UTF-8 with stray Windows-1252 bytes.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(codec, "replace")), []
    if codec := _utf16_by_look(data):
        return _checked(data.decode(codec, "replace")), []
    _refuse_binary(data)
    declared = _META_CHARSET.search(data[:2048])
    header = _HEADER_CHARSET.search(content_type)
    names = [header[1]] if header else []
    names += [declared[1].decode("ascii")] if declared else []
    codec_names = [codec for name in names if (codec := _codec(name))]
    # ISO-2022 hides behind plain ASCII, so there the declared charset goes first
    codec_names.insert(len(codec_names) if b"\x1b" in data else 0, "utf-8")
    for codec in codec_names:
        try:
            return data.decode(codec), []
        except UnicodeError:
            continue
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, list[str]]:
    sample = data[:50_000]
    high = len(sample) - len(sample.translate(None, _HIGH))
    ascii_letters = len(sample) - len(sample.translate(None, _LETTERS))
    stray = len(data) - len(data.decode("utf-8", "ignore").encode())
    if high > ascii_letters and stray > len(data) * 0.1:  # a script other than Latin
        best = charset_normalizer.from_bytes(sample, cp_isolation=list(_NON_LATIN)).best()
        text = data.decode(best.encoding if best else "cp1252", "replace")
    elif stray > _MAX_STRAY:  # the handler costs a call for each
        text = data.decode("cp1252", "replace")
    else:
        text = data.decode("utf-8", "factcheck-mixed")
    if text.count("\ufffd") > len(text) * 0.01:
        raise _binary()
    return text, [_("The encoding of the letters is a guess. Check accents and quotation marks.")]


def _refuse_binary(data: bytes) -> None:
    bad = len(data) - len(data.translate(None, _CONTROL))
    if data.count(0) > len(data) * 0.001 or bad > max(2, len(data) * 0.01):
        raise _binary()


def _checked(text: str) -> str:
    """The text of UTF-16 or UTF-32, unless it is but binary data that began like it."""
    bad = sum(text.count(char) for char in "\0\ufffd") + sum("\x01" <= c <= "\x08" for c in text)
    if bad > max(2, len(text) * 0.01):
        raise _binary()
    return text


def _binary() -> Unreadable:
    return Unreadable(
        _(
            "The file holds no readable text, whatever its name says. "
            "Save the article as .docx, .pdf or .txt."
        )
    )


def kind_of(data: bytes, *, name: str = "", content_type: str = "") -> Kind:
    """What the bytes are; Unreadable with advice when they are something we do not read."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    _refuse_known(data, head)
    suffix = name.lower()[name.rfind(".") :] if "." in name else ""
    served = content_type.partition(";")[0].strip().lower()
    named = _SUFFIXES.get(suffix) or _TYPES.get(served, "plain")
    opening = opening_of(head)
    if _HTML.match(opening):
        return "html"
    if _XML.match(opening) or (named == "newsml" and opening.lstrip()[:1] == "<"):
        return "newsml"
    if (found := _JSON.match(opening)) and (named == "ninjs" or (found["item"] and _URI in data)):
        return "ninjs"
    if named not in {"plain", "markdown", "html"}:
        if b"\0" in head or head[:1] in (b"%", b"P"):
            raise damaged()
        return "plain"
    return named


def opening_of(head: bytes) -> str:
    """The first bytes as letters to match against, whatever their encoding."""
    start = head.replace(b"\0", b"")
    for bom, _codec_name in _BOMS:
        start = start.removeprefix(bom)
    return start.decode("latin-1")


def is_html(head: bytes) -> bool:
    """Whether these first bytes of a file open a web page."""
    return _HTML.match(opening_of(head)) is not None


def damaged() -> Unreadable:
    """A file that begins or is named as one of ours but cannot be opened."""
    return Unreadable(
        _("The file is damaged or incomplete. Open it in its own program and save it again.")
    )


def _refuse_known(data: bytes, head: bytes) -> None:
    """Say what to do with files people try which are no text."""
    advice = ""
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked()
        advice = _("This is an old Office file (.doc). Open it in Word and save it as .docx.")
    if head.startswith(b"{\\rtf"):
        advice = _("This is an RTF file. Open it in a word processor and save it as .docx.")
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        advice = _("This is a picture. Import the article's text, as .docx, .pdf or .txt.")
    if head.startswith(_SOUNDS) or head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        advice = _("This is a sound, film or picture file. Import a transcript as text.")
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        advice = _("This is a compressed archive. Unpack it and import the article inside.")
    if advice:
        raise Unreadable(advice)


def locked() -> Unreadable:
    """A file behind a password."""
    return Unreadable(
        _("The file is protected by a password. Save a copy without the password and import that.")
    )


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RecursionError) as error:
        raise damaged() from error
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise Unreadable(
            _("This is a spreadsheet or presentation. Import the article as .docx, .pdf or .txt.")
        )
    if "mimetype" in names or any(name.startswith("Index/") for name in names):
        raise Unreadable(
            _("This is an OpenDocument, Pages or e-book file. Save it as .docx and import that.")
        )
    raise Unreadable(_("This is a zip archive. Unpack it and import the article inside."))
