"""Who says what in our own marked articles: is the engine's speaker the right one?

``python -m benchmarks.evaluation.speakers [FOLDER] [--errors]`` prints a table. Of each mention
that the text resolves, the engine's answer is

right       its speaker is the annotated one, by that person's full name or, where the source is no
            named person, by the entry that holds most of the source's mentions
wrong       its speaker is somebody else, or several people in one, or no words for the source
unresolved  no speaker, or an entry of its own ("the mayor") that is not tied to the speaker's
not found   no statement was found there

An engine's speaker stands for the annotated one to whom most of its mentions belong. A found
statement is the annotated one where their contents overlap by half (Jaccard, code points), or where
both are put down to the same words. Mentions that the text leaves open are kept apart: ``guessed``
are those that were given to a named speaker.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claims.text import Extraction, FoundStatement, Span, extract

from .markup import Article, BadMarkup, Mention, Source, Statement, read

__all__ = ["Article", "BadMarkup", "Figures", "Judgement", "Tally", "measure", "read"]

FOLDER = Path(__file__).resolve().parents[2] / "tests/data/speakers"
OVERLAP = 0.5
PRONOUNS = {"he", "she", "it", "they", "his"}
OUTCOMES = ("right", "wrong", "unresolved", "not found")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One mention that statements are put down to, and what the engine made of it."""

    article: Article
    mention: Mention
    outcome: str  # one of OUTCOMES; for an open mention "open", "guessed" or "not found"
    answer: str  # the engine's speaker, "" for none

    def __str__(self) -> str:
        """One line: where, which words, whose, and whose the engine thinks they are."""
        words = self.article.text[self.mention.span.start : self.mention.span.end]
        gold = self.article.speakers[self.mention.speaker].name if self.mention.speaker else "open"
        return f"{self.article.name}  “{words}”  {gold}  {self.outcome}: {self.answer or '–'}"


@dataclass(frozen=True, slots=True)
class Tally:
    """The counted outcomes of some mentions; shares are 0 where nothing was counted."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> int:
        """Resolvable mentions at which a statement was found."""
        return sum(self.counts[outcome] for outcome in OUTCOMES[:3])

    def share(self, outcome: str) -> float:
        """Of the found mentions; "not found" of all resolvable ones."""
        missed = self.counts["not found"]
        whole = self.found + missed if outcome == "not found" else self.found
        return self.counts[outcome] / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Outcomes of easy and hard articles, and every judgement behind them."""

    easy: Tally
    hard: Tally
    judgements: tuple[Judgement, ...]

    @property
    def all(self) -> Tally:
        """Both together."""
        return Tally(self.easy.counts + self.hard.counts)


def measure(folder: Path = FOLDER) -> Figures:
    """Read every article in `folder`, run the engine on it and judge. Raises BadMarkup."""
    articles = [read(path) for path in sorted(folder.glob("*.txt"))]
    judgements = tuple(
        judgement for article in articles for judgement in judge(article, extract(article.text))
    )
    tallies = {True: Tally(), False: Tally()}
    for judgement in judgements:
        tallies[judgement.article.hard].counts[judgement.outcome] += 1
    return Figures(tallies[False], tallies[True], judgements)


def judge(article: Article, found: Extraction) -> Iterator[Judgement]:
    """What the engine made of every mention that statements are put down to."""
    entries = _entries(article, found)
    statements: dict[Span, list[Statement]] = {}
    for statement in article.statements:
        if statement.mention:
            statements.setdefault(statement.mention.span, []).append(statement)
    for mention in article.sources:
        match = _match(statements[mention.span], mention, found.statements)
        index = match.speaker if match else None
        answer = found.speakers[index].name if index is not None else ""
        if match is None:
            # Keep what is missed among the open ones out of the resolvable ones' count.
            outcome = "not found" if mention.speaker else "open, not found"
        elif mention.speaker is None:
            named = index is not None and found.speakers[index].kind != "unnamed"
            outcome = "guessed" if named else "open"
        else:
            outcome = _outcome(article, article.speakers[mention.speaker], index, answer, entries)
        yield Judgement(article, mention, outcome, answer)


