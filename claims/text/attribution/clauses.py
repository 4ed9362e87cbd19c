"""Small grammar over one frame (sentence): verb groups, subjects, noun phrases, adjuncts.

Everything scans a bounded window, so the work per word is bounded too.
"""

from enum import Enum

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word, word_set

WINDOW = 40  # tokens a subject or an addressee may stretch over

_VERBAL = Word.AUXILIARY | Word.BE | Word.MODAL | Word.ADVERB
_STOPS_SUBJECT = Word.SUBORDINATOR | Word.RELATIVE | Word.FINITE
_PLURAL = word_set("people men women police children lawmakers experts others many some")
_GOING_ON = frozenset(["on", "continues", "continued", "continue"])


class Form(Enum):
    """The verb group a cue stands in."""

    FINITE = "finite"
    PARTICIPLE = "participle"  # ", saying that"
    NO_VERB = "no verb"


def is_finite(frame: Frame, i: int) -> bool:
    """Whether the word at ``i`` looks like a finite verb."""
    if frame.kind(i) & Word.FINITE:
        return not (frame.kind(i) & Word.TIME and frame.cap(i))  # "May"
    cue = frame.cue(i)
    if cue & (Cue.PAST | Cue.SINGULAR):
        return not cue & Cue.NOUN and not frame.kind(i - 1) & (Word.DETERMINER | Word.PREPOSITION)
    low = frame.low(i)
    return (
        low.endswith("ed")
        and len(low) > 4
        and not frame.cap(i)
        and not frame.kind(i - 1) & (Word.DETERMINER | Word.PREPOSITION)
    )


def has_finite(frame: Frame, start: int, stop: int) -> bool:
    """Whether a finite verb stands in ``start..stop`` (within a window); quotations count."""
    return any(
        frame.low(i) == QUOTE or is_finite(frame, i)
        for i in range(start, min(stop, start + WINDOW))
    )


def verb_group(frame: Frame, i: int) -> tuple[int, Form]:
    """First token of the verb group that ends with the cue at ``i``, and its form."""
    k = i - 1
    be = support = False
    while k >= frame.first and i - k < 8 and _is_verbal(frame, k):
        kind = frame.kind(k)
        be = be or bool(kind & Word.BE and not support)
        support = support or bool(kind & (Word.AUXILIARY | Word.MODAL | Word.BE))
        k -= 1
    cue = frame.cue(i)
    start = k + 1
    if frame.low(k) == "to":  # "went on to say", "continued to insist"; else an infinitive
        if frame.low(k - 1) in _GOING_ON:
            return k - (2 if frame.low(k - 1) == "on" else 1), Form.FINITE
        return start, Form.NO_VERB
    if cue & Cue.GERUND:
        if be:
            return start, Form.FINITE
        return start, Form.NO_VERB if frame.kind(k) & Word.DETERMINER else Form.PARTICIPLE
    if be or not _can_be_verb(frame, i, k, support=support):
        return start, Form.NO_VERB
    return start, Form.FINITE


def _is_verbal(frame: Frame, k: int) -> bool:
    low = frame.low(k)
    if low == QUOTE or low in POINTS:
        return False
    return bool(frame.kind(k) & _VERBAL) or (
        low.endswith("ly") and not frame.cap(k) and len(low) > 4
    )


def _can_be_verb(frame: Frame, i: int, k: int, *, support: bool) -> bool:
    """Tell verbs from nouns and participles by the word before the group."""
    cue, before, kind = frame.cue(i), frame.low(k), frame.kind(k)
    if cue & Cue.NOUN and (frame.cap(i) or before.endswith(("'s", "’s", "s’", "s'"))):
        return False
    if kind & (Word.DETERMINER | Word.PREPOSITION) and not kind & Word.PRONOUN:
        return False
    if cue & Cue.PAST:
        return frame.low(i + 1) != "by" or bool(cue & Cue.BASE)
    if cue & Cue.BASE:
        plural = before.endswith("s") or before in _PLURAL or before == "who"
        return support or (kind & Word.PERSONAL and before not in {"he", "she", "it"}) or plural
    if cue & Cue.NOUN:
        words = frame.tables
        known = before in words.documents or before in words.roles or before in words.organisations
        return frame.cap(k) or bool(kind & Word.PERSONAL) or before in {"who", ",", ")"} or known
    return True


def subject(frame: Frame, group: int) -> tuple[int, int] | None:
    """Token range of the subject before the verb group; None: shared with a verb before."""
    k = group - 1
    if k < frame.first or frame.kind(k) & Word.CONJUNCTION or frame.low(k) == QUOTE:
        return None
    if frame.low(k) in {"who", "which"}:
        end = k - 1 if frame.low(k - 1) == "," else k
        start = noun_phrase_before(frame, end)
        return (start, k + 1) if start < end else (k, k + 1)
    if frame.low(k) in {",", ")", "—", "–", "-"}:
        return _before_parenthesis(frame, k)
    if frame.low(k) in POINTS:
        return None
    start = noun_phrase_before(frame, group)
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
        if kind & Word.CONJUNCTION and not _joins_names(frame, k - 1):
            break
        if kind & _STOPS_SUBJECT and not frame.cap(k - 1) and low not in {"as", "before", "after"}:
            break
        if k < end and kind & Word.PERSONAL:
            break
        k -= 1
    return _trim_adjunct(frame, k, end)


def _joins_names(frame: Frame, k: int) -> bool:
    """Whether the "and" at ``k`` stands between two parts of one subject."""
    if frame.low(k) not in {"and", "or"} or k == frame.first:
        return False
    if frame.cap(k - 1) or frame.low(k - 1).endswith("s"):
        return True
    for j in range(k - 1, max(frame.first, k - 8) - 1, -1):
        if frame.low(j) in POINTS or frame.low(j) == QUOTE or is_finite(frame, j):
            return frame.low(j) == ","
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


def skip_adjuncts(frame: Frame, k: int, *, addressee: bool) -> int:
    """Token where the content can begin: after whom, when, where and how it was said."""
    limit = min(frame.after, k + WINDOW)
    if addressee and not frame.kind(k) & (Word.SUBORDINATOR | Word.RELATIVE | Word.PREPOSITION):
        k = skip_phrase(frame, k, limit)
    that = _that_ahead(frame, k)
    if that >= 0:
        return that
    while k < limit:
        if _is_circumstance(frame, k):
            k += 1
        elif (
            frame.kind(k) & Word.PREPOSITION
            and frame.low(k) not in {"as", "like", "than"}
            and not _infinitive(frame, k)
        ):
            k = skip_phrase(frame, k + 1, limit)
        else:
            break
    return k


def _is_circumstance(frame: Frame, k: int) -> bool:
    """One word that tells when or how: "Tuesday", "last", "quietly", the 4 of "May 4"."""
    low, kind = frame.low(k), frame.kind(k)
    if kind & Word.TIME or (kind & Word.ADVERB and not kind & Word.DETERMINER):
        return True
    if low in {"last", "this", "next", "late", "early"}:
        return bool(frame.kind(k + 1) & Word.TIME)
    if low.isdigit():
        return bool(frame.kind(k - 1) & Word.TIME)
    return low.endswith("ly") and not frame.cap(k)


def _infinitive(frame: Frame, k: int) -> bool:
    """Whether the "to" at ``k`` opens an infinitive rather than a phrase."""
    after = frame.kind(k + 1) & (Word.DETERMINER | Word.PRONOUN | Word.TIME)
    return frame.low(k) == "to" and not after and not frame.cap(k + 1)


def _that_ahead(frame: Frame, k: int) -> int:
    """A "that" that opens the content, with nothing but adjuncts before it; else -1."""
    for j in range(k, min(frame.after, k + 16)):
        low = frame.low(j)
        if low == "that":
            return j if j == k or not frame.kind(j - 1) & (Word.PREPOSITION | Word.FINITE) else -1
        if (
            low == QUOTE
            or low in {",", ":", ";", "—", "–"}
            or frame.kind(j) & (Word.FINITE | Word.PERSONAL)
        ):
            return -1
    return -1


def skip_phrase(frame: Frame, k: int, limit: int) -> int:
    """Past one noun phrase: a pronoun, a name, or a determiner with its nouns."""
    if frame.kind(k) & Word.PRONOUN and not frame.kind(k) & Word.DETERMINER:
        return k + 1
    first = k
    seen_lower = False
    while k < limit:
        low, kind = frame.low(k), frame.kind(k)
        if low == QUOTE or (low in POINTS and low != "-"):
            break
        if k > first and kind & ~(Word.TIME | Word.ADVERB | Word.CONJUNCTION):
            break
        if k > first and kind & Word.CONJUNCTION and not _joins_names(frame, k):
            break
        if k > first and seen_lower and frame.cap(k) and not kind & Word.TIME:
            break
        if is_finite(frame, k) and k > first:
            break
        if kind & Word.TIME:
            return k + 1
        seen_lower = seen_lower or (not frame.cap(k) and not kind & Word.DETERMINER)
        k += 1
    return k
