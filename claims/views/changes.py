"""Proposed wordings: propose one, decide on it, and the list of an article that is handed over."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims.enums import Shown
from claims.forms.changes import ActionForm, DecisionForm, ProposalForm
from claims.models import Article, Change, Claim, Statement
from claims.queries.proposals import ChangeList, Proposal
from claims.services import changes, claims
from claims.services.readings import note_readings
from claims.services.saving import Invalid, Refused, Stale

from . import access
from .access import NewsroomRequest
from .answers import answer, part_for
from .claims import usable

PAGE = "claims/change_list.html"
Target = Claim | Statement


@require_safe
@access.people
def change_list(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """List the changes of an article in the order of its text, to work through or to print."""
    article = access.article_or_404(request, uid)
    return listed(request, ChangeList(article, request.user, request.GET.get("show", "")))


def note_shown(request: NewsroomRequest, rows: Iterable[Proposal]) -> None:
    """Keep that the evidence behind ``rows`` was shown."""
    shown = [evidence for row in rows for evidence in row.evidence]
    note_readings(shown, by=request.user, where=Shown.CHANGES)


def listed(request: NewsroomRequest, found: ChangeList, **more: Any) -> HttpResponse:
    """Answer with the whole list."""
    note_shown(request, found.proposals)
    status = more.pop("status", 200)
    context = {"article": found.article, "changes": found, "now": timezone.now(), **more}
    return render(request, PAGE, context, status=status)


def target_or_404(request: NewsroomRequest, uid: UUID, which: dict[str, Any]) -> Target:
    """Return the claim (by ``number``) or the statement (by ``statement``) of the address."""
    if "number" in which:
        return access.claim_or_404(request, uid, which["number"])
    return access.statement_or_404(request, uid, which["statement"])


@require_POST
@access.checkers
def propose(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Propose other words for a claim or statement, or to cut them."""
    target, article = target_or_404(request, uid, which), access.article_or_404(request, uid)
    form = ProposalForm(request.POST)

    def verb() -> None:
        data = usable(form)
        changes.propose(
            to=target,
            new=data["new"],
            reason=data["reason"],
            by=request.user,
            seen=data["seen"],
        )

    kept, said = {"proposal_form": form}, _("Proposed. The author or an editor decides.")
    return answer(request, article, target, verb, kept=kept, said=said, undoable=False)


@require_POST
@access.checkers
def action(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Say what the article should do about a claim that does not hold."""
    claim, article = (
        access.claim_or_404(request, uid, number),
        access.article_or_404(request, uid),
    )
    form = ActionForm(request.POST)

    def verb() -> None:
        data = usable(form)
        claims.edit_claim(claim=claim, by=request.user, seen=data["seen"], action=data["action"])

    return answer(request, article, claim, verb)


VERBS: dict[str, tuple[Callable[..., Any], bool]] = {  # with a word on it?
    "acceptance": (changes.accept, True),
    "refusal": (changes.decline, True),
    "withdrawal": (changes.withdraw, False),
}


@require_POST
@vary_on_headers("HX-Request")
@access.people
def move(request: NewsroomRequest, uid: UUID, step: str) -> HttpResponse:
    """Accept, decline or withdraw a proposal; answer with the panel or the row it was done in."""
    if step not in VERBS:
        raise Http404(step)
    change = access.change_or_404(request, uid)
    article = access.article_or_404(request, change.article.uid)
    form = DecisionForm(request.POST)
    service, has_note = VERBS[step]

    def verb() -> None:
        data = usable(form)
        note = {"note": data["note"]} if has_note else {}
        service(proposal=change, by=request.user, seen=data["seen"], **note)

    said = {
        "acceptance": _("Accepted. It waits to be put into the text."),
        "refusal": _("Declined."),
        "withdrawal": _("Withdrawn."),
    }[step]
    typed = {"typed_change": change.uid, "typed_note": request.POST.get("note", "")}
    if request.POST.get("where") == "panel":
        target = change.to
        return answer(request, article, target, verb, kept=typed, said=said, undoable=False)
    return in_list(request, article, change, verb, said=said, typed=typed)


def in_list(
    request: NewsroomRequest,
    article: Article,
    change: Change,
    verb: Callable[[], None],
    *,
    said: str,
    typed: dict[str, Any],
) -> HttpResponse:
    """Do ``verb`` and answer with the row, or where there is no script with the list."""
    found = ChangeList(article, request.user, request.POST.get("show", ""))
    status, error = 200, ""
    try:
        verb()
    except Stale:
        status, error = 409, _("Somebody decided in the meantime, as you see. Press again.")
    except Refused as refused:
        status, error = 403, str(refused)
    except Invalid as invalid:
        status, error = 422, str(invalid)
    kept = {"error": error, **typed} if error else {}
    if part_for(request):
        context = {
            "article": article,
            "changes": found,
            "proposal": (row := found.one(change)),
            "toast": "" if error else said,
            **kept,
        }
        note_shown(request, [row])
        return render(request, f"{PAGE}#answer", context, status=status)
    if error:
        return listed(request, found, status=status, **kept)
    messages.success(request, said)
    address = reverse("change-list", args=[article.uid])
    return redirect(f"{address}?show={found.show}#change-{change.uid}")
