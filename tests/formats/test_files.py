import random

import pytest

from claims.formats import MAX_BYTES, Unreadable, read_file

from .reading import check, kinds, links, sound_or_refused

MARKDOWN = """---
layout: story
---
# Port opens

*By Jane Doe*

It cost [**$1.2 billion**](https://b.example/x "Budget")[^1], she said.

- one
- two

| Year | Cost |
|------|------|
| 2015 | 600  |

## Next
<script>alert(1)</script> & more ~~gone~~

[^1]: The 2024 budget, <https://c.example>
"""


def test_markdown_keeps_its_structure() -> None:
    draft = read_file(MARKDOWN.encode(), name="story.md")
    check(draft)
    assert kinds(draft) == [
        ("headline", "Port opens"),
        ("furniture", "By Jane Doe"),
        ("paragraph", "It cost $1.2 billion, she said."),
        ("list_item", "one"),
        ("list_item", "two"),
        ("table_cell", "Year"),
        ("table_cell", "Cost"),
        ("table_cell", "2015"),
        ("table_cell", "600"),
        ("subhead", "Next"),
        ("paragraph", "<script>alert(1)</script> & more"),
        ("footnote", "The 2024 budget, https://c.example"),
    ]
    assert links(draft)[:2] == [
        ("$1.2 billion", "https://b.example/x", "Budget"),
        ("billion", "https://c.example", "The 2024 budget, https://c.example"),
    ]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("unit", ["[", "![", "`a", "*a ", "> a\n", "- a\n", "[a]("])
def test_hostile_markdown_is_read_or_refused_in_seconds(unit: str) -> None:
    sound_or_refused(lambda: read_file((unit * 300_000 + "word").encode(), name="story.md"))


ENCODINGS = [
    ("“Überall” – sagte er 5 €.", "utf-8"),
    ("“Überall” – sagte er 5 €.", "utf-8-sig"),
    ("“Überall” – sagte er 5 €.", "utf-16"),
    ("“Überall” – sagte er 5 €.", "utf-16-le"),
    ("“Überall” – sagte er 5 €.", "utf-32"),
    ("“Überall” – sagte er 5 €.", "cp1252"),
    ("Порт открылся в пятницу, сказал мэр города.", "cp1251"),
    ("Порт открылся в пятницу, сказал мэр города.", "koi8-r"),
    ("港はオープンしました。市長は金曜日に言った。", "shift_jis"),
    ("נפתח 👩‍🚒 اليوم", "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS)
def test_text_files_are_read_in_the_encoding_they_are_in(text: str, encoding: str) -> None:
    draft = read_file(text.encode(encoding), name="story.txt")
    assert draft.text == text
    guessed = encoding in {"cp1252", "cp1251", "koi8-r", "shift_jis"}
    assert bool(draft.warnings) is guessed


def test_utf8_with_stray_bytes_of_another_encoding_is_mended() -> None:
    data = "Müller said “yes”. ".encode() + "Café à côté".encode("latin-1")
    assert read_file(data, name="story.txt").text == "Müller said “yes”. Café à côté"


def test_a_declared_charset_counts_where_the_bytes_are_no_utf8() -> None:
    words = "港は開いた"
    page = f"<meta charset=euc-jp><p>{words}</p>".encode("euc-jp")
    assert read_file(page, name="a.html").text == words
    served = read_file(f"<p>{words}</p>".encode("euc-jp"), content_type="text/html; charset=EUC-JP")
    assert served.text == words
    assert read_file(f"<meta charset=utf-7><p>{words}</p>".encode(), name="a.html").text == words


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "empty"),
        (b"", "a.docx", "empty"),
        (b" \r\n\t", "a.txt", "no text"),
        (b"\xef\xbb\xbf", "a.md", "no text"),
        (b"word " * (4 * 1024 * 1024), "a.txt", "larger than 10 MB"),
        (b"x" * (MAX_BYTES + 1), "a.pdf", "larger than 10 MB"),
        (b"words\0with\0zeros", "a.txt", "no readable text"),
        (random.Random(1).randbytes(100_000), "a.txt", "no readable text"),
        (b"\xff\xfe" + random.Random(2).randbytes(10_001), "a.txt", "no readable text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.txt", "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.docx", "picture"),
        (b"ID3\x04" + b"\0" * 50, "a.html", "sound"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "a.txt", "archive"),
        (b"PK\x03\x04" + b"\0" * 50, "a.docx", "damaged"),
        (b"{\\rtf1\\ansi words}", "a.txt", "RTF"),
        (b"%PDF-1.7\n" + b"words " * 50, "a.txt", "damaged"),
        (b"%!PS-Adobe\0", "a.pdf", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_file(data, name=name)


def test_content_goes_before_the_name() -> None:
    page = b"<!DOCTYPE html><html><body><h1>Port opens</h1><p>Words.</p></body></html>"
    for name in ("a.txt", "a.pdf", "a.docx", "a"):
        assert ("headline", "Port opens") in kinds(read_file(page, name=name))
    assert read_file(b"Just words in it.", name="a.docx").text == "Just words in it."
    assert read_file(b"# Head\n\nWords.", name="a.txt").text == "# Head\n\nWords."
    assert read_file(b"# Head\n\nWords.", content_type="text/markdown").text == "Head\n\nWords."


def test_a_page_saved_by_a_word_processor_is_read_whole() -> None:
    page = (
        b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoTitle>Port</p>'
        b"<p>Short.</p></body></html>"
    )
    assert kinds(read_file(page, name="a.html")) == [("headline", "Port"), ("paragraph", "Short.")]
