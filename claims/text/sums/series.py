"""A pasted series of index figures: lines of a period and its value."""

import re
from fractions import Fraction

from .amounts import Unworkable

MOST = 200_000  # characters in a series
_LONGEST = 80  # characters in a line of it
_LINE = re.compile(r"(?P<period>.+?)[\s,;]+(?P<value>[-−]?\d[\d.,]*)\s*[;,]?")
_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})$|^0,")  # a comma before decimals
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR = r"(?P<year>[12]\d{3})"
_PERIODS = (
    re.compile(rf"{_YEAR}(?:\s?[-/.,;m]\s?|\s)?(?P<month>\d\d?)(?:[-/.]0?1)?"),
    re.compile(rf"(?P<month>\d\d?)[-/.\s]{_YEAR}"),
    re.compile(rf"(?P<name>[a-z]{{3}})[a-z]{{0,6}}\.?[-\s,]\s?{_YEAR}"),
    re.compile(rf"{_YEAR}[-\s,]?(?P<name>[a-z]{{3}})[a-z]{{0,6}}\.?"),
    re.compile(rf"{_YEAR}[-\s]?q(?P<quarter>[1-4])"),
    re.compile(rf"q(?P<quarter>[1-4])[-\s/]?{_YEAR}"),
)


def read_series(name: str, pasted: str) -> dict[str, Fraction]:
    """Value by period, in order; lines before the first figure are headings.

    Periods are years, quarters or months, however written ("2019-05", "2019M05", "May 2019",
    "2019-05-01"). Commas are decimals where any figure has one that can part no thousands.
    """
    if not pasted.strip():
        raise Unworkable("missing", name)
    if len(pasted) > MOST:
        raise Unworkable("too_long", name, pasted[:MOST])
    rows: list[tuple[int, str, str]] = []
    for number, line in enumerate(pasted.replace('"', "").splitlines(), 1):
        row = _LINE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
        if row:
            rows.append((number, period(row["period"]), row["value"]))
        elif line.strip() and rows:
            raise Unworkable("line", name, line.strip(), number)
    if not rows:
        raise Unworkable("line", name, pasted.strip().splitlines()[0], 1)
    commas = any(_COMMA.search(value) for *_, value in rows)
    found: dict[str, Fraction] = {}
    for number, when, typed in rows:
        value = _value(name, typed, number, commas=commas)
        if found.setdefault(when, value) != value:
            raise Unworkable("twice", name, when, number)
    return found


def _value(name: str, typed: str, number: int, *, commas: bool) -> Fraction:
    plain = typed.translate({ord("−"): "-", ord("." if commas else ","): None})
    try:
        return Fraction(plain.replace(",", "."))
    except ValueError:
        raise Unworkable("line", name, typed, number) from None


def period(typed: str) -> str:
    """A period in one spelling ("2019", "2019-05", "2019-Q2"); others as typed."""
    words = " ".join(typed.casefold().split()).strip(" ,;")
    for pattern in _PERIODS if len(words) <= _LONGEST else ():
        match = pattern.fullmatch(words)
        if match is None:
            continue
        parts = match.groupdict()
        if quarter := parts.get("quarter"):
            return f"{match['year']}-Q{quarter}"
        month = parts.get("month") or ""
        if parts.get("name") in _MONTHS:
            month = str(_MONTHS.index(parts["name"]) + 1)
        if month.isdigit() and 1 <= int(month) <= 12:
            return f"{match['year']}-{int(month):02}"
    return words
