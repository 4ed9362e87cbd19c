"""One line of two drafts compared, as it is shown, and what stands where it differs."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from claims.models import Claim, Statement
from claims.text.revisions import Edit, Piece, Row

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
