"""The right of reply in a claim's panel: whom it is critical of, how they were asked, answers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.forms.replies import AnswerForm, AskedForm, CriticalForm
from claims.models import Claim, Criticism, ReplyAttempt, Source
from claims.queries.sources import named
from claims.services import replies

from . import access
from .access import NewsroomRequest
from .claims import on_claim

OFFERED = 12


@require_safe
@access.checkers
def source_names(request: NewsroomRequest) -> HttpResponse:
    """Return known names that hold the words typed, to complete a field with."""
    text = " ".join(request.GET.get("name", "").replace("\x00", " ").split())[:200]
    rows = Source.objects.visible_to(request.user).whole().filter(article__isnull=True)
    found = named(rows, text, request.user).distinct()[:OFFERED] if text else ()
    return render(request, "claims/_source_names.html", {"sources": found})


@require_POST
@access.checkers
def mark(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Say whom the claim is critical of."""

    def verb(claim: Claim, data: dict[str, Any]) -> None:
        replies.mark_critical_of(claim=claim, by=request.user, **data)

    said = _("Marked: somebody has a right of reply.")
    return on_claim(request, uid, number, CriticalForm(request.POST), verb, said=said)


@require_POST
@access.checkers
def unmark(request: NewsroomRequest, uid: UUID, number: int, criticism: UUID) -> HttpResponse:
    """Say that it is not critical of them after all."""
    known = criticism_or_404(request, uid, number, criticism)

    def verb(claim: Claim, data: dict[str, Any]) -> None:
        replies.unmark_critical(criticism=known, by=request.user)

    return on_claim(request, uid, number, CriticalForm({}), verb, said=_("Taken off."))


@require_POST
@access.checkers
def attempt(request: NewsroomRequest, uid: UUID, number: int, criticism: UUID) -> HttpResponse:
    """Log an attempt to get an answer."""
    known, form = criticism_or_404(request, uid, number, criticism), AskedForm(request.POST)

    def verb(claim: Claim, data: dict[str, Any]) -> None:
        typed = logged(data, asked_by=str(request.user))
        replies.log_attempt(criticism=known, by=request.user, **typed)

    return on_claim(request, uid, number, form, verb, said=_("Attempt logged."))


@require_POST
@access.checkers
def answered(request: NewsroomRequest, uid: UUID, number: int, attempt: UUID) -> HttpResponse:
    """Note what was answered, or put right how it was asked."""
    rows = ReplyAttempt.objects.select_related("criticism__claim__article")
    claim = access.claim_or_404(request, uid, number)
    known = access.one(rows, uid=attempt, criticism__claim=claim)
    form: Any = AnswerForm(request.POST) if "answer" in request.POST else AskedForm(request.POST)

    def verb(claim: Claim, data: dict[str, Any]) -> None:
        typed = logged(data, asked_by=known.asked_by) if "asked_by" in data else logged(data)
        replies.edit_attempt(attempt=known, by=request.user, seen=data["seen"], **typed)

    return on_claim(request, uid, number, form, verb, said=_("Saved."))


def criticism_or_404(
    request: NewsroomRequest, uid: UUID, number: int, criticism: UUID
) -> Criticism:
    """Return a criticism that the claim of the address holds."""
    claim = access.claim_or_404(request, uid, number)
    rows = Criticism.objects.select_related("claim__article", "source")
    return access.one(rows, uid=criticism, claim=claim)


def logged(data: dict[str, Any], **defaults: Any) -> dict[str, Any]:
    """Return what was typed without the version seen, ``defaults`` for what was left blank."""
    kept = {name: value for name, value in data.items() if name != "seen"}
    return kept | {name: value for name, value in defaults.items() if not kept.get(name)}
