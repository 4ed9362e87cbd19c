"""Ways in by hand: paste a story, give its address, upload its file; and what is said about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from claims import permissions
from claims.enums import STAGE_MOVES, Origin, Stage
from claims.formats import MAX_BYTES, Draft, Unreadable, read_plain, read_rich
from claims.forms.articles import (
    ArticleForm,
    FileForm,
    PastedWords,
    PasteForm,
    UrlForm,
    WordsInFile,
)
from claims.models import Arrival, Article, User
from claims.queries.gate import blockers
from claims.queries.workspace import Workspace
from claims.services import arrivals, articles, wires
from claims.services.revisions import Imported
from claims.services.saving import Invalid, Refused, Stale

from . import access
from .access import NewsroomRequest
from .claims import usable
from .merging import Merge

WayIn = PasteForm | UrlForm | FileForm
WAYS: dict[str, type[WayIn]] = {"paste": PasteForm, "address": UrlForm, "file": FileForm}


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
            tell(request, done)
            # an agency's item says itself which article it is: there is nothing to choose
            if done.created or (way == "file" and done.article.uri):
                return redirect(first_look(done) if done.created else done.article)
            known = done.article
    status = 422 if form.is_bound and not form.is_valid() else 409 if known else 200
    context = {"form": form, "way": way, "known": known}
    return render(request, "claims/article_import.html", context, status=status)


def bring_in(form: WayIn, *, by: User) -> Imported | Arrival:
    """Import a pasted story or a file at once; have an address fetched in the background."""
    data = form.cleaned_data
    about = {name: data[name] for name in ("title", "desk", "deadline", "again")}
    if isinstance(form, UrlForm):
        return arrivals.order(url=data["url"], by=by, **about)
    if isinstance(form, FileForm):
        return wires.bring_file(**file_in(form), by=by, origin=Origin.FILE, **about)
    return articles.import_article(draft=pasted(form), by=by, origin=Origin.PASTE, **about)


def first_look(done: Imported) -> str:
    """Return where what came in is looked at first: of a new draft, what changed in it."""
    number = done.revision.number
    if number == 1:
        return first_thing(done.article)
    page = reverse("revision-compare", args=[done.article.uid])
    return f"{page}?old={number - 1}&new={number}"


def first_thing(article: Article) -> str:
    """Return where the work on a new article begins: the first claim worth checking, if any."""
    return (Workspace(article).first_to_check or article).get_absolute_url()


def tell(request: NewsroomRequest, done: Imported) -> None:
    """Say what came of an import, and what its reader had to leave out."""
    for warning in done.warnings:
        messages.warning(request, warning)
    if done.created and done.revision.number > 1:
        number = {"number": done.revision.number}
        messages.success(request, _("Draft %(number)d is the text now.") % number)
    if done.asked:
        sentence = ngettext(
            "%(n)d comment of its margin came in as a query.",
            "%(n)d comments of its margin came in as queries.",
            done.asked,
        )
        messages.success(request, sentence % {"n": done.asked})


def pasted(form: PastedWords) -> Draft:
    """Read what was pasted. Raises Unreadable with a sentence for the user."""
    data = form.cleaned_data
    # Rich text where the clipboard held it and nobody edited the text since.
    return read_rich(data["html"]) if data["html"] else read_plain(data["text"])


def file_in(form: WordsInFile) -> dict[str, Any]:
    """Return the uploaded file as readers take it: data, name, content_type."""
    file = form.cleaned_data["file"]
    if file is None:
        raise Unreadable(_("Choose a file first."))
    held = file.read(MAX_BYTES + 1)
    return {"data": held, "name": file.name, "content_type": file.content_type or ""}


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def article_edit(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Say what an article is: its people, desk, times and readers."""
    article = access.article_or_404(request, uid)
    form = ArticleForm(*([request.POST] if request.method == "POST" else []), article=article)
    status = 200
    if form.is_bound:
        merge = Merge(form, request.user, lambda fresh: ArticleForm(article=fresh))
        if save_about(merge, article, by=request.user):
            messages.success(request, merge.words() or _("Saved."))
            return redirect(article)
        status = 422
    context = {
        "form": merge.form if form.is_bound else form,
        "article": article,
        "stages": stages_for(request.user, article),
        "why_not_archive": permissions.why_not_archive(request.user, article),
    }
    return render(request, "claims/article_form.html", context, status=status)


def save_about(merge: Merge, article: Article, *, by: User) -> bool:
    """Save what is said about the article; whether it was: else the form says why not."""
    if not merge.form.is_valid():
        return False
    try:
        merge.save(lambda form: articles.edit_article(article=article, by=by, **usable(form)))
    except Stale as stale:
        merge.again(stale)
    except (Invalid, Refused) as problem:
        merge.form.add_error(None, str(problem))
    else:
        return True
    return False


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
