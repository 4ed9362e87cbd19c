"""What people do to a statement."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.forms.marking import AssignForm, ReasonForm, SaidForm, StatementForm
from claims.models import Statement
from claims.services import statements

from . import access
from .access import NewsroomRequest
from .answers import answer
from .claims import usable

Verb = Callable[[Statement, dict[str, Any]], Any]


def on_statement(
    request: NewsroomRequest, uid: UUID, statement: UUID, form: forms.Form, verb: Verb
) -> HttpResponse:
    """Do ``verb`` to the statement; the panel shows it, or the claim it was asked beside."""
    thing = access.statement_or_404(request, uid, statement)
    article = access.article_or_404(request, uid)
    beside = request.POST.get("claim", "")[:9]
    shown: Any = access.claim_or_404(request, uid, int(beside)) if beside.isdecimal() else thing
    named = "statement_form" if isinstance(form, StatementForm) else "typed"
    kept = {named: form if named == "statement_form" else request.POST.dict()}
    return answer(request, article, shown, lambda: verb(thing, usable(form)), kept=kept)


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


@require_POST
@access.checkers
def wording(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Change who said it, how and on what terms."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.edit_statement(statement=thing, by=request.user, **data)

    return on_statement(request, uid, statement, StatementForm(request.POST), verb)


@require_POST
@access.checkers
def assignment(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Give the question "was it said" to somebody."""

    def verb(thing: Statement, data: dict[str, Any]) -> None:
        statements.assign_statement(statement=thing, assignee=data["assignee"], by=request.user)

    return on_statement(request, uid, statement, AssignForm(request.POST), verb)


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
