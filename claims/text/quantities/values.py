"""What a figure amounts to: numbers in base units, with hedges and ranges."""

import datetime
import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from ..segments import Span
from ..words import word_set
from .dates import resolve_date
from .figures import Quantity, QuantityKind, find_quantities
from .numbers import FRACTIONS, ORDINALS, Number, read_number
from .units import CURRENCIES, SYMBOLS, unit_of

Hedge = Literal["", "about", "over", "under"]
Bounds = tuple[float, float]

_ABOUT = 0.1  # of the value: how far "about" reaches
_HEDGES = re.compile(
    r"\b(?:(?P<over>(?:well |just |a little )?over|above|at least"
    r"|(?:more|greater|higher|longer|older|larger|bigger|better) than"
    r"|exceed(?:s|ed|ing)|upwards of|(?:no|not) (?:fewer|less) than|a minimum of|north of)"
    r"|(?P<under>up to|as (?:many|much|high|low|far) as|at most|(?:no|not) more than"
    r"|(?:fewer|less|lower|shorter|smaller|younger) than|under|below|within|a maximum of)"
    r"|(?P<about>about|around|roughly|approximately|some|nearly|almost|close to|closer to"
    r"|an estimated|estimated|just under))"
    r"(?: (?:the|a|an|another))?[ -]$",
    re.IGNORECASE,
)
_HEDGE_ENDS = word_set(  # a cheap test before the pattern
    "over above than least exceed exceeds exceeded exceeding of to many much high low far most "
    "more under below within about around roughly approximately some nearly almost estimated the "
    "a an another maximum minimum"
)
_AFTER = re.compile(r"\s?(?:(?P<over>\+|-plus\b|or more\b)|(?P<about>or so\b|-odd\b|-ish\b)|"
                    r"(?P<under>or (?:fewer|less)\b))")  # fmt: skip
_UNIT = re.compile(r"[ \u00a0-]?([^\W\d_]+(?:/h)?)\b(?:[ -]([^\W\d_]+))?")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent(?!age))|[ -]percent\b", re.IGNORECASE)
_POINTS = re.compile(r"[ -]?(?:percentage[ -])points?\b", re.IGNORECASE)
_DEGREES = re.compile(
    r"\s?(?:°|degrees?)(?:\s?(?P<scale>C|F|Celsius|Fahrenheit)\b)?",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"[ \u00a0]?[-–][ \u00a0]?|[ \u00a0]to[ \u00a0](?:about[ \u00a0])?")
_FROM = re.compile(r"(?i)\bfrom (?:about )?[$£€¥]?$")  # "from 5 to 7" is a change
_AND = re.compile(r"[ \u00a0]and[ \u00a0]")
_BETWEEN = re.compile(r"(?i)\bbetween (?:about )?[$£€¥]?$")
_FRACTION = re.compile(
    rf"(?:(?P<top>one|two|three|four|five|an?)[ -])?(?P<part>{'|'.join(FRACTIONS)})s?\b",
    re.IGNORECASE,
)
_IN = re.compile(r"\w+\s(?:in|out\sof)\s(?:every\s)?(?=[\w]+$)")
_SLASH = re.compile(r"/\d")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"\b(?P<code>US|A|AU|C|CA|NZ|HK)$")
_DOLLARS = {"US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "NZ": "NZD",
            "HK": "HKD"}  # fmt: skip
