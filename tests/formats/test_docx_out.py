"""A Word file written on: comments on the very words, all else as it was, nothing twice."""

import datetime
import io
from typing import Any

import docx
import pytest
from docx2python import docx2python
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.formats import Draft, read_file, read_plain, read_rich
from claims.formats.docx.comments import MARK
from claims.formats.docx_out import Line, MarginNote, Rank, annotate

from .builders import member, with_parts
from .reading import check, kinds, links
from .test_docx import R, W, paragraph, run, with_body
from .test_docx_comments import W15, comment, comments, end, renamed, start

AT = datetime.datetime(2026, 5, 1, 12, 0, tzinfo=datetime.UTC)
APPENDIX = [
    Line("Evidence", Rank.HEADING),
    Line("1. The port opened (Verified)", Rank.ENTRY),
    Line("Supports: the port’s page", url="https://port.example/?a=1&b=2"),
]
LINK = f'<w:hyperlink xmlns:r="{R}" r:id="web">{run("cost 3.1 million")}</w:hyperlink>'
ADDED = f'<w:ins w:id="9" w:author="x">{run("Added words by x.")}</w:ins>'
CONTROL = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('in a control')}</w:sdtContent></w:sdt>"
NOTE_CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BOX = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Boxed words.'))}</w:txbxContent></w:pict></w:r>"
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{paragraph(run("The 2024 budget."))}</w:footnote></w:footnotes>'
)
STORY = paragraph(
    run("The port  opened on Friday", "<w:b/>"), run(", they said. It "), LINK, run(" crowns. "),
    ADDED, run(" Now "), CONTROL, NOTE_CALL, run("."),
) + paragraph(run("Second paragraph starts."), BOX)  # fmt: skip


def on(draft: Draft, *words: str) -> list[MarginNote]:
    places = [(draft.text.index(one), len(one), one) for one in words]
    return [MarginNote(at, at + length, f"On: {one}") for at, length, one in places]


def written(data: bytes | None, draft: Draft, notes: list[MarginNote], **more: Any) -> bytes:
    parts: dict[str, Any] = {"text": draft.text, "blocks": draft.blocks, "at": AT} | more
    return annotate(data, notes=notes, appendix=APPENDIX, **parts)


def ours(draft: Draft) -> list[tuple[str, str]]:
    return [(row.text, draft.text[row.start : row.end]) for row in draft.comments if row.ours]


@pytest.mark.parametrize(
    "words",
    [
        "port opened",
        "The",
        "said. It cost 3.1",
        "3.1 million",
        "Added words by",
        "a control",
        "Friday, they said. It cost 3.1 million crowns. Added words by x. Now in a control.\n\nSec",
        "starts.",
    ],
)
def test_a_comment_stands_on_its_very_words_wherever_they_are(words: str) -> None:
    data = with_body(STORY, footnotes=FOOTNOTES)
    draft = read_file(data)
    out = read_file(written(data, draft, on(draft, words)))
    check(out)
    assert ours(out) == [(f"On: {words}", words)]
    assert out.comments[0].at == AT
    assert out.text == draft.text
    assert kinds(out) == kinds(draft)
    assert links(out) == links(draft)


@pytest.mark.parametrize(
    ("words", "where"), [("2024 budget", "<w:footnoteReference"), ("Boxed", "<w:pict")]
)
def test_words_in_notes_and_boxes_are_commented_where_these_are_called(
    words: str, where: str
) -> None:
    data = with_body(STORY, footnotes=FOOTNOTES)
    draft = read_file(data)
    body = member(written(data, draft, on(draft, words)), "word/document.xml").decode()
    begin, close = body.index("<w:commentRangeStart"), body.index("<w:commentRangeEnd")
    assert begin < body.index(where) < close
    assert close - begin < 600


def test_the_look_of_split_words_and_all_other_parts_stay_as_they_were() -> None:
    styled = run("One two three four", '<w:i/><w:color w:val="FF0000"/>')
    data = with_body(paragraph(styled) + paragraph(run("End."), properties='<w:jc w:val="right"/>'))
    data = with_parts(data, {"word/theme/kept.bin": b"as it is"})
    draft = read_file(data)
    out = written(data, draft, on(draft, "two three"))
    document = docx.Document(io.BytesIO(out))
    runs = [r for r in document.paragraphs[0].runs if r.text]
    assert [(r.text, r.italic, str(r.font.color.rgb)) for r in runs] == [
        ("One ", True, "FF0000"), ("two three", True, "FF0000"), (" four", True, "FF0000"),
    ]  # fmt: skip
    assert document.paragraphs[1].alignment == 2
    for name in ("word/theme/theme1.xml", "word/numbering.xml", "word/fontTable.xml"):
        assert member(out, name) == member(data, name)


