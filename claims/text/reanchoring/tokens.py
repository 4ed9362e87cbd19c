"""Words of a text as letters of one alphabet, so that searching them runs at the speed of strings.

Every different word becomes one code point; a text becomes a string of them. Case, the form of
quotation marks and dashes, and invisible characters make no difference here: they do in `plain`.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right

from ..words import WORDS

EDGE = "\0"  # before the first and after the last word of a text
_LAST = 0x10FFFF
_JOINS = "'’\u00ad\u200b\u2060"  # stand inside a word
_IN_FIGURES = frozenset(".,-–")
_INSIDE = _IN_FIGURES | {"'", "’"}
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
TOKEN = re.compile(
    rf"\d++(?:[.,]\d++)+|[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[{_JOINS}][^\W{_UNSPACED}]+)*"
    r"|''|``|-{2,3}|\.{3}|[^\w\s\u00ad\u200b\u200e\u200f\u2060\ufeff]"
)
_NO_SPACES = re.compile(f"[{_UNSPACED}]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
_SAME = {
    **_INVISIBLE,
    **dict.fromkeys(map(ord, "‘’‚‛`´ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–−"), "-"),
    ord("…"): "...",
}
_LONG_DASH = re.compile(r" ?(?:[—―]|-{2,3}) ?| [–−-] ")
_SIGN = re.compile(r"(?:[-−–+±~≈<>$€£¥₹]|[$€£¥₹]\s|\d[/:])$")
_MORE = re.compile(
    r"\s?(?:[%‰°¼-¾⅐-⅞]|(?:per ?cent|hundred|thousand|million|billion|trillion|bn|m|k)\b)"
    r"|[\u00a0\u2009\u202f ]\d{3}(?!\d)| \d/\d|[-–—−/:]\d[\d.,]*\b",
    re.I,
)
_SPACE = re.compile(r"\s+")
_DOUBLED = re.compile(r"''|``")
_HEAP = re.compile(r"[^\w\s]{31}")  # of marks on one letter: slow to put in order, and no language


def plain(words: str) -> str:
    """The words without their typography: two stretches are the same words if this is equal.

    Quotation marks of one level, dashes of one use, an ellipsis of one or three characters, kinds
    and amounts of white space, composed and decomposed letters and invisible characters are alike.
    Case, punctuation, and single against double quotation marks are not.
    """
    text = _SPACE.sub(" ", _DOUBLED.sub('"', words))
    if not _HEAP.search(text):
        text = unicodedata.normalize("NFC", text)
    return _LONG_DASH.sub(" - ", text).translate(_SAME).strip()


def same_words(one: str, other: str) -> bool:
    """Whether two stretches are the same words but for their typography."""
    return plain(one) == plain(other)


def has_words(text: str, words: str) -> bool:
    """Whether the very words stand in a text as words: "3.2" does not stand in "3.25"."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not words or not (goes_on(text, at) or goes_on(text, end)):
            return True
        at = text.find(words, at + 1)
    return False


def whole_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with what next to it makes another figure of it: "-" or "$", "%" or "million"."""
    before = _SIGN.search(text[max(0, start - 3) : start]) if text[start].isdigit() else None
    behind = _MORE.match(text[end : end + 12]) if text[end - 1].isalnum() else None
    return start - len(before.group() if before else ""), end + (behind.end() if behind else 0)


def goes_on(text: str, at: int) -> bool:
    """Whether a word or a figure goes on across a place: in "can't", "4.2" and "10-20" too."""
    before, here, after = text[at - 1 : at], text[at : at + 1], text[at + 1 : at + 2]
    if not before or not here:
        return False
    if before.isalnum() and here.isalnum():
        return not (_NO_SPACES.match(before) or _NO_SPACES.match(here))
    if before in _INSIDE:  # seen from behind: "4.|2"
        before, here, after = text[at - 2 : at - 1], before, here
    kind = str.isdigit if here in _IN_FIGURES else str.isalpha
    return here in _INSIDE and kind(before) and kind(after)


class Vocabulary:
    """Gives each different word its code point, and knows how much each says."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self.weights: dict[str, float] = {EDGE: 0.1}
        self.words: dict[str, str] = {EDGE: ""}

    def code(self, word: str) -> str:
        """One code point; above a million different words they begin to share."""
        found = self._codes.get(word)
        if found is None:
            found = self._codes[word] = self._add(word)
        return found

    def _add(self, word: str) -> str:
        """Code of a word as printed: that of its folded form, which is made if need be."""
        folded = _DOUBLED.sub('"', word).translate(_SAME).casefold()
        folded = "-" if set(folded) <= {"-", "—", "―"} else unicodedata.normalize("NFC", folded)
        if folded != word:
            return self.code(folded)
        code = chr(min(len(self.weights), _LAST))
        weight = 0.3 if folded in WORDS else 1.0 if folded[0].isalnum() else 0.1
        self.weights[code] = weight
        self.words[code] = folded
        return code


class Words:
    """The words of one text: ``codes`` (an edge at both ends), ``starts`` and ``ends``."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.starts = [0]
        self.ends = [0]
        codes = [EDGE]
        code = vocabulary.code
        for match in TOKEN.finditer(text):
            codes.append(code(match.group()))
            self.starts.append(match.start())
            self.ends.append(match.end())
        codes.append(EDGE)
        self.starts.append(len(text))
        self.ends.append(len(text))
        self.codes = "".join(codes)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of the words that the stretch touches; empty if it touches none."""
        last = len(self.codes) - 1
        first = min(max(1, bisect_right(self.ends, start)), last)
        return first, max(first, min(bisect_left(self.starts, end), last))
