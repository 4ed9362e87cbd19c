"""One line of two drafts compared, as it is shown, and what stands where it differs."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from claims.models import Claim, Statement
from claims.text.revisions import Edit, Piece, Row

CONTEXT = 1  # unchanged blocks shown before and after a difference
Thing = Claim | Statement
# ("same", "quiet", "del" or "ins", words); "del space" and "ins space" around the last two
Words = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Touched:
    """A claim or statement whose words a difference touches.

    ``fate``: "kept" (the same words), "changed", "lost" (no place in the newer draft) or "new".
    """

    thing: Thing
    fate: str
    asked: bool

    @property
    def is_claim(self) -> bool:
        """Whether this is a claim and no statement."""
        return isinstance(self.thing, Claim)

    @property
    def fate_label(self) -> str:
        """Say what became of its words; "" where nothing did."""
        return {
            "changed": _("words changed"),
            "lost": _("no place in the newer draft"),
            "new": _("marked in the newer draft only"),
        }.get(self.fate, "")


@dataclass(slots=True)
class Line:
    """One row as it is shown; ``number`` counts the differences from 1, 0 for what is alike."""

    row: Row
    number: int
    old_words: Words
    new_words: Words
    words: Words  # of both, to be read as one
    touched: list[Touched] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return what the whole is: "added", "removed", "changed", "moved", "quiet" or "same"."""
        if self.row.old is None:
            return "added"
        if self.row.new is None:
            return "removed"
        if any(kind in ("del", "ins") for kind, _words in self.words):
            return "changed"
        return "moved" if self.row.moved else "quiet" if self.row.is_quiet else "same"

    @property
    def label(self) -> str:
        """Name the difference in a word or two."""
        label = {
            "added": _("Added"),
            "removed": _("Removed"),
            "changed": _("Changed"),
            "moved": _("Moved"),
        }.get(self.kind, "")
        if self.row.moved:
            was = _("was paragraph %(old)d, is paragraph %(new)d")
            was %= {"old": self.row.old_number, "new": self.row.new_number}
            return f"{label if self.kind == 'moved' else _('Moved and changed')}: {was}"
        return label

    @property
    def block_kind(self) -> str:
        """Return what the block is: a headline, a paragraph …"""
        block = self.row.new or self.row.old
        return block.kind.value if block else ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that are shown, or that are folded away because nothing in them differs."""

    lines: list[Line]
    folded: bool

    @property
    def quiet(self) -> int:
        """Return how many of the lines differ in typography."""
        return sum(line.kind == "quiet" for line in self.lines)


def lines_of(rows: Iterable[Row], old: str, new: str) -> list[Line]:
    """Return the rows of two texts as they are shown, the differences numbered."""
    lines, number = [], 0
    for row in rows:
        number += row.differs
        lines.append(line_of(row, number if row.differs else 0, old, new))
    return lines


def line_of(row: Row, number: int, old: str, new: str) -> Line:
    """Return a row of two texts as it is shown."""
    one: Words = []
    other: Words = []
    both: Words = []
    for piece in row.pieces:
        was, now = old[slice(*piece.old)], new[slice(*piece.new)]
        if piece.kind in (Edit.EQUAL, Edit.QUIET):
            kind = "same" if piece.kind is Edit.EQUAL else "quiet"
            one.append((kind, was))
            other.append((kind, now))
            both.append((kind, now))
            continue
        gone, come = apart("del", was), apart("ins", now)
        one += gone
        other += come
        both += gone + come
    return Line(row, number, one, other, both)


def apart(kind: str, text: str) -> Words:
    """Return the words with the white space around them apart, so that no line is drawn there.

    White space that stands alone keeps its line: it is all there is to see.
    """
    core = text.strip()
    if not core:
        return [(kind, text)] if text else []
    start = text.index(core)
    around = (f"{kind} space", text[:start]), (f"{kind} space", text[start + len(core) :])
    return [pair for pair in (around[0], (kind, core), around[1]) if pair[1]]


def stretches_of(lines: Sequence[Line]) -> list[Stretch]:
    """Return the lines, what is alike put away but for a little around each difference."""
    near = {
        index + step
        for index, line in enumerate(lines)
        if line.number
        for step in range(-CONTEXT, CONTEXT + 1)
    }
    found = []
    for folded, run in groupby(enumerate(lines), lambda pair: pair[0] not in near):
        found.append(Stretch([line for _index, line in run], folded))
    return found


def changed_in(lines: Iterable[Line], *, old: bool) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, line) of what differs in one of the two texts; of what moved, all."""
    for index, line in enumerate(lines):
        block = line.row.old if old else line.row.new
        if line.row.moved and block:
            yield block.start, block.end, index
            continue
        for piece in line.row.pieces:
            if differs(piece) and block:
                span = piece.old if old else piece.new
                yield span.start, span.end, index


def differs(piece: Piece) -> bool:
    """Whether words changed, came or went in a piece."""
    return piece.kind not in (Edit.EQUAL, Edit.QUIET)


class Places:
    """Stretches of one text that do not overlap, each of a line."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self.spans = sorted(spans)
        self.ends = [end for _start, end, _line in self.spans]

    def touching(self, start: int, end: int) -> Iterator[int]:
        """Yield the lines of what overlaps ``start:end``, or of what came or went inside it."""
        for at in range(bisect_right(self.ends, start), len(self.spans)):
            first, _last, line = self.spans[at]
            if first >= end:
                return
            yield line
