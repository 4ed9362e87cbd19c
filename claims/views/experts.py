"""Outside experts: the newsroom makes and closes a link; the expert answers on a page of its own.

What stands on the expert's pages comes from the link alone. They are rendered without the
request, so that nothing of whoever is signed in, and of the newsroom around them, gets there.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from claims.forms.experts import AnswerForm, InviteForm, ids_of
from claims.models import ExpertLink, Query
from claims.queries.threads import threads_of
from claims.services import experts
from claims.services.saving import Invalid, Refused

from . import access, limits
from .access import NewsroomRequest

MOST_OF_ONE_ADDRESS = 60
MOST_KEPT = 10_000  # characters
MOST_OF_ONE_LINK = 120
PAGE = "claims/expert_invite.html"


# --- in the newsroom ------------------------------------------------------------------------------


@require_POST
@never_cache  # the answer shows an address that is shown once
@access.checkers
def invite(request: NewsroomRequest, query: UUID) -> HttpResponse:
    """Make a link to the words of a query, and show its address this once."""
    asked = query_or_404(request, uid=query)
    form = InviteForm(request.POST, auto_id=ids_of(asked))
    if not form.is_valid():
        return show(request, asked, status=422, expert_form=form)
    try:
        link, token = experts.invite(query=asked, by=request.user, **form.cleaned_data)
    except Refused as refused:
        return show(request, asked, status=403, expert_form=form, expert_error=str(refused))
    except Invalid as invalid:
        form.add_error(None, str(invalid))
        return show(request, asked, status=422, expert_form=form)
    address = request.build_absolute_uri(reverse("expert", args=[token]))
    return show(request, asked, made=link, address=address)


@require_POST
@access.people
def revoke(request: NewsroomRequest, link: UUID) -> HttpResponseBase:
    """Close a link at once."""
    found = access.one(ExpertLink.objects.visible_to(request.user), uid=link)
    asked = query_or_404(request, pk=found.query_id)
    try:
        experts.revoke(link=found, by=request.user)
    except Refused as refused:
        return show(request, asked, status=403, expert_error=str(refused))
    said = _("Closed: the link for %(name)s no longer works.") % {"name": found.name}
    if request.htmx:
        return show(request, asked, toast=said)
    messages.success(request, said)
    return redirect(asked)


def query_or_404(request: NewsroomRequest, **which: Any) -> Query:
    """Return the one query, if the person may read it."""
    rows = Query.objects.visible_to(request.user).select_related("article__desk")
    return access.one(rows, **which)


def show(
    request: NewsroomRequest, asked: Query, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Answer with the links of a query: to htmx the piece of its thread, else a page."""
    rows = Query.objects.visible_to(request.user).filter(pk=asked.pk)
    (thread,) = threads_of(rows, asked.article, request.user)
    template = f"{PAGE}#answer" if request.htmx else PAGE
    context = {"article": asked.article, "thread": thread, **extra}
    return render(request, template, context, status=status)


# --- outside --------------------------------------------------------------------------------------


def outside(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep a page out of caches, histories of addresses and search, and in the newsroom's time."""

    @functools.wraps(view)
    def kept(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(None):
            answer = view(request, *args, **kwargs)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return kept


def alone(name: str, context: Mapping[str, Any] | None = None, *, status: int) -> HttpResponse:
    """Answer with a template that knows its context and nothing else."""
    return HttpResponse(render_to_string(f"claims/{name}.html", dict(context or {})), status=status)


# Whoever has the address may answer, signed in or not: there are no cookies to misuse, and a
# browser that keeps the address to itself (no-referrer) sends no origin to compare either.
@csrf_exempt
@outside
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access.everyone
def expert(request: HttpRequest, token: str) -> HttpResponse:
    """Show one passage and one question to whoever has the address, and take the answer."""
    typed = {"typed": request.POST.get("text", "")[:MOST_KEPT]}  # to copy, where it comes too late
    if limits.too_many("expert", limits.address_of(request), most=MOST_OF_ONE_ADDRESS):
        return alone("expert_wait", typed, status=429)
    link = experts.open_link(token)
    if link is None:
        return alone("expert_closed", typed, status=410)
    if limits.too_many("expert-link", link.token_hash, most=MOST_OF_ONE_LINK):
        return alone("expert_wait", typed, status=429)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            experts.answer(token=token, **form.cleaned_data)
        except experts.Closed:
            return alone("expert_closed", typed, status=410)
        except Invalid as invalid:
            form.add_error(None, str(invalid))
        else:
            return redirect("expert", token=token)
    if is_somebody_looking(request):
        experts.note_opening(link=link)
    context = {"link": link, "form": form, "answers": link.replies.all()}
    return alone("expert", context, status=422 if form.errors else 200)


def is_somebody_looking(request: HttpRequest) -> bool:
    """Whether a browser shows this page; not a chat that fetches a preview, or a look ahead."""
    wants_page = "text/html" in request.headers.get("Accept", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and wants_page and not ahead
