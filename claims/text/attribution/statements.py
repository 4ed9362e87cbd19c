"""From the attributions of all blocks to statements: quotes that go on are joined."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..lexicon import Tables
from ..quotations import Quotation
from ..results import CueClass, Manner, Report
from ..segments import Block, BlockKind, Span, dateline_end
from ..tokens import POINTS, QUOTE, Frame, frames, tokenise
from .attributions import attributions, unfinished
from .contents import Reported, goes_on_inside, is_title
from .reports import cue_class, report

_SHORT = 16  # tokens of a sentence that a quotation is the better part of
MAX_FRAME = 300  # tokens of a sentence the grammar looks at together
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(slots=True)
class Draft:
    """A statement being put together; the blocks tell where content and source stand."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    manner: Manner
    source_block: int
    report: Report = "assertion"
    cue_class: CueClass = "none"


def find_statements(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    quotations: Sequence[Sequence[Quotation]],
    tables: Tables,
) -> list[Draft]:
    """Statements in order of their first content; every span lies in one block."""
    collector = _Collector()
    before: BlockKind | None = None
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        if not before is block.kind is BlockKind.PARAGRAPH:
            collector.last = None
        before = block.kind
        body = dateline_end(text, block)
        marks = [mark for mark in quotations[n] if mark.start >= body]
        tokens = tokenise(text, body, block.end, marks, tables)
        collector.enter(n, marks)
        for first, after in frames(tokens, sentences[n]):
            for start in range(first, after, MAX_FRAME):
                collector.add(Frame(tokens, start, min(after, start + MAX_FRAME), tables))
    drafts = [draft for draft in collector.found if draft.content]
    drafts.sort(key=lambda draft: draft.content[0])
    return drafts


class _Collector:
    """Statements so far; ``last``: the one that a following bare quotation goes on with."""

    def __init__(self) -> None:
        self.found: list[Draft] = []
        self.last: Draft | None = None
        self._block = self._last_block = 0
        self._marks: Sequence[Quotation] = ()
        self._continued = self._open = False

    def enter(self, block: int, marks: Sequence[Quotation]) -> None:
        """Go on to a block."""
        self._block, self._marks = block, marks
        self._continued = bool(marks and marks[0].continues)
        self._open = bool(marks and marks[-1].open)

    def add(self, frame: Frame) -> None:
        """Take in one sentence."""
        continued, self._continued = self._continued, False
        reported = attributions(frame)
        if reported:
            drafts = [self._draft(frame, one) for one in reported]
            if continued and self.last is not None:
                self._join(frame, drafts[0], self.last)
            self.found.extend(drafts)
            self.last = drafts[_outermost(reported)]
            self._last_block = self._block
            return
        bare = [frame.tokens.span(j, j + 1) for j in _quotations_alone(frame)]
        if bare and self.last is not None:
            self.last.content.extend(bare)
            if self.last.manner == "indirect":
                self.last.manner = "mixed" if len(self.last.content) > len(bare) else "direct"
            return
        if self.last is not None and self._block == self._last_block and _goes_on(frame):
            self.last.content.append(frame.tokens.span(frame.first, frame.after))
            self.last.manner = "mixed"
            return
        self.last = None
        speech = continued or self._open or (bare and _is_speech(frame.tokens.text, bare[0]))
        if bare and speech:
            self.last = Draft(bare, None, None, "direct", self._block)
        else:
            announced = unfinished(frame)
            if announced:  # "Brandt said:", and the quotation stands in the next paragraph
                self.last = self._draft(frame, announced)
        if self.last is not None:
            self.found.append(self.last)

    def _join(self, frame: Frame, draft: Draft, last: Draft) -> None:
        """A quotation that began in an earlier paragraph and is attributed in this one."""
        if draft.content[0].start != frame.tokens.start[frame.first] or last.source is not None:
            return
        draft.content[:0] = last.content
        last.content = []

    def _draft(self, frame: Frame, one: Reported) -> Draft:
        tokens = frame.tokens
        content = [tokens.span(*part) for part in one.parts]
        return Draft(
            content,
            tokens.span(*one.cue) if one.cue else None,
            tokens.span(*one.source) if one.source else None,
            _manner(tokens.text, content, self._marks),
            self._block,
            report(frame, one),
            cue_class(frame, one),
        )


def _goes_on(frame: Frame) -> bool:
    """Whether a sentence without a cue goes on with what was said: "It is “an old trick.”"."""
    quotes = [j for j in range(frame.first, frame.after) if frame.low(j) == QUOTE]
    if len(quotes) != 1 or is_title(frame, quotes[0]) or frame.after - frame.first > _SHORT:
        return False
    start, end = frame.tokens.span(quotes[0], quotes[0] + 1)
    return goes_on_inside(frame, quotes[0]) and frame.tokens.text.count(" ", start, end) >= 3


def _outermost(reported: Sequence[Reported]) -> int:
    """The last attribution that stands in no other's content: its speaker goes on speaking."""
    last = 0
    for n, one in enumerate(reported):
        at = one.cue[0] if one.cue else one.parts[0][0]
        within = any(
            start <= at < end
            for other in reported
            if other is not one
            for start, end in other.parts
        )
        last = last if within else n
    return last


def _quotations_alone(frame: Frame) -> Iterator[int]:
    """Quotations of a sentence that is nothing but quotations; nothing when there is more."""
    if all(
        frame.low(j) == QUOTE or frame.low(j) in POINTS for j in range(frame.first, frame.after)
    ):
        for j in range(frame.first, frame.after):
            if frame.low(j) == QUOTE:
                yield j


def _is_speech(text: str, quotation: Span) -> bool:
    """Whether a quotation nobody is named for reads like speech: some words and an end."""
    words = text[quotation.start : quotation.end]
    return words.count(" ") >= 3 and words.rstrip("\"”’'»")[-1:] in {".", "!", "?", ",", "…"}


def _manner(text: str, content: Sequence[Span], marks: Sequence[Quotation]) -> Manner:
    """Direct: all words but at most one in quotation marks; mixed: some; indirect: none."""
    words = inside = 0
    for start, end in content:
        # marks do not overlap, so those that touch the span lie side by side
        low = bisect_right(marks, start, key=lambda mark: mark.end)
        high = bisect_left(marks, end, key=lambda mark: mark.start)
        near = marks[low:high]
        words += sum(1 for _ in _WORD.finditer(text, start, end))
        inside += sum(
            1
            for mark in near
            for _ in _WORD.finditer(text, max(start, mark.start), min(end, mark.end))
        )
    if inside == 0:
        return "indirect"
    return "direct" if words - inside <= 1 else "mixed"
