"""Comments in the margin of a Word file, on the very words of its draft."""

import datetime
from typing import Any

import pytest

from claims.formats import Comment, Draft, read_file
from claims.formats.docx.comments import MARK

from .builders import member, with_parts, word
from .reading import check
from .test_docx import W, paragraph, run, with_body

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def start(key: str) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: str) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/>{call(key)}'


def call(key: str) -> str:
    return f'<w:r><w:commentReference w:id="{key}"/></w:r>'


def comment(key: str, inner: str = "", **about: str) -> str:
    about = {"author": "Ann", "date": "2026-03-01T09:30:00Z", "initials": "A"} | about
    signed = " ".join(f'w:{name}="{value}"' for name, value in about.items())
    return f'<w:comment w:id="{key}" {signed}>{inner or paragraph(run(f"says {key}"))}</w:comment>'


def comments(*inner: str) -> str:
    return f"<w:comments {W} {W14}>{''.join(inner)}</w:comments>"


def read(body: str, *inner: str) -> Draft:
    draft = read_file(with_body(body, comments=comments(*inner)))
    check(draft)
    return draft


def words(draft: Draft) -> list[tuple[str, str]]:
    return [(row.text, draft.text[row.start : row.end]) for row in draft.comments]


def test_a_comment_stands_on_its_words_over_runs_and_paragraphs() -> None:
    draft = read(
        paragraph(
            run("The port "), start("1"), run("opened", "<w:b/>"), run(" on Friday"), end("1")
        )
        + paragraph(run("It cost "), start("2"), run(" twice"))
        + paragraph(run("the"), run(" plan."), end("2")),
        comment("1"),
        comment("2", author="Ben", date="2026-03-01T10:00:00+02:00"),
    )
    assert words(draft) == [("says 1", "opened on Friday"), ("says 2", "twice\n\nthe plan.")]
    first, second = draft.comments
    assert first.at == datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
    assert second.at == datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.UTC)
    assert (first.author, second.author) == ("Ann", "Ben")
    assert draft.warnings == ()


def test_a_comment_may_begin_and_end_between_paragraphs_and_in_tables() -> None:
    cell = f"<w:tc>{paragraph(start('2'), run('One'), end('2'))}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}<w:tc>{paragraph(run('Two'))}</w:tc></w:tr></w:tbl>"
    body = start("1") + paragraph(run("First line.")) + paragraph(run("Second line."))
    between = '<w:commentRangeEnd w:id="1"/>'
    draft = read(body + between + paragraph(call("1"), run("Third.")) + table, *map(comment, "12"))
    assert words(draft) == [("says 1", "First line.\n\nSecond line."), ("says 2", "One")]


def test_a_comment_without_words_stands_on_its_paragraph() -> None:
    gone = f"<w:del>{start('2')}{run('deleted')}{end('2')}</w:del>"
    draft = read(
        paragraph(run("First line."))
        + paragraph(run("Second line."), call("1"))
        + paragraph(run("Third "), gone, run("line.")),
        comment("1"),
        comment("2"),
        comment("3"),
    )
    assert words(draft) == [("says 1", "Second line."), ("says 2", "Third line.")]
    assert draft.warnings[1:] == (
        "A comment by Ann stands on no words of the story and was left out: “says 3”",
    )


def test_replies_are_comments_on_the_same_words_and_share_the_end_of_their_thread() -> None:
    def told(key: str) -> str:
        inner = f'<w:p w14:paraId="0000000{key}">{run(f"says {key}")}</w:p>'
        return comment(key, inner, author=f"A{key}")

    extended = (
        f'<w15:commentsEx {W15}><w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        "</w15:commentsEx>"
    )
    body = paragraph(run("The "), start("1"), run("port"), end("1"), call("2"), run(" opened."))
    data = with_body(body, comments=comments(told("1"), told("2")), commentsExtended=extended)
    relation = "officeDocument/2006/relationships/commentsExtended"
    data = renamed(data, relation, "2011/relationships/commentsExtended")
    draft = read_file(data)
    assert [(row.author, row.done) for row in draft.comments] == [("A1", True), ("A2", True)]
    assert {draft.text[row.start : row.end] for row in draft.comments} == {"port"}


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The file with another kind of relation, as Word's later ones are called."""
    name = "word/_rels/document.xml.rels"
    changed = member(data, name).decode()
    changed = changed.replace(
        f"http://schemas.openxmlformats.org/{old}", f"http://schemas.microsoft.com/office/{new}"
    )
    assert new in changed
    return with_parts(data, {name: changed.encode()})


