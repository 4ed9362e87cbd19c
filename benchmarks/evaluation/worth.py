"""How well sentences are told apart that are worth checking, or can be checked at all.

``python -m benchmarks.evaluation.worth SENTENCES.jsonl [LABEL]``. A line is ``{"doc", "i", "text",
"label"}``; the sentences of a document stand together and are each other's context. Ranked: mean
over documents of average precision (MAP, documents without a positive left out, ties in the order
of the text). Sorted into two: F1 of the positives, and the mean of both classes' F1 (macro).
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from claims.management.commands.score_sentences import score_lines

LABELS = ("check_worthy", "verifiable")


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence: what people said, and what the engine says."""

    doc: str
    gold: bool
    score: float
    label: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one file, each 0–1."""

    mean_average_precision: float
    f1: float
    macro_f1: float


def measure(path: Path, label: str) -> Figures:
    """Score every sentence of a file as ``score_sentences`` does, and compare."""
    rows = list(scored(path, label))
    documents = [list(group) for _doc, group in groupby(rows, key=lambda row: row.doc)]
    ranked = [average_precision(rows) for rows in documents if any(row.gold for row in rows)]
    positive, negative = (f1(rows, wanted) for wanted in (True, False))
    mean = sum(ranked) / len(ranked) if ranked else 0.0
    return Figures(mean, positive, (positive + negative) / 2)


def scored(path: Path, label: str) -> Iterator[Scored]:
    """Each sentence of a file with its score."""
    with path.open("rb") as lines, path.open("rb") as again:
        for line, (_number, told) in zip(lines, score_lines(again, label), strict=True):
            assert isinstance(told, dict), told
            if isinstance(told, str):
                raise ValueError(f"{path}: {told}")
            gold = bool(json.loads(line)["label"])
            yield Scored(str(told["doc"]), gold, told["score"], bool(told["label"]))


def average_precision(rows: Sequence[Scored]) -> float:
    """Mean of the precision at each positive, best score first."""
    hits, total = 0, 0.0
    for place, row in enumerate(sorted(rows, key=lambda row: -row.score), start=1):
        if row.gold:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def f1(rows: Sequence[Scored], wanted: bool) -> float:
    """F1 of one class."""
    right = sum(row.gold is wanted is row.label for row in rows)
    said = sum(row.label is wanted for row in rows)
    there = sum(row.gold is wanted for row in rows)
    return 2 * right / (said + there) if said + there else 0.0


def main() -> None:
    """Print the figures of one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("label", nargs="?", choices=LABELS, default=LABELS[0])
    asked = parser.parse_args()
    print(measure(asked.path, asked.label))


if __name__ == "__main__":
    main()