def test_other_peoples_comments_stay_and_ours_are_never_there_twice() -> None:
    body = paragraph(start("7"), run("The port opened on Friday."), end("7"))
    data = with_body(body, comments=comments(comment("7")))
    draft = read_file(data)
    once = written(data, draft, on(draft, "opened", "port opened on"))
    twice = written(once, read_file(once), on(draft, "Friday"))
    for made, count in ((once, 2), (twice, 1)):
        again = read_file(made)
        assert len(ours(again)) == count
        theirs = [(row.author, row.text) for row in again.comments if not row.ours]
        assert theirs == [("Ann", "says 7")]
        assert again.text == draft.text
        document = docx.Document(io.BytesIO(made))
        assert len(list(document.comments)) == count + 1
        assert [p.text for p in document.paragraphs].count("Evidence") == 1


def test_what_only_our_appendix_and_comments_led_to_goes_with_them() -> None:
    body = paragraph(run("The port opened."), LINK, start("7"), run(" More."), end("7"))
    linked = paragraph(f'<w:hyperlink xmlns:r="{R}" r:id="log">{run("see")}</w:hyperlink>')
    told = comment("7", linked + paragraph(run(MARK)), author="Author")
    data = with_body(body, comments=comments(told, comment("8", linked), comment("9")))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="log" Type="{R}/hyperlink" Target="https://log.example/" '
        'TargetMode="External"/>'
        f'<Relationship Id="old" Type="{R}/hyperlink" Target="https://old.example/" '
        'TargetMode="External"/></Relationships>'
    )
    data = with_parts(data, {"word/_rels/comments.xml.rels": relations.encode()})
    draft = read_file(data)
    once = written(data, draft, on(draft, "port"))
    assert "log.example" in (left := member(once, "word/_rels/comments.xml.rels").decode())
    assert "old.example" not in left
    listed = "<HLinks><a>https://port.example/?a=1</a></HLinks></Properties>"
    about = member(once, "docProps/app.xml").decode().replace("</Properties>", listed)
    again = annotate(
        with_parts(once, {"docProps/app.xml": about.encode()}),
        text=draft.text, blocks=draft.blocks, notes=[], appendix=APPENDIX[:1], at=AT,
    )  # fmt: skip
    for name in ("word/_rels/document.xml.rels", "docProps/app.xml"):
        assert "port.example" not in member(again, name).decode()
    assert "https://b.example/" in member(again, "word/_rels/document.xml.rels").decode()
    assert links(read_file(again)) == links(draft)


def test_a_comment_on_our_appendix_outlives_the_next_export() -> None:
    draft = read_file(with_body(paragraph(run("The port opened."))))
    once = written(with_body(paragraph(run("The port opened."))), draft, on(draft, "port"))
    document = docx.Document(io.BytesIO(once))
    document.add_comment(document.paragraphs[-1].runs[:1], "Which page?", "Ann", "A")
    kept = io.BytesIO()
    document.save(kept)
    assert "“Which page?”" in read_file(kept.getvalue()).warnings[-1]
    twice = written(kept.getvalue(), draft, on(draft, "opened"))
    assert "“Which page?”" in read_file(twice).warnings[-1]
    assert member(twice, "word/document.xml").decode().count("<w:commentReference") == 2


def test_an_answer_to_our_comment_outlives_it() -> None:
    def told(key: str, **about: str) -> str:
        return comment(key, f'<w:p w14:paraId="0000000{key}">{run("t")}</w:p>', **about)

    extended = (
        f'<w15:commentsEx {W15}><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        "</w15:commentsEx>"
    )
    threads = comments(told("1", author="Factcheck", initials="FC"), told("2"))
    body = paragraph(start("1"), start("2"), run("The port opened."), end("1"), end("2"))
    data = with_body(body, comments=threads, commentsExtended=extended)
    kind = "officeDocument/2006/relationships/commentsExtended"
    data = renamed(data, kind, "2011/relationships/commentsExtended")
    draft = read_file(data)
    assert sorted(row.ours for row in draft.comments) == [False, True]
    out = written(data, draft, on(draft, "port"))
    assert [(row.author, row.ours) for row in read_file(out).comments] == [
        ("Ann", False), ("Factcheck", True),
    ]  # fmt: skip
    left = member(out, "word/commentsExtended.xml").decode()
    assert "00000002" in left
    assert "00000001" not in left


