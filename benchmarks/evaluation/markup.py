"""Read our own articles whose speakers and statements are marked in the text.

The marks are explained in tests/data/speakers/README.md.
"""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from claims.text import Span

KINDS = ("person", "organisation", "document", "unnamed")
HEADER = re.compile(r"(?P<id>[a-z][a-z0-9]*) *= *(?P<fields>.+)")
MARK = re.compile(
    r"(?P<open>[<{\[])(?P<who>\?|[a-z][a-z0-9]*(?:\+[a-z][a-z0-9]*)*)(?:#(?P<part>\d+))?:"
    r"|(?P<other>[<>{}\]])"
)
CLOSES = {"<": ">", "{": "}", "[": "]"}


class BadMarkup(ValueError):
    """The sentence says which file and line, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who speaks in an article, as its header has it."""

    id: str
    name: str
    kind: str
    role: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a source; `speaker` is None where the text leaves it open."""

    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words put down to a source; several parts where the quote is broken."""

    content: tuple[Span, ...]
    mention: Mention | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A text without its marks; offsets are code points into `text`.

    `asides` are mentions to which no statement is put down.
    """

    name: str
    text: str
    hard: bool
    speakers: dict[str, Source]
    statements: tuple[Statement, ...]
    asides: tuple[Mention, ...]

    @property
    def sources(self) -> list[Mention]:
        """The mentions that statements are put down to, each once, in order."""
        found = {s.mention.span: s.mention for s in self.statements if s.mention}
        return [found[span] for span in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Mark:
    sign: str
    who: str
    part: str | None
    span: Span


def read(path: Path) -> Article:
    """The marked article in `path`. Raises BadMarkup."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(marked: str, name: str = "article") -> Article:
    """The article in `marked`: a header, a blank line, the text. Raises BadMarkup."""
    header, _, body = marked.partition("\n\n")
    level, *lines = header.split("\n")
    if level not in ("easy", "hard"):
        raise BadMarkup(f"{name}, line 1: say “easy” or “hard”")
    speakers = _speakers(lines, name)
    text, marks = _strip(body.strip("\n"), name, first=len(lines) + 3)
    for mark in marks:
        for who in mark.who.split("+"):
            if who not in speakers and who != "?":
                _fail(name, text, mark, f"nobody in the header is called “{who}”")
    silent = set(speakers) - {who for mark in marks for who in mark.who.split("+")}
    if silent:
        raise BadMarkup(f"{name}: in the header but nowhere marked: {', '.join(sorted(silent))}")
    asides = tuple(Mention(m.span, _one(m.who)) for m in marks if m.sign == "[")
    statements = tuple(_statements(marks, name, text))
    return Article(name, text, level == "hard", speakers, statements, asides)


def _speakers(lines: list[str], name: str) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for number, line in enumerate(lines, 2):
        entry = HEADER.fullmatch(line.strip())
        fields = [field.strip() for field in entry["fields"].split("|")] if entry else []
        if not entry or not 2 <= len(fields) <= 4 or not fields[0]:
            raise BadMarkup(f"{name}, line {number}: expected “id = Name | kind | role | terms”")
        if fields[1] not in KINDS:
            raise BadMarkup(f"{name}, line {number}: the kind is one of {', '.join(KINDS)}")
        if entry["id"] in found:
            raise BadMarkup(f"{name}, line {number}: “{entry['id']}” stands there already")
        found[entry["id"]] = Source(entry["id"], *fields)
    return found


def _strip(body: str, name: str, first: int) -> tuple[str, list[_Mark]]:
    """The text without marks, and the marks in order of where they begin."""
    out: list[str] = []
    length = at = 0
    waiting: list[tuple[re.Match[str], int]] = []
    marks: list[_Mark] = []
    for sign in MARK.finditer(body):
        if sign["other"] == "]" and (not waiting or waiting[-1][0]["open"] != "["):
            continue  # a bracket of the article's own
        place = f"{name}, line {first + body.count(chr(10), 0, sign.start())}"
        out.append(body[at : sign.start()])
        length += sign.start() - at
        at = sign.end()
        if sign["open"]:
            waiting.append((sign, length))
            continue
        if not waiting or CLOSES[waiting[-1][0]["open"]] != sign["other"]:
            raise BadMarkup(f"{place}: “{sign['other']}” closes nothing")
        opened, start = waiting.pop()
        words = "".join(out)[start:]
        if not words or words != words.strip() or "\n" in words:
            raise BadMarkup(f"{place}: mark words of one paragraph, without spaces around: {words}")
        marks.append(_Mark(opened["open"], opened["who"], opened["part"], Span(start, length)))
    if waiting:
        line = first + body.count("\n", 0, waiting[-1][0].start())
        raise BadMarkup(f"{name}, line {line}: “{waiting[-1][0].group()}” is never closed")
    return "".join(out) + body[at:], sorted(marks, key=lambda mark: mark.span)


def _statements(marks: list[_Mark], name: str, text: str) -> Iterator[Statement]:
    """Every statement with its mention: the first in a paragraph to the first of that id there.

    One mention may serve all statements of its id in the paragraph.
    """
    breaks = [at for at, sign in enumerate(text) if sign == "\n"]
    mentions: dict[tuple[int, str], list[_Mark]] = defaultdict(list)
    for mark in marks:
        if mark.sign == "{":
            mentions[bisect(breaks, mark.span.start), mark.who].append(mark)
    statements: dict[tuple[int, str], list[list[_Mark]]] = defaultdict(list)
    for parts in _parts(marks):
        places = [(bisect(breaks, part.span.start), part.who) for part in parts]
        home = next((place for place in places if place in mentions), places[0])
        statements[home].append(parts)
    for home, there in mentions.items():
        if not statements[home]:
            _fail(name, text, there[0], f"nothing is put down to “{home[1]}” here: use [ ]")
        if len(there) not in (1, len(statements[home])):
            fault = f"{len(there)} mentions of “{home[1]}” for {len(statements[home])} statements"
            _fail(name, text, there[0], fault)
    for home, groups in sorted(statements.items()):
        near = mentions.get(home, [])
        speaker = _one(home[1])
        for number, parts in enumerate(groups):
            mention = Mention(near[number % len(near)].span, speaker) if near else None
            yield Statement(tuple(part.span for part in parts), mention, speaker)


def _parts(marks: list[_Mark]) -> list[list[_Mark]]:
    """The content marks, those of one number together."""
    groups: dict[tuple[str, str], list[_Mark]] = defaultdict(list)
    for mark in marks:
        if mark.sign == "<":
            groups[mark.who, mark.part or f"at {mark.span.start}"].append(mark)
    return list(groups.values())


def _one(who: str) -> str | None:
    """The id, or None where it is open or more than one."""
    return None if who == "?" or "+" in who else who


def _fail(name: str, text: str, mark: _Mark, fault: str) -> NoReturn:
    words = text[mark.span.start : mark.span.end]
    raise BadMarkup(f"{name}, paragraph with “{words}”: {fault}")
