"""Blocks of one text and its furniture, with stable code-point offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .lexicon import DEFAULT, Lexicon


class Span(NamedTuple):
    """``text[start:end]``, half-open, in Unicode code points."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block of an article is; no sentence runs across blocks."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SUBHEAD = "subhead"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    HIGHLIGHT = "highlight"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: ``text[start:end]``, half-open, in Unicode code points."""

    kind: BlockKind
    start: int
    end: int


_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_HIGHLIGHTS = re.compile(r"(?i)(?:(?:story|article) highlights|highlights|key points)\W*")
_SIGN = re.compile(r"[-*•·▪◦‣–]\s+(?=\S)")  # the page draws its own
_LISTED = {BlockKind.HIGHLIGHT, BlockKind.LIST_ITEM}
_BULLET = re.compile(r"[-*•·▪◦‣–]\s+\S|\(?\d{1,2}[.)]\s+\S")
_CAPTION = re.compile(
    r"(?i)(?:photo|image|picture|caption|video)\s*:\s*\S.*"
    r"|.*(?:\((?:photo|image|picture)[^)]{0,80}\)|(?:/|\bfor |©\s?)(?:reuters|ap|afp|getty images"
    r"|epa|pa wire|pa))\.?"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s|[¹²³⁴-⁹]+\s?\S|\^\d")
_CELL = re.compile(r"[^\t]*\t[^\t]*\t|\|.*\|")
_PAIRS = frozenset(["“”", "‘’", '""', "''", "«»"])
_DASH = r"(?:\s+(?:--+|[-–—―])\s*|\s*(?:--+|[–—―])\s+)"
_PLACE = r"[A-Z][^\W\d_]*(?:[.'’\- ]{1,2}[A-Z][^\W\d_]*){0,4}\.?"
_AGENCY = "(?:CNN|AP|Reuters|REUTERS|AFP|UPI|BBC|PA|dpa|Bloomberg)"
_DATELINES = (
    # "WASHINGTON — ", "NEW YORK, Nov. 19 (UPI) – "
    r"[A-Z][A-Z.'’\- ]{2,40}(?:[,/] ?[A-Z][\w.,' ]{1,40}?)?\s?(?:\([^()\n]{2,40}\))?" + _DASH,
    # "(CNN) — ", "(CNN) ", "Vestby, Norland (AP) "
    rf"(?:{_PLACE}(?:, ?{_PLACE}){{0,2}},?\s?)?\({_AGENCY}[^()\n]{{0,30}}\)(?:{_DASH}|\s+)",
    # "Vestby, Norland (NTB) — "
    rf"{_PLACE}(?:, ?{_PLACE})?\s?\([^()\n]{{2,30}}\){_DASH}",
    # "Washington CNN — "
    rf"{_PLACE}(?:, ?{_PLACE})?\s{_AGENCY}(?: ?Business| ?Politics)?{_DASH}",
    # "Thursday, May 7, 2015 " (wiki news)
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]{2,8} \d{1,2}, \d{4}\s+",
)
_DATELINE = re.compile(f"(?:{'|'.join(_DATELINES)})(?=[^\\W\\d_a-z]|[\"“‘'\\d$£€])")


@lru_cache(maxsize=8)
def _furniture(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        r"\W{0,3}(?:" + "|".join(f"(?:{p})" for p in lexicon.furniture) + r")\W{0,3}", re.I
    )


def is_furniture(line: str, *, lexicon: Lexicon | None = None) -> bool:
    """Whether a line is page furniture (time stamp, share line, credit), never checked."""
    stripped = line.strip()
    if not stripped or len(stripped) > 300:
        return False
    return _furniture(lexicon or DEFAULT).fullmatch(stripped) is not None


def mark_furniture(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """The blocks, with those that only the lexicon's own patterns know as furniture marked so."""
    own = tuple(pattern for pattern in lexicon.furniture if pattern not in DEFAULT.furniture)
    if not own:
        return blocks
    known = replace(DEFAULT, furniture=own)
    return [
        replace(block, kind=BlockKind.FURNITURE)
        if is_furniture(text[block.start : block.end], lexicon=known)
        else block
        for block in blocks
    ]


def dateline_end(text: str, block: Block) -> int:
    """Where the body starts after "WASHINGTON (Reuters) — "; ``block.start`` when there is none."""
    match = _DATELINE.match(text, block.start, min(block.end, block.start + 120))
    return match.end() if match and match.end() < block.end else block.start


