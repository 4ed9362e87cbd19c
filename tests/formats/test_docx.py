import io
import random
import zipfile
from typing import Any

import pytest

from claims.formats import Unreadable, read_file

from .builders import member, with_parts, word
from .reading import check, kinds, links, sound_or_refused

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GOOD = word(lambda document: document.add_paragraph("The port opened on Friday."))


def with_body(body: str, **parts: str) -> bytes:
    """A Word file with this body, and further parts by the name of their relation."""
    xml = member(GOOD, "word/document.xml").decode()
    start, end = xml.index("<w:body>") + 8, xml.index("<w:sectPr")
    changes = {"word/document.xml": (xml[:start] + body + xml[end:]).encode()}
    relations = member(GOOD, "word/_rels/document.xml.rels").decode()
    types = member(GOOD, "[Content_Types].xml").decode()
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for name, content in parts.items():
        relation = f'<Relationship Id="x{name}" Type="{R}/{name}" Target="{name}.xml"/>'
        relations = relations.replace("</Relationships>", relation + "</Relationships>")
        part = f'<Override PartName="/word/{name}.xml" ContentType="{base}.{name}+xml"/>'
        types = types.replace("</Types>", part + "</Types>")
        changes[f"word/{name}.xml"] = content.encode()
    link = (
        f'<Relationship Id="web" Type="{R}/hyperlink" Target="https://b.example/x?a=1&amp;b=2"'
        ' TargetMode="External"/>'
    )
    relations = relations.replace("</Relationships>", link + "</Relationships>")
    changes |= {"word/_rels/document.xml.rels": relations.encode()}
    changes |= {"[Content_Types].xml": types.encode()}
    return with_parts(GOOD, changes)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def test_a_word_file_keeps_its_blocks_in_order() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Port opens", 0)
        document.add_paragraph("A new start", style="Subtitle")
        document.add_paragraph("By Jane Doe")
        cost = document.add_paragraph("It cost ")
        bold = cost.add_run("$1.2\u00a0billion")
        cost.add_run(" in 10")
        cost.add_run("6").font.superscript = True
        document.add_comment(runs=[bold], text="Check", author="J")
        document.add_heading("Why", 2)
        document.add_paragraph("one", style="List Bullet")
        table = document.add_table(rows=2, cols=2)
        for number in range(4):
            table.cell(number // 2, number % 2).text = f"cell {number}"
        document.add_paragraph("The gate", style="Caption")
        document.add_paragraph().add_run("What comes next").bold = True
        document.add_paragraph("It ends\nhere.")

    draft = read_file(word(fill), name="story.docx")
    check(draft)
    assert kinds(draft) == [
        ("headline", "Port opens"),
        ("standfirst", "A new start"),
        ("furniture", "By Jane Doe"),
        ("paragraph", "It cost $1.2\u00a0billion in 10⁶"),
        ("subhead", "Why"),
        ("list_item", "one"),
        ("table_cell", "cell 0"),
        ("table_cell", "cell 1"),
        ("table_cell", "cell 2"),
        ("table_cell", "cell 3"),
        ("caption", "The gate"),
        ("subhead", "What comes next"),
        ("paragraph", "It ends here."),
    ]
    assert draft.byline == "Jane Doe"
    [comment] = draft.comments
    assert draft.text[comment.start : comment.end] == "$1.2\u00a0billion"
    assert (comment.author, comment.text, comment.ours) == ("J", "Check", False)
    assert draft.warnings == ()


def test_tracked_changes_are_read_as_accepted_with_a_warning() -> None:
    body = paragraph(
        run("The port "),
        f"<w:del>{run('closed')}</w:del><w:ins>{run('opened')}</w:ins>",
        f"<w:moveFrom>{run(' late')}</w:moveFrom>",
        run("."),
    )
    body += paragraph(run("One "), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("line."))
    draft = read_file(with_body(body))
    check(draft)
    assert draft.text == "The port opened.\n\nOne line."
    assert "tracked changes" in draft.warnings[0]


def test_struck_and_hidden_words_are_no_text() -> None:
    draft = read_file(
        with_body(
            paragraph(
                run("12 "), run("dead ", "<w:strike/>"), run("x", "<w:vanish/>"),
                run("hurt", '<w:strike w:val="0"/>'),
            )
        )
    )  # fmt: skip
    assert draft.text == "12 hurt"
    assert "struck through" in draft.warnings[0]


def test_footnotes_and_links_carry_their_words() -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    link = f'<w:hyperlink xmlns:r="{R}" r:id="web" w:tooltip="Budget">'
    link += run("$1.2 billion") + "</w:hyperlink>"
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> HYPERLINK "https://f.example/" </w:instrText></w:r>'
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("The 2024 budget."))}</w:footnote></w:footnotes>'
    )
    draft = read_file(
        with_body(
            paragraph(run("It cost "), link, run(", twice the plan."), call)
            + paragraph(run("See "), begin, code, separate, run("the field"), end, run(".")),
            footnotes=notes,
        )
    )
    check(draft)
    assert kinds(draft) == [
        ("paragraph", "It cost $1.2 billion, twice the plan."),
        ("paragraph", "See the field."),
        ("footnote", "The 2024 budget."),
    ]
    assert links(draft) == [
        ("$1.2 billion", "https://b.example/x?a=1&b=2", "Budget"),
        ("plan", "", "The 2024 budget."),
        ("the field", "https://f.example/", ""),
    ]


