"""How much of what people marked as quotes the engine finds, and whether it names the source.

``python -m benchmarks.evaluation.quotes QUOTES.jsonl``. A line is ``{"id", "text", "quotes"}``; a
quote has ``content_parts``, ``source_parts`` and ``cue_parts`` ([start, end] in code points), its
manner as ``type``, and ``reporting``: whether a reporting verb or "according" announces it.

The unit is a part, one stretch of content: a quote broken by its cue has two. Edges are trimmed of
marks, punctuation and a leading "that". A found part is a marked one where the words of both agree
by 80 % (Jaccard over positions), one to one, the closest first. Its source, or its cue, is right
where it shares a word other than articles, pronouns and prepositions with the marked one.

For a subset only its quotes are wanted; found parts that fit a marked quote outside it (by 30 %,
and none inside) are not held against the engine.
"""

import argparse
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.text import FoundStatement, extract

SUBSETS = ("reporting", "all")
MANNERS = ("direct", "mixed", "indirect")
SAME, NEAR = 0.8, 0.3

WORD = re.compile(r"\w+(?:['’]\w+)*")
EDGES = " \t\r\n\xa0.,;:!?…()[]-–—\"'`“”‘’„«»"
THAT = re.compile(r"that\s+", re.IGNORECASE)
# Words that two spans may share without meaning the same.
EMPTY = {"'s", "and", "his", "her", "its", "their", "our", "my", "your"} | {
    *("the", "a", "an", "this", "that", "these", "those"),
    *("of", "in", "at", "for", "from", "with", "on", "to", "by"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of content, its source and its cue, as positions of words."""

    words: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    manner: str
    reporting: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of parts. ``wanted`` and ``matched`` are by manner."""

    wanted: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)  # found, source, cue, cues

    @property
    def recall(self) -> float:
        """Of the marked parts, those that are found."""
        return _ratio(self.matched.total(), self.wanted.total())

    @property
    def precision(self) -> float:
        """Of the found parts, those that are marked."""
        return _ratio(self.matched.total(), self.counts["found"])

    @property
    def f1(self) -> float:
        """Precision and recall of the content in one."""
        return _f1(self.matched.total(), self.wanted.total(), self.counts["found"])

    @property
    def end_to_end(self) -> float:
        """F1 where a part counts only with the right source."""
        return _f1(self.counts["source"], self.wanted.total(), self.counts["found"])

    @property
    def source_overlap(self) -> float:
        """Of the matched parts, those with the right source (or none on both sides)."""
        return _ratio(self.counts["source"], self.matched.total())

    @property
    def cue_overlap(self) -> float:
        """Of the matched parts with a marked cue, those with the right one."""
        return _ratio(self.counts["cue"], self.counts["cues"])

    def recall_of(self, manner: str) -> float:
        """Recall of the direct, mixed or indirect parts."""
        return _ratio(self.matched[manner], self.wanted[manner])


def measure(path: Path, subsets: Iterable[str] = SUBSETS) -> dict[str, Figures]:
    """Run the engine on every document in `path` and compare, for each subset."""
    figures = {subset: Figures() for subset in subsets}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            document = json.loads(line)
            words = _Words(document["text"])
            marked = [part for quote in document["quotes"] for part in _marked(quote, words)]
            statements = extract(document["text"]).statements
            found = [part for statement in statements for part in _found(statement, words)]
            for subset, total in figures.items():
                compare(marked, found, words.text_of, subset, total)
    return figures


def compare(
    marked: list[Part],
    found: list[Part],
    words: Sequence[str],
    subset: str,
    total: Figures,
) -> None:
    """Add one document's counts to `total`; `words` are its words in lower case."""
    wanted = [part for part in marked if subset == "all" or part.reporting]
    others = [part for part in marked if not (subset == "all" or part.reporting)]
    kept = {j for _, j in _pairs(wanted, found, NEAR)}
    rest = [part for j, part in enumerate(found) if j not in kept]
    excused = {id(rest[j]) for _, j in _pairs(others, rest, NEAR)}
    found = [part for part in found if id(part) not in excused]
    total.wanted.update(part.manner for part in wanted)
    total.counts["found"] += len(found)
    for i, j in _pairs(wanted, found, SAME):
        total.matched[wanted[i].manner] += 1
        total.counts["source"] += _shared(wanted[i].source, found[j].source, words)
        if wanted[i].cue:
            total.counts["cues"] += 1
            total.counts["cue"] += _shared(wanted[i].cue, found[j].cue, words)


class _Words:
    """The words of a text and which of them a span touches."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(WORD.finditer(text))
        self.text_of = [match.group().lower() for match in matches]
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]

    def at(self, start: int, end: int) -> range:
        """Positions of the words that reach into start:end."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def of(self, parts: Iterable[Sequence[int]]) -> frozenset[int]:
        """Positions of the words in any of the parts."""
        return frozenset(position for start, end in parts for position in self.at(start, end))

    def trimmed(self, start: int, end: int) -> frozenset[int]:
        """Positions of the words of a content without its edges."""
        that = THAT.match(self.text, self._skip(start, end), end)
        start = self._skip(that.end(), end) if that else self._skip(start, end)
        return frozenset(self.at(start, start + len(self.text[start:end].rstrip(EDGES))))

    def _skip(self, start: int, end: int) -> int:
        return end - len(self.text[start:end].lstrip(EDGES))


def _marked(quote: dict[str, Any], words: _Words) -> Iterator[Part]:
    source, cue = (
        words.of(quote.get(f"{name}_parts") or ([quote[name]] if quote.get(name) else []))
        for name in ("source", "cue")
    )
    for start, end in quote.get("content_parts") or [quote["content"]]:
        content = words.trimmed(start, end)
        if content:
            reporting = bool(quote.get("reporting"))
            yield Part(content, source, cue, quote["type"], reporting)


def _found(statement: FoundStatement, words: _Words) -> Iterator[Part]:
    source, cue = (words.of([span] if span else []) for span in (statement.source, statement.cue))
    for start, end in statement.content:
        content = words.trimmed(start, end)
        if content:
            yield Part(content, source, cue, statement.manner, reporting=True)


def _pairs(wanted: list[Part], found: list[Part], least: float) -> list[tuple[int, int]]:
    """Pairs of places, one to one, the most alike first."""
    alike = []
    for i, one in enumerate(wanted):
        for j, other in enumerate(found):
            common = len(one.words & other.words)
            if common:
                share = common / (len(one.words) + len(other.words) - common)
                if share >= least:
                    alike.append((-share, i, j))
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for _, i, j in sorted(alike):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def _shared(one: frozenset[int], other: frozenset[int], words: Sequence[str]) -> bool:
    """Whether both hold a telling word in common, or both are empty."""
    if not one or not other:
        return not one and not other
    telling = [
        {position for position in side if words[position] not in EMPTY} or side
        for side in (one, other)
    ]
    return bool(telling[0] & telling[1])


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(right: int, wanted: int, found: int) -> float:
    return _ratio(2 * right, wanted + found)


def main() -> None:
    """Print the figures of one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    for subset, total in measure(parser.parse_args().path).items():
        print(
            f"{subset:10} P {total.precision:.3f}  R {total.recall:.3f}  F1 {total.f1:.3f}  "
            f"end to end {total.end_to_end:.3f}  source {total.source_overlap:.3f}  "
            f"cue {total.cue_overlap:.3f}  recall "
            + "  ".join(f"{manner} {total.recall_of(manner):.3f}" for manner in MANNERS)
        )


if __name__ == "__main__":
    main()
