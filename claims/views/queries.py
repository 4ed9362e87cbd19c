"""Queries: ask, answer, resolve and reopen, in the workspace and on the page for answering."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims.forms.queries import AskForm, ReplyForm, SettleForm
from claims.models import Article, Claim, Query, Statement
from claims.queries.people import completions
from claims.queries.query_list import QueryList, card_of
from claims.queries.query_panels import AskPanel
from claims.services import queries
from claims.services.anchoring import locate
from claims.services.saving import Invalid, Refused, Stale

from . import access
from .access import NewsroomRequest
from .answers import answer, part_for, show
from .claims import usable

PAGE = "claims/query_list.html"
Verb = Callable[[Query, dict[str, Any]], Any]


# --- the page for answering -----------------------------------------------------------------------


@require_safe
@access.people
def query_list(request: NewsroomRequest) -> HttpResponse:
    """List queries: those put to the reader, those the reader asked, or all."""
    return listed(request, found(request, request.GET.dict()))


def found(request: NewsroomRequest, asked: dict[str, str]) -> QueryList:
    """Return the list asked for; 404 for an article the reader may not know of."""
    article = None
    if uid := asked.get("article"):
        article = access.one(Article.objects.visible_to(request.user), uid=access.uid_or_404(uid))
    return QueryList(request.user, asked, article=article)


def listed(request: NewsroomRequest, found: QueryList, **more: Any) -> HttpResponse:
    """Answer with the whole list."""
    status = more.pop("status", 200)
    return render(request, PAGE, {"found": found, **more}, status=status)


@require_safe
@access.people
def article_people(request: NewsroomRequest, uid: UUID) -> JsonResponse:
    """Name people to mention: those who may read the article and whose names begin so."""
    article = access.article_or_404(request, uid)
    text = request.GET.get("q", "")[:60]
    return JsonResponse({"people": completions(article, text)})


# --- asking ---------------------------------------------------------------------------------------


@require_POST
@access.checkers
def ask(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Ask about a claim (by ``number``) or a statement."""
    thing: Claim | Statement
    if "number" in which:
        thing = access.claim_or_404(request, uid, which["number"])
    else:
        thing = access.statement_or_404(request, uid, which["statement"])
    article = access.article_or_404(request, uid)
    form = AskForm(request.POST, article=article, by=request.user)

    def verb() -> None:
        usable(form)
        queries.ask(on=thing, by=request.user, **form.about)

    kept = {"ask_form": form}
    return answer(request, article, thing, verb, said=_("Asked."), kept=kept, undoable=False)


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def ask_passage(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Ask about words of the text; without a question, give room to write one."""
    article = access.article_or_404(request, uid)
    chosen = request.POST if request.method == "POST" else request.GET
    if "text" not in chosen or request.method != "POST":
        return chosen_words(request, article, AskForm(chosen, article=article, by=request.user))
    form = AskForm(request.POST, article=article, by=request.user)

    def verb() -> Query:
        data, revision = usable(form), article.current
        if revision is None:
            raise Invalid("an article without a text")
        passage = locate(revision, data["exact"], data["start"])
        return queries.ask(on=revision, passage=passage, by=request.user, **form.about)

    kept = {"ask_form": form, "panel": AskPanel(request.POST.get("exact", ""))}
    return answer(request, article, None, verb, said=_("Asked."), kept=kept, undoable=False)


def chosen_words(request: NewsroomRequest, article: Article, chosen: AskForm) -> HttpResponse:
    """Show the words chosen with an empty question; a mistake in them is told at once."""
    part, revision = part_for(request), article.current
    try:
        data = usable(chosen)
        if revision is None:
            raise Invalid("an article without a text")
        start, end = locate(revision, data["exact"], data["start"])
    except Invalid as invalid:
        return show(request, article, status=422, part=part, error=str(invalid))
    words = revision.text[start:end]
    initial = {"exact": words, "start": start}
    form = AskForm(article=article, by=request.user, focus=True, initial=initial)
    return show(request, article, part=part, ask_form=form, panel=AskPanel(words))


# --- one query ------------------------------------------------------------------------------------


@require_safe
@vary_on_headers("HX-Request")
@access.people
def query_detail(request: NewsroomRequest, uid: UUID, query: UUID) -> HttpResponse:
    """Show a passage with its query; one on a claim or statement leads there."""
    asked = access.query_or_404(request, uid, query)
    if asked.on:
        return redirect(f"{asked.on.get_absolute_url()}#query-{asked.uid}")
    return show(request, access.article_or_404(request, uid), asked, part=part_for(request))


@require_POST
@access.people
def reply(request: NewsroomRequest, uid: UUID, query: UUID) -> HttpResponse:
    """Answer in a thread."""

    def verb(asked: Query, data: dict[str, Any]) -> None:
        queries.reply(query=asked, text=data["text"], by=request.user)

    return on_query(request, uid, query, ReplyForm(request.POST), verb, said=_("Reply sent."))


@require_POST
@access.people
def resolution(request: NewsroomRequest, uid: UUID, query: UUID) -> HttpResponse:
    """Settle a thread; what was written in its field is said first."""

    def verb(asked: Query, data: dict[str, Any]) -> None:
        queries.resolve(query=asked, by=request.user, seen=data["seen"], last_word=data["text"])

    return on_query(request, uid, query, SettleForm(request.POST), verb, said=_("Resolved."))


@require_POST
@access.people
def reopening(request: NewsroomRequest, uid: UUID, query: UUID) -> HttpResponse:
    """Open a thread again."""

    def verb(asked: Query, data: dict[str, Any]) -> None:
        queries.reopen(query=asked, by=request.user, seen=data["seen"])

    return on_query(request, uid, query, SettleForm(request.POST), verb, said=_("Open again."))


def on_query(
    request: NewsroomRequest, uid: UUID, query: UUID, form: forms.Form, verb: Verb, *, said: str
) -> HttpResponse:
    """Do ``verb``; the answer is the card on the page for answering, or else the panel."""
    asked = access.query_or_404(request, uid, query)
    if "show" in request.POST:
        return on_card(request, asked, lambda: verb(asked, usable(form)), said=said)
    article = access.article_or_404(request, uid)
    return answer(
        request,
        article,
        asked.on or asked,
        lambda: verb(asked, usable(form)),
        said=said,
        kept={"typed": request.POST.dict(), "typed_query": asked.uid},
        undoable=False,
    )


def on_card(
    request: NewsroomRequest, asked: Query, verb: Callable[[], Any], *, said: str
) -> HttpResponse:
    """Do ``verb`` and answer with the card; without a script with the list the card was on.

    What was typed and could not be saved stands in the card again, with the reason above.
    """
    more: dict[str, Any] = {"typed_query": asked.uid}
    try:
        verb()
    except Stale:
        more |= {"status": 409, "error": _("Somebody replied or decided meanwhile: see above.")}
    except Refused as refused:
        more |= {"status": 403, "error": str(refused)}
    except Invalid as invalid:
        more |= {"status": 422, "error": str(invalid)}
    lists = found(request, {key: str(value) for key, value in request.POST.items()})
    if "error" in more:
        more["typed"] = request.POST.dict()
    elif not request.htmx:
        messages.success(request, said)
        return redirect(lists.url(after=lists.after))
    else:
        more["toast"] = said
    card = card_of(asked, request.user)
    if request.htmx:
        status = more.pop("status", 200)
        context = {"found": lists, "card": card, **more}
        return render(request, f"{PAGE}#answer", context, status=status)
    return listed(request, lists, first=card, **more)
