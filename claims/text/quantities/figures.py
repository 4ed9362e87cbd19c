"""Numbers, money, shares, ranks and dates in a text, and the words that compare them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..segments import Span
from ..words import word_set

QuantityKind = Literal["percentage", "money", "rank", "number", "date", "measure"]

_SMALL = (
    "(?:two|three|four|five|six(?:teen)?|seven(?:teen)?|eight(?:een)?|nine(?:teen)?|ten|eleven"
    "|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SCALE = r"(?:[ -]?(?:hundred|thousand|million|billion|trillion|dozen|bn|mn|m|k)\b)?"
_FIGURE = r"\d+(?:[.,]\d+)*"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_PERIOD = "(?:week|month|year|decade|century)"
_SUPERLATIVE = (
    "(?:highest|lowest|largest|smallest|biggest|worst|best|deadliest|fastest|slowest|longest"
    "|shortest|steepest|strongest|weakest|hottest|coldest|wettest|driest)"
)
_RANK = (
    "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\d+(?:st|nd|rd|th))"
)
_UNIT = (
    "(?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|inch(?:es)?|kg|kilograms?|tonn?e?s?"
    "|pounds|litres?|gallons?|barrels?|acres?|hectares?|degrees|mph|km/h|knots|megawatts?"
    "|gigawatts?|MW|GW|hours?|minutes?|days?|weeks?|months?|years?)"
)
_PATTERNS = {
    "percentage": (
        rf"\b{_FIGURE}(?:\s?[-–]\s?{_FIGURE})?\s?(?:%|per\s?cent\b|percent(?:age points?)?\b)",
        rf"\b{_SMALL}[ -](?:per\s?cent|percent)\b",
        r"\b(?:two[- ]thirds|three[- ]quarters|(?:one[- ]|an? )(?:third|quarter|fifth|sixth|tenth)"
        r"|half|most) of\b",
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s(?:in|out\sof)\s(?:every\s)?"
        rf"(?:{_SMALL}|\d{{1,3}})\b(?![,.]?\d)",
    ),
    "money": (
        rf"[$£€¥]\s?{_FIGURE}{_SCALE}(?:\s?[-–]\s?[$£€¥]?{_FIGURE}{_SCALE})?",
        rf"\b(?:{_FIGURE}|{_SMALL}){_SCALE}[ -](?:dollars?|euros?|pounds|yen|francs?|crowns?"
        r"|kron(?:or|er)|rubles|USD|EUR|GBP)\b",
    ),
    "date": (
        rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b",
        rf"\b\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?\b",
        rf"\b{_MONTH}\s\d{{4}}\b",
        r"\b(?:19|20)\d\d-\d\d-\d\d\b",
        rf"\b(?:in|since|by|of|from|until|before|after)\s{_YEAR}\b",
        rf"\b{_YEAR}s?\b(?!,\d)",
        rf"\b(?:since|in|until|before|last|next|by|on)\s(?:{_DAYS}|(?:{_MONTHS})"
        rf"(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s{_YEAR})?)\b",
        rf"\b(?:last|next|this|past)\s{_PERIOD}\b",
        rf"\b(?:{_FIGURE}|{_SMALL}|an?|one)\s(?:day|{_PERIOD})s?\sago\b",
        r"\b(?:yesterday|tomorrow)\b",
    ),
    "measure": (rf"\b{_FIGURE}{_SCALE}[ -]{_UNIT}\b",),
    "rank": (
        rf"\b{_RANK}[ -](?:highest|lowest|largest|smallest|biggest|worst|best|most|time|straight"
        r"|consecutive|in|since|such|death|victim|case|of|among)\b",
        rf"\b{_RANK}(?:\s\w+){{1,3}}?(?=\s(?:since|in a row|(?:so far )?this {_PERIOD})\b)",
        r"\b(?:No|number)\.?\s\d+\b",
        rf"\brank(?:s|ed)?\s(?:as\s)?(?:the\s)?{_RANK}\b(?:\ssince\s\w+)?",
        rf"\b{_SUPERLATIVE}(?:\s\w+){{0,4}}?(?=\ssince\b)",
    ),
    "number": (
        rf"\b{_FIGURE}{_SCALE}",
        rf"\b{_SMALL}(?:-(?:one|{_SMALL}))?{_SCALE}\b",
        r"\b(?:an?|one|half a)\s(?:dozen|hundred|thousand|million|billion)\b",
        r"\b(?:dozens|hundreds|thousands|millions|billions) of\b",
        r"\b(?:twice|doubled?|tripled?|halved?|quadrupled?)\b",
    ),
}
# How what is matched below can begin: a cheap test that spares the long alternatives.
_BEGINNINGS = (
    "two twe twi thi thr tho ten tri tom fou fif fir for fiv fro feb fas si se sm sl sho ste str "
    "ei el nin ninth nex nov num one oct hal hun hig hot mos mar may mil jan ju ap aft au dec dea "
    "doz dou dri qu ran bi bes bef wor wea wet low las lar lon col yes pas unt"
)
_BEGINS = "|".join(
    "".join(f"[{letter}{letter.upper()}]" for letter in word) for word in _BEGINNINGS.split()
)
_LEADS = r"(?:[iI][nN]|[oO][nfNF]|[bB][yY])\s[\djfmasondtwJFMASONDTW]"  # "in May"
_QUANTITY = re.compile(
    rf"(?:(?<!\w)(?=(?-i:\d|{_BEGINS}|[aA][nN]?\s|[nN]o\W|{_LEADS}))|(?=[$£€¥]))(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in _PATTERNS.items())
    + ")",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:(?:more|less|fewer|higher|lower|greater|larger|smaller|better|worse|older|younger"
    r"|faster|longer|shorter|cheaper|bigger|earlier|later)\s(?:\w+\s){0,3}?than"
    r"|up from|down from|compared (?:to|with)|rose|risen|fell|fallen|increased?|decreased?"
    r"|grew|grown|shrank|shrunk|doubled?|tripled?|halved?|dropped|soared|surged|plunged|jumped"
    r"|climbed|cut by|slashed|twice as|as \w+ as|highest|lowest|largest|smallest|biggest|oldest"
    r"|youngest|fastest|longest|shortest|worst|deadliest|cheapest|costliest|busiest|the most"
    r"|the least|the best|record|never before|for the first time|the first|the last|the only"
    r"|outnumber\w*|exceed\w*|per capita|average|median|majority|minority|a quarter|a third"
    r"|half)\b",
    re.IGNORECASE,
)
# Without a digit, a figure needs one of these words: a cheap test before the long pattern.
_HINTS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety first "
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth one half quarter "
    "most dozen dozens hundred hundreds thousand thousands million millions billion billions twice "
    "double doubled triple tripled halve halved quadruple quadrupled rank ranks ranked january "
    "february march april june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday yesterday tomorrow week weeks month months year "
    "years day days decade decades century centuries highest lowest largest smallest biggest worst "
    "best deadliest fastest slowest longest shortest steepest strongest weakest hottest coldest "
    "wettest driest"
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
