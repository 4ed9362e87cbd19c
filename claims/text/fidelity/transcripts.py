"""Transcripts: the words of a recording, with the times and names that stand beside them."""

import html
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ..segments import Span
from .aligning import lettered
from .spoken import Spoken, hear

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?"
_RANGE = rf"(?P<time>{_CLOCK})(?:\s{{0,3}}(?:-->|[-–—])\s{{0,3}}{_CLOCK})?"
_STAMP = re.compile(  # at the head of a line
    rf"\s*(?:\[{_RANGE}\]|\({_RANGE.replace('time', 'round')}\)"
    rf"|{_RANGE.replace('time', 'bare')}(?=\s|$))[ \t]*[-–—:|]?[ \t]*"
)
_INLINE = re.compile(rf"[ \t]?(?:\[{_RANGE}\]|\({_RANGE.replace('time', 'round')}\))")
_CUE = re.compile(rf"\s*(?P<time>{_CLOCK})\s{{0,5}}-->\s{{0,5}}{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[\w.]*)?\s([^<>]{1,80})>")
_TAG = re.compile(r"</?[^<>\n]{0,80}>|\{\\[^{}\n]{0,40}\}")
_NAME = re.compile(
    r"(?:[-–—>•]{1,2}\s?)?(?P<name>(?:[^\W\d_a-z][\w.'’-]{0,30}|\d{1,3})"
    r"(?:[ ,]{1,2}(?:[^\W\d_a-z(][\w.'’)-]{0,30}|\d{1,3}|de|van|von|of|the)){0,5}):(?=\s|$)"
)


@dataclass(frozen=True)
class Transcript:
    """What was said.

    ``times``: places in ``text`` with the second that begins there; ``names``: places of the names
    of speakers, which nobody said.
    """

    text: str
    times: tuple[tuple[int, float], ...] = ()
    names: tuple[Span, ...] = ()

    @cached_property
    def spoken(self) -> Spoken:
        """The words that were said."""
        return hear(self.text, self.names)

    @cached_property
    def letters(self) -> tuple[str, dict[str, str]]:
        """The words as letters, and the letter of each."""
        return lettered(self.spoken.words)

    def time_at(self, place: int) -> float | None:
        """The last time told up to a place, in seconds; None where none is."""
        at = bisect_right(self.times, place, key=lambda time: time[0])
        return self.times[at - 1][1] if at else None

    def speaker_at(self, place: int) -> str:
        """The last name up to a place, as printed; empty where none is."""
        at = bisect_right(self.names, place, key=lambda name: name.start)
        return self.text[slice(*self.names[at - 1])].strip("-–—>• :") if at else ""


def read_transcript(text: str) -> Transcript:
    """Read a transcript: plain, with times in its lines ("[00:12:31]", "12:31"), SubRip or WebVTT.

    Offsets are those of the returned text, which has neither times nor the marks of subtitles.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if any(_CUE.match(line) for line in lines):
        return _named(*_subtitles(lines))
    return _named(*_notes(lines))


def seconds(clock: str) -> float:
    """The seconds of "12:31", "00:12:31" or "00:12:31,500"."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = 60 * total + float(part)
    return total


def clock(time: float) -> str:
    """A time as people write it: "12:31", "1:02:31"."""
    minutes, left = divmod(int(time), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


Timed = tuple[str, list[tuple[int, float]], bool]


class _Sheet:
    """Lines written one below the other, with the times that begin there."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.times: list[tuple[int, float]] = []
        self.size = 0

    def stamp(self, time: str, ahead: int = 0) -> None:
        self.times.append((self.size + ahead, seconds(time)))

    def write(self, line: str) -> None:
        self.lines.append(line)
        self.size += len(line) + 1

    def done(self, *, sure: bool) -> Timed:
        return "\n".join(self.lines), self.times, sure


def _subtitles(lines: list[str]) -> Timed:
    """The text of SubRip or WebVTT; lines that roll on from the cue before stand once."""
    sheet = _Sheet()
    within, last = False, ""
    for at, line in enumerate(lines):
        cue = _CUE.match(line)
        if cue:
            within = True
            sheet.stamp(cue["time"])
        elif not line.strip():
            within = False
        elif within and not (at + 1 < len(lines) and line.strip().isdigit()
                             and _CUE.match(lines[at + 1])):  # fmt: skip
            said = html.unescape(_TAG.sub("", _VOICE.sub(r"\1: ", line))).strip()
            if said and said != last:
                sheet.write(said)
            last = said or last
    return sheet.done(sure=True)


def _notes(lines: list[str]) -> Timed:
    """Lines with times in front or within; a bare time counts where two lines have one."""
    heads = [_STAMP.match(line) for line in lines]
    bare = sum(1 for head in heads if head and head["bare"])
    sheet = _Sheet()
    for line, head in zip(lines, heads, strict=True):
        rest = line
        if head and (not head["bare"] or bare > 1 or head["bare"].count(":") > 1):
            sheet.stamp(head["time"] or head["round"] or head["bare"])
            rest = line[head.end() :]
            if not rest.strip():
                continue
        said, cut = "", 0
        for stamp in _INLINE.finditer(rest):
            said += rest[cut : stamp.start()]
            sheet.stamp(stamp["time"] or stamp["round"], len(said))
            cut = stamp.end()
        sheet.write(said + rest[cut:])
    return sheet.done(sure=bool(sheet.times))


def _named(text: str, times: list[tuple[int, float]], sure: bool) -> Transcript:
    """Find the names before what is said: in capitals, with a number, or coming back."""
    found: list[tuple[Span, str]] = []
    at = 0
    for line in text.split("\n"):
        lead = len(line) - len(line.lstrip())
        name = _NAME.match(line, lead)
        if name:
            found.append((Span(at + name.start(), at + name.end()), name["name"]))
        at += len(line) + 1
    often = Counter(name for _, name in found)
    names = tuple(
        span
        for span, name in found
        if often[name] > 1 or name.upper() == name or any(map(str.isdigit, name))
        or (sure and " " in name)
    )  # fmt: skip
    return Transcript(text, tuple((min(at, len(text)), time) for at, time in times), names)
