"""'According to the union, …' and '…, according to the union'."""

from ..tokens import QUOTE, Frame
from ..words import Word
from . import clauses, contents
from .adjuncts import skip_phrase
from .contents import BREAKS, Reported
from .ends import content_end
from .verbs import WINDOW, has_finite


def according(frame: Frame, i: int) -> Reported | None:
    """'According to the union, …' and '…, according to the union'."""
    start = i + 2
    end = clauses.noun_phrase_after(frame, start)
    if end <= start:
        return None
    cue = (i, start)
    rest = _after_source(frame, end)
    if i == frame.first or frame.kind(i - 1) & (Word.CONJUNCTION | Word.SUBORDINATOR | Word.ADVERB):
        if rest is None or has_finite(frame, start, rest - 1):
            # no comma: "According to Brandt the bridge is shut"
            end = rest = skip_phrase(frame, start, start + 8)
            if not has_finite(frame, rest, frame.after):
                return None
        stop = content_end(frame, rest)
        if stop - rest < 2 and frame.low(rest) != QUOTE:
            return None
        return Reported([(rest, stop)], cue, (start, end), start, 0, "according")
    parts = contents.content_before(frame, frame.first, i, comma=frame.low(i - 1) in BREAKS)
    if not parts:
        return None
    if rest is not None and not has_finite(frame, *parts[0]):
        stop = content_end(frame, rest)
        if stop > rest:
            parts.append((rest, stop))
    return Reported(parts, cue, (start, end), max(end, parts[-1][1]), 0, "according")


def _after_source(frame: Frame, end: int) -> int | None:
    """Where the content goes on after the source: past an apposition between commas."""
    comma = frame.find({",", QUOTE}, end, frame.after)
    if comma < 0:
        return None
    if frame.low(comma) == QUOTE:
        return comma
    second = frame.find({","}, comma + 1, min(frame.after, comma + WINDOW))
    if (
        second > 0
        and second + 2 < frame.after
        and not has_finite(frame, comma + 1, second)
        and has_finite(frame, second + 1, frame.after)
    ) or (second > 0 and frame.low(comma + 1) in {"who", "which"}):
        return second + 1
    return comma + 1 if comma + 1 < frame.after else None
