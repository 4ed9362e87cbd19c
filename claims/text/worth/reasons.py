"""What there is to look up, in words a checker accepts, and of what kind it is."""

from .signs import Signs

_HARD = ("percentage", "money", "number", "measure", "rank")
_DEFAULT_REASON = {
    "opinion": "opinion",
    "forecast": "a forecast: not checkable yet",
    "name": "states something of somebody named",
    "event": "states a fact",
    "quote": "words put down to somebody",
}
_LITTLE = 0.3  # less verifiable than this, and without a sign: nothing to look up


def find_reasons(text: str, signs: Signs, kind: str, verifiable: float) -> tuple[str, ...]:
    """Why the stretch of ``text`` is worth checking, or why not; at least one reason."""
    reasons = _reasons(text, signs)
    if signs.asks:
        return ("a question, not a statement", *reasons)
    if kind in {"opinion", "forecast", "quote"}:
        return (_DEFAULT_REASON[kind], *reasons)
    if not reasons and verifiable < _LITTLE:
        return ("says little that can be looked up",)
    return tuple(reasons) or (_DEFAULT_REASON[kind],)


def _reasons(text: str, signs: Signs) -> list[str]:
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
    elif signs.says:
        reasons.append("says what somebody said, promised or denied")
    return reasons


def _figure_reason(signs: Signs) -> str:
    what = "a number"
    if signs.has("percentage"):
        what = "a share or percentage"
    elif signs.has("money"):
        what = "an amount of money"
    return f"{what} and a comparison" if signs.compares else what


def find_kind(signs: Signs, verifiable: float) -> str:
    """What kind of claim it is: one of those of ``FoundClaim.kind``."""
    if signs.opinion and verifiable < 0.5:
        return "opinion"
    if signs.forecast:
        return "forecast"
    if signs.has(*_HARD):
        return "quantity"
    if signs.cause:
        return "cause"
    if signs.rule:
        return "rule"
    if signs.quotes:
        return "quote"
    if signs.act or signs.says:
        return "event"
    if signs.has("date"):
        return "date"
    return "name" if signs.names else "event"
