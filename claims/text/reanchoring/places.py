"""Places of a new text where words of an old one may stand now, and how well each fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from rapidfuzz.distance import LCSseq

from .alignment import align
from .comparing import Comparison
from .tokens import Vocabulary, Words

AROUND = 24  # words of context on either side that are compared
NEXT = 12  # of these, how many take part in the search for changed words
MOST_EXACT = 64  # places with the same words that are looked at
WIDER = (2, 6, 14, 24)  # words on either side to look for as well where these are too few
MOST_CHANGED = 4  # places with changed words that are looked at
SPLIT = 200  # words that may have come between two halves
COMMON = 0.35  # share of two unrelated contexts that is alike anyway
ENOUGH = 3.0  # words of content that make a context certain
WORD = 0.5  # what a word of content weighs at least
LEAST = 0.9  # words of content below which a place is not looked at


@dataclass(frozen=True, slots=True)
class Place:
    """Words ``first`` up to ``after`` of the new text, as a home for a stretch of the old one.

    ``words``: how much of the old words stands there (0–1); ``pure``: how much of what stands
    there are old words (0–1); ``context``: how alike both sides are (0–2); ``owned``: how much of
    it came from elsewhere in the old text (0–1).
    """

    first: int
    after: int
    words: float
    pure: float
    context: float
    owned: float = 0.0

    @property
    def fit(self) -> float:
        """One figure to compare places by."""
        return self.words + 0.25 * self.context - 0.5 * self.owned


class Texts:
    """Two texts, aligned once; stretches are ranges of word indices in ``old`` and ``new``."""

    def __init__(self, old: str, new: str) -> None:
        self.vocabulary = Vocabulary()
        self.weights = self.vocabulary.weights
        self.old = Words(old, self.vocabulary)
        self.new = Words(new, self.vocabulary)
        self.there = align(self.old.codes, self.new.codes)

    @cached_property
    def back(self) -> list[int]:
        """The alignment from the new text's side."""
        back = [-1] * len(self.new.codes)
        for at, to in enumerate(self.there):
            if to >= 0:
                back[to] = at
        return back

    @cached_property
    def shingles(self) -> dict[str, list[int]]:
        """Where each word and each pair of words stands in the new text, if in few places."""
        places: dict[str, list[int]] = {}
        codes = self.new.codes
        for length in (1, 2):
            for at in range(len(codes) - length + 1):
                where = places.setdefault(codes[at : at + length], [])
                if len(where) <= MOST_CHANGED:
                    where.append(at)
        return places

    def weight(self, codes: Iterable[str]) -> float:
        """How much these words say: 1 for each word of content."""
        weights = self.weights
        return sum(weights[code] for code in codes)

    def context(self, old: tuple[int, int], new: tuple[int, int], *, own: bool = False) -> float:
        """How alike the surroundings of an old and a new stretch are, 0–2.

        ``own``: the second stretch is one of the old text, too.
        """
        ours, theirs = self.old.codes, self.old.codes if own else self.new.codes
        left = self._side(
            ours[max(0, old[0] - AROUND) : old[0]][::-1],
            theirs[max(0, new[0] - AROUND) : new[0]][::-1],
        )
        right = self._side(ours[old[1] : old[1] + AROUND], theirs[new[1] : new[1] + AROUND])
        return left + right

    def _side(self, old: str, new: str) -> float:
        """How alike two contexts are (0–1), both told from the stretch outwards."""
        run = 0
        for one, other in zip(old, new, strict=False):
            if one != other:
                break
            run += 1
        near = min(1.0, self.weight(old[:run]) / min(ENOUGH, self.weight(old)))
        far = LCSseq.similarity(old, new) / len(old)
        return max(near, (far - COMMON) / (1 - COMMON), 0.0)

    def touches(self, old: tuple[int, int], new: tuple[int, int]) -> bool:
        """Whether the same words of content go on next to both stretches, on either side."""
        ours, theirs = self.old.codes, self.new.codes
        before = ours[max(0, old[0] - NEXT) : old[0]], theirs[max(0, new[0] - NEXT) : new[0]]
        behind = ours[old[1] : old[1] + NEXT], theirs[new[1] : new[1] + NEXT]
        for one, other in ((before[0][::-1], before[1][::-1]), behind):
            pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
            if any(self.weights[code] >= WORD for code, _ in pairs):
                return True
        return False

    def exact(self, first: int, after: int) -> list[Place]:
        """The places where the same words stand.

        Where they are too many, only those with more and more of the words around them.
        """
        old, new = self.old.codes, self.new.codes
        size = after - first
        found = occurrences(old[first:after], new)
        for more in WIDER:
            if len(found) < MOST_EXACT:
                break
            left = min(more, first)
            wider = occurrences(old[first - left : after + more], new)
            found = [at + left for at in wider] or found
        return [
            Place(at, at + size, 1.0, 1.0, self.context((first, after), (at, at + size)))
            for at in found
        ]

    def rival(self, first: int, after: int, place: Place) -> float:
        """How well the context of the best twin in the old text fits a place, -1 for no twin."""
        size = after - first
        twins = occurrences(self.old.codes[first:after], self.old.codes)
        stretch = (place.first, place.after)
        fits = [self.context((at, at + size), stretch) for at in twins if at != first]
        return max(fits, default=-1.0)

    def changed(self, first: int, after: int) -> list[Place]:
        """Places where the words may stand, changed; the best fitting first, none overlapping."""
        found = [
            place
            for window in self._windows(first, after)
            if (place := self._compare(first, after, *window))
        ]
        found.sort(key=lambda place: (-place.fit, place.first, place.after))
        apart: list[Place] = []
        for place in found:
            if all(place.after <= kept.first or kept.after <= place.first for kept in apart):
                apart.append(place)
        return apart

    def _windows(self, first: int, after: int) -> Iterator[tuple[int, int]]:
        """Stretches of the new text that share most with the words and what surrounds them."""
        size = after - first
        left, right = self.there[first - 1], self.there[after]
        if 0 <= left < right <= left + size + SPLIT:
            yield max(0, left - NEXT), right + NEXT
        reach = max(8, size // 2)
        votes = sorted(self._votes(first, after))
        for _ in range(MOST_CHANGED):
            weight, begin, end = densest(votes, reach)
            if weight < LEAST:
                return
            yield max(0, begin - NEXT - reach), end + size + reach + NEXT
            votes = [vote for vote in votes if not begin - reach <= vote[0] <= end + reach]

    def _votes(self, first: int, after: int) -> Iterator[tuple[int, float]]:
        """Where the stretch would begin, to judge by one word in it or next to it; its weight."""
        old, there, weights = self.old.codes, self.there, self.weights
        for at in range(max(0, first - NEXT), min(len(old), after + NEXT)):
            inside = first <= at < after
            if there[at] >= 0:
                yield there[at] - at + first, weights[old[at]] * (1.0 if inside else 0.5)
            if inside:
                for length in (1, 2):
                    where = self.shingles.get(old[at : at + length], ())
                    if len(where) <= MOST_CHANGED:
                        for to in where:
                            yield to - at + first, weights[old[at]] / len(where)

    def _compare(self, first: int, after: int, low: int, high: int) -> Place | None:
        """The stretch of a window that has most of the words, or None."""
        begin = max(0, first - NEXT)
        old = self.old.codes[begin : after + NEXT]
        new = self.new.codes[low:high]
        stretch = (first - begin, after - begin)
        ties = self.there[begin : after + NEXT]
        ties = [to - low if low <= to < high else -1 for to in ties]
        compared = Comparison(old, new, ties, self.vocabulary)
        found = compared.groups(*stretch)
        total = self.weight(old[slice(*stretch)])
        if not found or not total:
            return None
        same = compared.worth(found)
        start, end = compared.edges(*stretch, found)
        there = self.weight(new[start:end])
        start, end = start + low, end + low
        context = self.context((first, after), (start, end))
        owned = self._owned(first, after, start, end) / there
        return Place(start, end, same / total, min(1.0, same / there), context, owned)

    def _owned(self, first: int, after: int, start: int, end: int) -> float:
        """Weight of the new words that are tied to old words elsewhere."""
        near = range(first - NEXT, after + NEXT)
        back = self.back
        codes = self.new.codes
        return self.weight(
            codes[at] for at in range(start, end) if back[at] >= 0 and back[at] not in near
        )


def densest(votes: list[tuple[int, float]], reach: int) -> tuple[float, int, int]:
    """Weight, first and last position of the heaviest votes that lie within ``reach``."""
    best = (0.0, 0, 0)
    low = 0
    total = 0.0
    for start, weight in votes:
        total += weight
        while votes[low][0] < start - reach:
            total -= votes[low][1]
            low += 1
        if total > best[0] + 1e-9:
            best = (total, votes[low][0], start)
    return best


def occurrences(needle: str, codes: str) -> list[int]:
    """Where the words stand in a text, MOST_EXACT places at most; overlapping ones count."""
    found: list[int] = []
    at = codes.find(needle) if needle else -1
    while at >= 0 and len(found) < MOST_EXACT:
        found.append(at)
        at = codes.find(needle, at + 1)
    return found
