"""Evidence: the list, the page of one, adding, mending, withdrawing, sharing; its file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)
from django.views.decorators.vary import vary_on_headers

from claims.enums import Shown, Visibility
from claims.forms.archives import ArchiveAddressForm, BringArchiveForm
from claims.forms.evidence import NewEvidenceForm, ShareForm
from claims.forms.marking import ReasonForm
from claims.forms.particulars import RecordForm
from claims.forms.transcripts import TranscriptForm
from claims.models import Evidence
from claims.permissions import why_not_add_evidence
from claims.queries.archiving import Archiving
from claims.queries.copies import Copies
from claims.queries.evidence_list import EvidenceList, known_origins
from claims.queries.evidence_page import EvidencePage
from claims.queries.fares import Fares
from claims.queries.heard import HeardOn
from claims.services import evidence as service
from claims.services import withdrawal
from claims.services.readings import note_readings
from claims.services.saving import Invalid, Stale

from . import access
from .access import NewsroomRequest
from .claims import usable
from .files import sent
from .links import address
from .merging import Merge

FORM = "claims/evidence_form.html"


@require_safe
@access.people
@vary_on_headers("HX-Request")
def evidence_list(request: NewsroomRequest) -> HttpResponse:
    """List the evidence the reader may know of; every filter is an address."""
    found = EvidenceList(request.user, request.GET.dict())
    note_readings(found.page.rows, by=request.user, where=Shown.LIST)
    facets = [
        (
            facet,
            [
                (choice, address(request, **{facet.key: "" if choice.chosen else choice.value}))
                for choice in facet.choices
            ],
        )
        for facet in found.facets
    ]
    context = {
        "found": found,
        "facets": facets,
        "next_url": address(request, after=found.page.next) if found.page.next else "",
        "first_url": "" if found.page.first else address(request),
        "why_not_add": why_not_add_evidence(request.user),
    }
    part = "#evidence" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"claims/evidence_list.html{part}", context)


@require_safe
@access.people
def evidence_detail(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show the record, and where it is used."""
    return show(request, access.evidence_or_404(request, uid))


