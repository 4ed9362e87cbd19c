"""Numbers in digits and in words, and how exactly they are printed."""

import re
from typing import NamedTuple


def numbered(words: str, first: int = 0) -> dict[str, int]:
    """The words of a string with their place, counted from ``first``."""
    return {word: n for n, word in enumerate(words.split(), first)}


_ONES = numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2)
SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
FRACTIONS = {
    "half": 2.0, "third": 3.0, "quarter": 4.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0,
    "seventh": 7.0, "eighth": 8.0, "ninth": 9.0, "tenth": 10.0,
}  # fmt: skip
ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 1
)
_SCALE = r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|[mk])\b)?"
_DIGITS = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)|\d{{1,16}}(?!\d))(?P<decimals>\.\d{{1,6}})?"
    rf"(?![.,]?\d){_SCALE}",
    re.IGNORECASE,
)
_WORD = "|".join([*_ONES, *_TENS])
_BIG = "dozen|hundred|thousand|million|billion|trillion"
_WORDS = re.compile(
    rf"(?P<part>half an? |an? quarter of an? )?(?:an?|{_WORD}|{_BIG})\b"
    rf"(?P<rest>(?:(?: and |[ -])(?:{_WORD}|{_BIG}|a half)\b){{0,8}})",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number, half a step of its last printed place ("1.3 million": 50000), scale and end."""

    value: float
    slack: float
    scale: float
    end: int


def read_number(text: str, at: int, *, money: bool = False) -> Number | None:
    """The number that begins at ``at``, in digits or words; None where none does.

    "5m" is five million only of ``money``, else five with a unit after it.
    """
    match = _DIGITS.match(text, at)
    if match is None:
        return _in_words(text, at)
    whole = match["digits"].replace(",", "")
    decimals = match["decimals"] or ""
    name, end = (match["scale"] or "").lower(), match.end()
    if name == "m" and not money:
        name, end = "", match.end("decimals" if decimals else "digits")
    scale = SCALES.get(name, 1.0)
    value = float(whole + decimals) * scale
    step = scale * 10.0 ** -max(0, len(decimals) - 1)
    zeros = len(whole) - len(whole.rstrip("0"))
    if not decimals and scale == 1 and len(whole) > 3 and zeros > 1:
        step = 10.0**zeros  # "41,000"
    return Number(value, 0.5 * step if scale > 1 else min(0.5 * step, 0.02 * value), scale, end)


def _in_words(text: str, at: int) -> Number | None:
    """Number in words: "twenty-five", "two dozen", "half a million", "two and a half million"."""
    match = _WORDS.match(text, at)
    if match is None:
        return None
    words = match.group()[len(match["part"] or "") :].lower().replace("-", " ").split()
    if words[0] in {"a", "an"} and len(words) == 1:
        return None
    total, group, step = 0.0, 0.0, 1.0
    for word in words:
        if word in _ONES or word in _TENS:
            group += _ONES[word] if word in _ONES else 10 * _TENS[word]
            step = 1.0
        elif word == "half":
            group += 0.5
        elif word in SCALES:
            step = SCALES[word]
            total, group = _scaled(total, group, step)
    part = (match["part"] or " ").lower()
    share = 0.5 if part.startswith("half") else 0.25 if "quarter" in part else 1.0
    value = (total + group) * share
    # "half a million", "two dozen" are said of what is near them
    slack = 0.1 * value if match["part"] or words[-1] in {"dozen", "half"} else 0.5 * step
    return Number(value, slack, step, match.end())


def _scaled(total: float, group: float, scale: float) -> tuple[float, float]:
    """Total and open group after a word such as "hundred" or "million"."""
    group = (group or 1.0) * scale
    return (total, group) if scale <= 100 else (total + group, 0.0)
