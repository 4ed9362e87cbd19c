"""Dates and relative dates, resolved against the day a text was written."""

import datetime
import re
from calendar import monthrange
from typing import NamedTuple

from ..segments import Span
from .numbers import numbered, read_number

Day = datetime.date
_MONTHS = numbered(
    "january february march april may june july august september october november december", 1
)
_MONTHS |= {name[:3]: n for name, n in _MONTHS.items()} | {"sept": 9}
_DAYS = numbered("monday tuesday wednesday thursday friday saturday sunday")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[5-9]|20)\d\d"
_LEAD = r"(?P<lead>since|in|on|by|of|from|until|before|after|during|early|late|mid)[\s-]"
_PATTERN = re.compile(
    rf"(?:(?:{_LEAD})?(?:early|late|mid)?[\s-]?)"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<month>{_MONTH})\b\.?(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d{{3}}))?"
    rf"(?:,?\s(?P<year>{_YEAR}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{_MONTH})\b\.?(?:,?\s(?P<year2>{_YEAR}))?"
    rf"|(?:the\s)?(?P<years>{_YEAR})(?P<decade>s)?"
    rf"|(?P<which>last|next|this|past)\s(?P<period>day|week|month|year|decade|century|{_MONTH}"
    rf"|{'|'.join(_DAYS)})"
    rf"|(?P<weekday>{'|'.join(_DAYS)})"
    r"|(?P<plain>yesterday|today|tonight|tomorrow)"
    r"|(?P<count>[\w -]{1,20}?)\s(?P<unit>day|week|month|year|decade)s?\sago"
    r")\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"(?i)\b(?:will|next|going to|expected to|due|scheduled|plans? to|to be|is to|are to"
    r"|upcoming|set to|shall|’ll|'ll)\b"
)
_CLAUSE_END = re.compile(r"[;!?:\n]|\.\s")
_PLAIN = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_LOOK_BACK = 60  # code points before a date in which words of the future are looked for


class Interval(NamedTuple):
    """The days from ``start`` to ``end``, both within."""

    start: Day
    end: Day


def resolve_date(text: str, span: Span, date: Day | None = None) -> Interval | None:
    """The days that ``text[span]`` names; None where they are not read, never an error.

    ``date``: the day the text was written. Without it, only dates that hold their year are read. A
    weekday or a month without its year is the nearest one before that day (that day's own month
    included), or after it where the words before speak of the future. "Weeks ago" is the whole
    calendar week (Monday to Sunday), "years ago" the calendar year. "since" reaches up to ``date``.
    """
    match = _PATTERN.match(text, *span)
    if match is None:
        return None
    before = _CLAUSE_END.split(text[max(0, span.start - _LOOK_BACK) : span.start])[-1]
    ahead = _FUTURE.search(before) is not None
    try:
        found = _fixed(match) or (_floating(match, date, ahead) if date else None)
    except (ValueError, OverflowError):
        return None  # 31 June, or before the year 1
    if found and date and (match["lead"] or "").lower() == "since" and found.start <= date:
        return Interval(found.start, date)
    return found


def _fixed(match: re.Match[str]) -> Interval | None:
    """A date that holds its year."""
    if match["iso"]:
        day = Day.fromisoformat(match["iso"])
        return Interval(day, day)
    if match["years"]:
        year = int(match["years"])
        return Interval(Day(year, 1, 1), Day(year + (9 if match["decade"] else 0), 12, 31))
    year_of_month = match["year"] or match["year2"]
    return _of_month(match, int(year_of_month)) if year_of_month else None


def _of_month(match: re.Match[str], year: int) -> Interval:
    month = _MONTHS[(match["month"] or match["month2"]).lower()]
    if number := match["day"] or match["day2"]:
        day = Day(year, month, int(number))
        return Interval(day, day)
    return _month(year, month)


def _month(year: int, month: int) -> Interval:
    return Interval(Day(year, month, 1), Day(year, month, monthrange(year, month)[1]))


def _floating(match: re.Match[str], date: Day, ahead: bool) -> Interval | None:
    """A date that needs the day of writing."""
    if match["month"] or match["month2"]:
        return _near(match, date, ahead)
    if match["plain"]:
        return _days(date, _PLAIN[match["plain"].lower()])
    if match["weekday"]:
        return _weekday(date, match["weekday"].lower(), "next" if ahead else "")
    if match["which"]:
        return _which(date, match["which"].lower(), match["period"].lower())
    if match["count"]:
        return _ago(date, match["count"].strip().lower(), match["unit"].lower())
    return None


def _near(match: re.Match[str], date: Day, ahead: bool) -> Interval:
    """A month or a day of a month without its year: the nearest before, or after if ``ahead``."""
    found = _of_month(match, date.year)
    if ahead and found.end < date:
        return _of_month(match, date.year + 1)
    if not ahead and found.start > date:
        # a few weeks ahead is "the vote on 9 December", half a year ahead is last year's
        return found if (found.start - date).days < 60 else _of_month(match, date.year - 1)
    return found


def _days(date: Day, days: int) -> Interval:
    day = date + datetime.timedelta(days=days)
    return Interval(day, day)


def _weekday(date: Day, name: str, which: str) -> Interval:
    """The nearest such day: that day itself or before; "last" before, "next" after."""
    back = (date.weekday() - _DAYS[name]) % 7
    if which == "next":
        return _days(date, 7 - back)
    return _days(date, -(back or 7) if which == "last" else -back)


def _which(date: Day, which: str, period: str) -> Interval | None:
    """ "last Tuesday", "next week", "this month", "past year", "last May"."""
    step = {"last": -1, "next": 1}.get(which, 0)
    if period in _DAYS:
        return _weekday(date, period, "last" if which == "past" else which)
    if period in _MONTHS:
        month = _MONTHS[period]
        year = date.year
        if which in {"last", "past"} and month >= date.month:
            year -= 1
        elif which == "next" and month <= date.month:
            year += 1
        return _month(year, month)
    if which == "past":
        lengths = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652, "century": 36524}
        return Interval(date - datetime.timedelta(days=lengths[period]), date)
    return _shifted(date, step, period)


def _shifted(date: Day, step: int, unit: str) -> Interval | None:
    """The calendar unit ``step`` units from the one that holds ``date``."""
    if unit == "day":
        return _days(date, step)
    if unit == "week":
        monday = date - datetime.timedelta(days=date.weekday() - 7 * step)
        return Interval(monday, monday + datetime.timedelta(days=6))
    if unit == "month":
        months = date.year * 12 + date.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    width = {"year": 1, "decade": 10, "century": 100}[unit]
    first = date.year - date.year % width + step * width
    return Interval(Day(first, 1, 1), Day(first + width - 1, 12, 31))


def _ago(date: Day, count: str, unit: str) -> Interval | None:
    """ "three days ago", "a decade ago"."""
    if count in {"a", "an", "one"}:
        number = 1.0
    else:
        read = read_number(count, 0)
        if read is None or read.end != len(count):
            return None
        number = read.value
    if not number.is_integer() or number > 10_000:
        return None
    if unit == "decade":
        return _shifted(date, -int(number) * 10, "year")
    return _shifted(date, -int(number), unit)
