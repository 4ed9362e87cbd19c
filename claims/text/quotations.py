"""Quotation marks: which words stand inside them, nesting, quotes over several paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .segments import Block, BlockKind

# "6'2"" and "5’2”" are a height, no end of a quotation
_MARK = re.compile(
    r"''|``|(?<!\d['’′]\d)(?<!\d['’′]\d\d)[\"“”„«»‟＂]|(?<![\w])['‘‚](?=[\w“\"$£€\[(])|(?<=[^\s'‘(\[])['’](?!\w)"
)
_OPENING = frozenset("“„«``")
_SINGLE = frozenset("'‘’‚")
_ENDS = frozenset(",.?!…")
_NESTED = 12  # marks looked at for the end of a quotation with others inside
_LIMIT = 1500  # an opening mark that is never closed opens at most this much


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch in quotation marks, marks included.

    ``continues``: it goes on from the previous paragraph (opening mark repeated).
    ``open``: the closing mark is missing, because the next paragraph goes on or by mistake.
    """

    start: int
    end: int
    continues: bool = False
    open: bool = False


def find_quotations(text: str, blocks: Sequence[Block]) -> list[list[Quotation]]:
    """Outermost quotations of each block, in order; none crosses a block."""
    found: list[list[Quotation]] = []
    carried = False
    bodies = [n for n, block in enumerate(blocks) if block.kind is not BlockKind.FURNITURE]
    following = dict(pairwise(bodies))
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            found.append([])
            continue
        after = following.get(n)
        goes_on = (
            after is not None
            and block.kind is blocks[after].kind is BlockKind.PARAGRAPH
            and _opens(text, blocks[after].start)
        )
        marks = _in_block(text, block, goes_on=goes_on)
        if carried and marks and marks[0].start == block.start:
            first = marks[0]
            marks[0] = Quotation(first.start, first.end, continues=True, open=first.open)
        carried = bool(goes_on and marks and marks[-1].open)
        found.append(marks)
    return found


def _opens(text: str, at: int) -> bool:
    return text[at] in '“"«„‘' or text[at : at + 2] in {"''", "``"}


def _in_block(text: str, block: Block, *, goes_on: bool) -> list[Quotation]:
    """Pair the marks of one block; a stray opening mark runs to the end within a limit."""
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, block.start, block.end)]
    doubles = [mark for mark in marks if mark[2] not in _SINGLE]
    found = _pair(text, doubles, block)
    if found and found[-1].end < 0:
        last = found.pop()
        if goes_on or block.end - last.start <= _LIMIT:
            found.append(Quotation(last.start, block.end, open=True))
    if len(marks) > len(doubles):
        found = _with_singles(text, [m for m in marks if m[2] in _SINGLE], found)
    return found


def _pair(text: str, marks: list[tuple[int, int, str]], block: Block) -> list[Quotation]:
    """Pairs in order; an end of -1 tells of a quotation still open at the end of the block."""
    found: list[Quotation] = []
    start, first, n = -1, "", 0
    while n < len(marks):
        at, end, mark = marks[n]
        opening = mark in _OPENING or (mark not in "”»" and _looks_opening(text, at, end, block))
        if start < 0:
            if mark not in "”»" and (opening or not _looks_closing(text, at, end, block)):
                start, first = at, mark
        elif mark in _OPENING and opening and not _looks_closing(text, at, end, block):
            closing = _pairs_inside(marks, n, first)
            if closing > n + 1:
                n = closing
                found.append(Quotation(start, marks[n][1]))
                start = -1
            else:
                found.append(Quotation(start, _before(text, start, at), open=True))
                start, first = at, mark
        elif not (mark == '"' and first == "“" and text[at - 1].isdigit()):  # inches: a 12" pipe
            found.append(Quotation(start, end))
            start = -1
        n += 1
    if start >= 0:
        found.append(Quotation(start, -1))
    return found


def _pairs_inside(marks: list[tuple[int, int, str]], n: int, first: str) -> int:
    """The mark that closes the quotation ``first`` opened, past pairs inside it; -1 if none."""
    depth = 1
    for k in range(n, min(n + _NESTED, len(marks))):
        mark = marks[k][2]
        if mark == "“":
            depth += 1
        elif mark == "”" and depth > (first != "“"):
            depth -= 1
        elif mark == first == '"' and depth == 1:
            return k
        if depth == 0:
            return k
    return -1


def _before(text: str, start: int, at: int) -> int:
    """End of the words before ``at``, white space left out."""
    end = at
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _looks_opening(text: str, at: int, end: int, block: Block) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[end] if end < block.end else " "
    return (before.isspace() or before in "([—–-‘'") and not after.isspace()


def _looks_closing(text: str, at: int, end: int, block: Block) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[end] if end < block.end else " "
    return not before.isspace() and (after.isspace() or after in ".,;:!?)")


def _with_singles(
    text: str, marks: list[tuple[int, int, str]], doubles: list[Quotation]
) -> list[Quotation]:
    """Add quotations in single marks that stand outside the double ones (British style)."""
    found: list[Quotation] = []
    start, n, held = -1, 0, 0
    for at, end, _ in marks:
        while n < len(doubles) and doubles[n].end <= at:
            n += 1
        if n < len(doubles) and doubles[n].start < at:
            continue
        before = text[at - 1 : at] if at else ""
        if text[end : end + 1].strip() and not before.isalnum() and before not in _ENDS:
            start, held = at, n
        elif (
            start >= 0
            and at - start <= _LIMIT
            and (before in _ENDS or (held == n and text.count(" ", start, at)))
        ):
            found.append(Quotation(start, end))
            start = -1
    if not found:
        return doubles
    return _outermost(sorted([*doubles, *found], key=lambda quotation: quotation.start))


def _outermost(quotations: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in quotations:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept
