"""What stands between a cue and its content: when, where, how, and to whom it was said."""

from ..tokens import POINTS, QUOTE, Frame
from ..words import NOUNS, Word
from .clauses import joins_names
from .verbs import WINDOW, is_finite

_CIRCUMSTANCE = Word.PREPOSITION | Word.TIME | Word.ADVERB
_ROUGHLY = frozenset(["about", "around", "over", "under", "between", "up"])  # "said about 40 …"


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
            and not (frame.low(k) in _ROUGHLY and frame.tag(k + 1) == "CD")
            and not _infinitive(frame, k)
        ):
            k = skip_phrase(frame, k + 1, limit)
        else:
            break
    return k


def _is_circumstance(frame: Frame, k: int) -> bool:
    """One word that tells when or how: "Tuesday", "last", "quietly", the 4 of "May 4"."""
    low, kind = frame.low(k), frame.kind(k)
    if low in {"not", "never"}:  # "told the crew not to wait"
        return False
    if kind & Word.TIME or (kind & Word.ADVERB and not kind & Word.DETERMINER):
        return True
    if low == "back":  # "said back in May"
        return frame.low(k + 1) == "in"
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
        if low == "that" and frame.low(j - 1) in NOUNS and not frame.kind(k) & _CIRCUMSTANCE:
            return -1  # "denied the claim that"
        if low == "that" and j > k and is_finite(frame, j + 1):
            return -1  # "added to the noise that has kept them awake"
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
        if low in {QUOTE, "not"} or (low in POINTS and low != "-"):
            break
        if k > first and kind & ~(Word.TIME | Word.ADVERB | Word.CONJUNCTION):
            break
        if k > first and kind & Word.CONJUNCTION and not joins_names(frame, k):
            break
        if k > first and seen_lower and frame.cap(k) and not kind & Word.TIME:
            break
        if is_finite(frame, k) and k > first:
            break
        if kind & Word.TIME:
            return k + 1
        title = low in frame.tables.callings  # "told host Jane Holm the bridge was shut"
        seen_lower = seen_lower or not (frame.cap(k) or kind & Word.DETERMINER or title)
        k += 1
    return k