def _outcome(
    article: Article, source: Source, index: int | None, answer: str, entries: "_Entries"
) -> str:
    if index is None:
        return "unresolved"
    if entries.stands_for.get(index) != source.id or not _names(article, source, answer):
        return "wrong"
    if source.kind == "person":
        return "right" if source.name.casefold() in answer.casefold() else "unresolved"
    return "right" if entries.main[source.id] == index else "unresolved"


def _names(article: Article, source: Source, answer: str) -> bool:
    """Whether the engine's name for a speaker and words for this source hold one another."""
    own = {source.name} | {
        article.text[mention.span.start : mention.span.end]
        for mention in (*article.sources, *article.asides)
        if mention.speaker == source.id
    }
    given = _plain(answer)
    known = {_plain(words) for words in own if words.casefold() not in PRONOUNS}
    return any(given in words or words in given for words in known)


def _plain(words: str) -> str:
    """Lower case without a leading article, with a space at both ends to compare whole words."""
    bare = re.sub(r"[^\w'’&.-]+", " ", words.casefold()).strip()
    return f" {re.sub(r'^(?:the|an?) ', '', bare)} "


@dataclass(frozen=True, slots=True)
class _Entries:
    stands_for: dict[int, str]  # the engine's speaker → the annotated one
    main: dict[str, int]  # the annotated speaker → the engine's that holds most of its mentions


def _entries(article: Article, found: Extraction) -> _Entries:
    """Tie the engine's speakers to the annotated ones by their mentions."""
    marked = [m for m in (*article.sources, *article.asides) if m.speaker]
    spans = {(index, span) for index, who in enumerate(found.speakers) for span in who.mentions}
    spans |= {(s.speaker, s.source) for s in found.statements if s.source and s.speaker is not None}
    votes: dict[int, Counter[str]] = {}
    for index, span in sorted(spans):
        size, _, speaker = max(
            ((_common(span, m.span), -m.span.start, m.speaker or "") for m in marked),
            default=(0, 0, ""),
        )
        if size:
            votes.setdefault(index, Counter())[speaker] += 1
    stands_for = {index: counted.most_common(1)[0][0] for index, counted in votes.items()}
    main: dict[str, int] = {}
    for index, speaker in sorted(stands_for.items(), key=lambda pair: -votes[pair[0]][pair[1]]):
        main.setdefault(speaker, index)
    return _Entries(stands_for, main)


def _match(
    wanted: list[Statement], mention: Mention, found: Iterable[FoundStatement]
) -> FoundStatement | None:
    """The found statement nearest to those put down to `mention`; the contents decide first."""
    best: tuple[float, int] = (0.0, 0)
    nearest = None
    for candidate in found:
        alike = max(_alike(statement.content, candidate.content) for statement in wanted)
        shared = _common(mention.span, candidate.source) if candidate.source else 0
        score = (alike if alike >= OVERLAP else 0.0, shared)
        if score > best:
            best, nearest = score, candidate
    return nearest


def _alike(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Jaccard of two contents over code points."""
    common = sum(_common(a, b) for a in one for b in other)
    lengths = sum(span.end - span.start for span in (*one, *other))
    return common / (lengths - common) if common else 0.0


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def main() -> None:
    """Print the table, and with ``--errors`` every mention that is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    figures = measure(options.folder)
    print(f"{'':6}{'mentions':>9}" + "".join(f"{outcome:>17}" for outcome in OUTCOMES))
    for name, tally in (("easy", figures.easy), ("hard", figures.hard), ("all", figures.all)):
        cells = (f"{tally.counts[o]:>8} ({tally.share(o):>5.1%})" for o in OUTCOMES)
        print(f"{name:6}{tally.found + tally.counts['not found']:>9}  " + " ".join(cells))
    both = figures.all.counts
    kept, guessed, missed = both["open"], both["guessed"], both["open, not found"]
    print(f"left open by the text: {kept} kept open, {guessed} guessed, {missed} not found")
    for judgement in figures.judgements if options.errors else ():
        if judgement.outcome not in ("right", "open"):
            print(judgement)


if __name__ == "__main__":
    main()