def show(
    request: NewsroomRequest, evidence: Evidence, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Answer with the page of one; ``extra`` may hold forms with mistakes."""
    page = EvidencePage(evidence, request.user, request.GET.dict())
    context: dict[str, Any] = {
        "evidence": evidence,
        "page": page,
        "fares": Fares(evidence),
        "copies": Copies(evidence, request.user),
        "next_url": address(request, after=page.ties.next) if page.ties.next else "",
        "first_url": "" if page.ties.first else address(request),
        "withdraw_form": ReasonForm(initial={"seen": evidence.version}),
        "share_form": ShareForm.of(evidence),
        "heard": HeardOn(evidence, request.user),
        "transcript_form": TranscriptForm(initial={"seen": evidence.version}),
        "archiving": Archiving(evidence, request.user),
        "bring_form": BringArchiveForm(evidence=evidence),
        "kept_form": ArchiveAddressForm.of(evidence),
        **extra,
    }
    return render(request, "claims/evidence_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def evidence_new(request: NewsroomRequest) -> HttpResponse:
    """Add evidence before it bears on anything; what is here already is named."""
    if request.method != "POST":
        return form_page(request, NewEvidenceForm())
    form = NewEvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return form_page(request, form, status=422)
    try:
        added, new = service.find_or_add(by=request.user, **form.what)
    except Invalid as invalid:
        form.add_error(None, str(invalid))
        return form_page(request, form, status=422)
    if not new:
        return form_page(request, form, status=409, known=added)
    messages.success(request, _("Added. Attach it to claims and statements from their panels."))
    return redirect("evidence-detail", uid=added.uid)


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
def evidence_edit(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Complete or mend the record."""
    evidence = access.evidence_or_404(request, uid)
    if request.method != "POST":
        return form_page(request, RecordForm.of(evidence, request.user), evidence=evidence)
    form = RecordForm(request.POST, evidence=evidence, user=request.user)
    merge = Merge(form, request.user, lambda fresh: RecordForm.of(fresh, request.user))

    def save(form: RecordForm) -> None:
        seen = form.cleaned_data["seen"] if form.is_valid() else None
        usable(form)
        service.edit_evidence(evidence=evidence, by=request.user, seen=seen, **form.values)

    extra: dict[str, Any] = {"evidence": evidence}
    status = 422
    if form.is_valid():
        try:
            merge.save(save)
        except Invalid as invalid:
            merge.form.add_error(None, str(invalid))
        except Stale as stale:
            status = 409
            fresh = access.evidence_or_404(request, uid)
            if not merge.clashes:
                extra["standing"] = form.beside(RecordForm.of(fresh, request.user))
            merge.again(stale)
        else:
            messages.success(request, merge.words() or _("Saved."))
            return redirect("evidence-detail", uid=uid)
    return form_page(request, merge.form, status=status, **extra)


def form_page(
    request: NewsroomRequest, form: forms.Form, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Answer with the form for a record, new or not."""
    context = {"form": form, "origins": known_origins(request.user), "opened": opened(form)}
    return render(request, FORM, {**context, **extra}, status=status)


def opened(form: forms.Form) -> dict[str, bool]:
    """Return which folds hold something, or a mistake."""
    folds = {
        "from": RecordForm.FROM,
        "trust": RecordForm.TRUST,
        "talk": RecordForm.TALK,
        "sum": RecordForm.SUMS,
        "who": ("visibility", "readers"),
    }
    usual = {"", None, Visibility.NEWSROOM.value}
    return {
        fold: any(
            name in form.errors or str(form[name].value() or "") not in usual
            for name in names
            if name in form.fields
        )
        for fold, names in folds.items()
    }


Verb = Callable[[Evidence], Any]


def change(
    request: NewsroomRequest, evidence: Evidence, name: str, form: forms.Form, verb: Verb
) -> HttpResponse:
    """Do ``verb``; a mistake shows the page again with what was typed."""
    if not form.is_valid():
        return show(request, evidence, status=422, **{name: form})
    try:
        verb(evidence)
    except Invalid as invalid:
        form.add_error(None, str(invalid))
        return show(request, evidence, status=422, **{name: form})
    except Stale as stale:
        form.data = request.POST.copy()
        form.data["seen"] = str(stale.fresh.version)
        form.add_error(
            None,
            _(
                "Somebody changed this evidence while you typed. What you typed is still here: "
                "look at what stands above, then save again."
            ),
        )
        fresh = access.evidence_or_404(request, evidence.uid)
        return show(request, fresh, status=409, **{name: form})
    messages.success(request, _("Saved."))
    if not Evidence.objects.visible_to(request.user).filter(pk=evidence.pk).exists():
        return redirect("evidence-list")  # an editor who is not among the named people
    return redirect("evidence-detail", uid=evidence.uid)


@require_POST
@access.checkers
def evidence_withdrawal(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Withdraw it with a reason: every claim that rests on it follows."""
    form = ReasonForm(request.POST)

    def verb(evidence: Evidence) -> None:
        reason = form.cleaned_data["reason"]
        withdrawal.withdraw_evidence(evidence=evidence, reason=reason, by=request.user)

    return change(request, access.evidence_or_404(request, uid), "withdraw_form", form, verb)


@require_POST
@access.checkers
def evidence_return(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Let withdrawn evidence count again."""

    def verb(evidence: Evidence) -> None:
        withdrawal.bring_back(evidence=evidence, by=request.user)

    evidence = access.evidence_or_404(request, uid)
    return change(request, evidence, "back_form", forms.Form(request.POST), verb)


@require_POST
@access.checkers
def evidence_sharing(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Say who may read it."""
    form = ShareForm(request.POST)

    def verb(evidence: Evidence) -> None:
        service.share(evidence=evidence, by=request.user, **form.cleaned_data)

    return change(request, access.evidence_or_404(request, uid), "share_form", form, verb)


@require_GET
@access.people
def evidence_file(request: NewsroomRequest, uid: UUID) -> FileResponse:
    """Send an uploaded file to be kept, never to be shown as a page of ours."""
    found = access.evidence_or_404(request, uid, where=Shown.FILE)
    if not found.file:
        raise Http404("no file")
    return sent(found.file, name=found.file_name or found.title)
