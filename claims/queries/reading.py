"""An article's text as it is read on screen: blocks cut into pieces by the marks on them."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.enums import Said, State, SuggestionKind, Verdict, Worth
from claims.models import Anchor, Claim, NothingToCheck, Query, Revision, Statement, Suggestion
from claims.text.segments import Block, BlockKind

# Which of two marks on the same words is on top: what is being worked on before what is proposed.
RANK = {"claim": 0, "statement": 1, "suggestion": 2, "found": 3, "nothing": 4, "query": 5}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text (code points) that is a link to what stands there."""

    # "claim", "statement", "query", "suggestion" (a claim), "found" (a statement), "nothing"
    kind: str
    start: int
    end: int
    uid: str = ""
    href: str = ""
    thing: Claim | Statement | Query | Suggestion | NothingToCheck | None = None
    asked: bool = False  # has an open query

    @property
    def title(self) -> str:
        """Say in words what the link leads to."""
        if self.asked:
            return _("%(mark)s, has an open query") % {"mark": self.plain_title}
        return self.plain_title

    @property
    def plain_title(self) -> str:
        """Say in words what is marked."""
        thing = self.thing
        if isinstance(thing, Claim):
            words = _("Claim %(number)d: %(state)s")
            words %= {"number": thing.number, "state": State(thing.state).label}
            return f"{words}, {Verdict(thing.verdict).label}" if thing.verdict else words
        if isinstance(thing, Statement):
            said = Said(thing.said).label if thing.said else _("not yet heard")
            return _("Statement: %(said)s") % {"said": said}
        if isinstance(thing, Query):
            return _("Query: %(question)s") % {"question": Truncator(thing.text).chars(80)}
        words = _("Suggested statement")
        if isinstance(thing, Suggestion) and self.kind == "suggestion":
            worth = str(Worth(thing.worth).label).lower()
            words = _("Suggested claim, worth checking: %(worth)s") % {"worth": worth}
        if isinstance(thing, Suggestion) and thing.is_new:
            return _("%(mark)s, new in draft %(n)d") % {"mark": words, "n": thing.since}
        return words


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a block under one and the same set of marks; ``top`` is the one they link to."""

    text: str
    marks: tuple[Mark, ...] = ()
    top: Mark | None = None
    opens: bool = False  # the first words of their top mark: its one stop for the keyboard
    flag: str = ""
    mark: ClassVar[None] = None  # a template asks hundreds of times; a missing name is slow


@dataclass(frozen=True, slots=True)
class Node:
    """A mark around words and around the marks inside it; ``closes`` where its number stands.

    ``bare``: none of its words link to it, so a link without words ends it.
    """

    mark: Mark
    inside: tuple["Words | Node", ...]
    opens: bool
    closes: bool
    bare: bool = False


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of the article as a tree of marks and words."""

    number: int
    kind: BlockKind
    start: int
    end: int
    inside: tuple[Words | Node, ...]

    @property
    def steps(self) -> Iterator[Words | Node | None]:
        """Yield the tree as it is written: words, a node where it begins, None where one ends."""
        return walk(self.inside)


def walk(tree: Iterable[Words | Node]) -> Iterator[Words | Node | None]:
    """Yield what is in ``tree`` in order, and None after the inside of each node."""
    for item in tree:
        yield item
        if isinstance(item, Node):
            yield from walk(item.inside)
            yield None


def marks_of(
    anchors: Iterable[Anchor],
    suggestions: Iterable[Suggestion],
    nothing: Iterable[NothingToCheck],
    asked: Collection[UUID] = (),
) -> list[Mark]:
    """Return every mark on a revision, in order of the text.

    ``asked`` are the uids of the claims and statements with an open query.
    """
    marks = []
    for anchor in anchors:
        thing = anchor.claim or anchor.statement or anchor.query
        if thing is not None:
            kind = "claim" if anchor.claim_id else "statement" if anchor.statement_id else "query"
            where = anchor.start, anchor.end, str(thing.uid), thing.get_absolute_url()
            marks.append(Mark(kind, *where, thing, thing.uid in asked))
    for suggestion in suggestions:
        kind = "suggestion" if suggestion.kind == SuggestionKind.CLAIM else "found"
        href, uid = suggestion.get_absolute_url(), str(suggestion.uid)
        spans = suggestion.content or [(suggestion.start, suggestion.end)]
        marks.extend(Mark(kind, start, end, uid, href, suggestion) for start, end in spans)
    marks.extend(Mark("nothing", row.start, row.end, thing=row) for row in nothing)
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, -RANK[mark.kind]))


