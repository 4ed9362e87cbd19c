"""What an open workspace and the server tell each other beside what was asked: who is where."""

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from claims.models import Article
from claims.queries.place import Place, newest
from claims.queries.present import Colleague, colleagues, key_of, present_at
from claims.queries.pulse import Since
from claims.services.presence import note_presence

from .access import NewsroomRequest

SEEN = "Pulse-Seen"  # the header, of requests and answers, with the place of the page in the log


def drawn_from_now(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Note the end of the log before ``view`` reads anything: what comes later is news."""

    @functools.wraps(view)
    def noting(request: NewsroomRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.htmx:
            request.drawn_from = newest()  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return noting


def company(request: NewsroomRequest, article: Article, thing_uid: UUID | None) -> dict[str, Any]:
    """Note that the reader is here; return who else is, for the page."""
    present = present_at(article)
    own = next((row for row in present if row.user_id == request.user.pk), None)
    note_presence(article=article, by=request.user, thing_uid=thing_uid, known=own)
    others = [row for row in present if row != own]
    return {"others": others, "here_key": key_of(others)}


def named(found: dict[str, Any], article: Article) -> list[Colleague]:
    """Return the others that ``company`` found, with what they look at."""
    return colleagues(found["others"], article)


def page_parts(request: NewsroomRequest, article: Article, thing_uid: UUID | None) -> Any:
    """Return what a whole workspace needs to hear of others from now on."""
    position = getattr(request, "drawn_from", None)
    if position is None:  # a mistake shown without a script: the article was read before this
        position = newest()
        article.refresh_from_db(fields=["stage", "version", "last_number"])
    place = Place(position, article.current.number if article.current else 0)
    found = company(request, article, thing_uid)
    return {"pulse_seen": place.sealed(), "here": named(found, article), **found}


def since_drawn(request: NewsroomRequest, article: Article) -> Since | None:
    """Return what came since the asking page last heard; None for one that does not listen."""
    try:
        place = Place.opened(request.headers.get(SEEN, ""))
    except ValueError:
        return None
    number = article.current.number if article.current else 0
    return Since(article, request.user, place, newest(), draft=number)


def heard(response: HttpResponse, since: Since | None) -> HttpResponse:
    """Tell the page how far it knows the log by now."""
    if since is not None:
        response[SEEN] = since.now.sealed()
    return response