def test_a_note_without_a_place_stands_on_the_appendix() -> None:
    data = with_body(paragraph(run("The port opened.")))
    out = written(data, read_file(data), [MarginNote(0, 0, "Lost claim")])
    body = member(out, "word/document.xml").decode()
    assert body.index("The port") < body.index("<w:commentRangeStart") < body.index("Evidence<")


def test_the_words_are_found_though_the_text_has_other_spaces_and_quotes() -> None:
    data = with_body(
        paragraph(run("He said: “The port opened in 2020.” Nobody believed him then."))
    )
    text = 'He said: "The port opened\nin 2020." Nobody believed him then.'
    draft = read_plain(text)
    at = draft.text.index("opened")
    note = MarginNote(at, at + len("opened in 2020"), "n")
    assert ours(read_file(written(data, draft, [note]))) == [("n", "opened in 2020")]


def test_without_an_original_the_text_is_laid_out_by_its_blocks() -> None:
    draft = read_rich(
        "<h1>Port opens</h1><p>It <a href='https://a.example/'>cost</a> &lt;3&gt; &amp; more.</p>"
        "<h2>Why</h2><ul><li>one</li><li>two</li></ul>"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>The end.</p>"
    )
    out = read_file(written(None, draft, on(draft, "<3> &", "c\nd"), links=draft.links, title="T"))
    assert out.text == draft.text
    assert kinds(out) == kinds(draft)
    assert links(out) == links(draft)
    assert ours(out) == [("On: <3> &", "<3> &"), ("On: c\nd", "c\nd")]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    draft = Draft("", "One\x0b two\x00 three \U0001f600.", read_plain("x").blocks)
    blocks = [type(draft.blocks[0])(draft.blocks[0].kind, 0, len(draft.text))]
    out = written(None, draft, [MarginNote(0, 3, "a\x07b\ud800")], blocks=blocks, title="\x01")
    assert read_file(out).text == "One two three \U0001f600."


def test_a_second_library_reads_the_same_comments() -> None:
    data = with_body(STORY, footnotes=FOOTNOTES)
    draft = read_file(data)
    out = written(data, draft, on(draft, "port opened", "cost 3.1 million"))
    with docx2python(io.BytesIO(out)) as read:
        found = {(anchor, author, text) for anchor, author, _date, text in read.comments}
    assert {(author, *text.split("\n\n")) for _a, author, text in found} == {
        ("Factcheck", "On: port opened", MARK), ("Factcheck", "On: cost 3.1 million", MARK),
    }  # fmt: skip
    assert any("port" in anchor and "opened" in anchor for anchor, _author, _text in found)


# --- any words, any comment -----------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("aбם é\u00a0.,“”-–\U0001f600\u200b1"), min_size=1, max_size=12)
SHAPES = st.sampled_from(["{}", '<w:ins w:id="1" w:author="x">{}</w:ins>', CONTROL])
RUNS = st.lists(st.tuples(LETTERS, SHAPES, st.booleans()), min_size=1, max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(paragraphs=st.lists(RUNS, min_size=1, max_size=4), data=st.data())
def test_any_comment_lands_on_the_very_words(paragraphs: Any, data: st.DataObject) -> None:
    """Random runs, random spans: read back they stand where they were put, export after export."""
    body = paragraph(run("Begin."))
    for runs in paragraphs:
        made = [
            shape.replace("{}", run(words, "<w:b/>" if bold else "")) for words, shape, bold in runs
        ]
        body += paragraph(*made)
    file = with_body(body)
    draft = read_file(file)
    places = st.integers(0, len(draft.text) - 1)
    spans = []
    for first, last in data.draw(st.lists(st.tuples(places, places), min_size=1, max_size=5)):
        low, high = min(first, last), max(first, last) + 1
        words = draft.text[low:high]
        low, high = low + len(words) - len(words.lstrip()), high - len(words) + len(words.rstrip())
        if low < high:
            spans.append((low, high))
    notes = [MarginNote(low, high, f"{low}-{high}") for low, high in spans]
    once = written(file, draft, notes)
    for made in (once, written(once, draft, notes)):
        again = read_file(made)
        assert again.text == draft.text
        found = sorted((row.start, row.end, row.text) for row in again.comments)
        assert found == sorted((low, high, f"{low}-{high}") for low, high in spans)
