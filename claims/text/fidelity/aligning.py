"""Which words of a quotation are which of a transcript: the likeliest place, then word by word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .spoken import Spoken, weight

Pairs = list[tuple[int, int]]  # word of the quotation, word of the transcript, in order

CHUNK = 40  # words that are aligned at once: the work grows with the words, not their square
NEAR = 3000  # words after one part within which the next is looked for, changed
PLACES = 24  # looked at for the words as they are …
CHANGED = 5  # … and for words changed
LIKE = 0.45  # of what the words of a part say must be near each other …
WORTH = 0.2  # … and left over of it when all that differs is taken off
MOST = 2_000_000  # steps of looking for changed words: no quotation that somebody said takes them
SLACK = 12  # words beside a place in which others may have been dropped
_UNHEARD, _LAST = "\0", 0x10FFFF
_MISMATCH, _OPEN, _EXTEND, _ADDED = -0.6, -0.45, -0.08, -0.5
_MARKED = -0.15  # to drop words beside brackets


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a quotation with nothing left out between them; ``loose``: a gap is before them."""

    first: int
    after: int
    loose: bool


class Aligner:
    """One quotation and one transcript, their words as letters of one alphabet."""

    def __init__(self, quoted: Spoken, heard: str, codes: Mapping[str, str]) -> None:
        self.heard = heard
        self.quote = "".join(codes.get(word, _UNHEARD) for word in quoted.words)
        self.worth = [weight(word) for word in quoted.words]
        self.weights = dict(zip(self.quote, self.worth, strict=True))
        self.free = quoted.bracketed
        self.left = MOST
        self.parts = list(_parts(quoted))

    def candidates(self) -> Iterator[Pairs]:
        """Alignments around each likely place of the part that says most."""
        if not self.parts:
            return
        words = [self._weigh(part.first, part.after) for part in self.parts]
        few = max(2, 60 // len(self.parts))
        for main in sorted(range(len(words)), key=words.__getitem__, reverse=True)[:3]:
            found = False
            for pairs in self._places(self.parts[main], min(PLACES, few), min(CHANGED, few)):
                found = found or bool(pairs)
                if pairs:
                    yield self._around(main, pairs)
            if found:
                return

    def _weigh(self, first: int, after: int) -> float:
        return sum(0.0 if self.free[at] else self.worth[at] for at in range(first, after))

    def _places(self, part: Part, same: int, changed: int) -> Iterator[Pairs]:
        """Places of a part anywhere."""
        words = self.quote[part.first : part.after]
        at = self.heard.find(words)
        exact = at >= 0
        while at >= 0 and same:
            yield _run(part.first, at, len(words))
            at = self.heard.find(words, at + 1)
            same -= 1
        if not exact:
            for start, end in self._likely(part, 0, len(self.heard), changed):
                yield self._aligned(part, start, end)

    def _around(self, main: int, pairs: Pairs) -> Pairs:
        """The pairs of one part with those of the parts before and behind, each the nearest."""
        found = list(pairs)
        end = pairs[-1][1] + 1
        for part in self.parts[main + 1 :]:
            more = self._next(part, end)
            found += more
            end = more[-1][1] + 1 if more else end
        start = pairs[0][1]
        tied = not self.parts[main].loose
        for part in reversed(self.parts[:main]):
            more = self._previous(part, start, tied=tied)
            found = more + found
            start = more[0][1] if more else start
            tied = not part.loose
        return found

    def _next(self, part: Part, start: int) -> Pairs:
        """The nearest place of a part behind a word."""
        words = self.quote[part.first : part.after]
        far = len(self.heard) if len(words) > 3 else start + NEAR
        at = self.heard.find(words, start, far if part.loose else start + SLACK + len(words))
        if at >= 0:
            return _run(part.first, at, len(words))
        if not part.loose and (near := self._aligned(part, start, start + len(words) + SLACK)):
            return near
        likely = self._likely(part, start, min(start + NEAR, len(self.heard)), 1)
        return next((self._aligned(part, *place) for place in likely), [])

    def _previous(self, part: Part, end: int, *, tied: bool) -> Pairs:
        """The nearest place of a part before a word."""
        words = self.quote[part.first : part.after]
        close = max(0, end - SLACK - len(words))
        near = max(0, end - NEAR)
        at = self.heard.rfind(words, close if tied else 0 if len(words) > 3 else near, end)
        if at >= 0:
            return _run(part.first, at, len(words))
        if tied and (found := self._aligned(part, close, end)):
            return found
        likely = self._likely(part, near, end, 1)
        return next((self._aligned(part, *place) for place in likely), [])

    def _likely(self, part: Part, low: int, high: int, most: int) -> Iterator[tuple[int, int]]:
        """Stretches that hold most of what a part says, the best first, none twice."""
        words = self.quote[part.first : part.after]
        size = len(words) + max(3, len(words) // 3)
        self.left -= high - low
        if self.left < 0:
            return
        room: dict[str, int] = {}
        for word in words:
            room[word] = room.get(word, 0) + 1
        room.pop(_UNHEARD, None)
        heard, weights, total = self.heard, self.weights, 0.0
        scores: list[float] = []
        for at in range(low, high):
            word = heard[at]
            if word in room:
                room[word] -= 1
                total += weights[word] if room[word] >= 0 else 0.0
            if at - size >= low and heard[at - size] in room:
                old = heard[at - size]
                room[old] += 1
                total -= weights[old] if room[old] > 0 else 0.0
            scores.append(total)
        least = LIKE * self._weigh(part.first, part.after)
        for _ in range(most):
            best = max(scores, default=0.0)
            if best < least or best <= 0:
                return
            at = scores.index(best)
            yield max(low, low + at - size - SLACK), min(high, low + at + size + SLACK)
            first = max(0, at - size)
            scores[first : at + size] = [0.0] * (min(len(scores), at + size) - first)

    def _aligned(self, part: Part, low: int, high: int) -> Pairs:
        """The best pairs of a part within a stretch; none where too little is alike."""
        self.left -= (part.after - part.first) * (high - low)
        if self.left < 0:
            return []
        best, pairs = align(
            [(word, self.worth[at], self.free[at])
             for at, word in enumerate(self.quote[part.first : part.after], part.first)],
            self.heard[low:high],
        )  # fmt: skip
        if best < WORTH * self._weigh(part.first, part.after):
            return []
        return [(part.first + one, low + other) for one, other in pairs]


def lettered(words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Words as letters, and the letter of each."""
    codes = {word: chr(min(at, _LAST)) for at, word in enumerate(dict.fromkeys(words), 1)}
    return "".join(codes[word] for word in words), codes


def _run(first: int, at: int, size: int) -> Pairs:
    return [(first + n, at + n) for n in range(size)]


def _parts(quoted: Spoken) -> Iterator[Part]:
    """Parts between gaps, long ones cut."""
    cuts = sorted({0, *quoted.gaps, len(quoted.words)})
    for first, after in pairwise(cuts):
        for at in range(first, after, CHUNK):
            yield Part(at, min(at + CHUNK, after), at == first)


def align(words: list[tuple[str, float, bool]], heard: str) -> tuple[float, Pairs]:
    """The best way through two rows of words, and what it is worth; both ends of ``heard`` free.

    A word is (letter, weight, whether it stands in brackets and costs nothing).
    """
    width = len(heard) + 1
    scores = [0.0] * width
    came: list[list[int]] = []  # 0 a pair, -1 a word added, else how many words were dropped
    for place, (word, worth, free) in enumerate(words):
        beside = free or (place + 1 < len(words) and words[place + 1][2])
        opening = _MARKED if beside else _OPEN
        new, row = [scores[0] + (0.0 if free else _ADDED * worth)], [-1]
        added = 0.0 if free else _ADDED * worth
        miss = _MISMATCH * (worth if not free else 0.2)
        drop, run = float("-inf"), 0
        for at in range(1, width):
            best, how = scores[at - 1] + (worth if heard[at - 1] == word else miss), 0
            if scores[at] + added > best:
                best, how = scores[at] + added, -1
            drop, run = drop + _EXTEND, run + 1
            if new[at - 1] + opening > drop:
                drop, run = new[at - 1] + opening, 1
            if drop > best:
                best, how = drop, run
            new.append(best)
            row.append(how)
        came.append(row)
        scores = new
    best = max(scores)
    return best, _traced(words, heard, came, scores.index(best))


def _traced(
    words: list[tuple[str, float, bool]], heard: str, came: list[list[int]], at: int
) -> Pairs:
    """The pairs on the way back from the end."""
    pairs: Pairs = []
    row = len(words)
    while row > 0:
        how = came[row - 1][at]
        if how > 0:
            at -= how
            continue
        row -= 1
        if how == 0:
            at -= 1
            if words[row][0] == heard[at]:
                pairs.append((row, at))
    return pairs[::-1]
