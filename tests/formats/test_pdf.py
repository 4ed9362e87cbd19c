import zlib

import pytest

from claims.formats import Unreadable, read_file
from claims.formats.pdf_lines import read_lines

from .builders import pdf, pdf_file, prose
from .reading import check, kinds

STORY = [
    "The harbour tunnel opened on Friday, nine years after work began, and it cost inter-",
    "national lenders $1.2 billion, the mayor said on Friday evening in a long state-",
    "ment on “costs”.",
]
NEXT = ["The second paragraph is about the twenty-one pumps and runs on to the next page, as"]


def test_lines_become_paragraphs_and_broken_words_are_mended() -> None:
    first = [(72.0, 800.0, 9.0, "City Post"), (72.0, 740.0, 20.0, "Port opens after years")]
    second = [(72.0, 800.0, 9.0, "City Post"), (290.0, 30.0, 9.0, "Page 2 of 2")]
    more = prose([["paragraphs do, with the other twenty-", "one pumps."]], top=760)
    draft = read_file(pdf([first + prose([STORY, NEXT]), second + more], title="story.docx"))
    check(draft)
    assert kinds(draft) == [
        ("headline", "Port opens after years"),
        (
            "paragraph",
            "The harbour tunnel opened on Friday, nine years after work began, and it cost "
            "international lenders $1.2 billion, the mayor said on Friday evening in a long "
            "statement on “costs”.",
        ),
        (
            "paragraph",
            "The second paragraph is about the twenty-one pumps and runs on to the next page, as "
            "paragraphs do, with the other twenty-one pumps.",
        ),
    ]
    assert draft.title == "Port opens after years"
    assert draft.warnings == ("Page headers, footers and page numbers were left out.",)


def test_paragraphs_told_by_indent_and_bullets_are_blocks() -> None:
    lines = [
        (
            72.0,
            700.0,
            11.0,
            "The first paragraph runs over the whole of the line, then ends here.",
        ),
        (
            90.0,
            686.0,
            11.0,
            "The second is indented and runs over the whole of its line, and",
        ),
        (72.0, 672.0, 11.0, "ends."),
        (72.0, 644.0, 11.0, "• one thing"),
        (72.0, 630.0, 11.0, "• another"),
    ]
    assert [kind for kind, _words in kinds(read_file(pdf([lines])))] == [
        "paragraph", "paragraph", "list_item", "list_item",
    ]  # fmt: skip


def test_a_scan_says_that_it_holds_no_text() -> None:
    with pytest.raises(Unreadable, match="scan"):
        read_file(pdf([[], []]))


def test_a_page_without_text_is_told() -> None:
    draft = read_file(pdf([prose([STORY]), []]))
    assert draft.warnings == ("1 page holds no text (a picture?) and was left out.",)


def test_an_encrypted_pdf_says_so() -> None:
    assert read_lines(locked_pdf()) == {"error": "password"}
    with pytest.raises(Unreadable, match="password"):
        read_file(locked_pdf())


def locked_pdf() -> bytes:
    """A PDF whose password we do not know: its keys are noise."""
    plain = pdf([prose([STORY])])
    keys = b"<</Filter/Standard/V 1/R 2/O <%s>/U <%s>/P -1>>" % (b"ab" * 32, b"cd" * 32)
    ids = b"/ID[<%s><%s>]" % (b"ef" * 16, b"ef" * 16)
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt " + keys + ids)


@pytest.mark.parametrize("length", [5, 200, 600])
def test_a_truncated_pdf_is_refused(length: int) -> None:
    with pytest.raises(Unreadable):
        read_file(pdf([prose([STORY])])[:length], name="story.pdf")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", [b" ", b"q ", b"BT /F1 12 Tf 10 10 Td (a) Tj ET\n"])
def test_pdf_bombs_are_refused_in_seconds(unit: bytes) -> None:
    packed = zlib.compress(unit * (200_000_000 // len(unit)), 1)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        page + b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<<>>",
    ]
    with pytest.raises(Unreadable):
        read_file(pdf_file(objects))
