"""Ways in by hand: paste a story, give its address, upload its file; and what is said about it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import permissions
from claims.enums import STAGE_MOVES, Origin, Stage
from claims.formats import MAX_BYTES, Unreadable, read_file, read_plain, read_rich
from claims.forms.articles import ArticleForm, FileForm, ImportForm, PasteForm, UrlForm
from claims.models import Arrival, Article, User
from claims.queries.gate import blockers
from claims.services import arrivals, articles
from claims.services.saving import Invalid, Refused, Stale

from . import access
from .access import NewsroomRequest

WAYS: dict[str, type[ImportForm]] = {"paste": PasteForm, "address": UrlForm, "file": FileForm}


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def article_import(request: NewsroomRequest, way: str = "paste") -> HttpResponse:
    """Bring an article in; a mistake keeps what was typed, a known text is offered."""
    if way not in WAYS:
        raise Http404(way)
    form = WAYS[way](request.POST or None, request.FILES or None, initial=request.GET.dict())
    known: Article | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = bring_in(form, by=request.user)
        except (Unreadable, Invalid) as problem:
            form.add_error(next(iter(form.fields.keys() & {"text", "url", "file"})), str(problem))
        else:
            if isinstance(done, Arrival):
                return redirect(done)
            for warning in done.warnings:
                messages.warning(request, warning)
            if done.created:
                return redirect(done.article)
            known = done.article
    status = 422 if form.is_bound and not form.is_valid() else 409 if known else 200
    context = {"form": form, "way": way, "known": known}
    return render(request, "claims/article_import.html", context, status=status)


def bring_in(form: ImportForm, *, by: User) -> articles.Imported | Arrival:
    """Import a pasted story or a file at once; have an address fetched in the background."""
    data = form.cleaned_data
    about = {name: data[name] for name in ("title", "desk", "deadline", "again")}
    if isinstance(form, UrlForm):
        return arrivals.order(url=data["url"], by=by, **about)
    if isinstance(form, FileForm):
        file = data["file"]
        if file is None:
            raise Unreadable(_("Choose a file first."))
        draft = read_file(
            file.read(MAX_BYTES + 1), name=file.name, content_type=file.content_type or ""
        )
        about |= {"origin": Origin.FILE, "origin_name": file.name}
    else:
        # Rich text where the clipboard held it and nobody edited the text since.
        draft = read_rich(data["html"]) if data["html"] else read_plain(data["text"])
        about |= {"origin": Origin.PASTE}
    return articles.import_article(draft=draft, by=by, **about)


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
    context = {
        "form": form,
        "article": article,
        "stages": stages_for(request.user, article),
        "why_not_archive": permissions.why_not_archive(request.user, article),
    }
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


@require_POST
@access.editors
def article_archive(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Put the article away, or bring it back."""
    article = access.article_or_404(request, uid)
    away = request.POST.get("away") == "yes"
    articles.archive_article(article=article, by=request.user, archived=away)
    messages.success(request, _("Archived.") if away else _("Back from the archive."))
    return redirect("article-edit", article.uid)


def stages_for(user: User, article: Article) -> list[tuple[Stage, str]]:
    """Return where the article can go, each with why ``user`` may not take it there."""
    moves = sorted(STAGE_MOVES[Stage(article.stage)], key=list(Stage).index)
    editor = not permissions.lacks(user, permissions.EDITS)
    # the gate is asked only where its answer is shown
    blocked = blockers(article) if editor and Stage.CLEARED in moves else []
    return [
        (to, permissions.why_not_move_article(user, article, to, blockers=blocked)) for to in moves
    ]
