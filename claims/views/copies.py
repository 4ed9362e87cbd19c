"""Stored copies of evidence: having one taken, the list, one of them, its page, two compared."""

from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HTMX_STOP_POLLING

from claims.enums import Shown
from claims.models import Capture, Evidence
from claims.queries.copies import Copies, CopyPage, copies_page, host_of, listed
from claims.queries.copies_compared import CopyComparison
from claims.queries.stored_page import stored_page
from claims.services import captures
from claims.services.saving import Invalid

from . import access, files
from .access import NewsroomRequest
from .links import address

CARD = "claims/_evidence_copies.html"
VIEWS = {"side": gettext_lazy("Side by side"), "inline": gettext_lazy("In one text")}
TO_CHOOSE = 200  # copies that a list of two offers
# What a stored page may do: be seen, in a frame of ours or alone.
STORED_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; sandbox; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


def copy_or_404(request: NewsroomRequest, uid: UUID, copy: UUID, where: Shown) -> Capture:
    """Return a copy of evidence that is shown ``where``; of what is confidential that is kept."""
    evidence = access.evidence_or_404(request, uid, where=where)
    found = access.one(listed(evidence).defer(None), uid=copy)
    found.evidence = evidence
    return found


def back(evidence: Evidence) -> str:
    """Return the place of the copies on the page of the evidence."""
    return reverse("evidence-detail", args=[evidence.uid]) + "#copies"


@require_safe
@access.people
def copy_list(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """List all copies of one piece of evidence, newest first."""
    evidence = access.evidence_or_404(request, uid, where=Shown.STORED)
    found = copies_page(evidence, request.GET.get("after", ""))
    context = {
        "evidence": evidence,
        "found": found,
        "copies": Copies(evidence, request.user),
        "next_url": address(request, after=found.next) if found.next else "",
        "first_url": "" if found.first else address(request),
    }
    return render(request, "claims/copy_list.html", context)


@require_POST
@access.checkers
def copy_order(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Have a copy taken, or the one that waits handed over again."""
    evidence = access.evidence_or_404(request, uid)
    try:
        captures.order(evidence=evidence, by=request.user)
    except Invalid as invalid:
        if request.htmx:
            return card(request, evidence, status=422, trouble=str(invalid))
        messages.error(request, str(invalid))
    return card(request, evidence) if request.htmx else redirect(back(evidence))


@require_GET
@vary_on_headers("HX-Request")
@access.people
def copies_progress(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Tell how far the copy under way has come; nothing where that is what the page shows.

    Once it is here or failed, the page need not ask again.
    """
    evidence = access.evidence_or_404(request, uid)
    if not request.htmx:
        return redirect(back(evidence))
    copies = Copies(evidence, request.user)
    if copies.under_way is None:
        return card(request, evidence, status=HTMX_STOP_POLLING, ended=True)
    if request.GET.get("seen") == copies.stage:
        return HttpResponse(status=204)
    return card(request, evidence)


def card(
    request: NewsroomRequest, evidence: Evidence, *, status: int = 200, **extra: str | bool
) -> HttpResponse:
    """Answer with the card of the copies alone."""
    context = {"evidence": evidence, "copies": Copies(evidence, request.user), **extra}
    return render(request, CARD, context, status=status)


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@access.people
def copy_detail(request: NewsroomRequest, uid: UUID, copy: UUID) -> HttpResponse:
    """Show what came, and in a frame that may do nothing the page as it can be read."""
    found = copy_or_404(request, uid, copy, Shown.STORED)
    context = {"evidence": found.evidence, "copy": found, "told": CopyPage(found)}
    return render(request, "claims/copy_detail.html", context)


@require_safe
@xframe_options_sameorigin
@access.people
def copy_page(request: NewsroomRequest, uid: UUID, copy: UUID) -> HttpResponse:
    """Show the stored page or words alone: no script, no picture, no request to anywhere."""
    found = copy_or_404(request, uid, copy, Shown.STORED)
    context = {"evidence": found.evidence, "copy": found, "stored": stored_page(found)}
    response = render(request, "claims/copy_page.html", context)
    response["Content-Security-Policy"] = STORED_PAGE_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
@access.people
def copy_body(request: NewsroomRequest, uid: UUID, copy: UUID) -> FileResponse:
    """Send what came, byte for byte, to be kept."""
    found = copy_or_404(request, uid, copy, Shown.FILE)
    return sent(found, found.body)


@require_GET
@access.people
def copy_archive(request: NewsroomRequest, uid: UUID, copy: UUID) -> FileResponse:
    """Send the web archive of it, to be kept."""
    found = copy_or_404(request, uid, copy, Shown.FILE)
    return sent(found, found.archive)


def sent(copy: Capture, file: FieldFile) -> FileResponse:
    """Answer with a stored file, never to be shown as a page of ours."""
    if not file:
        raise Http404("no file was kept")
    return files.sent(file, name=name_of(copy, file))


def name_of(copy: Capture, file: FieldFile) -> str:
    """Return a file name that says what it is of, and of when: 2026-03-01-1412-example-org.html."""
    suffix = (file.name or "").rpartition("/")[2].partition(".")[2]
    host = host_of(copy.url).replace(".", "-")
    what = slugify(host or copy.evidence.file_name.rpartition(".")[0])
    when = timezone.localtime(copy.captured_at or copy.asked_at).strftime("%Y-%m-%d-%H%M")
    return ".".join(part for part in ("-".join(filter(None, (when, what[:60]))), suffix) if part)


@require_safe
@access.people
def copy_compare(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show two copies word by word; the last two, unless others are asked for."""
    evidence = access.evidence_or_404(request, uid, where=Shown.STORED)
    rows = evidence.captures.done()
    choices = list(rows.select_related("asked_by").defer("text", "headers", "details")[:TO_CHOOSE])
    asked = [request.GET.get(name, "") for name in ("old", "new")]
    if any(asked):
        pair = [access.one(rows, uid=access.uid_or_404(text)) for text in asked]
    else:
        pair = [access.one(rows, pk=row.pk) for row in reversed(choices[:2])]
    comparison = None
    if len(pair) == 2:
        old, new = sorted(pair, key=lambda copy: (copy.captured_at, copy.pk))
        comparison = CopyComparison(evidence, old, new, request.user)
    view = request.GET.get("view", "")
    context = {
        "evidence": evidence,
        "choices": choices,
        "comparison": comparison,
        "view": view if view in VIEWS else "inline",
        "views": [(key, label, address(request, view=key)) for key, label in VIEWS.items()],
    }
    return render(request, "claims/copy_compare.html", context)
