"""Sharing an article's claims out among people: who has how much, who would get what, do it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims import permissions
from claims.forms.assigning import ShareOutForm
from claims.models import Article
from claims.queries.shares import Workload, plan_of
from claims.services.saving import Invalid, Refused
from claims.services.shares import Outdated, Shared, share_out

from . import access
from .access import NewsroomRequest
from .claims import usable


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def shares(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show who would get what (the address says among whom), and share it out on a POST."""
    article = access.article_or_404(request, uid)
    if permissions.lacks(request.user, permissions.REVIEWS):
        raise Refused(permissions.why_not_share_out(request.user, article))
    if request.method != "POST":
        return page(request, article, ShareOutForm(request.GET))
    form = ShareOutForm(request.POST)
    try:
        data = usable(form)
        done = share_out(
            article=article,
            among=list(data["who"]),
            by=request.user,
            what=form.what,
            lead=data["lead"],
            seen=data["seen"],
        )
    except Refused as refused:
        return page(request, article, form, status=403, error=str(refused))
    except Invalid as invalid:
        status = 409 if isinstance(invalid, Outdated) else 422
        return page(request, article, form, status=status, error=str(invalid))
    tell(request, done)
    return redirect("article-shares", article.uid)


def page(
    request: NewsroomRequest,
    article: Article,
    form: ShareOutForm,
    *,
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    """Answer with the page, what was ticked kept."""
    plan = None
    if form.is_valid() and form.cleaned_data["who"]:
        plan = plan_of(article, list(form.cleaned_data["who"]), form.what, by=request.user)
    context: dict[str, Any] = {
        "article": article,
        "workload": Workload(article, request.user),
        "form": form,
        "ticked": form["who"].value() or [],
        "plan": plan,
        "error": error,
        "why_not": permissions.why_not_share_out(request.user, article),
    }
    return render(request, "claims/shares.html", context, status=status)


def tell(request: NewsroomRequest, done: Shared) -> None:
    """Say who got how much, and what was refused and why."""
    parts = []
    for person, claims, statements in done.given:
        words = ngettext("%(who)s: %(n)d claim", "%(who)s: %(n)d claims", claims)
        part = words % {"who": person, "n": claims}
        if statements:
            more = ngettext("%(n)d statement", "%(n)d statements", statements)
            part = f"{part}, {more % {'n': statements}}"
        parts.append(part)
    messages.success(request, _("Shared out. %(parts)s.") % {"parts": "; ".join(parts)})
    for what, reason in done.refused:
        messages.warning(request, f"{what}: {reason}")
