"""The text on screen: however marks lie on it, its words are the article's words and no others."""

import html
import itertools
import re
import uuid
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from django.template.loader import render_to_string
from hypothesis import example, given
from hypothesis import strategies as st

from claims.enums import State, SuggestionKind
from claims.models import Article, Claim, NothingToCheck, Revision, Statement, Suggestion
from claims.queries.reading import RANK, BlockView, Mark, Node, Words, cut, marks_of
from claims.text.segments import BlockKind

ARTICLE = Article(pk=1, title="A story")
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab \n<>&'\"“”…-\u00a0\u200f\u05d0\u0301😀🇩"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    ),
    min_size=1,
    max_size=60,
)
KINDS = ("claim", "statement", "suggestion", "found", "nothing")


def thing_of(kind: str, uid: uuid.UUID, number: int) -> Claim | Statement | Suggestion | None:
    """Return what a mark of this kind leads to, as its template asks it."""
    if kind == "claim":
        return Claim(pk=number, uid=uid, number=number, state=State.CHECKING)
    if kind == "statement":
        return Statement(pk=number, uid=uid)
    if kind == "nothing":
        return None
    return Suggestion(pk=number, uid=uid, kind=SuggestionKind.CLAIM)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[Revision, list[Mark]]:
    """Any text, cut into any blocks with gaps between them, with any marks and flags on it."""
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    edges = sorted(draw(st.sets(places, max_size=8)))
    kinds = st.sampled_from(list(BlockKind))
    blocks = [
        [draw(kinds).value, start, end]
        for start, end in itertools.pairwise(edges)
        if draw(st.booleans()) or (start, end) == (edges[0], edges[-1])
    ]
    spans = st.tuples(places, places).map(sorted).filter(lambda span: span[0] < span[1])
    marks = []
    for number in range(draw(st.integers(0, 6))):
        (start, end), kind = draw(spans), draw(st.sampled_from(KINDS))
        uid = uuid.UUID(int=number + 1)
        href = "" if kind == "nothing" else f"/m/{number}/"
        thing = thing_of(kind, uid, number + 1)
        marks.append(Mark(kind, start, end, str(uid) if href else "", href, thing))
    flags = [list(span) for span in draw(st.lists(spans, max_size=3))]
    revision = Revision(article=ARTICLE, text=text, blocks=blocks, flags={"placeholders": flags})
    return revision, in_order(dict.fromkeys(marks))


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, -RANK[mark.kind]))


def leaves(inside: Sequence[Words | Node]) -> list[Words]:
    """Return the words of a tree, in order."""
    return [
        words
        for node in inside
        for words in ([node] if isinstance(node, Words) else leaves(node.inside))
    ]


def nodes(inside: Sequence[Words | Node]) -> list[Node]:
    """Return the marks of a tree, the outer before the inner."""
    found = [node for node in inside if isinstance(node, Node)]
    return [each for node in found for each in (node, *nodes(node.inside))]


def joined(inside: Sequence[Words | Node]) -> str:
    return "".join(words.text for words in leaves(inside))


def on_screen(view: BlockView) -> str:
    """Return the markup of a block, as the page holds it."""
    context = {"block": view, "panel": SimpleNamespace(thing=SimpleNamespace(uid=""))}
    return render_to_string("claims/_block.html", context)


CROSSING = (
    Revision(
        article=ARTICLE,
        text="one two three four",
        blocks=[["headline", 0, 7], ["paragraph", 8, 18]],
        flags={"placeholders": [[4, 10]]},
    ),
    [
        Mark("claim", 0, 13, "a", "/m/a/", Claim(pk=1, number=1, state=State.CHECKING)),
        Mark("statement", 4, 18, "b", "/m/b/", Statement(pk=1)),
        Mark("nothing", 8, 18),
    ],
)


@given(marked_texts())
@example(CROSSING)
def test_the_words_of_each_block_are_its_exact_text(marked: tuple[Revision, list[Mark]]) -> None:
    revision, marks = marked
    views = cut(revision, marks)
    assert [(v.kind.value, v.start, v.end) for v in views] == [tuple(b) for b in revision.blocks]
    for view in views:
        assert joined(view.inside) == revision.text[view.start : view.end]
        assert all(words.text for words in leaves(view.inside))


@given(marked_texts())
@example(CROSSING)
def test_the_pieces_of_each_mark_are_its_words_where_blocks_stand(
    marked: tuple[Revision, list[Mark]],
) -> None:
    revision, marks = marked
    views = cut(revision, marks)
    for mark in marks:
        pieces = [joined(n.inside) for v in views for n in nodes(v.inside) if n.mark == mark]
        words = [
            revision.text[max(mark.start, start) : min(mark.end, end)]
            for _, start, end in revision.blocks
            if mark.start < end and mark.end > start
        ]
        assert "".join(pieces) == "".join(words)


