"""What a file says of itself: when and where a picture was taken, who wrote a document.

Anybody can change it. Labels are short and English, marked for translation; values are text.
"""

import contextlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from PIL import ExifTags, Image


def _(words: str) -> str:
    """Mark words for translation; whoever shows them translates them."""
    return words


LONGEST = 300  # characters of a value
LABELS = (
    *(_("Taken"), _("Place"), _("Camera"), _("Size in pixels"), _("Description"), _("Author")),
    *(_("Last changed by"), _("Published"), _("Made"), _("Changed"), _("Program"), _("Producer")),
    *(_("Copyright"), _("Pages"), _("Language")),
)
MOST_PIXELS = 500_000_000  # nothing is unpacked here; more is no picture
_READ = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "MPO", "AVIF")
_FAILURES = (
    *(OSError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, SyntaxError),
    *(EOFError, MemoryError, RecursionError, RuntimeError, zlib.error),
    Image.DecompressionBombError,
)
_CORE = "docProps/core.xml"
_MOST_CORE = 256 * 1024
_IN_CORE = {
    "creator": "Author", "lastModifiedBy": "Last changed by", "created": "Made",
    "modified": "Changed", "description": "Description", "language": "Language",
}  # fmt: skip
_IN_PDF = {
    "Author": "Author", "Creator": "Program", "Producer": "Producer", "CreationDate": "Made",
    "ModDate": "Changed", "Pages": "Pages",
}  # fmt: skip
_PDF_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*([+-]\d\d|Z)?'?(\d\d)?"
)


def tidy_values(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Return what is said, in the order of LABELS, each once, on one line and cut."""
    said: dict[str, str] = {}
    for label, value in pairs:
        words = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
        words = " ".join("".join(c if c.isprintable() else " " for c in words[:2000]).split())
        if words:
            said.setdefault(label, words[:LONGEST])
    return in_order(said)


def in_order(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return it in the order of LABELS: not every database keeps one."""
    places = {label: place for place, label in enumerate(LABELS)}
    return dict(sorted(said.items(), key=lambda pair: places.get(pair[0], len(places))))


@contextlib.contextmanager
def _silently() -> Iterator[None]:
    """Keep Pillow's warnings, of broken EXIF and large pictures, to ourselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def of_picture(data: bytes) -> dict[str, str]:
    """Return size and EXIF of a picture, of which only the head is read; {} where it has none."""
    try:
        with _silently(), Image.open(io.BytesIO(data), formats=_READ) as image:
            if image.width * image.height > MOST_PIXELS:
                return {}
            size = [("Size in pixels", f"{image.width} × {image.height}")]
            return tidy_values([*size, *_of_exif(image)])
    except _FAILURES:
        return {}


def _of_exif(image: Image.Image) -> list[tuple[str, Any]]:
    """Return what the EXIF of an opened picture says; nothing where it is broken."""
    with contextlib.suppress(*_FAILURES):
        exif = Image.Exif()
        if image.format in ("TIFF", "JPEG", "MPO"):
            exif = image.getexif()
        elif isinstance(raw := image.info.get("exif"), bytes):  # getexif would unpack a PNG
            exif.load(raw)
        base, tags = ExifTags.Base, exif.get_ifd(ExifTags.IFD.Exif)
        make, model = (str(exif.get(tag) or "").strip("\0 ") for tag in (base.Make, base.Model))
        taken = _moment(tags.get(base.DateTimeOriginal), tags.get(base.OffsetTimeOriginal))
        said = [
            ("Taken", taken),
            ("Place", _place(exif.get_ifd(ExifTags.IFD.GPSInfo))),
            ("Camera", model if model.startswith(make) else f"{make} {model}"),
            ("Description", exif.get(base.ImageDescription)),
            ("Author", exif.get(base.Artist)),
            ("Changed", _moment(exif.get(base.DateTime), tags.get(base.OffsetTime))),
            ("Program", exif.get(base.Software)),
            ("Copyright", exif.get(base.Copyright)),
        ]
        return [(label, _as_meant(words)) for label, words in said]
    return []


def _as_meant(words: Any) -> Any:
    """Return text in UTF-8 as such: Pillow reads all of EXIF as Latin-1, the world does not."""
    with contextlib.suppress(UnicodeError):
        return words.encode("latin-1").decode() if isinstance(words, str) else words
    return words


def _moment(when: Any, offset: Any) -> str:
    """Return "2024-05-01 12:30:11 +02:00" of EXIF's "2024:05:01 12:30:11"."""
    day = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", str(when or "").strip("\0 "))
    return f"{day} {str(offset or '').strip(chr(0))}" if day else ""


def _place(gps: Mapping[int, Any]) -> str:
    """Return "46.05123° N, 14.50456° E"; "" where it does not say, or says nonsense."""
    tags = ExifTags.GPS
    with contextlib.suppress(*_FAILURES):
        parts = []
        for name, value, most in (
            (tags.GPSLatitudeRef, tags.GPSLatitude, 90),
            (tags.GPSLongitudeRef, tags.GPSLongitude, 180),
        ):
            degrees, minutes, seconds = map(float, gps[value])
            angle = degrees + minutes / 60 + seconds / 3600
            side = str(gps[name]).strip("\0 ").upper()
            if not (0 <= angle <= most and side in ("N", "S", "E", "W")):
                return ""
            parts.append(f"{angle:.5f}° {side}")
        return ", ".join(parts)
    return ""


def of_office(data: bytes) -> tuple[str, dict[str, str]]:
    """Return the title of a file of Word, Excel or PowerPoint, and what it says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo(_CORE).file_size > _MOST_CORE:
                return "", {}
            core = package.read(_CORE)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        fields = list(etree.fromstring(core, parser))
    except (*_FAILURES, zipfile.BadZipFile, etree.LxmlError):
        return "", {}
    names = {etree.QName(field).localname: field.text for field in fields if field.text}
    said = tidy_values((label, names.get(name)) for name, label in _IN_CORE.items())
    return tidy_values([("title", names.get("title"))]).get("title", ""), said


def of_pdf(about: Mapping[str, str]) -> dict[str, str]:
    """Return what ``pdf_lines`` found a PDF to say of itself."""
    return tidy_values(
        (label, _pdf_moment(about[name]) if name.endswith("Date") else about[name])
        for name, label in _IN_PDF.items()
        if name in about
    )


def _pdf_moment(when: str) -> str:
    """Return "2024-05-01 12:30:11 +02:00" of "D:20240501123011+02'00'"; as it stands if odd."""
    if not (match := _PDF_DATE.match(when)):
        return when
    year, month, day, *clock, zone, minutes = match.groups()
    date = "-".join(part for part in (year, month, day) if part)
    time = ":".join(part for part in clock if part)
    offset = zone if zone in (None, "Z") else f"{zone}:{minutes or '00'}"
    return " ".join(part for part in (date, time, offset) if part)
