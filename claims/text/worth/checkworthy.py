"""Is there something to check, how much is it worth, and why, in words a checker accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..segments import Span
from .features import read_features
from .model import LABELS, Odds, load
from .reasons import find_kind, find_reasons
from .signs import Signs, read_signs

SOFT_LIMIT = 0.3  # an opinion or forecast is never worth more than "low"
_SOFT = frozenset({"opinion", "forecast"})


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a checker would take a sentence (0–1), and how likely it can be checked (0–1)."""

    check_worthy: float
    verifiable: float
    kind: str
    reasons: tuple[str, ...]


def check_worthiness(sentence: str, context: Sequence[str] | None = None) -> Score:
    """Score of one sentence; ``context``: the sentences before it in the same text, in order.

    Both numbers are calibrated on debates: of the sentences that get 0.7, about 70 % are such.
    Words without a letter or figure get 0.
    """
    signs, odds = _judge(sentence)
    if not signs.words:
        return Score(0.0, 0.0, "event", ("nothing is said",))
    before = _judge(context[-1])[1] if context else None
    worthy, verifiable = load().probabilities(odds, before)
    kind = find_kind(signs, verifiable)
    reasons = find_reasons(sentence, signs, kind, verifiable)
    return Score(round(worthy, 4), round(verifiable, 4), kind, reasons)


def thresholds() -> dict[str, float]:
    """For each label the probability from which a sentence is called so.

    Check-worthy: where as many are called so as there are, on other debates than learned from;
    verifiable: the best F1 in a text of which seven in ten sentences can be checked.
    """
    return dict(zip(LABELS, load().thresholds, strict=True))


@lru_cache(maxsize=8)  # the next sentence asks for this one as its context
def _judge(sentence: str) -> tuple[Signs, Odds]:
    signs = read_signs(sentence, Span(0, len(sentence)))
    return signs, load().odds(read_features(sentence, signs))


def assess(text: str, span: Span) -> Score | None:
    """Worth of ``text[span]``; None when it is no assertion (too short, nothing said)."""
    signs = read_signs(text, span)
    if len(signs.words) < (3 if signs.quantities else 4):
        return None
    if len(signs.words) < 6 and not signs.asserts():
        return None
    model = load()
    odds = model.odds(read_features(text[span.start : span.end], signs))
    worthy, verifiable = model.probabilities(odds)
    kind = find_kind(signs, verifiable)
    if kind in _SOFT:
        worthy = min(worthy, SOFT_LIMIT)
    reasons = find_reasons(text, signs, kind, verifiable)
    return Score(round(worthy, 3), round(verifiable, 3), kind, reasons)
