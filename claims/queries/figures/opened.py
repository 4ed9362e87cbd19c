"""How many claims were open and settled at the end of each day."""

import datetime
from bisect import bisect_left
from itertools import accumulate

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..days import day_start
from ..queue_filters import queue_url
from .charts import lines_of
from .parts import Cell, Column, Row, Section
from .past import Past
from .told import Stay, shared

DAILY = 31  # more days than this are told week by week
WEEK = 7


def section(past: Past) -> Section:
    """Return the open and settled claims of articles at work, day by day or week by week."""
    days = days_of(past)
    opened, settled = counts_at(past, [moment(past, day) for day in days])
    rows: list[Row] = []
    for day, is_open, is_done in zip(days, opened, settled, strict=True):
        urls = lists(past) if day == past.today else ("", "", "")
        counts = zip((is_open, is_done, is_open + is_done), urls, strict=True)
        rows.append([day_cell(past, day), *(Cell(count, url=url) for count, url in counts)])
    any_there = any(opened) or any(settled)
    names = [date_format(day, "j M") for day in days]
    drawn = [(_("Open"), "open", opened), (_("Settled"), "settled", settled)]
    words = _("Open and settled claims from %(first)s to %(last)s; the numbers are in the table.")
    told = words % {"first": names[0], "last": names[-1]}
    return Section(
        key="open",
        title=_("Open and settled claims"),
        finding=finding(past, opened, settled, names[0]) if any_there else "",
        columns=[
            Column(_("End of") if step_of(past) == 1 else _("Week up to"), is_number=False),
            Column(_("Open")),
            Column(_("Settled")),
            Column(_("Claims")),
        ],
        rows=rows[::-1] if any_there else [],
        chart=lines_of(told, drawn, names) if any_there else None,
        empty=_("No article was at work with claims in it on these days."),
        notes=[
            _("Claims of the articles that were at work at that hour: incoming or in check."),
            _(
                "What needs a second person is reckoned by each desk's rule, and each claim's "
                "risk, as they are now, for the past too."
            ),
            _("A step that was undone counts as never made."),
        ],
    )


def days_of(past: Past) -> list[datetime.date]:
    """Return the days to count at: each, or the last of every week, the last one asked for last."""
    step = datetime.timedelta(days=step_of(past))
    back = [past.last - n * step for n in range((past.last - past.days.first) // step + 1)]
    return back[::-1]


def step_of(past: Past) -> int:
    """Return how many days lie between two counts."""
    return 1 if (past.last - past.days.first).days < DAILY else WEEK


def moment(past: Past, day: datetime.date) -> datetime.datetime:
    """Return when ``day`` ends; today, now."""
    return min(day_start(day + datetime.timedelta(days=1), past.zone), past.now)


def counts_at(past: Past, moments: list[datetime.datetime]) -> tuple[list[int], list[int]]:
    """Return how many claims were open, and settled, at each of ``moments``."""
    # what begins and ends between two moments; added up these are the counts
    steps = ([0] * (len(moments) + 1), [0] * (len(moments) + 1))
    for claim, state, start, end in past.stays():
        for begun, over in claim.piece.working:
            if both := shared(Stay(state, start, end), Stay(None, begun, over)):
                step = steps[claim.is_settled(state)]
                step[bisect_left(moments, both[0])] += 1
                step[bisect_left(moments, both[1]) if both[1] else -1] -= 1
    opened, settled = (list(accumulate(step))[:-1] for step in steps)
    return opened, settled


def lists(past: Past) -> tuple[str, str, str]:
    """Return the addresses of what is open, settled and all of it now."""
    desk = {"desk": past.desk} if past.desk else {}
    return (
        queue_url(**desk),
        queue_url(state="settled", **desk),
        queue_url(state="all", **desk),
    )


def day_cell(past: Past, day: datetime.date) -> Cell:
    """Return the name of a row; today is not over."""
    now = _("Now") if day == past.today else date_format(day, "D j M Y")
    return Cell(day.isoformat(), now)


def finding(past: Past, opened: list[int], settled: list[int], first: str) -> str:
    """Say how it stands, and how it stood in the beginning."""
    when = _("now") if past.last == past.today else date_format(past.last, "j M")
    count, before = opened[-1], opened[0]
    stands = ngettext(
        "%(when)s: %(n)d claim is open, %(done)d settled.",
        "%(when)s: %(n)d claims are open, %(done)d settled.",
        count,
    ) % {"when": capfirst(when), "n": count, "done": settled[-1]}
    if len(opened) == 1:
        return stands
    change = {"n": abs(count - before), "day": first}
    if count == before:
        return f"{stands} " + _("As many were open on %(day)s.") % change
    more = _("That is %(n)d more open than on %(day)s.") % change
    fewer = _("That is %(n)d fewer open than on %(day)s.") % change
    return f"{stands} {more if count > before else fewer}"