def test_words_in_content_controls_and_text_boxes_are_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Boxed.'))}</w:txbxContent></w:pict></w:r>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('Inside.'))}</w:sdtContent></w:sdt>"
    assert (
        read_file(with_body(control + paragraph(run("Host."), box))).text
        == "Inside.\n\nHost.\n\nBoxed."
    )


@pytest.mark.parametrize("length", [4, 30, 500, len(GOOD) // 2, len(GOOD) - 5])
def test_a_truncated_word_file_is_refused(length: int) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read_file(GOOD[:length], name="story.docx")


def test_a_word_file_of_entities_is_refused_unread() -> None:
    xml = member(GOOD, "word/document.xml").decode()
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    evil = xml.replace("<w:document", declared + "<w:document", 1).replace("The port", "&e;")
    for encoded in (evil.encode(), evil.replace("UTF-8", "UTF-16").encode("utf-16")):
        with pytest.raises(Unreadable, match="what Word never writes"):
            read_file(with_parts(GOOD, {"word/document.xml": encoded}))


@pytest.mark.timeout(30)
def test_zip_bombs_are_refused_before_they_are_unpacked() -> None:
    noise = random.Random(1)
    for parts in (
        {"word/media/image1.png": b"\0" * (60 * 1024 * 1024)},
        {
            "word/media/image1.png": b"".join(
                noise.randbytes(100) + bytes(10_000) for _ in range(11_000)
            )
        },
        {"word/document.xml": b" " * (30 * 1024 * 1024)},
        {f"word/x{number}.bin": b"" for number in range(4_000)},
    ):
        with pytest.raises(Unreadable, match="unpacks to far more"):
            read_file(with_parts(GOOD, parts))


def test_a_locked_word_file_says_so() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Unreadable, match="password"):
        read_file(ole, name="story.docx")
    with pytest.raises(Unreadable, match="old Office file"):
        read_file(ole[:500], name="story.doc")


PARTS = "word/document.xml word/styles.xml [Content_Types].xml _rels/.rels docProps/core.xml"


@pytest.mark.parametrize("part", PARTS.split(" "))
@pytest.mark.parametrize("content", [b"", b"words", b"<a/>", b"<a", b"<a>\xff</a>"])
def test_broken_parts_never_give_another_error(part: str, content: bytes) -> None:
    sound_or_refused(lambda: read_file(with_parts(GOOD, {part: content})))


def test_other_office_files_get_advice() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Unreadable, match="spreadsheet"):
        read_file(out.getvalue(), name="table.xlsx")
