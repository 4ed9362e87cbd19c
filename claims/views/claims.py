"""What people do to a claim; each view reads a form, calls one verb and answers with the panel."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.enums import Verdict
from claims.forms.assigning import AssignForm, DueForm
from claims.forms.marking import (
    ClaimForm,
    NoteForm,
    ReasonForm,
    SelectionForm,
    VerdictForm,
)
from claims.models import Claim
from claims.services import claims, reviews, statements, verdicts
from claims.services.anchoring import locate
from claims.services.saving import Invalid

from . import access
from .access import NewsroomRequest
from .answers import answer
from .merging import Merge

Verb = Callable[[Claim, dict[str, Any]], Any]


def usable(form: forms.Form) -> dict[str, Any]:
    """Return what was typed; raises Invalid with the form's own sentences."""
    if form.is_valid():
        return form.cleaned_data
    sentences = [
        f"{form.fields[name].label}: {sentence}" if name in form.fields else str(sentence)
        for name, errors in form.errors.items()
        for sentence in errors
    ]
    raise Invalid(" ".join(sentences))


def on_claim(
    request: NewsroomRequest,
    uid: UUID,
    number: int,
    form: forms.Form,
    verb: Verb,
    *,
    said: str = "",
    unseen: bool = True,
) -> HttpResponse:
    """Do ``verb`` to the claim with what the form holds; ``said`` as ``answer`` takes it.

    A form that knows what it showed is saved together with what others changed meanwhile, unless
    it is a judgement on that (not ``unseen``).
    """
    claim = access.claim_or_404(request, uid, number)
    article = access.article_or_404(request, uid)
    merge = Merge(form, request.user)
    return answer(
        request,
        article,
        claim,
        lambda: merge.save(lambda form: verb(claim, usable(form)), unseen=unseen),
        said=lambda: merge.words() or said,
        kept=lambda: merge.kept("claim_form" if isinstance(form, ClaimForm) else "typed"),
    )


@require_POST
@access.checkers
def raise_claim(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Make a claim (or a statement) of words selected in the text."""
    article = access.article_or_404(request, uid)
    form = SelectionForm(request.POST)

    def verb() -> Any:
        data, revision = usable(form), article.current
        if revision is None:
            raise Invalid("an article without a text")
        start, end = locate(revision, data["exact"], data["start"])
        if request.POST.get("as") == "statement":
            return statements.raise_statement(
                revision=revision, content=[(start, end)], by=request.user, speaker=data["speaker"]
            )
        return claims.raise_claim(revision=revision, start=start, end=end, by=request.user)

    return answer(request, article, None, verb, kept={"selection_form": form})


@require_POST
@access.checkers
def verdict(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Set the verdict; a blank one takes it away."""

    def verb(claim: Claim, data: dict[str, Any]) -> Any:
        if not data["verdict"]:
            return verdicts.clear_verdict(claim=claim, by=request.user, seen=data["seen"])
        given = "verdict_note" in request.POST
        return verdicts.set_verdict(
            claim=claim,
            verdict=Verdict(data["verdict"]),
            by=request.user,
            note=data["verdict_note"] if given else None,
            seen=data["seen"],
        )

    return on_claim(request, uid, number, VerdictForm(request.POST), verb, unseen=False)


@require_POST
@access.checkers
def finding(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Write down what was found."""
    return on_claim(
        request,
        uid,
        number,
        NoteForm(request.POST),
        lambda claim, data: verdicts.note_finding(
            claim=claim, note=data["verdict_note"], by=request.user, seen=data["seen"]
        ),
    )


REASONED = {
    "not-checkable": verdicts.call_not_checkable,
    "reopening": verdicts.reopen,
    "return": reviews.return_claim,
    "retirement": claims.retire_claim,
}
PLAIN = {
    "release": verdicts.release,
    "taking-back": verdicts.take_back,
    "confirmation": verdicts.confirm,
    "approval": reviews.approve,
}


@require_POST
@access.checkers
def move(request: NewsroomRequest, uid: UUID, number: int, step: str) -> HttpResponse:
    """Take the claim to another state, with a reason where one is asked for."""
    if step not in {*PLAIN, *REASONED}:
        raise Http404(step)

    def verb(claim: Claim, data: dict[str, Any]) -> Any:
        if step in PLAIN:
            return PLAIN[step](claim=claim, by=request.user, seen=data["seen"])
        return REASONED[step](
            claim=claim, reason=data["reason"], by=request.user, seen=data["seen"]
        )

    told = {
        "approval": _("Approved: claim %(number)d."),
        "return": _("Returned: claim %(number)d waits to be checked again."),
        "taking-back": _("Taken back: claim %(number)d is being checked again."),
    }.get(step, "") % {"number": number}
    return on_claim(request, uid, number, ReasonForm(request.POST), verb, said=told)


@require_POST
@access.checkers
def restoration(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Bring a retired claim back."""
    return on_claim(
        request,
        uid,
        number,
        ReasonForm(request.POST),
        lambda claim, data: claims.restore_claim(claim=claim, by=request.user),
    )


@require_POST
@access.checkers
def wording(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Change the wording, kind, risk, editorial action and tags."""

    def verb(claim: Claim, data: dict[str, Any]) -> Any:
        seen, tags = data.pop("seen"), set(data.pop("tags"))
        claims.edit_claim(claim=claim, by=request.user, seen=seen, **data)
        now = set(claim.tags.all())
        return claims.set_tags(
            claim=claim, by=request.user, add=list(tags - now), remove=list(now - tags)
        )

    return on_claim(request, uid, number, ClaimForm(request.POST), verb)


@require_POST
@access.checkers
def assignment(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Give the claim to somebody, to a role, or to nobody."""
    return on_claim(
        request,
        uid,
        number,
        AssignForm(request.POST),
        lambda claim, data: claims.assign_claim(claim=claim, by=request.user, **data),
    )


@require_POST
@access.checkers
def due(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Say by when the claim is to be checked."""
    return on_claim(
        request,
        uid,
        number,
        DueForm(request.POST),
        lambda claim, data: claims.set_due(claim=claim, by=request.user, **data),
    )
