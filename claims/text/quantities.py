"""Numbers, money, shares, ranks and dates in a text, and the words that compare them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .segments import Span

QuantityKind = Literal["percentage", "money", "rank", "number", "date", "measure"]

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|m|k)\b"
_FIGURE = r"\d+(?:[.,]\d+)*"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_RANKS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\d+(?:st|nd|rd|th)"
)
_QUANTITY = re.compile(
    rf"(?P<percentage>\b{_FIGURE}\s?(?:%|per\s?cent\b|percent(?:age points?)?\b)"
    rf"|\b(?:{_SMALL})[ -](?:per\s?cent|percent)\b"
    r"|\b(?:two-thirds|three-quarters|one-third|one-quarter|one in (?:\d+|[a-z]+)"
    r"|half|a third|a quarter|most) of\b)"
    rf"|(?P<money>[$£€¥]\s?{_FIGURE}(?:[ -]?{_SCALE})?"
    rf"|\b{_FIGURE}(?:[ -]?{_SCALE})?\s(?:dollars|euros|pounds|yen|francs|crowns|kronor|rubles|USD|EUR|GBP)\b"
    rf"|\b(?:{_SMALL})(?:[ -]{_SCALE})?\s(?:dollars|euros|pounds)\b)"
    rf"|(?P<date>\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b|\b\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?\b"
    rf"|\b{_MONTH}\s\d{{4}}\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b(?:in|since|by|of|from|until|before|after)\s(?:1[5-9]|20)\d\d\b"
    r"|\b(?:1[5-9]|20)\d\ds?\b(?!,\d)|\b(?:since|in|until|before|last|by)\s(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
    rf"|(?P<measure>\b{_FIGURE}(?:[ -]?{_SCALE})?[ -](?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|inch(?:es)?"
    r"|kg|kilograms?|tonn?e?s?|pounds|litres?|gallons?|barrels?|acres?|hectares?|degrees|mph|km/h|knots"
    r"|megawatts?|gigawatts?|MW|GW|hours?|minutes?|days?|weeks?|months?|years?)\b)"
    rf"|(?P<rank>\b(?:{_RANKS})[ -](?:highest|lowest|largest|smallest|biggest|worst|best|most|time|straight|consecutive"
    rf"|in|since|such|death|victim|case|of|among)\b|\b(?:No|number)\.?\s\d+\b|\brank(?:s|ed)?\s(?:as\s)?(?:the\s)?(?:{_RANKS})\b(?:\ssince\s\w+)?)"
    rf"|(?P<number>\b{_FIGURE}(?:[ -]?{_SCALE})?|\b(?:{_SMALL})(?:-(?:one|{_SMALL}))?(?:[ -]{_SCALE})?\b"
    r"|\b(?:a|an|one|half a)\s(?:dozen|hundred|thousand|million|billion)\b|\b(?:dozens|hundreds|thousands|millions|billions) of\b"
    r"|\b(?:twice|doubled?|tripled?|halved?|quadrupled?)\b)",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:(?:more|less|fewer|higher|lower|greater|larger|smaller|better|worse|older|younger|faster"
    r"|longer|shorter|cheaper|bigger|earlier|later)\s(?:\w+\s){0,3}?than|up from|down from|compared (?:to|with)"
    r"|rose|risen|fell|fallen|increased?|decreased?|grew|grown|shrank|shrunk|doubled?|tripled?|halved?"
    r"|dropped|soared|surged|plunged|jumped|climbed|cut by|slashed|twice as|as \w+ as|highest|lowest|largest|smallest|biggest"
    r"|oldest|youngest|fastest|longest|shortest|worst|deadliest|cheapest|costliest|busiest|the most|the least|the best"
    r"|record|never before|for the first time|the first|the last|the only|outnumber\w*|exceed\w*|per capita"
    r"|average|median|majority|minority|a quarter|a third|half)\b",
    re.IGNORECASE,
)


# Without a digit, a figure needs one of these words: a cheap test before the long pattern.
_HINTS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth one half quarter most dozen dozens hundred hundreds thousand thousands "
    "million millions billion billions twice double doubled triple tripled halve halved quadruple "
    "quadrupled rank ranks ranked january february march april june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure in the text."""

    span: Span
    kind: QuantityKind


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Figures in ``text[start:end]``, in order."""
    stop = len(text) if end is None else end
    return [
        Quantity(Span(*match.span()), match.lastgroup)  # type: ignore[arg-type]  # a group's name
        for match in _QUANTITY.finditer(text, start, stop)
    ]


def may_hold_figures(words: Iterable[str]) -> bool:
    """Whether any of the lower-case words can be part of a figure; False is certain."""
    return any(word[0].isdigit() or word.partition("-")[0] in _HINTS for word in words)


def compares(text: str, start: int, end: int) -> bool:
    """Whether words of comparison, rank or change stand in ``text[start:end]``."""
    return _COMPARISON.search(text, start, end) is not None


def within(quantities: Sequence[Quantity], start: int, end: int) -> list[Quantity]:
    """Those of a short list that lie in ``start..end``."""
    return [quantity for quantity in quantities if start <= quantity.span.start and quantity.span.end <= end]