_VAGUE: dict[str, Bounds] = {
    "dozens": (24, 120), "hundreds": (100, 1000), "thousands": (1000, 1e5),
    "millions": (1e6, 1e9), "billions": (1e9, 1e12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as read: between ``low`` and ``high``, both within, in the base ``unit``.

    Units: ISO codes of currencies ("crown" and "franc" stay words), m, kg, m2, l (also volume in
    cubic metres), km/h, s (a month is 30.4 days), W, °C, "%", "pp" (percentage points), "#" (place
    in an order), "date" (days since 1 January of the year 1), "" for a bare number. ``hedge``:
    "over" leaves ``high`` infinite, "under" puts ``low`` at 0, "about" widens ``slack`` to a tenth.
    ``slack``: how far rounding may hide the true value, half a step of the last printed place.
    """

    span: Span
    kind: QuantityKind
    low: float
    high: float
    unit: str
    hedge: Hedge = ""
    slack: float = 0.0

    def agrees(self, other: "Value") -> bool:
        """Whether one true value can stand behind both; of other units it never can."""
        room = max(self.slack, other.slack) * 1.0001 + 1e-9
        return (
            self.unit == other.unit
            and self.low <= other.high + room
            and other.low <= self.high + room
        )


def figures_in(
    text: str, start: int = 0, end: int | None = None, date: datetime.date | None = None
) -> list[Value]:
    """Every figure of ``text[start:end]`` that can be read, in order; a range counts once."""
    found: list[Value] = []
    for quantity in find_quantities(text, start, end):
        if found and quantity.span.start < found[-1].span.end:
            continue
        value = value_of(text, quantity, date)
        if value is not None:
            found.append(value)
    return found


def value_of(text: str, quantity: Quantity, date: datetime.date | None = None) -> Value | None:
    """What a figure amounts to, read with the words around it; None where it cannot be read.

    ``date``: the day of writing, for dates (see :func:`resolve_date`).
    """
    span, kind = quantity.span, quantity.kind
    if kind == "date":
        days = resolve_date(text, span, date)
        return days and Value(span, kind, days.start.toordinal(), days.end.toordinal(), "date")
    if kind == "rank":
        place = _place(text[slice(*span)])
        return None if place is None else Value(span, kind, place, place, "#")
    value = _share(text, span) or _amount(text, span)
    return value and _hedged(text, value)


def _place(words: str) -> float | None:
    digits = _DIGITS.search(words)
    if digits:
        return float(digits.group()[:9])
    every = words.lower().replace("-", " ").split()
    if every[0].endswith("st"):  # "the largest since 2009" is the first
        return 1.0
    return next((float(ORDINALS[word]) for word in every[:5] if word in ORDINALS), None)


def _share(text: str, span: Span) -> Value | None:
    """ "two-thirds of", "one in five", "dozens of"."""
    words = text[slice(*span)]
    first = words.split()[0].lower()
    if first in _VAGUE:
        return Value(span, "number", *_VAGUE[first], "", "about")
    if first == "most":
        return Value(span, "percentage", 50, 100, "%", "about")
    if one_in := _IN.match(words):
        of, top = read_number(words, one_in.end()), read_number(words, 0)
        if of is None or top is None or top.value >= of.value:
            return None
        share = 100 * top.value / of.value
        return Value(span, "percentage", share, share, "%", "", 0.02 * share)
    match = _FRACTION.match(words) if words.endswith(" of") else None
    if match is None:
        return None
    top = read_number(match["top"] or "one", 0)
    share = 100 * (top.value if top else 1.0) / FRACTIONS[match["part"].lower()]
    return Value(span, "percentage", share, share, "%", "", 0.05 * share)


def _amount(text: str, span: Span) -> Value | None:
    """Number or range with its unit; the words after ``span`` are read too."""
    symbol = SYMBOLS.get(text[span.start], "")
    at = span.start + bool(symbol)
    at += text.startswith((" ", "\u00a0"), at)
    one = read_number(text, at, money=bool(symbol))
    if one is None or text[at - 1 : at] == "/" or _SLASH.match(text, one.end):  # "9/11"
        return None
    low, unit = one, _unit(text, one.end)
    high, end = one, unit[2] if unit else one.end
    if through := _through(text, text[max(0, span.start - 16) : at], end):
        start = through.end() + (text[through.end() : through.end() + 1] in SYMBOLS)
        two = read_number(text, start, money=bool(symbol))
        other = _unit(text, two.end) if two else None
        if two and not (unit and other and unit[0] != other[0]):
            one = _scaled(one, two)
            if one.value < two.value and (unit is None or other or symbol):
                low, high, unit = one, two, other or unit
                end = other[2] if other else two.end
    base, factor = (unit[0], unit[1]) if unit else ("", 1.0)
    if symbol:
        letters = _LETTERS.search(text[max(0, span.start - 3) : span.start])
        base, factor = (_DOLLARS[letters["code"]] if letters else symbol), 1.0
        end = high.end
    slack = max(low.slack, high.slack) * abs(factor)
    if base == "°F":
        return Value(Span(span.start, end), "measure", *_celsius(low, high), "°C", "", slack)
    kind: QuantityKind = (
        "money" if symbol or base in CURRENCIES.values() else _KINDS.get(base, "measure")
    )
    return Value(
        Span(span.start, end), kind, low.value * factor, high.value * factor, base, "", slack
    )


def _through(text: str, before: str, end: int) -> re.Match[str] | None:
    """What joins a figure that ends at ``end`` to the other end of a range."""
    if "etween " in before and _BETWEEN.search(before):
        return _AND.match(text, end)
    return None if "rom " in before and _FROM.search(before) else _THROUGH.match(text, end)


_KINDS: dict[str, QuantityKind] = {"%": "percentage", "pp": "percentage", "": "number"}


def _celsius(low: Number, high: Number) -> Bounds:
    return (low.value - 32) * 5 / 9, (high.value - 32) * 5 / 9


def _scaled(one: Number, two: Number) -> Number:
    """ "10" of "10 to 15 million" is ten million."""
    if one.scale >= two.scale or one.value >= 1000:
        return one
    factor = two.scale / one.scale
    return Number(one.value * factor, one.slack * factor, two.scale, one.end)


def _unit(text: str, at: int) -> tuple[str, float, int] | None:
    """Base unit, factor and end of the unit that follows a number."""
    if points := _POINTS.match(text, at):
        return "pp", 1.0, points.end()
    if percent := _PERCENT.match(text, at):
        return "%", 1.0, percent.end()
    if degrees := _DEGREES.match(text, at):
        if (degrees["scale"] or "C")[0] in "Ff":
            return "°F", 5 / 9, degrees.end()
        return "°C", 1.0, degrees.end()
    word = _UNIT.match(text, at)
    if word is None:
        return None
    low = word[1].lower()
    if low in CURRENCIES:
        return CURRENCIES[low], 1.0, word.end(1)
    if text[word.start()] not in " \u00a0-" and len(low) > 2 and low not in {"kph", "mph"}:
        return None
    found = unit_of(low, word[2] or "")
    if found is None:
        return None
    pair = low in {"square", "sq", "cubic", "nautical"}
    return found[0], found[1], word.end(2) if pair else word.end(1)


def _hedged(text: str, value: Value) -> Value:
    """With the hedge that stands before or after the figure."""
    start, end = value.span
    before = text[max(0, start - 24) : start]
    last = before.rstrip(" -").rpartition(" ")[2].lower()
    match = (_HEDGES.search(before) if last in _HEDGE_ENDS else None) or _AFTER.match(text, end)
    if match is None or value.hedge:
        return value
    if match.lastgroup == "over":
        return replace(value, hedge="over", high=math.inf)
    if match.lastgroup == "under":
        return replace(value, hedge="under", low=0.0)
    slack = max(value.slack, _ABOUT * abs(value.high))
    return replace(value, hedge="about", slack=slack)
