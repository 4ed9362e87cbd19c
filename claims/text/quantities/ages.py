"""Ages of named people: "Jan Mirelo, 61," and "the 63-year-old Mirelo"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..segments import Span
from ..words import BEFORE_NAMES
from .values import Value

_NAME = r"[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'.-]{0,30}){0,3}"
_BEFORE = re.compile(rf"(?<![\w-])({_NAME})(?:,(?: who (?:is|was)| aged| now)? | (?:is|was) | \()$")
_AFTER = re.compile(r"[,.;)]|(?: years old|-years-old)\b|$")
_OLD = re.compile(rf"[- ]old (?:[a-z-]{{1,20}} ){{0,3}}({_NAME})")
_OLDEST = 115
_LOOK = 80  # code points in which the name stands


class Age(NamedTuple):
    """How old somebody is said to be; ``sure``: the words before the age can only be a name."""

    name: str
    years: int
    span: Span
    sure: bool


def find_ages(text: str, values: Sequence[Value]) -> Iterator[Age]:
    """Ages among the figures of a text, with the name as it stands there."""
    for value in values:
        start, end = value.span
        if value.kind == "number" and value.low == value.high <= _OLDEST:
            match = _BEFORE.search(text[max(0, start - _LOOK) : start])
            years = value.low if match and _AFTER.match(text, end) else 0.0
        elif value.unit == "s" and text[max(start, end - 4) : end].lower() == "year":
            match = _OLD.match(text, end, end + _LOOK + _LOOK)
            years = round(value.low / 31557600.0, 2)
        else:
            continue
        if match and years.is_integer() and 0 < years <= _OLDEST:
            yield Age(_plain(match[1]), int(years), Span(start, end), value.unit == "")


def differing_ages(ages: Sequence[Age]) -> Iterator[tuple[Age, Age]]:
    """Each age of a person with the first one given, where they differ.

    A last name alone is one person's only where a single first name goes with it.
    """
    firsts: dict[str, set[str]] = {}
    for age in ages:
        first, _, last = age.name.rpartition(" ")
        firsts.setdefault(last, set()).update({first} if first else ())
    given: dict[str, Age] = {}
    for age in ages:
        last = age.name.rpartition(" ")[2]
        if not firsts[last] and not age.sure:
            continue  # "a 26-year-old Berlin man"
        before = given.setdefault(age.name if len(firsts[last]) > 1 else last, age)
        if before.years != age.years:
            yield before, age


def _plain(name: str) -> str:
    """A name without titles and possessive."""
    words = name.removesuffix("'s").removesuffix("’s").split()
    while len(words) > 1 and words[0].rstrip(".").lower() in BEFORE_NAMES:
        del words[0]
    return " ".join(words)
