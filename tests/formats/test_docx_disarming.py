"""What runs or is fetched when a Word file is opened is not handed on; the rest is."""

import io
import zipfile

import pytest

from claims.formats import read_file

from .builders import member, with_parts
from .test_docx import R, paragraph, run, with_body
from .test_docx_out import FOOTNOTES, LINK, NOTE_CALL, on, written

RELATIONS = "word/_rels/document.xml.rels"
NONE = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
EVIL = "http://evil.example/x"


def external(data: bytes, part: str, relation: str, target: str) -> bytes:
    """The file with a relation to something outside it."""
    xml = member(data, part).decode()
    tie = f'<Relationship Id="evil" Type="{R}/{relation}" Target="{target}" TargetMode="External"/>'
    return with_parts(
        data, {part: xml.replace("</Relationships>", tie + "</Relationships>").encode()}
    )


def held(data: bytes, *words: str) -> list[str]:
    """Which of these words stand anywhere in the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    return [word for word in words if word.encode() in whole]


def test_nothing_outside_the_file_is_fetched_and_templates_and_macros_are_not_handed_on() -> None:
    data = with_body(paragraph(run("The port opened.")))
    data = external(data, RELATIONS, "image", "http://evil.example/pixel.png")
    data = with_parts(data, {"word/_rels/settings.xml.rels": f"{NONE}</Relationships>".encode()})
    data = external(
        data, "word/_rels/settings.xml.rels", "attachedTemplate", "http://evil.example/t"
    )
    relations = member(data, RELATIONS).decode()
    tie = (
        '<Relationship Id="vba" Target="vbaProject.bin"'
        ' Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
    )
    types = member(data, "[Content_Types].xml").decode()
    types = types.replace(
        "</Types>",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    data = with_parts(
        data,
        {
            RELATIONS: relations.replace("</Relationships>", tie + "</Relationships>").encode(),
            "[Content_Types].xml": types.encode(),
            "word/vbaProject.bin": b"macros",
        },
    )
    draft = read_file(data)
    assert draft.text == "The port opened."
    out = written(data, draft, on(draft, "port"))
    assert held(out, "macros", "attachedTemplate", "evil.example") == []


def blip(calls: str) -> str:
    return (
        f'<w:r><w:drawing xmlns:a="{A}" xmlns:r="{R}"><a:graphic><a:blip {calls}/></a:graphic>'
        "</w:drawing></w:r>"
    )


def instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        (blip('r:link="evil" r:embed="own"'), '<a:blip r:embed="own"/>'),
        (blip('r:link="evil"'), "<a:blip/>"),
        (f'<w:r><w:pict {VML}><v:imagedata src="{EVIL}" o:href="{EVIL}"/></w:pict></w:r>', "v:im"),
        (f'<w:r><w:pict {VML}><v:imagedata o:relid="evil"/></w:pict></w:r>', "<v:imagedata/>"),
        (f'<w:r><w:object {VML} xmlns:r="{R}"><o:OLEObject r:id="evil"/></w:object></w:r>', "w:ob"),
    ],
)
def test_what_is_linked_from_elsewhere_is_unlinked_where_it_stands(inner: str, kept: str) -> None:
    data = with_body(paragraph(run("The port opened."), inner, LINK))
    draft = read_file(data)
    out = written(external(data, RELATIONS, "image", EVIL), draft, on(draft, "port"))
    assert held(out, "evil", "OLEObject", "b.example", "cost 3.1 million") == [
        "b.example", "cost 3.1 million",
    ]  # fmt: skip
    assert kept in member(out, "word/document.xml").decode()
    assert read_file(out).text == draft.text


def test_a_picture_that_goes_by_the_relation_of_a_link_is_unlinked() -> None:
    data = with_body(paragraph(run("The port opened."), blip('r:link="web"'), LINK))
    body = member(written(data, read_file(data), []), "word/document.xml").decode()
    assert "<a:blip/>" in body
    assert body.count('r:id="web"') == 1


@pytest.mark.parametrize(
    "words", ['INCLUDEPICTURE "{}" \\d', "includetext {}", ' DDEAUTO Excel "{}"', "LINK Excel {} a"]
)
def test_fields_that_fetch_leave_what_they_show(words: str) -> None:
    code = words.format(EVIL)
    split = instruction(code[:5]) + instruction(code[5:])
    page = mark("begin") + instruction(" PAGE ") + mark("separate") + run("7") + mark("end")
    attribute = code.replace('"', "&quot;")
    data = with_body(
        paragraph(run("It "), mark("begin"), split, mark("separate"), run("shows"), mark("end"))
        + paragraph(mark("begin"), page, split, mark("separate"), page, mark("end"))
        + paragraph(f'<w:fldSimple w:instr="{attribute}">{run("simply")}</w:fldSimple>', NOTE_CALL)
        + paragraph(run("Unended."), mark("begin"), split),
        footnotes=FOOTNOTES.replace("The 2024", f"</w:t></w:r>{mark('begin')}{split}{mark('end')}"
        "<w:r><w:t>The 2024"),
    )  # fmt: skip
    draft = read_file(data)
    assert held(data, EVIL[7:]) == ["evil.example/x"]
    out = written(data, draft, on(draft, "shows"))
    assert held(out, "evil.example", "DDEAUTO", "UDETEXT") == []
    assert read_file(out).text == draft.text
    body = member(out, "word/document.xml").decode()
    assert body.count(" PAGE ") == 2
    assert body.count("w:fldChar ") == 6


def test_parts_that_are_taken_in_on_opening_and_add_ins_are_not_handed_on() -> None:
    data = with_body(
        f'<w:altChunk xmlns:r="{R}" r:id="page"/>' + paragraph(run("The port opened."))
    )
    inner = '<Relationship Id="page" Target="evil.html" Type="http://x.example/aFChunk"/>'
    kind = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
    pane = f'<Relationship Id="pane" Target="word/evil.html" Type="{kind}"/>'
    changes = {"word/evil.html": f'<img src="{EVIL}">'.encode()}
    for name, tie in ((RELATIONS, inner), ("_rels/.rels", pane)):
        xml = member(data, name).decode()
        changes[name] = xml.replace("</Relationships>", tie + "</Relationships>").encode()
    types = member(data, "[Content_Types].xml").decode()
    page = '<Default Extension="html" ContentType="text/html"/></Types>'
    changes["[Content_Types].xml"] = types.replace("</Types>", page).encode()
    data = with_parts(data, changes)
    out = written(data, read_file(data), [])
    assert held(data, "altChunk", "evil", "webextension") == ["altChunk", "evil", "webextension"]
    assert held(out, "altChunk", "evil", "webextension") == []
