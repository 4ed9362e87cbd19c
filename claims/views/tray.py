"""The tray: what a new draft left without a place, and what people do about each of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.forms.marking import ReasonForm
from claims.forms.tray import PlaceForm
from claims.models import Article, Claim, Query, Revision, Statement
from claims.queries.tray_page import TrayPage
from claims.services import claims, queries, statements, tray
from claims.services.saving import Invalid, Refused, Stale

from . import access
from .access import NewsroomRequest
from .answers import answer
from .claims import usable

PAGE = "claims/tray.html"
MODELS: dict[str, type[Claim | Statement | Query]] = {
    "claim": Claim,
    "statement": Statement,
    "query": Query,
}
Thing = Claim | Statement | Query


@require_safe
@access.people
def show(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """List what waits for its place, and what may come back from retirement."""
    return listed(request, access.article_or_404(request, uid))


def listed(request: NewsroomRequest, article: Article, **more: Any) -> HttpResponse:
    """Answer with the whole tray."""
    status = more.pop("status", 200)
    page = TrayPage(article, request.user)
    return render(request, PAGE, {"article": article, "page": page, **more}, status=status)


def thing_or_404(request: NewsroomRequest, uid: UUID) -> Thing:
    """Return the claim, statement or query of the article that the form names."""
    model = MODELS.get(request.POST.get("kind", ""))
    if model is None:
        raise Http404("no such kind")
    rows: Any = model._default_manager
    readable = rows.visible_to(request.user).select_related("article__desk", "article__current")
    thing: Thing = access.one(
        readable, article__uid=uid, uid=access.uid_or_404(request.POST.get("uid", ""))
    )
    return thing


def revision_of(request: NewsroomRequest, article: Article) -> Revision:
    """Return the draft that the person had before them, the current one where none is named."""
    current = article.current
    if current is None:
        raise Invalid("an article without a text")
    given = request.POST.get("revision", "")
    if not given or given == str(current.uid):
        return current
    return access.one(Revision.objects.filter(article=article), uid=access.uid_or_404(given))


def on_tray(
    request: NewsroomRequest, article: Article, thing: Thing, verb: Callable[[], Any], *, said: str
) -> HttpResponse:
    """Do ``verb`` and go back to the tray; what could not be saved stands there as it was typed.

    From the workspace, the answer is the panel of the thing.
    """
    if request.POST.get("where") == "panel":
        kept = {"typed": request.POST.dict()}
        return answer(request, article, thing, verb, said=said, kept=kept, undoable=False)
    try:
        verb()
    except Stale:
        status, error = 409, _("Somebody changed this meanwhile, as you see. Press again.")
    except Refused as refused:
        status, error = 403, str(refused)
    except Invalid as invalid:
        status, error = 422, str(invalid)
    else:
        messages.success(request, said)
        return redirect("article-tray", article.uid)
    typed = request.POST.dict()
    return listed(request, article, status=status, error=error, typed=typed, typed_thing=thing.uid)


@require_POST
@access.checkers
def place(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Say where the words of a thing stand now: a place shown, or words copied from the text."""
    article, thing = access.article_or_404(request, uid), thing_or_404(request, uid)
    form = PlaceForm(request.POST)

    def verb() -> None:
        data, revision = usable(form), revision_of(request, article)
        start, end = form.span(revision)
        tray.place(
            thing=thing,
            start=start,
            end=end,
            by=request.user,
            revision=revision,
            seen=data["seen"],
        )

    return on_tray(request, article, thing, verb, said=_("It has its place in the new draft."))


@require_POST
@access.checkers
def retire(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Take a claim or statement out of the work, with a reason; resolve a query."""
    article, thing = access.article_or_404(request, uid), thing_or_404(request, uid)
    form = ReasonForm(request.POST)

    def verb() -> None:
        data = usable(form)
        reason, seen, by = data["reason"], data["seen"], request.user
        if isinstance(thing, Claim):
            claims.retire_claim(claim=thing, reason=reason, by=by, seen=seen)
        elif isinstance(thing, Statement):
            statements.retire_statement(statement=thing, reason=reason, by=by)
        else:
            queries.resolve(query=thing, by=by, seen=seen, last_word=reason)

    said = _("Resolved.") if isinstance(thing, Query) else _("Retired.")
    return on_tray(request, article, thing, verb, said=said)


@require_POST
@access.checkers
def restore(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Bring back what was retired, where its words stand again; or leave it retired there."""
    article, thing = access.article_or_404(request, uid), thing_or_404(request, uid)
    form = PlaceForm(request.POST)
    leaves = request.POST.get("do") == "leave"

    def verb() -> None:
        usable(form)
        if isinstance(thing, Query) or thing.retired_at is None:
            raise Invalid(_("It is not retired any more."))
        revision = revision_of(request, article)
        start, end = form.span(revision)
        # With a place but still retired, it is not offered again.
        service = tray.place if leaves else tray.restore
        service(thing=thing, start=start, end=end, by=request.user, revision=revision)

    said = _("It stays retired.") if leaves else _("Restored.")
    return on_tray(request, article, thing, verb, said=said)
