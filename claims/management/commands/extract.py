"""Run the text engine on a file or on JSON lines; touches no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from django.core.management.base import BaseCommand, CommandError

from claims.text import Extraction, FoundStatement, Span, extract


class Command(BaseCommand):
    """One JSON document for one text, or one JSON line for each input line with ``--jsonl``."""

    help = "Print the sentences, statements, claims and speakers that the text engine finds."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH|-", help="a UTF-8 text file; - is standard input")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='the input is lines of {"id", "text"}; print one line for each, in order',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _opened(options["path"]) as source:
                if options["jsonl"]:
                    self._lines(source)
                else:
                    text = source.read().decode("utf-8")
                    document = describe_document(text, extract(text))
                    self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            message = (
                f"{options['path']} is not UTF-8 (byte {error.start}); save it as UTF-8 first."
            )
            raise CommandError(message) from error

    def _lines(self, source: BinaryIO) -> None:
        bad = 0
        for number, result in extract_lines(source):
            if isinstance(result, str):
                bad += 1
                self.stderr.write(f"line {number}: {result}")
            else:
                self.stdout.write(json.dumps(result))
        if bad:
            raise CommandError(f"{bad} bad line{'s' if bad > 1 else ''}", returncode=2)


def _opened(path: str) -> BinaryIO:
    if path == "-":
        stdin: TextIO = sys.stdin
        return stdin.buffer
    return Path(path).open("rb")


def extract_lines(source: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Number (from 1) and result of each line that is not blank; a string says what is wrong."""
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except RecursionError:
            yield number, "nested too deeply"
            continue
        except ValueError as error:
            yield number, f"no JSON: {error}"
            continue
        wrong = _wrong(given)
        if wrong:
            yield number, wrong
        else:
            yield number, describe_line(given["id"], extract(given["text"]))


def _wrong(given: object) -> str:
    """What keeps a line from being used, or nothing."""
    if not isinstance(given, dict):
        return "no JSON object"
    if "id" not in given:
        return '"id" is missing'
    if not isinstance(given.get("text"), str):
        return '"text" is missing or no string'
    return ""


def describe_line(name: object, found: Extraction) -> dict[str, Any]:
    """The ``--jsonl`` form of an extraction."""
    return {
        "id": name,
        "quotes": [_quote(statement, found) for statement in found.statements],
        "claims": [
            {
                "span": list(claim.span),
                "score": claim.score,
                "kind": claim.kind,
                "reasons": list(claim.reasons),
            }
            for claim in found.claims
        ],
        "sentences": [list(sentence) for sentence in found.sentences],
    }


def _quote(statement: FoundStatement, found: Extraction) -> dict[str, Any]:
    parts = [list(part) for part in statement.content]
    speaker = statement.speaker
    return {
        "content": [parts[0][0], parts[-1][1]],
        "content_parts": parts,
        "source": _pair(statement.source),
        "cue": _pair(statement.cue),
        "speaker": None if speaker is None else found.speakers[speaker].name,
        "type": statement.manner,
    }


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def describe_document(text: str, found: Extraction) -> dict[str, Any]:
    """The form for reading: as ``--jsonl``, with the words themselves and the speakers."""
    document = describe_line(None, found)
    del document["id"]
    for quote in document["quotes"]:
        quote["words"] = [text[start:end] for start, end in quote["content_parts"]]
    for claim, given in zip(found.claims, document["claims"], strict=True):
        given["level"] = claim.level
        given["words"] = text[slice(*claim.span)]
        given["quote"] = claim.statement
    document["speakers"] = [
        {
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "mentions": [list(mention) for mention in speaker.mentions],
        }
        for speaker in found.speakers
    ]
    return document
