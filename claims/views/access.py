"""Who may open which page, and the one door to each thing."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from claims.enums import Role, Shown
from claims.models import (
    Article,
    Change,
    Claim,
    Evidence,
    Query,
    SignOff,
    Source,
    Statement,
    Suggestion,
    Support,
    User,
)
from claims.permissions import CHECKS, EDITS, REVIEWS
from claims.services.readings import note_readings
from claims.services.saving import Refused


class NewsroomRequest(HttpRequest):
    """A request of a signed-in person, with what django-htmx adds."""

    user: User
    htmx: HtmxDetails


P = ParamSpec("P")
View = Callable[Concatenate[NewsroomRequest, P], HttpResponseBase]
M = TypeVar("M", bound=models.Model)


def open_to(roles: frozenset[Role], rule: str) -> Callable[[View[P]], View[P]]:
    """Let only people with one of ``roles`` in; ``rule`` is the name the start-up check reads."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(
            request: NewsroomRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated or not request.user.roles & roles:
                raise Refused(_("Your role in this newsroom does not include this page."))
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


people = open_to(frozenset(Role), "people")
newsroom = open_to(frozenset(Role) - {Role.AUTHOR}, "newsroom")
checkers = open_to(CHECKS, "checkers")
reviewers = open_to(REVIEWS, "reviewers")
editors = open_to(EDITS, "editors")
admins = open_to(frozenset({Role.ADMIN}), "admins")


def everyone(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to people who are not signed in; the literal list of these is tested."""
    view.access_rule = "everyone"  # type: ignore[attr-defined]
    return login_not_required(view)


def one(rows: "models.QuerySet[M]", **which: Any) -> M:
    """Return the one row, or answer 404: what one may not read does not exist."""
    return get_object_or_404(rows, **which)


def article_or_404(request: NewsroomRequest, uid: UUID) -> Article:
    rows = Article.objects.visible_to(request.user)
    rows = rows.select_related("desk", "lead_checker", "current").prefetch_related("authors")
    article = one(rows, uid=uid)
    if article.current is None:
        raise Http404("an article without a text")
    article.current.article = article
    return article


def claim_or_404(request: NewsroomRequest, uid: UUID, number: int) -> Claim:
    rows = Claim.objects.visible_to(request.user).select_related(
        "article__desk",
        "article__current",
        "statement__source__root",
        "statement__said_by",
        "statement__approved_by",
        "assignee",
        "verdict_by",
    )
    return one(rows, article__uid=uid, number=number)


def statement_or_404(request: NewsroomRequest, uid: UUID, statement: UUID) -> Statement:
    rows = Statement.objects.visible_to(request.user).select_related(
        "article__desk", "article__current", "source__root", "said_by", "approved_by", "assignee"
    )
    return one(rows, article__uid=uid, uid=statement)


def suggestion_or_404(request: NewsroomRequest, uid: UUID, suggestion: UUID) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related(
        "article__desk", "revision", "inside", "claim", "statement"
    )
    return one(rows, article__uid=uid, uid=suggestion)


def query_or_404(request: NewsroomRequest, uid: UUID, query: UUID) -> Query:
    rows = Query.objects.visible_to(request.user).select_related(
        "article", "claim__article", "statement__article"
    )
    return one(rows, article__uid=uid, uid=query)


def uid_or_404(text: str) -> UUID:
    """Return the uid that ``text`` is; anything else leads nowhere."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404(text) from error


def source_or_404(request: NewsroomRequest, uid: UUID) -> Source:
    return one(Source.objects.visible_to(request.user).select_related("root"), uid=uid)


def evidence_or_404(request: NewsroomRequest, uid: UUID, *, where: Shown = Shown.PAGE) -> Evidence:
    """Return evidence that is to be shown ``where``; of what is confidential that is kept."""
    found = one(Evidence.objects.visible_to(request.user), uid=uid)
    note_readings([found], by=request.user, where=where)
    return found


def support_or_404(request: NewsroomRequest, uid: UUID) -> Support:
    """Return a support whose evidence and whose claim or statement may both be read."""
    articles = Article.objects.visible_to(request.user)
    rows = Support.objects.visible_to(request.user).select_related(
        "evidence", "claim__article", "statement__article"
    )
    seen = models.Q(claim__article__in=articles) | models.Q(statement__article__in=articles)
    return one(rows.filter(seen), uid=uid)


def change_or_404(request: NewsroomRequest, uid: UUID) -> Change:
    rows = Change.objects.visible_to(request.user)
    related = ("claim__statement", "statement__source", "decided_by")
    return one(rows.select_related("article", *related), uid=uid)


def sign_off_or_404(request: NewsroomRequest, article: Article, sign_off: UUID) -> SignOff:
    """Return a sign-off of ``article``, whose own door let the reader in."""
    rows = SignOff.objects.visible_to(request.user).select_related("created_by", "revision")
    sealed = one(rows, article=article, uid=sign_off)
    sealed.article = article
    return sealed
