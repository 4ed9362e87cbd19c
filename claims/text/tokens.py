"""Tokens of a block for the grammar of attributions: a whole quotation is one token."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .lexicon import Tables
from .quotations import Quotation
from .segments import Span
from .tagger import tag
from .words import WORDS

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:[-–][^\W_]+)*%?"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:[’'.&@/-][^\W_]+)*[’']?"
    r"|[$£€¥#@%°]|[,;:()\[\]—–―…!?-]"
)
QUOTE = '"'
POINTS = frozenset(",;:()[]—–―-…!?")


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens of one block; ``low`` is QUOTE for a whole quotation."""

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    cap: list[bool] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)  # bits of words.Word
    cue: list[int] = field(default_factory=list)  # bits of lexicon.Cue
    tags: dict[int, str] = field(default_factory=dict)  # parts of speech, where asked for

    def __len__(self) -> int:
        return len(self.low)

    def span(self, first: int, after: int) -> Span:
        """Text span of the tokens ``first`` up to, not including, ``after``."""
        return Span(self.start[first], self.end[after - 1])

    def tag(self, first: int, after: int) -> None:
        """Find the parts of speech of one sentence."""
        text, low = self.text, self.low
        words = [
            QUOTE if low[i] == QUOTE else text[self.start[i] : self.end[i]]
            for i in range(first, after)
        ]
        self.tags.update(zip(range(first, after), tag(words), strict=True))


@dataclass(frozen=True, slots=True)
class Frame:
    """Tokens ``first`` up to ``after`` of a block: one sentence."""

    tokens: Tokens
    first: int
    after: int
    tables: Tables

    def low(self, i: int) -> str:
        """Lower-case word at ``i``; empty outside the frame."""
        return self.tokens.low[i] if self.first <= i < self.after else ""

    def kind(self, i: int) -> int:
        """Bits of :class:`Word` at ``i``; 0 outside the frame."""
        return self.tokens.kind[i] if self.first <= i < self.after else 0

    def cap(self, i: int) -> bool:
        """Whether the word at ``i`` has a capital."""
        return self.first <= i < self.after and self.tokens.cap[i]

    def cue(self, i: int) -> int:
        """Bits of :class:`Cue` at ``i``; 0 outside the frame."""
        return self.tokens.cue[i] if self.first <= i < self.after else 0

    def tag(self, i: int) -> str:
        """Part of speech at ``i``, as :mod:`claims.text.tagger` names it; empty outside."""
        return self.tokens.tags.get(i, "") if self.first <= i < self.after else ""

    def find(self, words: frozenset[str] | set[str], start: int, stop: int) -> int:
        """First place of one of the words in ``start..stop``, or -1."""
        low = self.tokens.low
        for i in range(max(start, self.first), min(stop, self.after)):
            if low[i] in words:
                return i
        return -1


def tokenise(
    text: str, start: int, end: int, quotations: Sequence[Quotation], tables: Tables
) -> Tokens:
    """Tokens of ``text[start:end]``; words inside quotations are not looked at."""
    tokens = Tokens(text)
    at = start
    for quotation in quotations:
        _words(tokens, at, quotation.start, tables)
        tokens.start.append(quotation.start)
        tokens.end.append(quotation.end)
        tokens.low.append(QUOTE)
        tokens.cap.append(False)
        tokens.kind.append(0)
        tokens.cue.append(0)
        at = quotation.end
    _words(tokens, at, end, tables)
    return tokens


def _words(tokens: Tokens, start: int, end: int, tables: Tables) -> None:
    cues = tables.cues
    starts, ends, lows, caps = tokens.start, tokens.end, tokens.low, tokens.cap
    kinds, found = tokens.kind, tokens.cue
    for match in _TOKEN.finditer(tokens.text, start, end):
        word = match.group()
        low = word.lower()
        starts.append(match.start())
        ends.append(match.end())
        lows.append(low)
        caps.append(word[0].isupper())
        kinds.append(WORDS.get(low, 0))
        found.append(cues.get(low, 0))


def frames(tokens: Tokens, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Token ranges of sentences, where a quotation of several sentences counts as one token."""
    ranges: list[tuple[int, int]] = []
    first, n = 0, 0
    for i in range(1, len(tokens)):
        while n + 1 < len(sentences) and sentences[n].end < tokens.end[i - 1]:
            n += 1
        if tokens.start[i] >= sentences[n].end:
            ranges.append((first, i))
            first = i
    if first < len(tokens):
        ranges.append((first, len(tokens)))
    return ranges
