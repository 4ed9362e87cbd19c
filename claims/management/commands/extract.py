"""Run the text engine on a file or on JSON lines; touches no database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from claims.management.lines import Result, no_text, opened, read_lines, write_lines
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
            with opened(options["path"]) as source:
                if options["jsonl"]:
                    write_lines(self, extract_lines(source))
                else:
                    text = source.read().decode("utf-8")
                    document = describe_document(text, extract(text))
                    self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
        except UnicodeDecodeError as error:
            message = (
                f"{options['path']} is not UTF-8 (byte {error.start}); save it as UTF-8 first."
            )
            raise CommandError(message) from error


def extract_lines(source: BinaryIO) -> Iterator[Result]:
    """Number (from 1) and result of each line that is not blank; a string says what is wrong."""
    for number, given in read_lines(source, _wrong):
        if isinstance(given, str):
            yield number, given
        else:
            yield number, describe_line(given["id"], extract(given["text"]))


def _wrong(given: dict[str, Any]) -> str:
    return no_text(given) if "id" in given else '"id" is missing'


def describe_line(name: object, found: Extraction) -> dict[str, Any]:
    """The ``--jsonl`` form of an extraction."""
    return {
        "id": name,
        "quotes": [_quote(statement, found) for statement in found.statements],
        "claims": [
            {
                "span": list(claim.span),
                "score": claim.score,
                "verifiable": claim.verifiable,
                "kind": claim.kind,
                "reasons": list(claim.reasons),
            }
            for claim in found.claims
        ],
        "sentences": [list(sentence) for sentence in found.sentences],
        "language": found.language,
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
        "report": statement.report,
        "cue_class": statement.cue_class,
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
            "terms": _pair(speaker.terms),
            "mentions": [list(mention) for mention in speaker.mentions],
        }
        for speaker in found.speakers
    ]
    document["discrepancies"] = [
        {
            "spans": [list(pair.first), list(pair.second)],
            "words": [text[slice(*pair.first)], text[slice(*pair.second)]],
            "kind": pair.kind,
            "what": pair.what,
        }
        for pair in found.discrepancies
    ]
    return document
