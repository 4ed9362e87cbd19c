"""The pass through a list of the queue: what the session keeps of it, and the bar that tells it."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from claims.models import Article
from claims.queries.passes import Stop, still_to_come, stop_beside
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer
from claims.queries.queue_filters import Filters

from .access import NewsroomRequest

# In the session: query, name, after (a place in the list), article and url of what is shown.
KEY = "pass"


@dataclass(frozen=True, slots=True)
class PassBar:
    """What stands above the article: the list's name, how many follow, and where its links lead.

    ``left`` is None where part of the question is gone, and the list with it.
    """

    name: str
    url: str
    left: int | None
    next_url: str
    before_url: str


def bar_for(request: NewsroomRequest, article: Article) -> PassBar | None:
    """Return the bar of the pass that has come to ``article``; of one elsewhere, none."""
    kept = request.session.get(KEY)
    if not kept or kept["article"] != str(article.uid):
        return None
    filters, place = question_of(kept, request), kept["after"]
    there = reverse("pass-next")
    return PassBar(
        name=kept["name"],
        url=filters.url if filters else reverse("queue"),
        left=still_to_come(filters, Viewer.of(request.user), place) if filters else None,
        next_url=f"{there}?{urlencode({'after': place})}",
        before_url=f"{there}?{urlencode({'before': place})}",
    )


def question_of(kept: dict[str, Any], request: NewsroomRequest) -> Filters | None:
    """Return what the pass goes through; None where part is gone: the rest is a wider list."""
    here = asked(QueryDict(kept["query"]), request.user)
    return None if here.notes else here.filters


def move(
    request: NewsroomRequest, filters: Filters, place: str, *, before: bool = False
) -> Stop | None:
    """Take the pass to the row after the place in the list, or before it; None at an end."""
    stop = stop_beside(filters, Viewer.of(request.user), place, before=before)
    if stop:
        thing = stop.thing
        at = {"article": str(thing.article.uid), "url": thing.get_absolute_url()}
        request.session[KEY] = request.session.get(KEY, {}) | at | {"after": stop.place}
    return stop


def go_on(request: NewsroomRequest) -> Stop | None:
    """Take the pass to the next row; None where there is no pass, or nothing follows."""
    kept = request.session.get(KEY)
    filters = question_of(kept, request) if kept else None
    return move(request, filters, kept["after"]) if kept and filters else None
