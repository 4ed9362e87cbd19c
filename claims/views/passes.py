"""Going through a list of the queue: the first one opens, `n` leads to the next, to the end."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from claims.forms.marking import ReasonForm
from claims.models import Claim, Statement
from claims.queries.passes import Stop
from claims.queries.queue_asking import asked
from claims.services import reviews

from . import access
from .access import NewsroomRequest
from .answers import answer, show
from .claims import usable
from .pass_bar import KEY, go_on, move, question_of

MOST_LETTERS = 80  # of the name of a list


@require_POST
@access.people
def start(request: NewsroomRequest) -> HttpResponse:
    """Begin at the first row of the page of the queue that was before the person."""
    here = asked(QueryDict(request.POST.get("back", "")), request.user)
    name = " ".join(request.POST.get("name", "").replace("\x00", " ").split())[:MOST_LETTERS]
    request.session[KEY] = {"query": here.filters.query, "name": name or _("The queue")}
    if stop := move(request, here.filters, here.after):
        return redirect(stop.thing)
    del request.session[KEY]
    messages.info(request, _("There is nothing in this list to go through."))
    return redirect(here.filters.url)


@require_safe
@vary_on_headers("HX-Request")
@access.people
def step(request: NewsroomRequest) -> HttpResponse:
    """Go to the row after the place that the address holds, or to the one before."""
    kept = request.session.get(KEY)
    if not kept:
        return leave(request, reverse("queue"))
    filters = question_of(kept, request)
    if filters is None:
        del request.session[KEY]
        messages.warning(request, _("What this list asks for is gone: there is no next one."))
        return leave(request, reverse("queue"))
    before = request.GET.get("before", "")
    place = before or request.GET.get("after") or kept["after"]
    if stop := move(request, filters, place, before=bool(before)):
        return arrive(request, stop)
    if before:
        messages.info(request, _("This is the first one."))
        return leave(request, kept["url"])
    del request.session[KEY]
    messages.success(request, _("That was the last one of “%(name)s”.") % {"name": kept["name"]})
    return leave(request, filters.url)


@require_POST
@access.people
def end(request: NewsroomRequest) -> HttpResponse:
    """End the pass, and lead back to its list."""
    kept = request.session.pop(KEY, None)
    filters = question_of(kept, request) if kept else None
    return redirect(filters.url if filters else reverse("queue"))


@require_POST
@access.checkers
def approve_claim(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Approve the claim in the panel, and go on."""
    claim = access.claim_or_404(request, uid, number)

    def verb(seen: int | None) -> None:
        reviews.approve(claim=claim, by=request.user, seen=seen)

    return approve(request, claim, verb, _("Approved: claim %(number)d.") % {"number": number})


@require_POST
@access.checkers
def approve_said(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Approve the answer to "was it said" in the panel, and go on."""
    thing = access.statement_or_404(request, uid, statement)

    def verb(seen: int | None) -> None:
        reviews.approve_said(statement=thing, by=request.user, seen=seen)

    return approve(request, thing, verb, _("The answer is approved."))


def approve(
    request: NewsroomRequest,
    thing: Claim | Statement,
    verb: Callable[[int | None], None],
    told: str,
) -> HttpResponse:
    """Do ``verb`` and show the next one; where it is refused, stay and say why."""
    form = ReasonForm(request.POST)
    gone: list[Stop] = []

    def whole() -> Claim | Statement:
        verb(usable(form)["seen"])
        if stop := go_on(request):
            gone.append(stop)
        near = stop and (not request.htmx or stop.thing.article_id == thing.article_id)
        return stop.thing if stop and near else thing

    article = access.article_or_404(request, thing.article.uid)
    response = answer(request, article, thing, whole, said=told, undone=thing)
    if gone and request.htmx and gone[0].thing.article_id != thing.article_id:
        messages.success(request, told)
        return leave(request, gone[0].thing.get_absolute_url())
    return response


def arrive(request: NewsroomRequest, stop: Stop) -> HttpResponse:
    """Show where the pass has come to: the panel alone where the article is on the page already."""
    there, uid = stop.thing.get_absolute_url(), stop.thing.article.uid
    on_page = request.htmx and (request.htmx.current_url_abs_path or "")
    if not on_page or not on_page.startswith(stop.thing.article.get_absolute_url()):
        return leave(request, there)
    thing: Claim | Statement
    if isinstance(stop.thing, Claim):
        thing = access.claim_or_404(request, uid, stop.thing.number)
    else:
        thing = access.statement_or_404(request, uid, stop.thing.uid)
    response = show(request, access.article_or_404(request, uid), thing, part="step")
    response["HX-Push-Url"] = there
    return response


def leave(request: NewsroomRequest, url: str) -> HttpResponse:
    """Lead to another page, a script that asked for a piece of this one too."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
