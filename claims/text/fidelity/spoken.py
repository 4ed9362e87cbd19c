"""Spoken and printed words brought to one form, so that only what was said is compared.

Case, marks and hyphens are gone; figures are one word each, in digits or not ("five million
dollars", "$5m"); contractions are taken apart ("don't" is "do not"). Words such as "um" are left
out and remembered.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..quantities.numbers import SCALES, read_number
from ..quantities.units import CURRENCIES, SYMBOLS
from ..reanchoring.tokens import TOKEN
from ..segments import Span
from ..words import WORDS, word_set

FILLERS = word_set("uh um uhm uhh umm er erm hm hmm mm mhm ah eh äh ähm euh")
NEGATIONS = word_set(
    "not never no none nobody nothing nowhere neither nor without nicht kein keine keinen keiner "
    "keinem nie niemals pas jamais nunca jamás niet geen nooit inte aldrig ikke aldri"
)
_NOTES = re.compile(  # no words of the speaker
    r"\[[^\[\]\n]{0,60}\]|\((?:inaudible|unintelligible|laugh\w{0,5}|applause|crosstalk|music|pause"
    r"|cheer\w{0,5}|cough\w{0,5}|sighs?)\)",
    re.IGNORECASE,
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_S = r"[\s-]{1,3}"
_AND = rf"(?:,?{_S}and)?{_S}"
_SMALL = rf"(?:(?:{_TENS})(?:{_S}(?:{_UNITS})\b)?|(?:{_TEENS})\b|(?:{_UNITS})\b)"
_GROUP = rf"(?:(?:{_SMALL}|an?){_S}hundred\b(?:{_AND}{_SMALL})?|{_SMALL})"
_BIG = "thousand|million|billion|trillion"
_FIGURE = (
    r"(?<!\w)(?=[\d$£€¥]|an?[\s-]|on|tw|th[ir]|te|fo|fi|si|se|ei|el|ni)(?P<symbol>[$£€¥]\s?)?(?:"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?(?![\d,]?\d)|\d{1,15}(?:\.\d{1,9})?(?![\d.]\d|\d))"
    rf"(?P<scale>\s?(?:{_BIG})\b|[mb]n\b|tn\b|[mk]\b)?"
    rf"|(?P<year>(?P<century>{_TEENS}|twenty){_S}"
    rf"(?:(?P<rest>(?:{_TENS})(?:{_S}(?:{_UNITS})\b)?|(?:{_TEENS})\b)|oh{_S}(?P<oh>{_UNITS})\b)"
    rf"(?!{_S}(?:hundred|{_BIG})\b))"
    rf"|(?P<point>(?P<whole>{_SMALL}){_S}point(?P<tenths>(?:{_S}(?:zero|oh|{_UNITS})\b){{1,6}})"
    rf"(?P<times>{_S}(?:{_BIG})\b)?)"
    rf"|(?P<words>(?:{_GROUP}|an?){_S}(?:{_BIG})\b(?:{_AND}{_GROUP}(?:{_S}thousand\b(?:{_AND}{_GROUP})?)?)?"
    rf"|{_GROUP}|an?{_S}hundred\b)"
    rf")(?!\w)(?P<unit>\s?%|{_S}per\s?cent\b|{_S}(?:dollars?|euros?|pounds?|yen|rubles?|roubles?)\b)?"
)
_INSIDE = (  # "[w]e", "think[s]"
    r"(?P<inside>[^\W_]{0,40}\[[^\W_]{1,4}\][^\W_]{1,40}|[^\W_]{1,40}\[[^\W_]{1,4}\])|"
)
_GAP = r"(?P<gap>\.{3,}|…|\.(?:\s\.){2,3})|"
_MARKED = r"(?:[^\W_]+[\u0300-\u036f]+)+[^\W_]*"  # "é" in two characters
_HEARD = rf"(?P<figure>{_FIGURE})|{_MARKED}|{TOKEN.pattern}"
_SAID = re.compile(_HEARD, re.IGNORECASE)
_PRINTED = re.compile(_GAP + _INSIDE + _HEARD, re.IGNORECASE)
_DIGIT = {word: str(n) for n, word in enumerate(["zero", *_UNITS.split("|")])} | {"oh": "0"}
_ENDINGS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'s": "is"}
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_IS = word_set("it he she that there here what who where how")  # "'s" is "is", hardly a genitive
_RUN = {"cannot": ("can", "not"), "gonna": ("going", "to"), "wanna": ("want", "to"),
        "gotta": ("got", "to")}  # fmt: skip
_NTH = {"1st": "first", "2nd": "second", "3rd": "third"} | {
    f"{n}th": word
    for n, word in enumerate(
        ["fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"],
        4,
    )
}
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''", "\u00ad\u200b\u2060")


@dataclass(slots=True)
class Spoken:
    """The words of a text in one form, each with its place; all lists but ``fillers`` run along.

    ``bracketed``: words that somebody put into a quotation. ``gaps``: numbers of words before which
    something may be left out. ``fillers``: places of "um" and the like.
    """

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    bracketed: list[bool] = field(default_factory=list)
    gaps: set[int] = field(default_factory=set)
    fillers: list[Span] = field(default_factory=list)

    def put(self, word: str, start: int, end: int, *, bracketed: bool) -> None:
        """Add a word."""
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.bracketed.append(bracketed)

    def between(self, first: int, after: int) -> str:
        """The text from one word to before another; empty for no words."""
        return self.text[self.starts[first] : self.ends[after - 1]] if first < after else ""


def weight(word: str) -> float:
    """What a word says; "the" stands anywhere."""
    return 0.4 if word in WORDS else 1.0


def hear(text: str, silent: Sequence[Span] = ()) -> Spoken:
    """The words of a transcript, without notes in brackets and without ``silent`` stretches."""
    skipped = sorted([*silent, *(Span(*match.span()) for match in _NOTES.finditer(text))])
    blank = list(text)
    for start, end in skipped:
        blank[start:end] = "\n" * (end - start)
    heard = Spoken(text)
    for match in _SAID.finditer("".join(blank)):
        if match["figure"]:
            heard.put(_figure(match), *match.span(), bracketed=False)
        else:
            _put(heard, match.group(), match.start(), bracketed=False)
    return heard


def read_quoted(words: str | Sequence[str]) -> Spoken:
    """The words of a quotation, in one or several parts, with its ellipses and brackets."""
    parts = [words] if isinstance(words, str) else words
    read = _read("\n".join(parts))
    at = 0
    for part in parts:
        read.gaps.add(bisect_left(read.starts, at))
        at += len(part) + 1
    read.gaps -= {0, len(read.words)}
    return read


def _read(text: str) -> Spoken:
    found = Spoken(text)
    depth = 0
    for match in _PRINTED.finditer(text):
        start, end = match.span()
        printed = match.group()
        if match["gap"]:
            found.gaps.add(len(found.words))
        elif match["figure"]:
            found.put(_figure(match), start, end, bracketed=depth > 0)
        elif match["inside"]:
            word = _folded(printed.replace("[", "").replace("]", ""))
            found.put(word, start, end, bracketed=True)
        elif printed in "[]":
            depth = max(0, depth + (printed == "[") - (printed == "]"))
        elif not depth or printed != "sic":
            _put(found, printed, start, bracketed=depth > 0)
    return found


def _folded(printed: str) -> str:
    return unicodedata.normalize("NFC", printed.translate(_APOSTROPHES).casefold())


def _put(found: Spoken, printed: str, start: int, *, bracketed: bool) -> None:
    """Add what is printed, if it is a word."""
    for word, first, after in _parts(printed):
        if word in FILLERS:
            found.fillers.append(Span(start + first, start + after))
        else:
            found.put(word, start + first, start + after, bracketed=bracketed)


@lru_cache(maxsize=8192)
def _parts(printed: str) -> tuple[tuple[str, int, int], ...]:
    """The words in what is printed, with their places in it."""
    end = len(printed)
    if printed == "%":
        return (("percent", 0, end),)
    if not printed[0].isalnum():
        return ()
    word = _folded(printed)
    for ending, meant in _ENDINGS.items() if "'" in word else ():
        stem = word.removesuffix(ending)
        if stem and stem != word and (ending != "'s" or stem in _IS):
            stem = _STEMS.get(stem, stem) if ending == "n't" else stem
            return (stem, 0, end - len(ending)), (meant, end - len(ending), end)
    if word in _RUN:
        first, second = _RUN[word]
        return (first, 0, end), (second, end, end)
    return ((_NTH.get(word, word), 0, end),)


def _figure(match: re.Match[str]) -> str:
    """A figure as one word: its value and unit."""
    if match["digits"]:
        name = (match["scale"] or "").strip().lower()
        value = float(match["digits"].replace(",", "")) * SCALES.get(name, 1)
    elif match["year"]:
        rest = _DIGIT[match["oh"].lower()] if match["oh"] else _number(match["rest"])
        value = 100 * _number(match["century"]) + float(rest)
    elif match["point"]:
        tenths = "".join(_DIGIT[digit] for digit in re.findall(r"\w+", match["tenths"].lower()))
        times = SCALES.get((match["times"] or "").strip(" \t\n-").lower(), 1)
        value = float(f"{_number(match['whole']):.0f}.{tenths}") * times
    else:
        value = _number(match["words"])
    unit = re.sub(r"\s", "", (match["unit"] or match["symbol"] or "").strip("- ").lower())
    unit = {"%": "%", "percent": "%", "pound": "GBP", "pounds": "GBP"}.get(
        unit, SYMBOLS.get(unit, CURRENCIES.get(unit, unit))
    )
    return f"{value:.12g}{unit}"


def _number(words: str) -> float:
    """The value of a number in words."""
    plain = re.sub(r"[\s-]+", " ", words.replace(",", ""))
    number = read_number(plain, 0)
    return number.value if number else 0.0
