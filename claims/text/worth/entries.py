"""Words by themselves: their stem, class, tense and part of speech, found once for each word."""

import re
from functools import lru_cache
from typing import NamedTuple

from ..tagger import tag
from ..words import word_set
from .classes import KIND_OF

_CONTRACTED = re.compile(r"(?<=.)(?:n't|'(?:s|re|ve|ll|d|m))$")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_MARKS = {"“": '"', "”": '"', "—": "-", "–": "-", "£": "$", "€": "$"}
_ENDINGS = (("iest", ""), ("ies", "y"), ("ied", "y"), ("ing", ""), ("edly", ""), ("ed", ""),
            ("es", ""), ("s", ""), ("ly", ""))  # fmt: skip
_PLAIN = word_set(
    "the a an this these those that some several both each another what which whose whom there of "
    "in on at by for from to with about against during after before into through over under "
    "between among without within until as and or nor so if while when because although though "
    "unless where why how has have had do does did is are was were be been being am can n't 's 're "
    "'ve 'd 'm not also just now out off who but 'll"
)
_TENSES = {
    word: name
    for name, words in {
        "will": "will 'll shall gonna wo",
        "would": "would 'd",
        "should": "should must",
        "can": "can could ca",
        "may": "might may",
        "past": "was were had did said went came made took gave got left lost won met held kept "
        "led cut put spent built bought sold paid brought became began ran sent told thought knew "
        "saw fell rose grew broke spoke stood wrote drove taught fought caught",
        "has": "'ve has have",
        "is": "is are does do 's 're says wants needs believes 'm am",
    }.items()
    for word in words.split()
}


class Entry(NamedTuple):
    """A word and what is known of it alone."""

    word: str  # lower case; figures by size: "#4" has four digits, "#year", "#."
    stem: str
    kind: str  # its class, else the word itself, or what it looks like
    topic: str  # its class, or ""
    tense: str  # "" where it is no finite verb
    tag: str  # part of speech of the word alone: quick, and good enough for the model
    keys: tuple[str, str, str]  # features of the model


@lru_cache(maxsize=16384)
def entries_of(printed: str) -> tuple[Entry, ...]:
    """A word inside a sentence, as printed; two entries for "we've"."""
    return _read(printed, tag([",", printed])[1], capital=printed[0].isupper())


@lru_cache(maxsize=2048)
def first_entries(printed: str) -> tuple[Entry, ...]:
    """The first word of a sentence: its capital tells nothing."""
    return _read(printed, tag([printed])[0], capital=False)


def _read(printed: str, name: str, *, capital: bool) -> tuple[Entry, ...]:
    low = printed.lower().replace("’", "'")
    low = _MARKS.get(low, low)
    if low[0].isdigit():
        digits = low.replace(",", "")
        if _YEAR.fullmatch(digits):
            return (_entry("#year", "#year", name),)
        return (_entry("#." if "." in digits else f"#{min(4, len(digits))}", "#", name),)
    short = _CONTRACTED.search(low)
    parts = [low[: short.start()], short.group()] if short else [low]
    return tuple(_entry(part, _kind(part, capital=capital), name) for part in parts)


def _entry(word: str, kind: str, name: str) -> Entry:
    stem = _stem(word)
    keys = (stem, f"{word}/{name}", f"C {kind}")
    return Entry(word, stem, kind, KIND_OF.get(word, ""), _tense(word), name, keys)


def _stem(word: str) -> str:
    if len(word) < 5:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _kind(word: str, *, capital: bool) -> str:
    if word in KIND_OF:
        return KIND_OF[word]
    if word in _PLAIN or not word[0].isalpha():
        return word
    return "Name" if capital else "-ed" if len(word) > 4 and word.endswith("ed") else "-"


def _tense(word: str) -> str:
    if word in _TENSES:
        return _TENSES[word]
    if len(word) > 4 and word.endswith("ed"):
        return "past"
    return "s" if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else ""
