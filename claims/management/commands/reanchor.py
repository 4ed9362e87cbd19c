"""Find words of an old text, or of a quotation, in a new one; touches no database."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from claims.management.lines import Result, no_text, opened, read_lines, write_lines
from claims.text import Selector, describe
from claims.text.reanchoring import Anchor, Reanchoring


class Command(BaseCommand):
    """JSON lines in, one JSON line out for each, in order."""

    help = (
        'Read {"id", "old_text", "new_text", "old": [s, e]} or {"id", "text", "quote", "prefix", '
        '"suffix", "hint"} lines and print {"id", "state", "new": [s, e] or null, "confidence"}.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--jsonl", metavar="PATH|-", required=True, help="JSON lines; - is standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with opened(options["jsonl"]) as source:
            write_lines(self, reanchor_lines(source))


def reanchor_lines(source: BinaryIO) -> Iterator[Result]:
    """Number (from 1) and result of each line that is not blank; a string says what is wrong.

    Texts are compared once for all the lines in a row that have the same two.
    """
    texts = ("", "")
    compared = Reanchoring(*texts)
    for number, given in read_lines(source, _wrong):
        if isinstance(given, str):
            yield number, given
            continue
        if "old_text" in given:
            wanted = (given["old_text"], given["new_text"])
            selector = describe(wanted[0], *given["old"])
        else:
            wanted = ("", given["text"])
            selector = _selector(given)
        if wanted != texts:
            texts, compared = wanted, Reanchoring(*wanted)
        yield number, describe_anchor(given["id"], compared.place(selector))


def _selector(given: dict[str, Any]) -> Selector:
    """The selector of a quotation; without a hint no place is nearer than another."""
    quote, hint = given["quote"], given.get("hint")
    start = -1 if hint is None else hint
    prefix, suffix = given.get("prefix") or "", given.get("suffix") or ""
    return Selector(quote, prefix, suffix, start, start + len(quote))


def describe_anchor(name: object, anchor: Anchor) -> dict[str, Any]:
    """The JSON form of an anchor."""
    return {
        "id": name,
        "state": anchor.state.value,
        "new": None if anchor.start is None else [anchor.start, anchor.end],
        "confidence": anchor.confidence,
    }


def _wrong(given: dict[str, Any]) -> str:
    """What keeps a line from being used, or nothing."""
    if "id" not in given:
        return '"id" is missing'
    if "old_text" in given:
        return _wrong_pair(given)
    if "quote" not in given:
        return 'neither "old_text" nor "quote"'
    for name in ("quote", "prefix", "suffix"):
        value = given.get(name)
        if not (isinstance(value, str) or (value is None and name != "quote")):
            return f'"{name}" is no string'
    if not (given.get("hint") is None or _whole(given["hint"])):
        return '"hint" is no whole number'
    return no_text(given)


def _wrong_pair(given: dict[str, Any]) -> str:
    for name in ("old_text", "new_text"):
        if not isinstance(given.get(name), str):
            return f'"{name}" is missing or no string'
    old = given.get("old")
    if not (isinstance(old, list) and len(old) == 2 and all(map(_whole, old))):
        return '"old" is no pair of whole numbers'
    if not 0 <= old[0] < old[1] <= len(given["old_text"]):
        return '"old" is no stretch of "old_text"'
    return ""


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
