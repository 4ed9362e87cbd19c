"""The pulse of an open workspace: every few seconds, what others did and who is here."""

from uuid import UUID

from django.db.models import F
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.enums import Shown
from claims.models import Article
from claims.queries.history import uid_of
from claims.queries.place import Place, newest
from claims.queries.pulse import Since
from claims.queries.workspace import Workspace
from claims.services.readings import note_readings

from . import access
from .access import NewsroomRequest
from .answers import around
from .together import company, heard, named


@require_safe
@never_cache
@access.people
def article_pulse(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Answer with what changed since the page last heard, or 204: nothing one may know of.

    ``seen`` is the page's place in the log, ``at`` and ``held`` what stands in its panel and in
    which version, ``here`` whom it shows as present.
    """
    to = newest()  # before anything else is read
    rows = Article.objects.visible_to(request.user).annotate(draft=F("current__number"))
    article = access.one(rows.filter(current__isnull=False), uid=uid)
    try:
        place = Place.opened(request.GET.get("seen", ""))
    except ValueError:
        return HttpResponseBadRequest(_("Reload the page."), content_type="text/plain")
    at = uid_of(request.GET.get("at", ""))
    since = Since(article, request.user, place, to, draft=article.draft)  # type: ignore[attr-defined]
    found = company(request, article, at)
    if since or found["here_key"] != request.GET.get("here", ""):
        return heard(told(request, since, found, at), since)
    nothing = HttpResponse(status=204)
    nothing.is_quiet = True  # type: ignore[attr-defined]
    return heard(nothing, since)


def told(
    request: NewsroomRequest, since: Since, found: dict[str, object], at: UUID | None
) -> HttpResponse:
    """Return the pieces of the page that look different, to be put in out of band."""
    held = request.GET.get("held", "")[:9]
    version = int(held) if held.isdecimal() else 0
    context = {**found, "here": named(found, since.article), "since": since, "at": at}
    if since:
        article = access.article_or_404(request, since.article.uid)
        workspace = Workspace(article)
        context |= around(request, article, workspace)
        context["changed"] = workspace.blocks_of(since.spans(workspace))
        context["lines"] = lines = since.lines(at, version)
        shown = [evidence for line in lines for evidence in line.evidence]
        note_readings(shown, by=request.user, where=Shown.PANEL)
        context["is_stale"] = bool(at and since.on(at, version))
    return render(request, "claims/_pulse_answer.html", context)