def _lines(text: str) -> list[Span]:
    """Lines without their outer white space; hard-wrapped paragraphs put together again."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            spans.append(Span(start, end))
    return list(_unwrap(text, spans)) if _is_wrapped(text, spans) else spans


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Hard wrap: blank lines part paragraphs, and lines inside them stop without a full stop."""
    if not _BLANK.search(text):
        return False
    inner = full = 0
    for line, following in pairwise(lines):
        if text.count("\n", line.end, following.start) == 1:
            inner += 1
            full += 45 <= line.end - line.start <= 100 and text[line.end - 1] not in '.!?:”"'
    return inner >= 3 and full >= inner * 0.6


def _unwrap(text: str, lines: list[Span]) -> Iterator[Span]:
    start, end = lines[0]
    for line in lines[1:]:
        joins = text.count("\n", end, line.start) == 1 and not _BULLET.match(text, line.start)
        if joins and end - start >= 40:
            end = line.end
            continue
        yield Span(start, end)
        start, end = line
    yield Span(start, end)


def _words(text: str, line: Span) -> int:
    return text.count(" ", line.start, line.end) + 1


def _ends_open(text: str, line: Span) -> bool:
    """No full stop or other sentence end; a pair of marks around the whole line does not count."""
    last = line.end - 1
    if text[line.start : line.start + 1] + text[last] in _PAIRS and last - line.start > 1:
        last -= 1
    return text[last] not in ".!?:…”\"'’,;)"


def split_blocks(text: str, *, lexicon: Lexicon | None = None) -> list[Block]:
    """Blocks of a plain text, one a line (or paragraph, when lines are hard-wrapped)."""
    lines = _lines(text)
    blocks: list[Block] = []
    told: set[BlockKind] = set()
    highlights = 0
    for n, line in enumerate(lines):
        words = text[line.start : line.end]
        kind = _by_itself(words, lexicon)
        if kind is None:
            if (
                highlights
                and _words(text, line) <= 30
                and dateline_end_at(text, line) == line.start
            ):
                kind = BlockKind.HIGHLIGHT if highlights > 1 or _ends_open(text, line) else None
            if kind is None:
                highlights = 0
                kind = _by_place(text, lines, n, told)
        if kind is BlockKind.LIST_ITEM and highlights:
            kind = BlockKind.HIGHLIGHT
        highlights = 8 if _HIGHLIGHTS.fullmatch(words) else max(0, highlights - 1)
        if kind is not BlockKind.FURNITURE:
            told.add(kind)
        sign = _SIGN.match(text, line.start) if kind in _LISTED else None
        blocks.append(Block(kind, sign.end() if sign else line.start, line.end))
    return blocks


def dateline_end_at(text: str, line: Span) -> int:
    """As :func:`dateline_end`, for a bare span."""
    return dateline_end(text, Block(BlockKind.PARAGRAPH, line.start, line.end))


def _by_itself(words: str, lexicon: Lexicon | None) -> BlockKind | None:
    """The kind of a line that shows in the line alone."""
    if is_furniture(words, lexicon=lexicon):
        return BlockKind.FURNITURE
    if len(words) < 600 and _CAPTION.fullmatch(words):
        return BlockKind.CAPTION
    if _FOOTNOTE.match(words):
        return BlockKind.FOOTNOTE
    if _BULLET.match(words):
        return BlockKind.LIST_ITEM
    if len(words) < 600 and _CELL.match(words):
        return BlockKind.TABLE_CELL
    return None


def _by_place(text: str, lines: list[Span], n: int, told: set[BlockKind]) -> BlockKind:
    """Headline, standfirst, subhead or paragraph, by place and length."""
    line = lines[n]
    words = _words(text, line)
    if not told and len(lines) > 1 and words <= 25 and _ends_open(text, line):
        return BlockKind.HEADLINE
    is_last = n + 1 == len(lines)
    if told == {BlockKind.HEADLINE} and not is_last and words <= 45 and not _quotes(text, line):
        opens_next = dateline_end_at(text, lines[n + 1]) > lines[n + 1].start
        has_dateline = dateline_end_at(text, line) > line.start
        if not has_dateline and (opens_next or _ends_open(text, line)):
            return BlockKind.STANDFIRST
    if (
        told
        and not is_last
        and words <= 10
        and _ends_open(text, line)
        and text[line.start : line.end].lstrip("“‘\"'«")[:1].isupper()
    ):
        return BlockKind.SUBHEAD
    return BlockKind.PARAGRAPH


def _quotes(text: str, line: Span) -> bool:
    return any(mark in text[line.start : line.end] for mark in '"“')
