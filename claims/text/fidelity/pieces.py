"""What became of each word of a quotation, and of the words between."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..words import WORDS
from .aligning import Pairs
from .spoken import NEGATIONS, Spoken

Kind = Literal["same", "dropped", "added", "changed"]
Why = Literal["", "form", "filler", "marked", "negation"]

_STOPS = frozenset(".?!\n")
_DASHES = frozenset("-–—")
_STAMMER = 4  # words
_MEANT = NEGATIONS | {"very", "so", "too", "more", "much"}  # said twice for a reason
_SHORT = {"would": "'d", "had": "'d", "has": "is"}  # "we'd", "it's been"
_PLAIN = str.maketrans("’‘ʼ", "'''", "\u00ad\u200b\u2060")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison: the words as quoted and as transcribed, either may be empty.

    ``fault``: this makes the quotation an altered one. ``why``: of what is the same, another "form"
    (figures in words, contractions); of what is not, that an ellipsis or brackets mark it, that it
    is only a "filler" ("um"), or that a "negation" went or came: no fault where it went with whole
    sentences, and that is marked.
    """

    kind: Kind
    quote: str
    transcript: str
    fault: bool = False
    why: Why = ""


class Reader:
    """Tells the pieces of one alignment; ``first`` and ``after``: the transcript's words in it."""

    def __init__(self, quoted: Spoken, spoken: Spoken, pairs: Pairs) -> None:
        self.quoted, self.spoken = quoted, spoken
        self.pairs = pairs = _undivided(quoted, spoken, pairs)
        (head, start), (tail, end) = pairs[0], pairs[-1]
        self.first = start - sum(1 for _ in self._beside(start, -1, self._plain(0, head)))
        self.after = end + 1
        self.after += sum(1 for _ in self._beside(end, 1, self._plain(tail + 1, self._size)))

    @property
    def _size(self) -> int:
        return len(self.quoted.words)

    def _plain(self, first: int, after: int) -> int:
        """How many words of the quotation stand in no brackets."""
        return self.quoted.bracketed[first:after].count(False)

    def _beside(self, at: int, step: int, most: int) -> Iterator[int]:
        """Words of the transcript next to one, in the same sentence."""
        for _ in range(most):
            one, other = sorted((at, at + step))
            if one < 0 or other >= len(self.spoken.words) or self.stops(one):
                return
            at += step
            yield at

    def stops(self, at: int) -> bool:
        """Whether a sentence or line of the transcript ends behind a word."""
        between = self.spoken.text[self.spoken.ends[at] : self.spoken.starts[at + 1]]
        return not _STOPS.isdisjoint(between)

    def pieces(self) -> Iterator[Piece]:
        """All of them, in order."""
        head, start = self.pairs[0]
        yield from self._between(0, head, self.first, start)
        begun = 0
        for at in range(1, len(self.pairs) + 1):
            if at < len(self.pairs) and self._goes_on(at):
                continue
            yield self._same(begun, at)
            if at < len(self.pairs):
                (one, said), (other, heard) = self.pairs[at - 1], self.pairs[at]
                if other == one + 1 and heard == said + 1:
                    yield from self._fillers(one, said)
                else:
                    yield from self._between(one + 1, other, said + 1, heard)
            begun = at
        tail, end = self.pairs[-1]
        yield from self._between(tail + 1, self._size, end + 1, self.after)

    def _goes_on(self, at: int) -> bool:
        (one, said), (other, heard) = self.pairs[at - 1], self.pairs[at]
        return (
            other == one + 1
            and heard == said + 1
            and self._formed(*self.pairs[at - 1]) == self._formed(other, heard)
            and not any(self._fillers(one, said))
        )

    def _formed(self, quoted: int, spoken: int) -> bool:
        """Whether a word that is the same is printed in another form."""
        one = self.quoted.between(quoted, quoted + 1).translate(_PLAIN).casefold()
        other = self.spoken.between(spoken, spoken + 1).translate(_PLAIN).casefold()
        return one != other

    def _same(self, begun: int, after: int) -> Piece:
        one, said = self.pairs[begun]
        size = after - begun
        why: Why = "form" if self._formed(one, said) else ""
        quote = self.quoted.between(one, one + size)
        return Piece("same", quote, self.spoken.between(said, said + size), why=why)

    def _fillers(self, quoted: int, spoken: int) -> Iterator[Piece]:
        """Words such as "um" behind a word of both, if only the transcript has them."""
        said = _filled(self.spoken, spoken)
        if said and not _filled(self.quoted, quoted):
            yield Piece("dropped", "", said, why="filler")

    def _between(self, one: int, other: int, said: int, heard: int) -> Iterator[Piece]:
        """The words of both sides between two that are the same."""
        quote, transcript = self.quoted.between(one, other), self.spoken.between(said, heard)
        mine, theirs = self.quoted.words[one:other], self.spoken.words[said:heard]
        if not mine and not theirs:
            return
        if _one_form(mine, theirs, quote + transcript) or self._ranges(one, said, mine, theirs):
            yield Piece("same", quote, transcript, why="form")
            return
        if not mine and self._stammered(said, heard):
            yield Piece("dropped", "", transcript, why="filler")
            return
        plain = self._plain(one, other)
        brackets = any(self.quoted.bracketed[max(0, one - 1) : other + 1])
        gap = any(at in self.quoted.gaps for at in range(one, other + 1))
        if plain and gap and len(theirs) > 2 * len(mine) + 2:
            yield Piece("added", quote, "", fault=True, why=_negates(mine, []))
            quote, mine, plain = "", [], 0
        why: Why = _negates(mine, theirs)
        kind: Kind = "changed" if mine and theirs else "added" if mine else "dropped"
        if gap and not mine:
            fault = bool(_negates([], self._broken(said, heard)))
            yield Piece(kind, quote, transcript, fault, why or "marked")
            return
        fault = bool(why) or plain > 0 or not (gap or brackets)
        yield Piece(kind, quote, transcript, fault, why if fault else "marked")

    def _broken(self, first: int, after: int) -> list[str]:
        """Words of a stretch of the transcript but for whole sentences, whose "not" is theirs."""
        ends = [at + 1 for at in range(first - 1, after) if self.stops(at)] or [after]
        return self.spoken.words[first : ends[0]] + self.spoken.words[ends[-1] : after]

    def _ranges(self, one: int, said: int, mine: list[str], theirs: list[str]) -> bool:
        """Whether "to" between two figures is printed as a dash: "10-15%"."""
        words, at = (self.spoken, said) if mine else (self.quoted, one)
        if sorted((mine, theirs)) != [[], ["to"]] or not 0 < at < len(words.words):
            return False
        between = words.text[words.ends[at - 1] : words.starts[at]].strip()
        return between in _DASHES and words.words[at][:1].isdigit()

    def _stammered(self, first: int, after: int) -> bool:
        """Whether words are but said again at once: "the the", "I think I think"."""
        words, size = self.spoken.words, after - first
        said = words[first:after]
        if size > _STAMMER or _MEANT.intersection(said) or said[0] not in WORDS:
            return False
        return said in (words[after : after + size], words[max(0, first - size) : first])


