"""What people do to a suggestion, and to sentences that hold nothing to check."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.enums import Worth
from claims.forms.marking import AcceptForm, SelectionForm, WorthForm
from claims.models import AuditEvent, NothingToCheck, Suggestion
from claims.queries.workspace import Workspace
from claims.services import reading, suggestions, undo
from claims.services.anchoring import locate
from claims.services.saving import Invalid

from . import access
from .access import NewsroomRequest
from .answers import again, answer, saved_words
from .claims import usable


def following(request: NewsroomRequest, suggestion: Suggestion) -> Suggestion | None:
    """Return the next suggestion of the same kind that waits, else the first one."""
    article = access.article_or_404(request, suggestion.article.uid)
    waiting = [s for s in Workspace(article).pending if s.kind == suggestion.kind]
    later = [row for row in waiting if (row.start, row.pk) > (suggestion.start, suggestion.pk)]
    return next(iter(later or waiting), None)


@require_POST
@access.checkers
def acceptance(request: NewsroomRequest, uid: UUID, suggestion: UUID) -> HttpResponse:
    """Make it a claim or statement, its speaker corrected or its question answered if so said."""
    thing = access.suggestion_or_404(request, uid, suggestion)
    article = access.article_or_404(request, uid)
    words = ""

    def verb() -> Any:
        nonlocal words
        data = usable(AcceptForm(request.POST))
        given = data["verdict"] or data["said"]
        about: dict[str, Any] = {"suggestion": thing, "by": request.user}
        about |= {"speaker": data["speaker"]} if "speaker" in request.POST else {}
        if not given:
            return suggestions.accept(**about)
        made = suggestions.accept_and_answer(given=given, **about)
        words = _("Accepted. %(saved)s") % {"saved": saved_words(again(made))}
        return made

    kept = {"typed": request.POST.dict()}
    return answer(request, article, thing, verb, said=lambda: words, kept=kept)


@require_POST
@access.checkers
def dismissal(request: NewsroomRequest, uid: UUID, suggestion: UUID) -> HttpResponse:
    """Say that this is nothing, and go on to the next suggestion."""
    thing = access.suggestion_or_404(request, uid, suggestion)
    article = access.article_or_404(request, uid)

    def verb() -> Suggestion | None:
        suggestions.dismiss(suggestion=thing, by=request.user)
        return following(request, thing)

    return answer(request, article, thing, verb, said=_("Dismissed."), undone=thing)


@require_POST
@access.checkers
def acceptances(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Accept every suggested claim down to a level."""
    article = access.article_or_404(request, uid)
    number = 0

    def verb() -> None:
        nonlocal number
        if article.current is None:
            raise Invalid("an article without a text")
        worth = Worth(usable(WorthForm(request.POST))["worth"])
        number = suggestions.accept_all(revision=article.current, worth=worth, by=request.user)

    def words() -> str:
        return ngettext("%(n)d claim made.", "%(n)d claims made.", number) % {"n": number}

    return answer(request, article, None, verb, said=words)


@require_POST
@access.checkers
def nothing_here(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Keep the decision that a sentence holds nothing to check."""
    article = access.article_or_404(request, uid)
    also: list[NothingToCheck] = []

    def verb() -> Any:
        data = usable(SelectionForm(request.POST))
        revision, start, end = article.current, data["start"], data["end"]
        if revision is None or start is None or end is None:
            raise Invalid(_("Select some words first."))
        if data["exact"].strip():  # the page may show an older draft
            start, end = locate(revision, data["exact"], start)
        kept = suggestions.nothing_here(revision=revision, start=start, end=end, by=request.user)
        also.append(kept)
        left = Workspace(article).coverage.left
        return left[0] if left else None

    said = _("Noted: nothing to check here.")
    return answer(request, article, None, verb, said=said, also=also)


@require_POST
@access.checkers
def something_here(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Take "nothing to check here" back for a sentence."""
    article = access.article_or_404(request, uid)

    def verb() -> None:
        data = usable(SelectionForm(request.POST))
        rows = NothingToCheck.objects.filter(revision=article.current)
        kept = rows.filter(start=data["start"], end=data["end"]).first()
        if kept is None:
            raise Invalid(_("This decision has been taken back already."))
        suggestions.something_here(kept=kept, by=request.user)

    return answer(request, article, None, verb, said=_("Taken back."))


@require_POST
@access.checkers
def read_again(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Have the engine read the text anew; decisions stay."""
    article = access.article_or_404(request, uid)

    def verb() -> None:
        reading.read_again(article=article, by=request.user)

    return answer(request, article, None, verb, said=_("Read again."))


@require_POST
@access.checkers
def undoing(request: NewsroomRequest, event: UUID) -> HttpResponse:
    """Take one's own last deed back."""
    deed = access.one(AuditEvent.objects.visible_to(request.user), uid=event)
    thing = undo.thing_of(deed)
    article = access.article_or_404(request, deed.article_uid or event)

    def verb() -> Any:
        undone: Any = again(undo.undo(event=deed, by=request.user))
        back = getattr(undone, "suggestion", None)
        return back if back is not None and getattr(undone, "retired_at", None) else undone

    return answer(request, article, thing, verb, said=_("Undone."))