@given(marked_texts())
@example(CROSSING)
def test_each_mark_opens_once_and_closes_once(marked: tuple[Revision, list[Mark]]) -> None:
    revision, marks = marked
    views = cut(revision, marks)
    blocks = [(start, end) for _, start, end in revision.blocks]
    for mark in marks:
        here = [n for v in views for n in nodes(v.inside) if n.mark == mark]
        assert sum(n.opens for n in here) == any(a <= mark.start < b for a, b in blocks)
        assert sum(n.closes for n in here) == any(a < mark.end <= b for a, b in blocks)


@given(marked_texts())
@example(CROSSING)
def test_the_words_of_a_block_link_to_the_foremost_mark_on_them(
    marked: tuple[Revision, list[Mark]],
) -> None:
    revision, marks = marked
    for view in cut(revision, marks):
        at = view.start
        for words in leaves(view.inside):
            end = at + len(words.text)
            on = [m for m in marks if m.start <= at and m.end >= end]
            linked = [m for m in on if m.href]
            assert sorted(words.marks, key=repr) == sorted(on, key=repr)
            assert (words.top is None) is (not linked)
            if words.top:
                best = min(RANK[m.kind] for m in linked)
                assert RANK[words.top.kind] == best
            flagged = any(a <= at and b >= end for a, b in revision.flags["placeholders"])
            assert (words.flag == "placeholder") is flagged
            at = end


@given(marked_texts())
@example(CROSSING)
def test_a_mark_has_at_most_one_stop_for_the_keyboard_in_a_block(
    marked: tuple[Revision, list[Mark]],
) -> None:
    revision, marks = marked
    for view in cut(revision, marks):
        stops = [words.top for words in leaves(view.inside) if words.opens]
        assert len(stops) == len(set(stops))
        tops = {words.top for words in leaves(view.inside) if words.top}
        assert set(stops) == tops


@given(marked_texts())
@example(CROSSING)
def test_the_page_holds_the_words_of_the_block_and_no_white_space_of_ours(
    marked: tuple[Revision, list[Mark]],
) -> None:
    revision, marks = marked
    for view in cut(revision, marks):
        markup = on_screen(view)
        stripped = html.unescape(re.sub(r"<[^>]*>", "", markup))
        assert stripped == revision.text[view.start : view.end]
        tags = re.findall(r"<(/?)(mark|a|p|h1|h2)\b", markup)
        assert well_formed(tags)


def well_formed(tags: Iterable[tuple[str, str]]) -> bool:
    """Whether every tag that opens closes, the inner before the outer."""
    stack: list[str] = []
    for closes, name in tags:
        if not closes:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


@given(marked_texts())
def test_no_link_stands_in_a_link(marked: tuple[Revision, list[Mark]]) -> None:
    for view in cut(*marked):
        depth = 0
        for closes in re.findall(r"<(/?)a\b", on_screen(view)):
            depth += -1 if closes else 1
            assert depth in (0, 1)


# --- what is a mark -------------------------------------------------------------------------------


def test_marks_come_from_anchors_suggestions_and_decisions_the_outer_first() -> None:
    spans = [[0, 4], [6, 9]]
    found = Suggestion(article=ARTICLE, kind="statement", start=0, end=9, content=spans)
    claim = Suggestion(article=ARTICLE, kind="claim", start=0, end=9)
    nothing = NothingToCheck(start=2, end=9)
    marks = marks_of([], [claim, found], [nothing])
    assert [(m.kind, m.start, m.end, bool(m.href)) for m in marks] == [
        ("suggestion", 0, 9, True),
        ("found", 0, 4, True),
        ("nothing", 2, 9, False),
        ("found", 6, 9, True),
    ]
    assert marks == in_order(marks)


def test_on_the_same_words_the_statement_is_around_the_claim() -> None:
    same = [Mark(kind, 0, 5, kind, f"/{kind}/") for kind in KINDS]
    (view,) = cut(
        Revision(article=ARTICLE, text="words", blocks=[["paragraph", 0, 5]], flags={}),
        in_order(same),
    )
    assert [node.mark.kind for node in nodes(view.inside)] == [
        "nothing",
        "found",
        "suggestion",
        "statement",
        "claim",
    ]
    (words,) = leaves(view.inside)
    assert words.top is not None
    assert words.top.kind == "claim"


def test_an_empty_block_is_an_empty_view() -> None:
    revision = Revision(
        article=ARTICLE, text="a", blocks=[["paragraph", 0, 0], ["paragraph", 0, 1]], flags={}
    )
    first, second = cut(revision, [Mark("claim", 0, 1, "u", "/u/")])
    assert joined(first.inside) == ""
    assert joined(second.inside) == "a"