def _one_form(mine: list[str], theirs: list[str], printed: str) -> bool:
    """Whether words are the same but for how they are joined or shortened ("we'd")."""
    if "".join(mine) == "".join(theirs):
        return True
    if "'" not in printed.translate(_PLAIN):
        return False
    one, other = ("".join(_SHORT.get(word, word) for word in side) for side in (mine, theirs))
    return one == other


def _undivided(quoted: Spoken, spoken: Spoken, pairs: Pairs) -> Pairs:
    """The pairs without "can" for "can't": the whole word is another one."""
    paired = set(pairs)
    kept = [
        (one, other)
        for one, other in pairs
        if (one + 1, other + 1) in paired
        or not (_contracted(quoted, one) or _contracted(spoken, other))
    ]
    return kept or pairs


def _contracted(words: Spoken, at: int) -> bool:
    """Whether a "not" is part of the same printed word."""
    return (
        at + 1 < len(words.words)
        and words.ends[at] == words.starts[at + 1]
        and words.words[at + 1] in NEGATIONS
    )


def _filled(words: Spoken, at: int) -> str:
    """Fillers between a word and the next, as printed."""
    end, start = words.ends[at], words.starts[at + 1] if at + 1 < len(words.starts) else 0
    first = bisect_left(words.fillers, (end, 0))
    found = []
    while first < len(words.fillers) and words.fillers[first].end <= start:
        found.append(words.text[slice(*words.fillers[first])])
        first += 1
    return " ".join(found)


def _negates(mine: list[str], theirs: list[str]) -> Why:
    """Whether one side says "not" more often than the other."""
    counts = (sum(word in NEGATIONS for word in side) for side in (mine, theirs))
    return "negation" if len(set(counts)) > 1 else ""
