"""Pages of history: of an article, of a source, of a person."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.enums import Shown
from claims.models import User
from claims.queries.articles import Option
from claims.queries.history import History, of_article, of_evidence, of_person, of_source
from claims.queries.known import may_open_person
from claims.queries.telling import Line
from claims.services.readings import note_readings

from . import access
from .access import NewsroomRequest
from .links import address


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@access.people
def article_history(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show what was done to an article and to all that hangs on it."""
    article = access.article_or_404(request, uid)
    history = of_article(article, request.user, request.GET.dict())
    if history.of and request.htmx.target == "panel-log":
        lines = history.newest
        note_shown(request, lines)
        return render(request, "claims/_history_lines.html", {"lines": lines})
    filters = {"groups": groups(request, history), "people": people(request, history)}
    return show(request, history, article=article, **filters)


@require_safe
@access.people
def source_history(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show what was done to a source; a merged one leads to the source that took it in."""
    source = access.source_or_404(request, uid)
    if source.merged_into_id and source.root:
        return redirect("source-history", uid=source.root.uid)
    history = of_source(source, request.user, request.GET.dict())
    return show(request, history, source=source, people=people(request, history))


@require_safe
@access.people
def evidence_history(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show what was done to a piece of evidence."""
    evidence = access.evidence_or_404(request, uid, where=Shown.HISTORY)
    history = of_evidence(evidence, request.user, request.GET.dict())
    return show(request, history, evidence=evidence, people=people(request, history))


@require_safe
@access.people
def person_history(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show what a person did, as far as the reader may know it; authors only see their own."""
    if not may_open_person(request.user, uid):
        raise Http404("somebody else")
    person = access.one(User.objects.all(), uid=uid)
    history = of_person(person, request.user, request.GET.dict())
    return show(request, history, person=person, groups=groups(request, history))


def groups(request: NewsroomRequest, history: History) -> list[tuple[Option, str]]:
    """Return the kinds of thing to filter by, each with its address."""
    return [(o, address(request, what="" if o.chosen else o.key)) for o in history.groups]


def people(request: NewsroomRequest, history: History) -> list[tuple[Option, str]]:
    """Return the people to filter by, each with their address."""
    return [(o, address(request, who="" if o.chosen else o.key)) for o in history.people]


def note_shown(request: NewsroomRequest, lines: Iterable[Line]) -> None:
    """Keep which evidence for named people the lines of a history told of."""
    shown = [evidence for line in lines for evidence in line.evidence]
    note_readings(shown, by=request.user, where=Shown.HISTORY)


def show(request: NewsroomRequest, history: History, **about: Any) -> HttpResponse:
    """Answer with the page of a history; every filter is an address."""
    note_shown(request, (line for _day, lines in history.days for line in lines))
    context = {
        "history": history,
        "everything_url": request.path,
        "all_things_url": address(request, of=""),
        "next_url": address(request, after=history.page.next) if history.page.next else "",
        "first_url": "" if history.page.first else address(request),
        **about,
    }
    return render(request, "claims/history.html", context)
