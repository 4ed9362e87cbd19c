"""Hostile and broken Word files: refused in a sentence, or read and written on."""

from contextlib import suppress

import pytest

from claims.formats import Unreadable, read_file, read_plain

from .builders import member, with_parts
from .test_docx import paragraph, run, with_body
from .test_docx_comments import call, comment, comments, end, start
from .test_docx_out import on, ours, written


def test_a_file_that_says_it_runs_macros_gets_advice() -> None:
    data = with_body(paragraph(run("The port opened.")))
    types = member(data, "[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    armed = with_parts(data, {"[Content_Types].xml": types.replace(plain, macros).encode()})
    with pytest.raises(Unreadable, match=r"save it as \.docx"):
        read_file(armed, name="story.docm")
    with pytest.raises(Unreadable, match=r"save it as \.docx"):
        written(armed, read_file(data), [])


@pytest.mark.timeout(60)
def test_fifty_thousand_paragraphs_are_refused_in_a_sentence() -> None:
    data = with_body(paragraph(run("Words.")) * 50_000)
    with pytest.raises(Unreadable, match="far longer than an article"):
        read_file(data)
    with pytest.raises(Unreadable, match="far longer than an article"):
        written(data, read_plain("Words."), [])


@pytest.mark.timeout(60)
@pytest.mark.parametrize("depth", [50, 100])
def test_nested_controls_are_read_and_commented(depth: int) -> None:
    data = with_body(nested(depth))
    draft = read_file(data)
    assert ours(read_file(written(data, draft, on(draft, "Deep")))) == [("On: Deep", "Deep")]


@pytest.mark.timeout(60)
def test_bottomless_nesting_is_refused_in_a_sentence() -> None:
    for depth in (1_000, 20_000):
        with pytest.raises(Unreadable, match="damaged"):
            read_file(with_body(nested(depth)))
        with pytest.raises(Unreadable, match="damaged"):
            written(with_body(nested(depth)), read_plain("Words."), [])


def nested(depth: int) -> str:
    inner = paragraph(run("Deep words."))
    return "<w:sdt><w:sdtContent>" * depth + inner + "</w:sdtContent></w:sdt>" * depth


@pytest.mark.parametrize("key", ["x", "99999999999999999999", "", "-5", "2147483647"])
def test_comments_with_odd_ids_break_no_export(key: str) -> None:
    body = paragraph(start(key), run("The port opened."), end(key)) + paragraph(call("12"))
    data = with_body(body, comments=comments(comment(key), comment("3")))
    draft = read_file(data)
    assert ours(read_file(written(data, draft, on(draft, "port")))) == [("On: port", "port")]


@pytest.mark.parametrize("content", [b"", b"<a/>", b"<a", b"\xff"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/comments.xml"])
def test_broken_originals_are_refused_in_a_sentence(part: str, content: bytes) -> None:
    whole = with_body(paragraph(run("The port opened.")), comments=comments())
    broken = with_parts(whole, {part: content})
    with suppress(Unreadable):
        written(broken, read_file(whole), [])
