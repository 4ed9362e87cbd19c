"""Archives of evidence: bring a file of one, have a public one keep the page, say where it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.forms.archives import ArchiveAddressForm, BringArchiveForm
from claims.models import Evidence
from claims.services import archives, evidence
from claims.services.saving import Invalid, Refused

from . import access
from .access import NewsroomRequest
from .evidence import change, show


@require_POST
@access.checkers
def evidence_archive(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Bring a web archive that holds the page."""
    found = access.evidence_or_404(request, uid)
    form = BringArchiveForm(request.POST, request.FILES, evidence=found)
    if not form.is_valid():
        return show(request, found, status=422, bring_form=form)
    file = form.cleaned_data["archive"]
    try:
        made = archives.bring_archive(
            evidence=found,
            data=file.read(),
            name=file.name or "",
            by=request.user,
            address=form.cleaned_data.get("address", ""),
        )
    except Invalid as invalid:
        form.add_error("archive", str(invalid))
        return show(request, found, status=422, bring_form=form)
    if made:
        said = ngettext("%d copy was stored.", "%d copies were stored.", len(made)) % len(made)
        messages.success(request, said)
    else:
        messages.info(request, _("What is in this file is stored already."))
    return redirect("evidence-detail", uid=uid)


@require_POST
@access.checkers
def evidence_sent(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Keep that somebody sends the page to a public archive; the page then has the link for it."""
    found = access.evidence_or_404(request, uid)
    try:
        archives.send_to_archive(evidence=found, by=request.user)
    except (Invalid, Refused) as reason:
        messages.error(request, str(reason))
    response = redirect("evidence-detail", uid=uid)
    response["Location"] += "#public-archive"
    return response


@require_POST
@access.checkers
def evidence_archive_address(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Say where a public archive keeps the page."""
    form = ArchiveAddressForm(request.POST)

    def verb(found: Evidence) -> None:
        evidence.edit_evidence(evidence=found, by=request.user, **form.cleaned_data)

    return change(request, access.evidence_or_404(request, uid), "kept_form", form, verb)
