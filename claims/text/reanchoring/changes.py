"""What changed between old and new words, for people to look at: numbers, names, negations."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ..quantities.numbers import FRACTIONS, ORDINALS, read_number
from ..segments import Span
from ..words import WORDS, word_set
from .tokens import TOKEN, plain

MOST_WORK = 200_000  # pairs of like words that are compared; beyond, all is one change

_NEGATIONS = word_set(
    "not no never none nobody nothing nowhere neither nor without cannot hardly scarcely barely "
    "unable lack lacks lacked fail fails failed deny denies denied refuse refuses refused"
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "de", "mis")
_COUNTS = word_set(
    "once twice thrice double doubled triple tripled halved percent percentage dozens hundreds "
    "thousands millions billions trillions halves thirds quarters fifths tenths"
)
_DATES = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep "
    "Oct Nov Dec today yesterday tomorrow tonight"
)


class Kind(StrEnum):
    """What a change touches."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """Words that became others; ``old`` or ``new`` is empty where some were added or left out."""

    kind: Kind
    old: Span
    new: Span


def changed(old: str, new: str) -> list[Change]:
    """The changes in order; a stretch that touches several kinds is told once for each.

    Number: figures, number words, days and months, currency and percent signs, if they amount to
    something else ("21,000" and "21000", "four" and "4" do not). Name: capitalised words that are
    no grammar words, so the first word of a sentence may be told as one. Negation: "not", "never",
    "isn't", "without", "denied" …, "unlikely" for "likely". Everything else, case and punctuation
    too, is other; typography alone is no change.
    """
    before, after = _tokens(old), _tokens(new)
    found = []
    for a, a_end, b, b_end in _differences([t[0] for t in before], [t[0] for t in after]):
        was, now = before[a:a_end], after[b:b_end]
        one, other = [token[0] for token in was], [token[0] for token in now]
        places = _span(was, before, a, len(old)), _span(now, after, b, len(new))
        found += [Change(kind, *places) for kind in _kinds(one, other)]
    return found


def _tokens(text: str) -> list[tuple[str, Span]]:
    return [(plain(match.group()), Span(*match.span())) for match in TOKEN.finditer(text)]


def _span(
    part: list[tuple[str, Span]], tokens: list[tuple[str, Span]], at: int, length: int
) -> Span:
    """From the first to the last of some tokens, or the empty stretch before the token ``at``."""
    if part:
        return Span(part[0][1].start, part[-1][1].end)
    empty = tokens[at][1].start if at < len(tokens) else length
    return Span(empty, empty)


def _differences(old: list[str], new: list[str]) -> Iterable[tuple[int, int, int, int]]:
    if old == new:
        return []
    there = Counter(new)
    if sum(there[word] for word in old) > MOST_WORK:
        return [(0, len(old), 0, len(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [places for kind, *places in codes if kind != "equal"]  # type: ignore[misc]


def _kinds(old: list[str], new: list[str]) -> list[Kind]:
    found = []
    if _numbers(old) != _numbers(new):
        found.append(Kind.NUMBER)
    if _named(old, new) or _named(new, old):
        found.append(Kind.NAME)
    if _negations(old) != _negations(new) or _opposed(old, new):
        found.append(Kind.NEGATION)
    return found or [Kind.OTHER]


def _numbers(words: list[str]) -> Counter[object]:
    """What the figures, number words, dates and signs of money and shares amount to."""
    found: Counter[object] = Counter()
    text = " ".join(words).replace("per cent", "%")
    low = text.lower()
    at = end = 0
    for word in text.split(" "):
        number = read_number(low, at) if at >= end else None
        if number and low[number.end : number.end + 1] in {"", " "}:
            found[number.value] += 1
            end = number.end
        elif at >= end and _counts(word):
            found["%" if word == "percent" else word.lower()] += 1
        at += len(word) + 1
    return found


def _counts(word: str) -> bool:
    """Whether a word that is no plain number says one, or what a number is of, or a date."""
    if len(word) == 1 and (word in "%‰°" or unicodedata.category(word) == "Sc"):
        return True
    low = word.lower()
    listed = low in _COUNTS or low in ORDINALS or low in FRACTIONS or word in _DATES
    return listed or any(map(str.isdigit, word))


def _named(words: list[str], others: list[str]) -> bool:
    """Whether there is a name among words that is not one of the others, in any case."""
    there = {word.casefold() for word in others}
    return any(
        word[0].isupper()
        and (low := word.casefold()) not in WORDS
        and low not in there
        and low not in _NEGATIONS
        and not read_number(low, 0)
        for word in words
        if word
    )


def _negations(words: list[str]) -> int:
    return sum(word.casefold() in _NEGATIONS or word.endswith(("n't", "N'T")) for word in words)


def _opposed(old: list[str], new: list[str]) -> bool:
    """Whether a word lost or got a prefix that turns it round."""
    one, other = ({word.casefold() for word in words} for words in (old, new))
    return any(
        prefix + word in there
        for here, there in ((one - other, other), (other - one, one))
        for word in here
        for prefix in _PREFIXES
        if len(word) > 3
    )
