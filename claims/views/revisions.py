"""Drafts of an article: the list, one of them, two compared, and bringing in a new one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claims import permissions
from claims.enums import Origin
from claims.formats import Unreadable
from claims.forms.articles import PastedWords, WordsAtAddress, WordsInFile
from claims.models import Arrival, Article, User
from claims.queries.revisions import Comparison, RevisionList, one_revision, two_revisions
from claims.services import arrivals, revisions, wires
from claims.services.revisions import Imported
from claims.services.saving import Invalid, Refused

from . import access
from .access import NewsroomRequest
from .imports import file_in, first_look, pasted, tell
from .links import address

WayIn = PastedWords | WordsAtAddress | WordsInFile
WAYS: dict[str, type[WayIn]] = {
    "paste": PastedWords,
    "address": WordsAtAddress,
    "file": WordsInFile,
}
VIEWS = {"side": gettext_lazy("Side by side"), "inline": gettext_lazy("In one text")}


@require_safe
@access.people
def revision_list(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """List the drafts of an article, newest first."""
    article = access.article_or_404(request, uid)
    found = RevisionList(article, request.GET.get("after", ""))
    context = {
        "article": article,
        "found": found,
        "next_url": address(request, after=found.page.next) if found.page.next else "",
        "first_url": "" if found.page.first else address(request),
        "why_not_work": permissions.why_not_work_on(request.user, article),
    }
    return render(request, "claims/revision_list.html", context)


@require_safe
@access.people
def revision_detail(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Show the text of one draft, with the claims where they stood in it."""
    article = access.article_or_404(request, uid)
    found = one_revision(article, number)
    if found is None:
        raise Http404(number)
    context = {"article": article, "revision": found.revision, "blocks": found.blocks}
    return render(request, "claims/revision_detail.html", context)


@require_safe
@access.people
def revision_compare(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show two drafts side by side or in one text; the last two, unless others are asked for."""
    article = access.article_or_404(request, uid)
    view = request.GET.get("view", "")
    numbers = [request.GET.get(name, "") for name in ("old", "new")]
    old, new = two_revisions(article, *numbers)
    if (old is None or new is None) and any(numbers):
        raise Http404(" ".join(numbers))
    chosen = view if view in VIEWS else "side"
    context = {
        "article": article,
        "comparison": Comparison(article, old, new) if old and new else None,
        "numbers": article.revisions.order_by("number").values_list("number", "created_at"),
        "view": chosen,
        "views": [(key, label, address(request, view=key)) for key, label in VIEWS.items()],
        "why_not_work": permissions.why_not_work_on(request.user, article),
    }
    return render(request, "claims/revision_compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def revision_new(request: NewsroomRequest, uid: UUID, way: str = "paste") -> HttpResponse:
    """Bring in a new draft of an article; a mistake keeps what was typed."""
    if way not in WAYS:
        raise Http404(way)
    article = access.article_or_404(request, uid)
    given = {"url": article.url, **request.GET.dict()}
    form = WAYS[way](request.POST or None, request.FILES or None, initial=given)
    known, status = False, 200
    if request.method == "POST" and form.is_valid():
        try:
            done = bring_in(form, article, by=request.user)
        except (Unreadable, Invalid) as problem:
            form.add_error(next(iter(form.fields.keys() & {"text", "url", "file"})), str(problem))
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 403
        else:
            if isinstance(done, Arrival):
                return redirect(done)
            tell(request, done)
            if done.created or done.asked:
                return redirect(first_look(done) if done.created else done.article)
            known = True
    if form.is_bound and status == 200:
        status = 409 if known else 422
    context = {
        "article": article,
        "form": form,
        "way": way,
        "known": known,
        "why_not_work": permissions.why_not_work_on(request.user, article),
    }
    return render(request, "claims/revision_new.html", context, status=status)


def bring_in(form: WayIn, article: Article, *, by: User) -> Imported | Arrival:
    """Make what was pasted or uploaded the new draft; have an address fetched."""
    if isinstance(form, WordsAtAddress):
        return arrivals.order(url=form.cleaned_data["url"], by=by, onto=article)
    if isinstance(form, WordsInFile):
        return wires.bring_file(**file_in(form), by=by, origin=Origin.FILE, onto=article)
    return revisions.revise(article=article, draft=pasted(form), by=by, origin=Origin.PASTE)