@pytest.mark.parametrize(
    ("date", "year"),
    [("", None), ("yesterday", None), ("0001-01-01T00:00:00+14:00", None), ("2026-03-01", 2026)],
)
def test_a_time_that_is_none_is_left_out(date: str, year: int | None) -> None:
    [row] = read(paragraph(start("1"), run("Words."), end("1")), comment("1", date=date)).comments
    assert (row.at and row.at.year) == year


def test_text_of_any_shape_is_read_as_words() -> None:
    inner = "<w:tbl><w:tr><w:tc>" + paragraph(run("cell")) + "</w:tc></w:tr></w:tbl>"
    inner += paragraph(run("one"), "<w:r><w:tab/><w:drawing/><w:br/></w:r>", run("two"))
    [row] = read(paragraph(start("1"), run("Words."), end("1")), comment("1", inner)).comments
    assert row.text == "cell\none \ntwo"


@pytest.mark.parametrize("key", ["", "x", "-1", "99999999999999999999", "&quot;"])
def test_odd_ids_never_give_an_error(key: str) -> None:
    body = paragraph(start(key), run("Words."), end(key)) + paragraph(end(key), run("More."))
    draft = read(body, comment(key), comment(key))
    assert {draft.text[row.start : row.end] for row in draft.comments} == {"Words."}


@pytest.mark.timeout(60)
def test_ten_thousand_comments_are_read_up_to_a_limit() -> None:
    keys = [f"{number}" for number in range(10_000)]
    body = "".join(
        paragraph(start(key), run(f"w{key}"), end(key), run(" more")) for key in keys[:9]
    )
    body += paragraph(*(start(key) + run(f"w{key} ") + end(key) for key in keys[9:]))
    draft = read(body, *map(comment, keys))
    assert len(draft.comments) == 1_000
    assert words(draft)[500] == ("says 500", "w500")
    assert draft.warnings[-1] == "9000 more comments were left out: there are too many."


def test_no_words_carry_more_comments_than_a_page_can_show() -> None:
    keys = [f"{number}" for number in range(120)]
    body = paragraph(*map(start, keys), run("First."), *map(end, keys[:60]), run(" And more."))
    draft = read(body + paragraph(*map(end, keys[60:])), *map(comment, keys))
    assert len(draft.comments) == 50
    assert draft.warnings == ("70 more comments were left out: there are too many.",)


def test_ours_are_known_by_their_signature_though_initials_are_lost() -> None:
    def fill(document: Any) -> None:
        for author, initials in (("Factcheck", "FC"), ("Factcheck", ""), ("Factcheck", "XY")):
            called = document.add_paragraph("Words ").add_run("commented")
            document.add_comment(runs=[called], text="t", author=author, initials=initials)

    draft = read_file(word(fill))
    assert [row.ours for row in draft.comments] == [True, True, False]
    assert isinstance(draft.comments[0], Comment)


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        (("Claim 3 · Verified", MARK), True),
        (("Claim 3 · Verified", f"  {MARK.replace(' ', chr(160), 1)} "), True),
        (("Claim 3 · Verified", MARK, "A line that somebody wrote below"), True),
        (("Claim 3 · Verified",), False),
        (("Claim 3 is wrong. See page 4.",), False),
        (("Factcheck: written by the export?",), False),
        ((f"Why does it say {MARK} there?",), False),
    ],
)
def test_ours_are_known_by_their_mark_though_nobody_signs_them(
    lines: tuple[str, ...], ours: bool
) -> None:
    inner = "".join(paragraph(run(line)) for line in lines)
    made = comment("1", inner, author="Author", initials="A")
    draft = read(paragraph(start("1"), run("Words."), end("1")), made)
    assert [row.ours for row in draft.comments] == [ours]
