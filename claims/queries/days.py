"""Days from one to another, as an address holds them: "2026-11-01..2026-11-23"."""

import datetime
import re
from dataclasses import dataclass
from typing import Self

from django.db.models import Q
from django.utils.formats import date_format

YEARS = range(2000, 2201)  # clocks of every zone can tell these
WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, the last one included."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the days written in ``text``, none where it holds no such days."""
        if not (found := WRITTEN.fullmatch(text)):
            return None
        try:
            first, last = (datetime.date.fromisoformat(part) for part in found.groups())
        except ValueError:
            return None
        known = first <= last and first.year in YEARS and last.year in YEARS
        return cls(first, last) if known else None

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def words(self) -> str:
        """Return the days as people write them."""
        first, last = (date_format(day, "j M Y") for day in (self.first, self.last))
        return first if first == last else f"{first} – {last}"

    def span(self, zone: datetime.tzinfo) -> tuple[datetime.datetime, datetime.datetime]:
        """Return when the first day began by the clock of ``zone``, and when the last one ends."""
        return day_start(self.first, zone), day_start(self.last + datetime.timedelta(1), zone)


def day_start(day: datetime.date, zone: datetime.tzinfo) -> datetime.datetime:
    """Return when ``day`` began by the clock of ``zone``."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=zone)


def within(field: str, value: str, zone: datetime.tzinfo) -> Q:
    """Return the condition that the moment in ``field`` lies in the days ``value`` names."""
    if (days := Days.read(value)) is None:
        return Q(pk__in=[])
    start, end = days.span(zone)
    return Q(**{f"{field}__gte": start, f"{field}__lt": end})
