"""Ways in by hand: paste a story, give its address, upload its file; and what is said about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import permissions
from claims.enums import STAGE_MOVES, Origin, Stage
from claims.fetching import NotFetched, fetch
from claims.formats import Draft, Unreadable, read_file, read_page, read_plain, read_rich
from claims.forms.articles import ArticleForm, FileForm, ImportForm, PasteForm, UrlForm
from claims.models import Article, User
from claims.services import articles
from claims.services.saving import Invalid, Refused, Stale

from . import access
from .access import NewsroomRequest

Read = Callable[[Any], tuple[Draft, dict[str, Any]]]


def read_paste(form: ImportForm) -> tuple[Draft, dict[str, Any]]:
    """Read pasted text; rich text where the clipboard held it and the text was not edited since."""
    html = form.cleaned_data["html"]
    draft = read_rich(html) if html else read_plain(form.cleaned_data["text"])
    return draft, {"origin": Origin.PASTE}


def read_address(form: ImportForm) -> tuple[Draft, dict[str, Any]]:
    """Fetch a page through the one door to the network and read its main text."""
    url = form.cleaned_data["url"]
    if not url:
        raise Unreadable(_("Type the address of the page first."))
    page = fetch(url)
    if "html" in page.content_type:
        draft = read_page(page.body, url=page.url)
    else:
        name = page.url.rsplit("/", 1)[-1]
        draft = read_file(page.body, name=name, content_type=page.content_type)
    return draft, {"origin": Origin.URL, "origin_name": page.url, "url": page.url}


def read_upload(form: ImportForm) -> tuple[Draft, dict[str, Any]]:
    """Read an uploaded file."""
    file = form.cleaned_data["file"]
    if file is None:
        raise Unreadable(_("Choose a file first."))
    draft = read_file(file.read(), name=file.name, content_type=file.content_type or "")
    return draft, {"origin": Origin.FILE, "origin_name": file.name}


WAYS: dict[str, tuple[type[ImportForm], Read]] = {
    "paste": (PasteForm, read_paste),
    "address": (UrlForm, read_address),
    "file": (FileForm, read_upload),
}


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def article_import(request: NewsroomRequest, way: str = "paste") -> HttpResponse:
    """Bring an article in; a mistake keeps what was typed, a known text is offered."""
    if way not in WAYS:
        raise Http404(way)
    form_type, read = WAYS[way]
    form = form_type(request.POST or None, request.FILES or None)
    known: Article | None = None
    if request.method == "POST" and form.is_valid():
        try:
            imported = bring_in(form, read, by=request.user)
        except (Unreadable, NotFetched, Invalid) as problem:
            form.add_error(next(iter(set(form.fields) & {"text", "url", "file"})), str(problem))
        else:
            for warning in imported.warnings:
                messages.warning(request, warning)
            if imported.created:
                return redirect(imported.article)
            known = imported.article
    status = 422 if form.is_bound and not form.is_valid() else 409 if known else 200
    context = {"form": form, "way": way, "ways": list(WAYS), "known": known}
    return render(request, "claims/article_import.html", context, status=status)


def bring_in(form: ImportForm, read: Read, *, by: User) -> articles.Imported:
    """Read what the form holds and import it."""
    draft, origin = read(form)
    data = form.cleaned_data
    about = {name: data[name] for name in ("title", "desk", "deadline", "again")}
    return articles.import_article(draft=draft, by=by, **origin, **about)


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def article_edit(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Say what an article is: its people, desk, times and readers."""
    article = access.article_or_404(request, uid)
    form = ArticleForm(*([request.POST] if request.method == "POST" else []), article=article)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            articles.edit_article(article=article, by=request.user, **form.cleaned_data)
        except Stale:
            sentence = _("Somebody else changed this meanwhile. Look at it, then save again.")
            form.add_error(None, sentence)
        except (Invalid, Refused) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect(article)
    if form.is_bound:
        status = 422
    context = {"form": form, "article": article, "stages": stages_for(request.user, article)}
    return render(request, "claims/article_form.html", context, status=status)


@require_POST
@access.checkers
def article_stage(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Take the article to another stage of its life."""
    article = access.article_or_404(request, uid)
    stage = request.POST.get("stage", "")
    if stage not in Stage.values:
        raise Http404(stage)
    articles.move_article(article=article, stage=Stage(stage), by=request.user)
    article.refresh_from_db(fields=["stage"])
    messages.success(request, _("Now: %(stage)s.") % {"stage": article.get_stage_display()})
    return redirect(article)


def stages_for(user: User, article: Article) -> list[tuple[Stage, str]]:
    """Return where the article can go, each with why ``user`` may not take it there."""
    moves = sorted(STAGE_MOVES[Stage(article.stage)], key=list(Stage).index)
    return [(to, permissions.why_not_move_article(user, article, to)) for to in moves]
