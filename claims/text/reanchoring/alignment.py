"""Which word of a new text each word of an old one has become, moved passages too."""

from collections.abc import Iterator

LENGTHS = (5, 3, 2)  # words of a shingle, longest first
WIDER, WIDEST = 4, 20  # how many more words than before a gap may have: times, and besides


def align(old: str, new: str) -> list[int]:
    """Index in ``new`` for each index of ``old``, -1 for none; strings of word codes, not empty.

    What both begin and end with is tied first. Then shingles that stand once in each text are
    tied, the long before the short, and each grows to both sides over words that are alike: so
    the rare words pull the common ones along. Then the same in each gap between tied words, where
    fewer words are common. Nothing is tied twice. Linear in the lengths.
    """
    ties = _Ties(old, new)
    ties.grow(0, 0)
    ties.grow(len(old) - 1, len(new) - 1)
    for length in LENGTHS:
        for at, to in _rare(old, new, length):
            ties.grow(at, to)
    for first, after, start, end in list(ties.gaps()):
        for length in LENGTHS:
            for at, to in _rare(old[first:after], new[start:end], length):
                ties.grow(first + at, start + to)
    return ties.there


class _Ties:
    """The words tied so far, from both sides."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.there = [-1] * len(old)
        self.back = [-1] * len(new)

    def grow(self, at: int, to: int) -> None:
        """Tie two words, and all like ones next to them, unless one of the two is tied."""
        old, new, there, back = self.old, self.new, self.there, self.back
        if there[at] >= 0 or back[to] >= 0 or old[at] != new[to]:
            return
        a, b = at, to
        while a >= 0 and b >= 0 and old[a] == new[b] and there[a] < 0 and back[b] < 0:
            there[a], back[b] = b, a
            a, b = a - 1, b - 1
        a, b = at + 1, to + 1
        last_a, last_b = len(old), len(new)
        while a < last_a and b < last_b and old[a] == new[b] and there[a] < 0 and back[b] < 0:
            there[a], back[b] = b, a
            a, b = a + 1, b + 1

    def gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """Untied words of the old text between two tied ones, and what is between those now.

        Only where it is in order and not far more.
        """
        there = self.there
        first = 0
        for at, to in enumerate(there):
            if to < 0:
                continue
            size = at - first
            start = there[first - 1] + 1 if first else 0
            if size and start < to <= start + WIDER * size + WIDEST:
                yield first, at, start, to
            first = at + 1


def _rare(old: str, new: str, length: int) -> Iterator[tuple[int, int]]:
    """Positions of the shingles of a length that stand exactly once in each text."""
    there = _once(new, length)
    for shingle, at in _once(old, length).items():
        to = there.get(shingle, -1)
        if at >= 0 and to >= 0:
            yield at, to


def _once(codes: str, length: int) -> dict[str, int]:
    """Where each shingle stands; -1 for one that stands more than once."""
    places: dict[str, int] = {}
    for at in range(len(codes) - length + 1):
        shingle = codes[at : at + length]
        places[shingle] = -1 if shingle in places else at
    return places
