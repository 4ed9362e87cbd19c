"""What lies about a person: each a count with the address of the list that it counts."""

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from claims.models import User

from .days import YEARS, Days
from .query_list import QueryList
from .queue_conditions import Viewer, matching
from .queue_filters import Filters, Show

MINE = ("me",)
MINE_OR_OF_MY_ROLE = ("me", "role")


@dataclass(frozen=True, slots=True)
class Stale:
    """One list, how many stand in it, and its path."""

    words: str
    count: int
    url: str


OVERDUE = ngettext_lazy(
    "%(n)d claim given to you or to your role is overdue",
    "%(n)d claims given to you or to your role are overdue",
    "n",
)
UNHEARD = ngettext_lazy(
    "%(n)d statement given to you or to your role is overdue",
    "%(n)d statements given to you or to your role are overdue",
    "n",
)
TO_REVIEW = ngettext_lazy(
    "%(n)d checked claim waits for your review since yesterday or longer",
    "%(n)d checked claims wait for your review since yesterday or longer",
    "n",
)
GONE = ngettext_lazy(
    "%(n)d claim of yours rests on evidence that is gone",
    "%(n)d claims of yours rest on evidence that is gone",
    "n",
)
LONG = ngettext_lazy(
    "%(n)d query to you has waited for more than a day",
    "%(n)d queries to you have waited for more than a day",
    "n",
)
ANSWERED = ngettext_lazy(
    "%(n)d query of yours was answered: resolve it, or ask on",
    "%(n)d queries of yours were answered: resolve them, or ask on",
    "n",
)


def stale_for(user: User, now: datetime.datetime, zone: datetime.tzinfo) -> list[Stale]:
    """Return what has lain about ``user`` for long, by the clock of ``zone``; no empty lists."""
    viewer = Viewer(user, now, zone)
    yesterday = now.astimezone(zone).date() - datetime.timedelta(days=1)
    long_ago = str(Days(datetime.date(YEARS[0], 1, 1), yesterday))
    late = {"assignee": MINE_OR_OF_MY_ROLE, "due": ("overdue",)}
    queue: list[tuple[Promise | str, Filters]] = [
        (OVERDUE, Filters(chosen=late)),
        (UNHEARD, Filters(show=Show.STATEMENTS, chosen=late)),
        (TO_REVIEW, Filters(chosen={"state": ("for_me",), "found": (long_ago,)})),
        (GONE, Filters(chosen={"state": ("all",), "assignee": MINE, "evidence": ("gone",)})),
    ]
    asked = [
        (LONG, QueryList(user, {"state": "long"})),
        (ANSWERED, QueryList(user, {"show": "asked", "state": "answered"})),
    ]
    counts = [(words, matching(some, viewer).count(), some.url) for words, some in queue]
    counts += [(words, some.rows.count(), some.url()) for words, some in asked]
    return [Stale(str(words % {"n": n}), n, url) for words, n, url in counts if n]
