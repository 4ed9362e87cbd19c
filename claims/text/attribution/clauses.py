"""Noun phrases of one frame (sentence): the subject of a verb, what stands around it.

Everything scans a bounded window, so the work per word is bounded too.
"""

from ..tokens import POINTS, QUOTE, Frame
from ..words import Word
from .verbs import WINDOW, is_finite, verb_like

_STOPS_SUBJECT = Word.SUBORDINATOR | Word.RELATIVE | Word.FINITE


def subject(frame: Frame, group: int) -> tuple[int, int] | None:
    """Token range of the subject before the verb group; None: shared with a verb before."""
    k = group - 1
    if k < frame.first or frame.kind(k) & Word.CONJUNCTION or frame.low(k) == QUOTE:
        return None
    if frame.tag(k) == "SV":  # "he's said"
        return (k, k + 1)
    if frame.low(k) in {"who", "which"}:
        end = k - 1 if frame.low(k - 1) == "," else k
        start = noun_phrase_before(frame, end)
        return (start, k + 1) if start < end else (k, k + 1)
    if frame.low(k) in {",", ")", "—", "–", "-"}:
        return _before_parenthesis(frame, k)
    if frame.low(k) in POINTS:
        return None
    start = noun_phrase_before(frame, group)
    if start < group and frame.low(start - 1) == "who" and verb_like(frame, start):
        start = noun_phrase_before(frame, start - 1)  # "the clerk who called said"
    return (start, group) if start < group else None


def _before_parenthesis(frame: Frame, k: int) -> tuple[int, int] | None:
    """The subject before an apposition that closes at ``k``: "Brandt, the mayor, said"."""
    opening = {")": "("}.get(frame.low(k), frame.low(k))
    p = k - 1
    while p > frame.first and k - p < WINDOW and frame.low(p) != opening:
        if frame.low(p) == QUOTE and k - p > 12:
            return None
        p -= 1
    if frame.low(p) != opening or p == frame.first or p == k - 1:
        return None
    start = noun_phrase_before(frame, p)
    if start == p - 1 and frame.low(start).isdigit() and frame.low(start - 1) == ",":
        start = noun_phrase_before(frame, p := start - 1)  # "Brandt, 61, the mayor, said"
    if start >= p:
        return None
    # "In Oslo, after a long night, said": a leading adjunct is no subject
    return None if frame.kind(start) & Word.PREPOSITION and not frame.cap(p - 1) else (start, k)


def noun_phrase_before(frame: Frame, end: int) -> int:
    """First token of the noun phrase that ends before ``end``."""
    k = end
    while k - 1 >= frame.first and end - k < WINDOW:
        low, kind = frame.low(k - 1), frame.kind(k - 1)
        if low == ")":
            opening = frame.find({"("}, k - 8, k - 1)
            if opening > frame.first:
                k = opening
                continue
        if low == QUOTE or (low in POINTS and low != "-"):
            break
        if kind & Word.CONJUNCTION and not joins_names(frame, k - 1):
            break
        if kind & _STOPS_SUBJECT and not frame.cap(k - 1) and low not in {"as", "before", "after"}:
            break
        if frame.tag(k - 1) in {"VBZ", "VBD"} and is_finite(frame, k - 1) and k < end:
            break
        if k < end and kind & Word.PERSONAL:
            break
        k -= 1
    return _trim_adjunct(frame, k, end)


def joins_names(frame: Frame, k: int) -> bool:
    """Whether the "and" at ``k`` stands between two parts of one subject."""
    if frame.low(k) not in {"and", "or"} or k == frame.first:
        return False
    if frame.cap(k - 1) or frame.low(k - 1).endswith("s"):
        return True
    for j in range(k - 1, max(frame.first, k - 8) - 1, -1):
        if frame.low(j) in POINTS or frame.low(j) == QUOTE or is_finite(frame, j):
            return frame.low(j) in {",", QUOTE}
    return True


def _trim_adjunct(frame: Frame, start: int, end: int) -> int:
    """Leave out "On Tuesday" or "In a statement" at the head of a subject."""
    k = start
    while k < end and frame.kind(k) & (
        Word.CONJUNCTION | Word.SUBORDINATOR | Word.ADVERB | Word.TIME
    ):
        k += 1
    if k < end - 1 and frame.kind(k) & Word.PREPOSITION:
        for j in range(end - 1, k, -1):
            before = (frame.cap(j - 1) and not frame.kind(j - 1) & Word.TIME) or frame.kind(
                j - 1
            ) & (Word.DETERMINER | Word.PREPOSITION)
            if frame.kind(j) & (Word.DETERMINER | Word.PERSONAL) or (
                frame.cap(j) and not before and not frame.kind(j) & Word.TIME
            ):
                return j
    return k


def opens_noun_phrase(frame: Frame, i: int) -> bool:
    """Whether a noun phrase can begin at ``i``."""
    return frame.cap(i) or bool(frame.kind(i) & (Word.DETERMINER | Word.PERSONAL))


def noun_phrase_after(frame: Frame, start: int) -> int:
    """End of the noun phrase that begins at ``start`` (subject of "said Brandt")."""
    k = start
    while k < frame.after and k - start < WINDOW:
        low, kind = frame.low(k), frame.kind(k)
        if low == QUOTE or (low in POINTS and low != "-"):
            break
        if k > start and kind & (Word.RELATIVE | Word.SUBORDINATOR) and low not in {"as", "that"}:
            break
        if k > start and low == "that" and frame.tag(k) == "WDT":
            break
        if k > start and low in {"in", "on", "at", "during", "after"} and _is_adjunct(frame, k):
            break
        if k > start and kind & Word.TIME and not frame.low(k - 1).endswith("s"):
            break
        if k > start and frame.kind(start) & Word.PERSONAL:
            break
        k += 1
    return k


def _is_adjunct(frame: Frame, k: int) -> bool:
    """ "in a statement", "on Tuesday": an adjunct of the verb rather than part of a name."""
    following = frame.kind(k + 1)
    return bool(following & (Word.TIME | Word.DETERMINER)) or not frame.cap(k + 1)
