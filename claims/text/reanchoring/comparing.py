"""Two short stretches of words, word by word: which stayed, which is misspelt, where they end."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

from .tokens import Vocabulary

SHORTEST = 4  # letters of a word that may count as misspelt
LONG = 8  # letters of a word in which two may differ
MISSPELT = 0.8  # what such a word counts
STRAY = 4  # words that may have come between a group and the rest, for each word of content in it
POINTS = 0.2  # weight of a group that is but punctuation
SHARES = ((2.0, 1.0), (1.2, 0.9), (0.8, 0.7), (0.0, 0.3))  # weight of a group, what it counts
REPLACED = 1.5  # words that take the place of one at an edge, at most
STOPS = frozenset(".!?")
MOST_WORK = 10_000  # pairs of like words to compare; beyond, the alignment has to do

Group = tuple[int, int]


class Comparison:
    """The words of ``old`` and ``new`` (strings of codes) in pairs.

    ``to`` holds the index of the new word for each old one, -1 for none. Pairs stand in order in
    both; longer common stretches are paired first. ``ties``: what the alignment says of it, for
    stretches that are too long or too repetitive to compare.
    """

    def __init__(self, old: str, new: str, ties: Sequence[int], vocabulary: Vocabulary) -> None:
        self.old = old
        self.new = new
        self._words = vocabulary.words
        self._weights = vocabulary.weights
        self.to = [-1] * len(old)
        self._alike = [1.0] * len(old)
        counts = Counter(new)
        if sum(counts[code] for code in old) > MOST_WORK:
            self.to = increasing(ties)
            return
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for kind, a, a_end, b, b_end in matcher.get_opcodes():
            if kind == "equal":
                self.to[a:a_end] = range(b, b_end)
            elif kind == "replace":
                self._pair_misspelt(range(a, a_end), range(b, b_end))

    def _pair_misspelt(self, old: range, new: range) -> None:
        for at in old:
            word = self._words[self.old[at]]
            for to in new:
                if misspelt(word, self._words[self.new[to]]):
                    self.to[at] = to
                    self._alike[at] = MISSPELT
                    new = range(to + 1, new.stop)
                    break

    def groups(self, first: int, after: int) -> list[Group]:
        """Half-open stretches of old words, within the given one, whose new ones follow each other.

        Without light ones at the ends that stand far away from the rest, unless they go on in the
        context outside: then they belong there.
        """
        to = self.to
        found: list[Group] = []
        for at in range(first, after):
            if to[at] < 0:
                continue
            if found and found[-1][1] == at and to[at] == to[at - 1] + 1:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
        while len(found) > 1:
            if self._stray(found[0], found[:2], tied=self._follows(found[0][0])):
                found.pop(0)
            elif self._stray(found[-1], found[-2:], tied=self._follows(found[-1][1])):
                found.pop()
            else:
                break
        return found

    def _follows(self, at: int) -> bool:
        """Whether an old word and the one before it stand side by side in the new text too."""
        to = self.to
        return 0 < at < len(to) and 0 <= to[at - 1] == to[at] - 1

    def _stray(self, group: Group, two: list[Group], *, tied: bool) -> bool:
        (_, end), (begin, _) = two
        weight = self._weigh(self.old[slice(*group)])
        added = self.to[begin] - self.to[end - 1] - (begin - end + 1)
        return added > STRAY * weight and not (tied and weight > POINTS)

    def _weigh(self, codes: str) -> float:
        weights = self._weights
        return sum(weights[code] for code in codes)

    def worth(self, found: Sequence[Group]) -> float:
        """What the paired words say; single common ones, which stand anywhere, hardly count."""
        total = 0.0
        for first, after in found:
            weight = sum(
                self._weights[self.old[at]] * self._alike[at] for at in range(first, after)
            )
            total += weight * next(share for least, share in SHARES if weight >= least)
        return total

    def edges(self, first: int, after: int, found: Sequence[Group]) -> tuple[int, int]:
        """Half-open range of the new words for a stretch of old ones.

        From the first paired word to the last; where words are lost at an edge, those that took
        their place, between there and the paired context, belong to it, unless they are far more
        or stand behind the end of a sentence.
        """
        to = self.to
        head, tail = found[0][0], found[-1][1]
        begin, end = to[head], to[tail - 1] + 1
        if first and to[first - 1] >= 0:
            room = self.new[to[first - 1] + 1 : begin][::-1]
            begin -= self._replaced(room, self.old[first:head], stop=0)
        if after < len(to) and to[after] >= 0:
            room = self.new[end : to[after]]
            end += self._replaced(room, self.old[tail:after], stop=1)
        return begin, end

    def _replaced(self, room: str, lost: str, *, stop: int) -> int:
        """How many of the words next to an edge took the place of lost ones.

        ``stop``: how many of them the end of a sentence is.
        """
        if self._weigh(lost) <= POINTS:
            return 0
        words = self._words
        ends = (at + stop for at, code in enumerate(room) if words[code] in STOPS)
        size = min(next(ends, len(room)), len(room))
        return size if size <= REPLACED * len(lost) + 1 else len(lost)


def misspelt(one: str, other: str) -> bool:
    """Whether two words without digits differ by one or two letters only."""
    if min(len(one), len(other)) < SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    most = 1 if len(one) < LONG else 2
    return OSA.distance(one, other, score_cutoff=most) <= most


def increasing(ties: Sequence[int]) -> list[int]:
    """The longest choice of ties that stand in order, -1 for the others."""
    least: list[int] = []  # of the chains so far, by length, the smallest end …
    ends: list[int] = []  # … and where it is
    before = [-1] * len(ties)
    for at, to in enumerate(ties):
        if to < 0:
            continue
        length = bisect_left(least, to)
        before[at] = ends[length - 1] if length else -1
        least[length : length + 1] = [to]
        ends[length : length + 1] = [at]
    chosen = [-1] * len(ties)
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen[at] = ties[at]
        at = before[at]
    return chosen
