"""The words of a sentence, and which noun a figure in it counts or puts in an order."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..segments import Span
from ..words import word_set
from .stems import IDLE, stem
from .values import Value

_IS_DAY = re.compile(r"(?:[Ii]n|[Oo]n|[Ll]ast) |[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z]|\d{4}-")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:()—–\"“”]")
_PLURALS = word_set(
    "people persons men women children police crew staff troops personnel aircraft spacecraft "
    "sheep fish cattle dead lives feet mice geese teeth"
)
_NO_PLURALS = word_set("was has is his its this us as does says plus minus versus across perhaps")
VICTIMS = word_set("kill injur arrest miss displac evacuat rescu hospitaliz hospitalis drown")
CROWDS = word_set("march ralli rally protest demonstrat attend gather crowd")
_NOT = word_set("no not never nobody nor without")
_DROPS = word_set(
    "another other others additional extra further remaining each every per first last next final "
    "top past previous"
)
_OLD = word_set("from against")  # "up from 12": the value before
_COMPARED = word_set("than versus vs compared compares")
_OFFSETS = word_set("before after later earlier ago since into from or")  # "two days before"
_ORDERING = word_set(
    "straight consecutive time highest lowest largest biggest worst best deadliest"
)
_PARTS = word_set("more other others additional another a am pm")
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)
_OF = word_set("the his her its their our them those these whom which")


class Token(NamedTuple):
    """One word or mark of a sentence."""

    start: int
    end: int
    low: str
    capital: bool
    joined: bool  # by a hyphen to the word before


class Place(NamedTuple):
    """A figure among its sentence's tokens: ``first`` up to ``after``, its noun up to ``at``."""

    tokens: Sequence[Token]
    values: Sequence[Value]
    value: Value
    unit: str
    head: str
    sentence: int
    first: int
    after: int
    at: int


def read_tokens(text: str, sentence: Span, skip: Sequence[Span]) -> list[Token]:
    """Words and marks of a sentence but those within ``skip``, in order: who says it and how."""
    tokens: list[Token] = []
    left, silent = iter([*skip, Span(sentence.end, sentence.end)]), sentence.start
    ahead = next(left)
    for match in _TOKEN.finditer(text, *sentence):
        start, end = match.span()
        while ahead.start <= start:
            silent = max(silent, ahead.end)
            ahead = next(left)
        if start < silent:
            continue
        word = match.group()
        joined = start > 0 and text[start - 1] == "-"
        tokens.append(Token(start, end, word.lower(), word[0].isupper(), joined))
    return tokens


def names_in(tokens: Sequence[Token], known: set[str]) -> set[str]:
    """Words that name somebody or some place; the first word only if ``known`` as a name."""
    if sum(token.capital for token in tokens) * 2 > len(tokens):
        return set()  # a headline with capitals throughout
    return {
        bare(token.low)
        for n, token in enumerate(tokens)
        if token.capital
        and token.low not in TIMES
        and token.low not in IDLE
        and (n or bare(token.low) in known)
    }


def bare(word: str) -> str:
    """Without the possessive."""
    return word.removesuffix("'s").removesuffix("’s")


def places_of(
    text: str, tokens: Sequence[Token], values: Sequence[Value], n: int
) -> Iterator[Place]:
    """Figures of sentence ``n`` that can be compared with others of their unit."""
    starts = [token.start for token in tokens]
    for value in values:
        first, after = (bisect_left(starts, edge) for edge in value.span)
        head, at = "", after
        if value.kind == "number":
            head, at = _head(tokens, first, after)
        elif value.kind == "rank":
            head, at = _ranked(tokens, first, after)
        elif value.kind == "date" and not _IS_DAY.match(text, value.span.start):
            continue
        if (head or value.kind not in {"number", "rank"}) and not _is_part(
            tokens, first, after, value
        ):
            noun = "person" if head in VICTIMS else head  # "27 arrests" are 27 people arrested
            unit = f"{value.unit}:{noun}" if head else value.unit
            yield Place(tokens, values, value, unit, head, n, first, after, at)


def _is_part(tokens: Sequence[Token], first: int, after: int, value: Value) -> bool:
    """Whether the figure is a part, a rate, a time or a value from before: never compared."""
    before = [token.low for token in tokens[max(0, first - 4) : first]]
    old = _COMPARED.intersection(before) or _OLD.intersection(before[-2:])
    if _DROPS.intersection(before[-2:]) or _NOT.intersection(before) or (old and not value.hedge):
        return True
    following = [token.low for token in tokens[after : after + 2]]
    if following and following[0] in _PARTS:
        return True
    beside = [*before[-1:], *following[:1]]
    if value.unit == "s" and _OFFSETS.intersection(beside):
        return True
    return (
        value.kind == "number"
        and len(following) == 2
        and following[0] == "of"
        and (following[1] in _OF or following[1][0].isdigit())
    )


def _head(tokens: Sequence[Token], first: int, after: int) -> tuple[str, int]:
    """Stem of the noun counted, and the token after it; "" where there is none."""
    for i in range(after, min(after + 5, len(tokens))):
        low = tokens[i].low
        if i == after and low == "of":
            continue
        if _is_plural(tokens, i):
            return ("kill" if low == "dead" else stem(low)), i + 1
        if i == after and stem(low) in VICTIMS and not _is_plural(tokens, i + 1):
            return "person", i
        if not low[0].isalpha() or low in IDLE:
            break
    before = tokens[first - 1].low if first else ""
    if stem(before) in VICTIMS or (first > 2 and stem(tokens[first - 3].low) in VICTIMS):
        return "person", after
    if before == "of" and first > 1 and tokens[first - 2].low not in IDLE:
        return stem(tokens[first - 2].low), after
    return "", after


def _ranked(tokens: Sequence[Token], first: int, after: int) -> tuple[str, int]:
    """Stem of what is put in an order: "the sixth such encounter since April"."""
    for i in range(first + 1, min(after + 2, len(tokens))):
        low = tokens[i].low
        if low not in IDLE and stem(low) not in IDLE and low[0].isalpha() and low not in _ORDERING:
            return stem(low), max(after, i + 1)
    return "", after


def _is_plural(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word looks like a noun in the plural."""
    low = tokens[i].low if i < len(tokens) else ""
    if low in _PLURALS or low in _NO_PLURALS:
        return low in _PLURALS
    return len(low) > 3 and low[-1] == "s" and low[-2:] not in ("ss", "us", "is", "'s", "’s")
