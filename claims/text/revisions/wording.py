"""What became of the words of one block, as pieces that make up both texts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from ..reanchoring.alignment import align
from ..reanchoring.comparing import increasing
from ..reanchoring.tokens import Vocabulary, Words, plain
from ..segments import Span

MOST_WORK = 40_000  # steps that comparing one stretch may take; beyond, rare words have to do
ALL_WORK = 20_000_000  # steps for two whole texts; beyond, a stretch is one change
ISLAND = 2  # words changed on both sides, for each grammar word that then goes with them


class Edit(StrEnum):
    """What happened to a piece."""

    EQUAL = "equal"
    QUIET = "quiet"  # the same words in other typography, as `plain` has it
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words and what they became: code points in the old and in the new text, half-open."""

    kind: Edit
    old: Span
    new: Span


class Budget:
    """How many steps of comparing are left."""

    def __init__(self) -> None:
        self.left = ALL_WORK

    def allows(self, old: str, new: str) -> bool:
        """Whether two stretches may be compared word by word; what it takes is taken off.

        difflib looks at each pair of like words, and at the whole old stretch once for each
        word that it finds again.
        """
        counts = Counter(new)
        there = [counts[code] for code in old]
        steps = sum(there) + len(old) * sum(map(bool, there))
        if steps > min(MOST_WORK, self.left):
            return False
        self.left -= steps
        return True


def pair_words(old: str, new: str, vocabulary: Vocabulary, budget: Budget) -> list[int]:
    """Index in ``new`` for each index of ``old``, in order in both, -1 for none.

    Strings of word codes with an edge at both ends, which are paired.
    """
    if old == new:
        return list(range(len(old)))
    short = budget.allows(old, new)
    to = [-1] * len(old) if short else increasing(align(old, new))
    to[0], to[-1] = 0, len(new) - 1
    for at, end, start, stop in list(_gaps(to)):
        if end > at and stop > start and (short or budget.allows(old[at:end], new[start:stop])):
            matcher = SequenceMatcher(None, old[at:end], new[start:stop], autojunk=False)
            for a, b, size in matcher.get_matching_blocks():
                to[at + a : at + a + size] = range(start + b, start + b + size)
    return _without_islands(old, to, vocabulary)


def _gaps(to: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """Old and new stretches between words that are paired and follow one another."""
    last = 0
    for at in range(1, len(to)):
        if to[at] >= 0:
            yield last + 1, at, to[last] + 1, to[at]
            last = at


def _without_islands(old: str, to: list[int], vocabulary: Vocabulary) -> list[int]:
    """Without runs of grammar words and points amid changed words: they only litter the page."""
    gaps = [gap for gap in _gaps(to) if gap[1] > gap[0] or gap[3] > gap[2]]
    for before, after in pairwise(gaps):
        first, end = before[1], after[0]
        sizes = [max(gap[1] - gap[0], gap[3] - gap[2]) for gap in (before, after)]
        light = all(vocabulary.weights[code] < 1 for code in old[first:end][: max(sizes)])
        if light and min(sizes) >= ISLAND * (end - first):
            to[first:end] = [-1] * (end - first)
    return to


Side = tuple[int, int]
Both = tuple[Side, Side]


class Pieces:
    """Makes the pieces of two blocks of their paired words; ``to`` as `pair_words` has it."""

    def __init__(self, old: Words, new: Words, to: list[int]) -> None:
        self.old = old
        self.new = new
        self.to = to
        self.found: list[Piece] = []

    def made(self) -> list[Piece]:
        """The pieces; joined, their old sides are the old block, their new sides the new one."""
        old, new = self.old, self.new
        last, last_to = 0, 0
        for at, to in enumerate(self.to):
            if to < 0 or not at:
                continue
            near = (old.starts[last], old.ends[at]), (new.starts[last_to], new.ends[to])
            between = (old.ends[last], old.starts[at]), (new.ends[last_to], new.starts[to])
            for part in self._parts(between):
                self._add(part, near)
            self._add(((old.starts[at], old.ends[at]), (new.starts[to], new.ends[to])), near)
            last, last_to = at, to
        return self.found

    def _parts(self, between: Both) -> list[Both]:
        """Two stretches between paired words, the like white space at their ends apart."""
        (a, a_end), (b, b_end) = between
        old, new = self.old.text, self.new.text
        first, start = a, b
        while a < a_end and b < b_end and old[a] == new[b] and old[a].isspace():
            a, b = a + 1, b + 1
        last, stop = a_end, b_end
        while (
            a < a_end
            and b < b_end
            and old[a_end - 1] == new[b_end - 1]
            and new[b_end - 1].isspace()
        ):
            a_end, b_end = a_end - 1, b_end - 1
        return [
            ((first, a), (start, b)),
            ((a, a_end), (b, b_end)),
            ((a_end, last), (b_end, stop)),
        ]

    def _add(self, part: Both, near: Both) -> None:
        """Add a stretch, as one piece with the last one if both are of a kind."""
        old, new = Span(*part[0]), Span(*part[1])
        if old.start == old.end and new.start == new.end:
            return
        kind = self._kind(old, new, near)
        found = self.found
        if found and (found[-1].kind is kind or {found[-1].kind, kind}.isdisjoint(SAME)):
            before = found.pop()
            old, new = Span(before.old.start, old.end), Span(before.new.start, new.end)
            kind = kind if kind in SAME else changed(old, new)
        elif kind not in SAME and len(found) > 1 and self._is_space_after_change():
            found.pop()
            before = found.pop()
            old, new = Span(before.old.start, old.end), Span(before.new.start, new.end)
            kind = changed(old, new)
        found.append(Piece(kind, old, new))

    def _is_space_after_change(self) -> bool:
        """Whether the last piece is but white space, and the one before it a change."""
        before, last = self.found[-2:]
        same = last.kind is Edit.EQUAL and before.kind not in SAME
        return same and self.new.text[slice(*last.new)].isspace()

    def _kind(self, old: Span, new: Span, near: Both) -> Edit:
        """What became of a stretch: quiet, if it says the same with the words around it."""
        one, other = self.old.text[slice(*old)], self.new.text[slice(*new)]
        if one == other:
            return Edit.EQUAL
        said = plain(one)
        alone = bool(one and other) and said == plain(other) and "-" not in said
        if alone or self._around(near[0], near[1]):
            return Edit.QUIET
        return changed(old, new)

    def _around(self, here: Side, there: Side) -> bool:
        """Whether two stretches say the same: white space beside a dash is one of its forms."""
        return plain(self.old.text[slice(*here)]) == plain(self.new.text[slice(*there)])


SAME = frozenset({Edit.EQUAL, Edit.QUIET})


def changed(old: Span, new: Span) -> Edit:
    """The kind of a change: where one side is empty, something came or went."""
    if old.start == old.end:
        return Edit.INSERT
    return Edit.DELETE if new.start == new.end else Edit.REPLACE
