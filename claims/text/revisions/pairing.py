"""Blocks of two texts in pairs: equal ones first, then the most alike."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..reanchoring.alignment import align
from ..reanchoring.comparing import increasing
from ..reanchoring.tokens import EDGE, Vocabulary, Words, plain

ALIKE = 0.35  # the least share of words that two blocks in one place have in common …
MOVED = 0.6  # … and two in different places
RARE = 3  # blocks that hold a word which may tell where a block has gone, at most
MOST_GUESSES = 5  # places where a block may have gone that are looked at
NEAR = 8  # blocks before and after, in one gap, that are looked at


def pair_blocks(old: Sequence[Words], new: Sequence[Words], vocabulary: Vocabulary) -> list[int]:
    """Index in ``new`` for each block of ``old``, -1 for none; none is taken twice."""
    pairing = _Pairing(old, new, vocabulary)
    pairing.tie_equal()
    pairing.tie_alike()
    return pairing.to


class _Pairing:
    def __init__(self, old: Sequence[Words], new: Sequence[Words], vocabulary: Vocabulary) -> None:
        self.old = old
        self.new = new
        self.weights = vocabulary.weights
        self.to = [-1] * len(old)
        self.taken = [False] * len(new)

    def tie(self, at: int, to: int) -> None:
        """Tie two blocks, unless one of them is tied."""
        if self.to[at] < 0 and not self.taken[to]:
            self.to[at] = to
            self.taken[to] = True

    def tie_equal(self) -> None:
        """Tie blocks with the same words: in their order first, then wherever one stands once."""
        codes = Vocabulary()
        before = "".join(codes.code(f"={plain(block.text)}") for block in self.old)
        after = "".join(codes.code(f"={plain(block.text)}") for block in self.new)
        if before and after:
            for at, to in enumerate(align(before, after)):
                if to >= 0:
                    self.tie(at, to)
        self._tie_alone(before, after)
        for here, there in list(self._gaps()):
            waiting = _places(after, there)
            for code, places in _places(before, here).items():
                for at, to in zip(places, waiting.get(code, ()), strict=False):
                    self.tie(at, to)

    def _tie_alone(self, before: str, after: str) -> None:
        """Tie blocks whose words stand once in what is left of each text."""
        there = _places(after, (to for to, taken in enumerate(self.taken) if not taken))
        for code, places in _places(before, self._lost()).items():
            found = there.get(code, [])
            if len(places) == len(found) == 1:
                self.tie(places[0], found[0])

    def tie_alike(self) -> None:
        """Tie the blocks that are left with those they have most words in common with."""
        counts = {at: self._bag(self.old[at]) for at in self._lost()}
        others = {to: self._bag(self.new[to]) for to, taken in enumerate(self.taken) if not taken}
        guesses: dict[tuple[int, int], float] = {}
        for at, to in self._elsewhere(counts, others):
            guesses[at, to] = MOVED
        for at, to in self._near():
            guesses[at, to] = ALIKE
        found = [
            (-alike, abs(at - to), at, to)
            for (at, to), least in guesses.items()
            if (alike := counts[at].alike(others[to])) >= least
        ]
        for _alike, _far, at, to in sorted(found):
            self.tie(at, to)

    def _lost(self) -> list[int]:
        return [at for at, to in enumerate(self.to) if to < 0]

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Old and new blocks that nothing is tied to, between the same two that are, in order."""
        order = increasing(self.to)
        first, start = 0, 0
        for at, to in [*enumerate(order), (len(self.old), len(self.new))]:
            if to < 0:
                continue
            here = [index for index in range(first, at) if self.to[index] < 0]
            there = [index for index in range(start, to) if not self.taken[index]]
            if here and there:
                yield here, there
            first, start = at + 1, to + 1

    def _near(self) -> Iterator[tuple[int, int]]:
        """Pairs of blocks in about the same place of the same gap."""
        for here, there in self._gaps():
            for index, at in enumerate(here):
                middle = index * len(there) // len(here)
                for to in there[max(0, middle - NEAR) : middle + NEAR + 1]:
                    yield at, to

    def _elsewhere(
        self, counts: dict[int, "_Bag"], others: dict[int, "_Bag"]
    ) -> Iterator[tuple[int, int]]:
        """Pairs of blocks, wherever they stand, that share words which few others hold."""
        holders: dict[str, list[int]] = {}
        for to, bag in others.items():
            for code in bag.weights:
                holders.setdefault(code, []).append(to)
        for at, bag in counts.items():
            rare = (holders.get(code, []) for code, weight in bag.weights.items() if weight >= 1)
            shared = Counter(to for held in rare if len(held) <= RARE for to in held)
            for to, _count in shared.most_common(MOST_GUESSES):
                yield at, to

    def _bag(self, block: Words) -> "_Bag":
        weights = {code: self.weights[code] for code in set(block.codes) - {EDGE}}
        return _Bag(Counter(block.codes), weights)


class _Bag:
    """The words of a block without their order, each with what it says."""

    def __init__(self, words: Counter[str], weights: dict[str, float]) -> None:
        self.words = words
        self.weights = weights
        self.total = sum(weight * words[code] for code, weight in weights.items())

    def alike(self, other: "_Bag") -> float:
        """The share of words in common: 1 for the same words, 0 for none."""
        few, many = sorted((self, other), key=lambda bag: len(bag.weights))
        common = sum(
            weight * min(few.words[code], many.words[code]) for code, weight in few.weights.items()
        )
        total = self.total + other.total
        return 2 * common / total if total else 0.0


def _places(codes: str, indexes: Iterable[int]) -> dict[str, list[int]]:
    """Where each block stands, by its code."""
    places: dict[str, list[int]] = {}
    for index in indexes:
        places.setdefault(codes[index], []).append(index)
    return places
