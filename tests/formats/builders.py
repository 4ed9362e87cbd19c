"""Files made in code, so that a test shows what it reads."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import docx

Line = tuple[float, float, float, str]  # x, y from the bottom, size in points, words


def pdf(pages: Sequence[Sequence[Line]], *, title: str = "") -> bytes:
    """A PDF of Helvetica lines on A4 pages; words must be Latin-1."""
    objects: list[bytes] = [b"", b""]  # catalog and page tree come last
    font = len(objects) + 1
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    kids = []
    for lines in pages:
        shown = []
        for x, y, size, words in lines:
            escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            shown.append(f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET")
        stream = "\n".join(shown).encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 %d 0 R>>>>>>" % (len(objects), font)
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), refs)
    objects.append(b"<</Title(%s)>>" % title.encode("cp1252"))
    return pdf_file(objects)


def pdf_file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def prose(
    paragraphs: Sequence[Sequence[str]], *, top: float = 700, size: float = 11, x: float = 72
) -> list[Line]:
    """Paragraphs of lines, 14 points apart, with a wider gap between paragraphs."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        for words in paragraph:
            lines.append((x, top, size, words))
            top -= 14
        top -= 12
    return lines


def word(fill: Callable[[Any], None]) -> bytes:
    """A .docx that ``fill`` wrote into."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The package with these members added or put in place of its own."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename not in changes:
                new.writestr(member.filename, old.read(member))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def member(data: bytes, name: str) -> bytes:
    """One member of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
