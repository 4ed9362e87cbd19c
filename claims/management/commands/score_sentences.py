"""How much each sentence of a text is worth checking; touches no database."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from claims.management.lines import Result, no_text, read_lines, write_lines
from claims.text import LABELS, check_worthiness, thresholds


class Command(BaseCommand):
    """JSON lines in, one JSON line out for each, in order."""

    help = (
        'Read {"doc", "i", "text"} lines from standard input, the sentences of one doc in a row, '
        'and print {"doc", "i", "score", "label", "kind", "reasons"} for each.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--label",
            choices=LABELS,
            default="check_worthy",
            help="what the score is the probability of, and the label a decision about",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        write_lines(self, score_lines(sys.stdin.buffer, options["label"]))


def score_lines(source: BinaryIO, label: str) -> Iterator[Result]:
    """Number (from 1) and result of each line that is not blank; a string says what is wrong.

    A sentence is the context of the next one of its doc where "i" counts on by one.
    """
    threshold = thresholds()[label]
    last: dict[str, Any] = {}
    for number, given in read_lines(source, _wrong):
        if isinstance(given, str):
            yield number, given
            continue
        context = [last["text"]] if _follows(last, given) else None
        worth = check_worthiness(given["text"], context)
        score = worth.check_worthy if label == "check_worthy" else worth.verifiable
        last = given
        yield (
            number,
            {
                "doc": given["doc"],
                "i": given["i"],
                "score": score,
                "label": int(score >= threshold),
                "kind": worth.kind,
                "reasons": list(worth.reasons),
            },
        )


def _follows(last: dict[str, Any], given: dict[str, Any]) -> bool:
    if not last or last["doc"] != given["doc"]:
        return False
    return isinstance(last["i"], int) and bool(last["i"] + 1 == given["i"])


def _wrong(given: dict[str, Any]) -> str:
    missing = next((name for name in ("doc", "i") if name not in given), None)
    return f'"{missing}" is missing' if missing else no_text(given)
