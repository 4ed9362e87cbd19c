"""An article's text as it is read on screen: blocks cut into pieces by the marks on them."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from claims.enums import Said, State, SuggestionKind, Verdict, Worth
from claims.models import Anchor, Claim, NothingToCheck, Revision, Statement, Suggestion
from claims.text.segments import BlockKind

# Which of two marks on the same words is on top: what is being worked on before what is proposed.
RANK = {"claim": 0, "statement": 1, "suggestion": 2, "found": 3, "nothing": 4}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text (code points) that is a link to what stands there."""

    kind: str  # "claim", "statement", "suggestion" (a claim), "found" (a statement), "nothing"
    start: int
    end: int
    uid: str = ""
    href: str = ""
    thing: Claim | Statement | Suggestion | NothingToCheck | None = None

    @property
    def title(self) -> str:
        """Say in words what the link leads to."""
        thing = self.thing
        if isinstance(thing, Claim):
            words = _("Claim %(number)d: %(state)s")
            words %= {"number": thing.number, "state": State(thing.state).label}
            return f"{words}, {Verdict(thing.verdict).label}" if thing.verdict else words
        if isinstance(thing, Statement):
            said = Said(thing.said).label if thing.said else _("not yet heard")
            return _("Statement: %(said)s") % {"said": said}
        if isinstance(thing, Suggestion) and self.kind == "suggestion":
            worth = str(Worth(thing.worth).label).lower()
            return _("Suggested claim, worth checking: %(worth)s") % {"worth": worth}
        return _("Suggested statement")


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
    """A mark around words and around the marks inside it; ``closes`` where its number stands."""

    mark: Mark
    inside: tuple["Words | Node", ...]
    opens: bool
    closes: bool


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
) -> list[Mark]:
    """Return every mark on a revision, in order of the text."""
    marks = []
    for anchor in anchors:
        thing = anchor.claim or anchor.statement
        if thing is not None:
            kind = "claim" if anchor.claim_id else "statement"
            href = thing.get_absolute_url()
            marks.append(Mark(kind, anchor.start, anchor.end, str(thing.uid), href, thing))
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
    views = []
    flags = [(start, end) for start, end in revision.flags.get("placeholders", [])]
    waiting = 0
    live: list[Mark] = []
    for number, block in enumerate(revision.block_list):
        while waiting < len(marks) and marks[waiting].start < block.end:
            live.append(marks[waiting])
            waiting += 1
        live = [mark for mark in live if mark.end > block.start]
        here = [(a, b) for a, b in flags if a < block.end and b > block.start]
        words = pieces(revision.text, block.start, block.end, live, here)
        inside = nested(words, 0, block.start)
        views.append(BlockView(number, block.kind, block.start, block.end, inside))
    return views


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
        linked = [mark for mark in on if mark.href]
        top = min(linked, key=lambda m: (RANK[m.kind], m.end - m.start), default=None)
        flagged = any(x <= a and y >= b for x, y in flags)
        opens = top is not None and top not in opened
        if top:
            opened.add(top)
        words.append(Words(text[a:b], on, top, opens, "placeholder" if flagged else ""))
    return words


def nested(words: Sequence[Words], depth: int, start: int) -> tuple[Words | Node, ...]:
    """Put runs of ``words`` that share their mark at ``depth`` into a node of that mark.

    Marks that cross are parted where they do. ``start`` is where the first of the words stands.
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
            inside = nested(group, depth + 1, start)
            tree.append(Node(mark, inside, mark.start >= start, mark.end <= end))
        start = end
    return tuple(tree)
