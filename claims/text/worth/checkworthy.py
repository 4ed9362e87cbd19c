"""Is there something to check, how much is it worth, and why, in words a checker accepts."""

import math
import re
from dataclasses import dataclass

from ..quantities import Quantity, compares, find_quantities, may_hold_figures
from ..segments import Span
from ..words import word_set

_WORD = re.compile(r"[^\W_][\w'’-]*")


_CAUSE = re.compile(
    r"\b(?:because of|because|due to|led to|leads to|lead to|caused?|causes|causing|resulted in"
    r"|results in|as a result|thanks to|responsible for|contribut\w+ to|prevent(?:s|ed)?|triggered"
    r"|blamed (?:for|on)|linked to|killed by)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:laws?|illegal(?:ly)?|legal(?:ly)?|bann(?:ed|ing)|ban|prohibit\w*|requir(?:es|ed)"
    r"|mandatory|unconstitutional|constitution|statute|regulations?|legislation|bill|ruled"
    r"|act of|court|treaty|amendment|tax(?:es|ed)?|permit(?:s|ted)?|allowed|forbid\w*|violat\w+"
    r"|entitled to|sanctions?)\b",
    re.IGNORECASE,
)
_OPINION = word_set(
    "believe think feel hope wish love hate beautiful wonderful terrible awful great horrible "
    "amazing fantastic disgraceful shameful disgusting ridiculous sad proud happy honored "
    "honoured grateful sorry glad should ought must opinion honestly frankly incredible "
    "stupid nice brilliant tragic lovely unacceptable outrageous worry afraid deserve "
    "deserves imagine guess perhaps maybe probably seems appears unfortunately hopefully "
    "disappointed disappointing excited exciting important need let please thank thanks "
    "welcome congratulations pray"
)
_FORECAST = word_set(
    "will won't won’t would might shall going expected expects intends "
    "scheduled tomorrow forecast projected predicts predicted likely unlikely upcoming soon "
    "'ll he'll she'll they'll we'll i'll he’ll she’ll they’ll we’ll i’ll it'll it’ll"
)
_ACT = word_set(
    "voted signed killed died arrested charged convicted sentenced accused resigned fired "
    "hired appointed elected won lost bought sold paid built opened closed shut sank "
    "destroyed injured wounded attacked bombed shot stole founded created launched passed "
    "approved rejected vetoed blocked cancelled canceled banned sued settled admitted "
    "confessed pleaded fled crashed collapsed burned burnt flooded evacuated rescued deported "
    "sent received gave took met visited ordered issued published released leaked hacked "
    "filed donated raised spent cut added removed hit struck ended began started joined left "
    "quit served worked grew graduated married defeated beat supported opposed withdrew "
    "suspended promoted awarded discovered found developed invented moved invaded captured "
    "seized recalled replaced borrowed owed owns owned employs employed runs ran led headed "
    "chaired represents represented contains contained covers covered measured weighed stands "
    "held holds has had is was are were made makes produced produces imports exports"
)
_STRONG_ACT = _ACT - word_set(
    "has had is was are were made makes took gave left met held holds stands"
)
_PAST = word_set("was were had has have been did")
_SELF = word_set("i i'm i’m i've i’ve me my we our us you your")
_FINITE = _ACT | _FORECAST | word_set("do does did have can says said been isn't isn’t don't don’t")


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a stretch is worth checking (0–1), of what kind, and why."""

    score: float
    kind: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Signs:
    """What a stretch of text holds."""

    words: list[str]
    quantities: list[Quantity]
    compares: bool
    names: int
    act: bool
    past: bool
    cause: bool
    rule: bool
    opinion: int
    forecast: bool
    own: int
    question: bool

    def has(self, *kinds: str) -> bool:
        """Whether a figure of one of these kinds is there."""
        return any(quantity.kind in kinds for quantity in self.quantities)


def assess(text: str, span: Span) -> Worth | None:
    """Worth of ``text[span]``; None when it is no assertion (too short, nothing said)."""
    signs = _read(text, span)
    if len(signs.words) < (3 if signs.quantities else 4):
        return None
    said = signs.quantities or signs.act or any(_verb(word) for word in signs.words)
    if len(signs.words) < 6 and not said:
        return None
    kind = _kind(signs)
    score = 1 / (1 + math.exp(-_points(signs)))
    if kind in _SOFT:
        score = min(score, SOFT_LIMIT)
    reasons = _reasons(text, signs) or [_DEFAULT_REASON[kind]]
    return Worth(round(score, 3), kind, tuple(reasons))


_SOFT = frozenset({"opinion", "forecast"})
SOFT_LIMIT = 0.3  # an opinion or forecast is never worth more than "low"
_DEFAULT_REASON = {
    "opinion": "reads as an opinion",
    "forecast": "speaks of the future",
    "name": "states something of somebody named",
    "event": "states a fact",
    "quote": "words put down to somebody",
}


def _verb(word: str) -> bool:
    return word in _FINITE or (len(word) > 4 and word.endswith("ed"))


def _looks_ahead(raw: list[str], words: list[str]) -> bool:
    """Whether the words speak of the future: not "the plan", nor "rolled so that we could look"."""
    for n, word in enumerate(words):
        if word in _FORECAST or raw[n] == "may":
            return True
        if word in {"plan", "plans"} and words[n + 1 : n + 2] == ["to"]:
            return True
        if word == "could" and not ("that" in words[:n] and any(map(_past, words[:n]))):
            return True
    return False


def _past(word: str) -> bool:
    return word in _PAST or (len(word) > 4 and word.endswith("ed"))


def _read(text: str, span: Span) -> _Signs:
    start, end = span
    raw = _WORD.findall(text, start, end)
    words = [word.lower() for word in raw]
    return _Signs(
        words=words,
        quantities=find_quantities(text, start, end) if may_hold_figures(words) else [],
        compares=compares(text, start, end),
        names=sum(word[0].isupper() and len(word) > 1 for word in raw[1:]),
        act=any(word in _STRONG_ACT for word in words),
        past=any(map(_past, words)),
        cause=_CAUSE.search(text, start, end) is not None,
        rule=_RULE.search(text, start, end) is not None,
        opinion=sum(word in _OPINION for word in words),
        forecast=_looks_ahead(raw, words),
        own=sum(word in _SELF for word in words),
        question=text[start:end].rstrip("\"”’' ").endswith("?"),
    )


def _points(signs: _Signs) -> float:
    """Log odds that somebody would check this.

    Rounded by hand from a logistic regression on the ClaimBuster sentences (CC BY 4.0).
    """
    points = -1.3 + 0.25 * min(len(signs.words), 40) / 10
    points += 2.5 * signs.has("percentage", "money") + 1.0 * signs.has("measure")
    points += 1.3 * signs.has("number") + 1.1 * signs.has("date") + 1.2 * signs.has("rank")
    points += 0.6 * signs.compares + 0.3 * signs.cause + 0.6 * signs.rule
    points += 0.7 * signs.act + 0.5 * signs.past + 0.25 * min(signs.names, 4)
    points -= 0.8 * min(signs.opinion, 3) + 0.6 * signs.forecast
    return points - 0.35 * min(signs.own, 3) - 2.0 * signs.question


def _reasons(text: str, signs: _Signs) -> list[str]:
    """What there is to look up, in words."""
    reasons: list[str] = []
    rank = next((q for q in signs.quantities if q.kind == "rank"), None)
    if rank:
        words = text[rank.span.start : rank.span.end]
        reasons.append(words if words.startswith("rank") else f"puts it in an order: “{words}”")
    if signs.has("percentage", "money", "number", "measure"):
        reasons.append(_figure_reason(signs))
    elif signs.compares and not rank:
        reasons.append("compares, or calls something the most, first or only")
    if signs.has("date"):
        reasons.append("gives a date")
    if signs.cause:
        reasons.append("says what caused what")
    if signs.rule:
        reasons.append("says what a law, court or rule holds")
    if signs.act:
        reasons.append(
            "names a person's or body's act" if signs.names else "says that something happened"
        )
    return reasons


def _figure_reason(signs: _Signs) -> str:
    what = "a number"
    if signs.has("percentage"):
        what = "a share or percentage"
    elif signs.has("money"):
        what = "an amount of money"
    return f"{what} and a comparison" if signs.compares else what


def _kind(signs: _Signs) -> str:
    hard = signs.has("percentage", "money", "number", "measure", "rank")
    if (signs.opinion and not hard and not (signs.act and signs.names)) or (
        signs.opinion >= 2 and not hard
    ):
        return "opinion"
    if signs.forecast and not (hard and signs.compares) and not signs.act:
        return "forecast"
    if hard:
        return "quantity"
    if signs.cause:
        return "cause"
    if signs.rule:
        return "rule"
    if signs.act:
        return "event"
    if signs.has("date"):
        return "date"
    return "name" if signs.names else "event"
