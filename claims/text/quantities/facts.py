"""What a figure is said of: the words around it, and what sets it apart."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from ..segments import Span
from ..words import word_set
from .nouns import VICTIMS, Place, Token, bare
from .stems import IDLE, stem
from .values import Value

_BREAKS = frozenset(';:()—–"“”')
_PHRASES = 10  # tokens after a figure in which they stand
_AROUND = 7  # tokens on either side in which words set a figure apart
_LOOSE = frozenset([",", "and", "but", "while"])
_REACH = 8  # content words on either side of a figure that say what it is of
_BREAK = 3  # how many words further off what stands beyond a break is
# beside only one of two figures, these make them figures of two things
_SHIFTS = word_set(
    "remaining previously earlier initially formerly average median forecast forecasts expects "
    "expected expect projected plans planned plan target goal promised could would if maximum "
    "minimum half again older younger overall typical typically usual usually budgeted "
    "nearby alone until except originally hopes hope wants want proposed seeking similar "
    "separate second another each every combined must adding joining join "
    "joined should will"
)
_PERIODS = word_set(
    "hour hourly day daily week weekly month monthly quarter quarterly year yearly annual annually "
    "decade weekend"
)
_DEFINITE = word_set("the all its their his her these those")
_SETTING = word_set("at for near outside inside on")
_WHERE = word_set("in at near off outside of around across")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure and what it is said of.

    ``unit``: base unit, for counts and ranks ":" and the noun's stem (``head``). ``near``: content
    stems with how many content words away they are; ``words``: the words they stand for.
    ``names``: words with a capital; ``about``: these, or the paragraph's before; ``places``: of
    people killed or gathered, where. ``mods``: stems between figure and noun; ``shifts`` and
    ``periods``: what can make it one of another occasion.
    """

    value: Value
    span: Span
    unit: str
    head: str
    sentence: int
    near: dict[str, int]
    words: dict[str, str]
    names: Set[str]
    about: Set[str]
    places: Set[str]
    phrases: dict[str, set[str]]  # "at" → what it was at
    mods: frozenset[str]
    shifts: frozenset[str]
    periods: frozenset[str]
    direct: str  # the noun right after: "the 14-month repair", "a $3 million grant"
    joined: bool  # by a hyphen to its unit
    definite: bool
    rest: tuple[Value, ...]  # the other figures of the sentence


def read_fact(place: Place, names: set[str], about: set[str]) -> Fact:
    """What is said around a figure; ``names`` in its sentence, ``about``: names it goes by."""
    tokens, values, value, unit, head, n, first, after, at = place
    near, words = _near(tokens, first, after, value, values)
    if head in VICTIMS:
        near[head], words[head], head = 0, tokens[at - 1].low, "person"
    joined = any(token.joined for token in tokens[first:after])
    around = [token.low for token in tokens[max(0, first - _AROUND) : after + _AROUND]]
    end = max(value.span.end, tokens[at - 1].end if at > after else 0)
    return Fact(
        value,
        Span(value.span.start, end),
        unit,
        head,
        n,
        near,
        words,
        names,
        about,
        _places(tokens, names) if head == "person" else names,
        _phrases(tokens, max(at, after)),
        frozenset(stem(token.low) for token in tokens[after : at - 1]) - IDLE,
        _SHIFTS.intersection(around),
        frozenset(word[:3] for word in _PERIODS.intersection(around)),
        _direct(tokens, after, value, joined),
        joined,
        first > 0 and tokens[first - 1].low in _DEFINITE,
        tuple(other for other in values if other is not value),
    )


def _places(tokens: Sequence[Token], names: set[str]) -> set[str]:
    """Names after "in", "at", "of" …: where something happened, not who came to see it."""
    return {
        bare(token.low)
        for before, token in pairwise(tokens)
        if before.low in _WHERE and bare(token.low) in names
    }


def _phrases(tokens: Sequence[Token], after: int) -> dict[str, set[str]]:
    """The words of "at the stadium", "for the harbour" after a figure, by preposition."""
    found: dict[str, set[str]] = {}
    last = ""
    for token in tokens[after : after + _PHRASES]:
        if token.low in _SETTING:
            last = token.low if token.low not in found else ""
        elif last and token.low not in IDLE and token.low[0].isalpha():
            found.setdefault(last, set()).add(stem(token.low))
        elif token.low not in IDLE or token.low in _LOOSE:
            last = ""
    return found


def _direct(tokens: Sequence[Token], after: int, value: Value, hyphen: bool) -> str:
    """Stem of the noun that a sum or a measure with a hyphen stands before."""
    if value.kind not in {"money", "measure"} or after >= len(tokens):
        return ""
    start, low = tokens[after].start, tokens[after].low
    near = start <= value.span.end + 1 and low[0].isalpha() and low not in IDLE
    if value.kind == "measure" and not hyphen:
        return ""
    return stem(low) if near and not low.endswith(("ed", "ly")) else ""


def _near(
    tokens: Sequence[Token], first: int, after: int, value: Value, values: Sequence[Value]
) -> tuple[dict[str, int], dict[str, str]]:
    """Content stems on both sides with their distance, and the words they come from."""
    near: dict[str, int] = {}
    words: dict[str, str] = {}
    others = [v for v in values if v is not value]
    for places in (range(first - 1, -1, -1), range(after, len(tokens))):
        far = 0
        for i in places:
            start, low = tokens[i].start, tokens[i].low
            other = next((v for v in others if v.span.start <= start < v.span.end), None)
            if other is not None:
                far += _BREAK if other.unit == value.unit else 0
                if value.kind == "rank" and low not in IDLE:
                    near[low], words[low] = 0, low
            elif low in _BREAKS:
                far += _BREAK
            elif low in _LOOSE:
                far += 1
            elif low not in IDLE and low not in _SHIFTS:
                root = stem(low)
                if far < near.get(root, _REACH + 1):
                    near[root], words[root] = far, low
                far += 1
            if far > _REACH:
                break
    return near, words
