"""What people do to a statement."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.forms.assigning import AssignForm, DueForm
from claims.forms.marking import ReasonForm, SaidForm, StatementForm
from claims.models import Statement
from claims.services import reviews, statements

from . import access
from .access import NewsroomRequest
from .answers import again, answer, saved_words
from .claims import usable
from .merging import Merge

Verb = Callable[[Statement, dict[str, Any]], Any]


def on_statement(
    request: NewsroomRequest,
    uid: UUID,
    statement: UUID,
    form: forms.Form,
    verb: Verb,
    *,
    said: str = "",
    kept_as: str = "typed",
) -> HttpResponse:
    """Do ``verb`` to the statement; the panel shows it, or the claim it was asked beside.

    ``kept_as`` is the name under which the page gets what was typed and not saved.
    """
    thing = access.statement_or_404(request, uid, statement)
    article = access.article_or_404(request, uid)
    beside = request.POST.get("claim", "")[:9]
    shown: Any = access.claim_or_404(request, uid, int(beside)) if beside.isdecimal() else thing
    merge = Merge(form, request.user)
    return answer(
        request,
        article,
        shown,
        lambda: merge.save(lambda form: verb(thing, usable(form))),
        kept=lambda: merge.kept(kept_as),
        said=lambda: merge.words() or said or saved_words(again(thing)),
        undone=None if shown is thing else thing,
    )


@require_POST
@access.checkers
def said(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Answer "was it said"; a blank answer takes it away."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.answer_said(
            statement=thing,
            said=data["said"],
            by=request.user,
            note=data["said_note"] if "said_note" in request.POST else None,
            seen=data["seen"],
        )

    return on_statement(request, uid, statement, SaidForm(request.POST), verb)


REASONED = {"return": reviews.return_said, "reopening": statements.reopen_said}


@require_POST
@access.checkers
def move(request: NewsroomRequest, uid: UUID, statement: UUID, step: str) -> HttpResponse:
    """Approve the answer to "was it said", return it with a reason, or open it again."""
    if step not in {"approval", *REASONED}:
        raise Http404(step)

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        if step in REASONED:
            REASONED[step](
                statement=thing, reason=data["reason"], by=request.user, seen=data["seen"]
            )
        else:
            reviews.approve_said(statement=thing, by=request.user, seen=data["seen"])

    told = {
        "approval": _("Approved."),
        "return": _("Returned: it waits to be heard again."),
        "reopening": _("Opened again: it waits to be heard."),
    }[step]
    form = ReasonForm(request.POST)
    return on_statement(request, uid, statement, form, verb, said=told, kept_as="typed_said")


@require_POST
@access.checkers
def wording(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Change who said it, how and on what terms."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.edit_statement(statement=thing, by=request.user, **data)

    form = StatementForm(request.POST)
    return on_statement(request, uid, statement, form, verb, kept_as="statement_form")


@require_POST
@access.checkers
def assignment(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Give the question "was it said" to somebody, to a role, or to nobody."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.assign_statement(statement=thing, by=request.user, **data)

    return on_statement(request, uid, statement, AssignForm(request.POST), verb)


@require_POST
@access.checkers
def due(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Say by when the statement is to be heard."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.set_statement_due(statement=thing, by=request.user, **data)

    return on_statement(request, uid, statement, DueForm(request.POST), verb)


@require_POST
@access.checkers
def retirement(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Take the statement out of the work."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.retire_statement(statement=thing, reason=data["reason"], by=request.user)

    return on_statement(request, uid, statement, ReasonForm(request.POST), verb)


@require_POST
@access.checkers
def restoration(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Bring a retired statement back."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.restore_statement(statement=thing, by=request.user)

    return on_statement(request, uid, statement, ReasonForm(request.POST), verb)
