"""Figures as people type them, read and printed exactly."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from ..quantities.numbers import SCALES, read_number
from ..quantities.units import CURRENCIES, SYMBOLS, UNITS

MOST = 80  # characters in a figure
REASONS = {
    "method": "this sum is not known",
    "missing": "a figure is needed",
    "too_long": "this is too long",
    "unreadable": "“{what}” cannot be read as a figure",
    "zero": "this must not be zero",
    "negative": "this must not be below zero",
    "unit": "“{what}” is in another unit",
    "line": "line {line} cannot be read: “{what}”",
    "twice": "“{what}” stands there twice, with two figures",
    "period": "“{what}” is not in the series",
}
_DIGITS = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3}){1,6}(?![\d,])|\d{1,3}(?:[\s'’]\d{3}){1,6}(?!\d)|\d{1,18}(?![\d,]))?"
    r"(?P<decimals>\.\d{1,12})?(?![.,'’]?\d)"
)
_SIGNED = re.compile(r"\s*(?P<sign>[-−–+]|minus\b)?\s*", re.IGNORECASE)
_MONEY = re.compile(r"(?:(?:US|CA?|AU?|NZ|HK)?[$£€¥₹₽₩₺₴]|[A-Z]{3}(?=[\s\d]))\s*")
_NAME = re.compile(r"[^\W\d_]+(?!\w)")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_UNIT = re.compile(r"[^\d=+*<>\0-\x1f\ud800-\udfff]{0,40}")
_DOLLARS = {"US$": "USD"}


class Unworkable(ValueError):
    """The figures do not make a sum: which one (``name``, as in INPUTS), and why.

    ``code``: one of method, missing, too_long, unreadable, zero, negative, unit, line, twice,
    period. ``what``: the words it is about; ``line``: of a series, counted from 1.
    """

    def __init__(self, code: str, name: str, what: str = "", line: int = 0) -> None:
        self.code, self.name, self.line = code, name, line
        self.what = what if len(what) <= MOST // 2 else f"{what[: MOST // 2]}…"
        super().__init__(f"{name}: {REASONS[code].format(what=self.what, line=line)}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: its value, its last printed place, and what stands around the number.

    ``scale`` is what "million" or "bn" stands for, 1 without; ``scaled`` is that word as typed.
    """

    typed: str
    value: Fraction
    places: int = 0
    scale: Fraction = field(default=Fraction(1))
    scaled: str = ""
    money: str = ""
    unit: str = ""

    @property
    def is_percentage(self) -> bool:
        """Whether it is so many per cent."""
        return bool(_PERCENT.match(self.unit))

    @property
    def is_rounded(self) -> bool:
        """Whether it is printed in millions or the like, or with decimals."""
        return bool(self.scaled) or self.places > 0

    def measured_in(self) -> str:
        """The kind and size of its unit, as far as known."""
        if self.is_percentage:
            return "%"
        money = self.money.strip()
        word = (self.unit.split() or [""])[0].lower()
        if money or word in CURRENCIES:
            return SYMBOLS.get(money, _DOLLARS.get(money, money)) if money else CURRENCIES[word]
        return "{}×{}".format(*UNITS[word]) if word in UNITS and word != "pounds" else ""

    def put(self, value: Fraction, places: int | None = None, *, scaled: bool = False) -> str:
        """Another value with what stands around this one; in full unless ``scaled``."""
        number = printed(abs(value) / (self.scale if scaled else 1), places)
        sign = "−" if value < 0 and number.strip("0.") else ""
        scale = self.scaled if scaled else ""
        return f"{sign}{self.money}{number}{scale}{self.unit}"


def read_amount(name: str, typed: str) -> Amount:
    """The figure somebody typed for ``name``; raises Unworkable.

    "4.2 million", "1,300", "1 300", "€3.1bn", "-4", "12.5%", "two dozen people". "4,2" is refused:
    a comma parts thousands here. "m" is a million. Hedges ("about 5") are no part of a figure.
    """
    words = " ".join(typed.split()).rstrip(" .,;") if len(typed) <= 4 * MOST else typed
    if not words:
        raise Unworkable("missing", name)
    if len(words) > MOST:
        raise Unworkable("too_long", name, words)
    sign = _SIGNED.match(words)
    at = sign.end() if sign else 0
    money = _MONEY.match(words, at)
    at = money.end() if money else at
    if not (sign and sign["sign"]):  # "€-4"
        sign = _SIGNED.match(words, at)
        at = sign.end() if sign else at
    found = _in_digits(words, at) or _in_words(words, at)
    unit = _UNIT.fullmatch(words, found[-1]) if found else None
    if found is None or unit is None:
        raise Unworkable("unreadable", name, words)
    value, places, scale, scaled, _ = found
    minus = sign is not None and sign["sign"] not in (None, "+")
    before = money.group() if money else ""
    return Amount(words, -value if minus else value, places, scale, scaled, before, unit.group())


Found = tuple[Fraction, int, Fraction, str, int]


def _in_digits(words: str, at: int) -> Found | None:
    match = _DIGITS.match(words, at)
    if match is None or match.end() == at:
        return None
    whole = re.sub(r"\D", "", match["whole"] or "0")
    decimals, end, scale = match["decimals"] or "", match.end(), Fraction(1)
    name = _NAME.match(words, end + (words[end : end + 1] in {" ", "-"}))
    if name and name.group().lower() in SCALES:
        scale, end = Fraction(SCALES[name.group().lower()]), name.end()
    value = Fraction(whole + decimals) * scale
    return value, max(0, len(decimals) - 1), scale, words[match.end() : end], end


def _in_words(words: str, at: int) -> Found | None:
    number = read_number(words, at)
    if number is None or words[at : at + 1].isdigit():
        return None
    return Fraction(number.value), 0, Fraction(1), "", number.end


def rounded(value: Fraction, places: int) -> Fraction:
    """To so many decimal places (below zero: to tens, hundreds …), halves away from zero."""
    step = Fraction(10) ** -places
    count = int(abs(value) / step + Fraction(1, 2))
    return count * step * (-1 if value < 0 else 1)


def printed(value: Fraction, places: int | None = None) -> str:
    """A value with its thousands parted; all its decimals, up to six telling ones, unless told."""
    if places is None:
        places = max(6, 5 - magnitude(value)) if value else 0
        whole, _, decimals = printed(value, places).partition(".")
        return f"{whole}.{decimals.rstrip('0')}".rstrip(".")
    digits = str(int(rounded(abs(value), places) * 10**places)).rjust(places + 1, "0")
    cut = len(digits) - places
    sign = "−" if value < 0 and digits.strip("0") else ""
    return f"{sign}{int(digits[:cut]):,}{'.' if places else ''}{digits[cut:]}"


def is_exact(value: Fraction) -> bool:
    """Whether :func:`printed` loses nothing."""
    places = max(6, 5 - magnitude(value)) if value else 0
    return rounded(value, places) == value


def magnitude(value: Fraction) -> int:
    """The power of ten of the first digit; ``value`` is not zero."""
    size = abs(value)
    if size >= 1:
        return len(str(int(size))) - 1
    return -len(str(-(-1 / size // 1) - 1))