def cut(revision: Revision, marks: Sequence[Mark]) -> list[BlockView]:
    """Cut every block of ``revision`` at the ends of the marks and flags on it.

    The words of a block joined are the block's exact text. ``marks`` in order, as
    ``marks_of`` sorts them: the outer one first.
    """
    cut_blocks: list[tuple[Block, list[Words]]] = []
    flags = [(start, end) for start, end in revision.flags.get("placeholders", [])]
    waiting = 0
    live: list[Mark] = []
    for block in revision.block_list:
        while waiting < len(marks) and marks[waiting].start < block.end:
            live.append(marks[waiting])
            waiting += 1
        live = [mark for mark in live if mark.end > block.start]
        here = [(a, b) for a, b in flags if a < block.end and b > block.start]
        cut_blocks.append((block, pieces(revision.text, block.start, block.end, live, here)))
    linked = {piece.top for _block, words in cut_blocks for piece in words}
    bare = {mark for mark in marks if mark.kind == "query"} - linked
    return [
        BlockView(number, block.kind, block.start, block.end, nested(words, 0, block.start, bare))
        for number, (block, words) in enumerate(cut_blocks)
    ]


def pieces(
    text: str, start: int, end: int, marks: Sequence[Mark], flags: Sequence[tuple[int, int]]
) -> list[Words]:
    """Cut ``text[start:end]`` wherever a mark or flag begins or ends."""
    edges = {start, end}
    for a, b in [*((mark.start, mark.end) for mark in marks), *flags]:
        edges |= {max(a, start), min(b, end)}
    words = []
    opened: set[Mark] = set()
    for a, b in itertools.pairwise(sorted(edges)):
        on = tuple(mark for mark in marks if mark.start <= a and mark.end >= b)
        top = top_of(on)
        flagged = any(x <= a and y >= b for x, y in flags)
        opens = top is not None and top not in opened
        if top:
            opened.add(top)
        words.append(Words(text[a:b], on, top, opens, "placeholder" if flagged else ""))
    return words


def top_of(marks: Iterable[Mark]) -> Mark | None:
    """Return the mark to which words under all of ``marks`` link.

    A query takes words only from what is longer than itself: it may be on a whole paragraph.
    """
    linked = [mark for mark in marks if mark.href]
    queries = [mark for mark in linked if mark.kind == "query"]
    others = [mark for mark in linked if mark.kind != "query"]
    top = min(others, key=lambda m: (RANK[m.kind], m.end - m.start), default=None)
    query = min(queries, key=lambda m: m.end - m.start, default=None)
    if top is None or query is None:
        return top or query
    return query if query.end - query.start < top.end - top.start else top


def nested(
    words: Sequence[Words], depth: int, start: int, bare: Collection[Mark] = ()
) -> tuple[Words | Node, ...]:
    """Put runs of ``words`` that share their mark at ``depth`` into a node of that mark.

    Marks that cross are parted where they do. ``start`` is where the first of the words stands,
    ``bare`` are the marks that no words link to.
    """
    tree: list[Words | Node] = []

    def mark_at(piece: Words) -> Mark | None:
        return piece.marks[depth] if len(piece.marks) > depth else None

    for mark, run in itertools.groupby(words, mark_at):
        group = list(run)
        end = start + sum(len(piece.text) for piece in group)
        if mark is None:
            tree.extend(group)
        else:
            inside = nested(group, depth + 1, start, bare)
            opens, closes = mark.start >= start, mark.end <= end
            without_words = closes and mark in bare
            if without_words:
                inside = (*inside, Words("", (mark,), mark, opens=True))
            tree.append(Node(mark, inside, opens, closes, without_words))
        start = end
    return tuple(tree)
