"""Two places in one text that give different values for the same thing; neither is judged."""

import datetime
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..results import Discrepancy, FoundStatement
from ..segments import Span
from .ages import differing_ages, find_ages
from .facts import Fact, read_fact
from .likeness import Shared, apart, one_thing, ties
from .nouns import TIMES, Place, Token, names_in, places_of, read_tokens
from .stems import IDLE
from .values import Value, figures_in

_SOME_DAY = datetime.date(2001, 1, 3)  # to tell "on Monday" from "on Tuesday" without a date
MAX_FACTS = 2_000  # of one text; more is no article
_LIST = 5  # figures in one sentence; more are a table
_LAST = 8  # facts of one unit and word that a new one is compared with
_WEEK = 7  # days
_BEFORE = 200  # code points before a sentence, in its paragraph, that say what it is about
_YEAR = re.compile(r"\d{4}")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]+")  # within a sentence
_CAPITAL = re.compile(r"(?<![\w’'])[A-Z][^\W\d_]+")


def find_discrepancies(
    text: str,
    sentences: Sequence[Span],
    statements: Sequence[FoundStatement] = (),
    date: datetime.date | None = None,
) -> list[Discrepancy]:
    """Pairs of figures for what seems one thing whose values cannot both be right, in order.

    ``sentences`` in order; ``statements`` tell who says what, so that two speakers of two figures
    are no two things; ``date``: the day of writing, for relative dates.
    """
    values = figures_in(text, date=date or _SOME_DAY)[:MAX_FACTS]
    if date is None:
        values = [_undated(text, value) for value in values]
    facts = _facts(text, values, sentences, statements, date or _SOME_DAY)
    spread: dict[str, int] = defaultdict(int)
    for fact in facts:
        for root in fact.near:
            spread[root] += 1
    found: dict[tuple[str, ...], Discrepancy] = {}
    for one, two in _pairs(facts):
        if one.value.agrees(two.value) or apart(one, two):
            continue
        shared = ties(one, two, spread)
        if one_thing(text, one, two, shared):
            pair = _shown(text, one, two, shared)
            found.setdefault((pair.kind, pair.what, *pair.values), pair)
    for before, age in differing_ages(list(find_ages(text, values))):
        years = str(before.years), str(age.years)
        pair = Discrepancy(before.span, age.span, "age", f"age of {age.name}", years)
        found.setdefault((pair.kind, pair.what, *pair.values), pair)
    return sorted(found.values(), key=lambda pair: (pair.first, pair.second))


def _facts(
    text: str,
    values: Sequence[Value],
    sentences: Sequence[Span],
    statements: Sequence[FoundStatement],
    date: datetime.date,
) -> list[Fact]:
    known = set(map(str.lower, _NAME.findall(text)))
    starts = [value.span.start for value in values]
    telling = sorted(one.source for one in statements if one.source)
    places: list[list[Place]] = []
    for n, sentence in enumerate(sentences):
        here = slice(*(bisect_left(starts, edge) for edge in sentence))
        if 0 < len(values[here]) <= _LIST:
            own = [v for v in values[here] if v.span.end <= sentence.end and not _is_now(v, date)]
            skip = telling[slice(*(bisect_left(telling, (edge, 0)) for edge in sentence))]
            tokens = read_tokens(text, sentence, skip)
            places.append(list(places_of(text, tokens, own, n)))
    count = Counter(place.unit for inside in places for place in inside)
    facts: list[Fact] = []
    for inside in places:
        if compared := [place for place in inside if count[place.unit] > 1]:
            names, about = _names(text, compared[0].tokens, known)
            facts += [read_fact(place, names, about) for place in compared]
    return facts


def _names(text: str, tokens: Sequence[Token], known: set[str]) -> tuple[set[str], set[str]]:
    """Names in a sentence; and, where it has none, whatever its paragraph named before."""
    names = names_in(tokens, known)
    if names or not tokens:
        return names, names
    end = tokens[0].start
    before = text[max(0, end - _BEFORE) : end].rpartition("\n")[2]
    return names, {word.lower() for word in _CAPITAL.findall(before)} - IDLE - TIMES


def _undated(text: str, value: Value) -> Value:
    """Without a day of writing, weekdays, days of a year and years cannot be compared."""
    if value.kind != "date":
        return value
    words = text[slice(*value.span)].lower()
    form = "year" if _YEAR.search(words) else "weekday" if words.endswith("day") else "month"
    return replace(value, unit=f"date of a {form}")


def _is_now(value: Value, date: datetime.date) -> bool:
    """Whether it is a time that goes on: "this year" sets nothing apart."""
    long = value.high - value.low > _WEEK
    return value.kind == "date" and long and value.low <= date.toordinal() <= value.high


def _pairs(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Facts of one unit that share a word, in two sentences; of many, only the latest."""
    buckets: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        seen: set[int] = set()
        for root in fact.near:
            bucket = buckets[fact.unit, root]
            for other in bucket[-_LAST:]:
                if id(other) not in seen and other.sentence != fact.sentence:
                    seen.add(id(other))
                    yield other, fact
            bucket.append(fact)


def _shown(text: str, one: Fact, two: Fact, shared: Shared) -> Discrepancy:
    words = sorted(shared, key=lambda root: (shared[root][0], one.near[root]))[:3]
    what = [text[slice(*one.span)].split()[-1]] if one.head else []
    what += [one.words[root] for root in words]
    kind = {"number": "count"}.get(one.value.kind, one.value.kind)
    values = (text[slice(*one.value.span)], text[slice(*two.value.span)])
    return Discrepancy(one.span, two.span, kind, " ".join(what), values)
