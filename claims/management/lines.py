"""JSON lines in, JSON lines out: bad lines are told by number, the others are still read."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from django.core.management.base import BaseCommand, CommandError

Result = tuple[int, dict[str, Any] | str]


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for "-"."""
    try:
        if path == "-":
            stdin: TextIO = sys.stdin
            yield stdin.buffer
        else:
            with Path(path).open("rb") as source:
                yield source
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def read_lines(source: BinaryIO, wrong: Callable[[dict[str, Any]], str]) -> Iterator[Result]:
    """Number (from 1) and object of each line that is not blank; a string says what is wrong.

    ``wrong``: what keeps an object from being used, or nothing.
    """
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except RecursionError:
            yield number, "nested too deeply"
        except ValueError as error:
            yield number, f"no JSON: {error}"
        else:
            fault = wrong(given) if isinstance(given, dict) else "no JSON object"
            yield number, fault or given


def no_text(given: dict[str, Any]) -> str:
    """What is wrong where there is no text."""
    return "" if isinstance(given.get("text"), str) else '"text" is missing or no string'


def write_lines(command: BaseCommand, results: Iterator[Result]) -> None:
    """Each result as a line of JSON; exit status 2 at the end if any line was bad."""
    bad = 0
    for number, result in results:
        if isinstance(result, str):
            bad += 1
            command.stderr.write(f"line {number}: {result}")
        else:
            command.stdout.write(json.dumps(result))
    if bad:
        raise CommandError(f"{bad} bad line{'s' if bad > 1 else ''}", returncode=2)
