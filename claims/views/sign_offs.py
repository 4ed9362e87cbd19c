"""Sign-offs: seal an article, and the packet of what was sealed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.enums import Shown
from claims.formats.pdf_out import can_print, to_pdf
from claims.models import Article, SignOff
from claims.queries.packet import Packet, readable_in
from claims.queries.sign_offs import standing_of
from claims.services import signoffs
from claims.services.readings import note_readings
from claims.services.saving import Refused, Stale

from . import access
from .access import NewsroomRequest
from .gate import answer

# What a PDF is made of; nothing else is read for it.
STYLES = ("css/tokens.css", "css/packet.css")


@require_POST
@access.people
def create(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Seal the article as its editor saw it; refused with its sentence, the gate is shown again."""
    article = access.article_or_404(request, uid)
    try:
        sealed = signoffs.sign_off(article=article, by=request.user, seen=request.POST.get("seen"))
    except Stale:
        error = _("The article has changed since you looked. Look at it, then sign off again.")
        return answer(request, article, status=409, error=error)
    except Refused as refused:
        return answer(request, article, status=403, error=str(refused))
    messages.success(request, _("Signed off."))
    return redirect(sealed)


@require_safe
@access.people
def show(request: NewsroomRequest, uid: UUID, sign_off: UUID) -> HttpResponse:
    """Show the packet, and above it whether the sign-off still holds."""
    article = access.article_or_404(request, uid)
    sealed = access.sign_off_or_404(request, article, sign_off)
    context = packet_of(request, article, sealed) | {
        "can_print": can_print(),
        "nav_current": "article-sign-off",
    }
    return render(request, "claims/sign_off.html", context)


@require_safe
@access.people
def pdf(request: NewsroomRequest, uid: UUID, sign_off: UUID) -> HttpResponse:
    """Send the packet as a PDF; where none can be made, lead to the page that prints as well."""
    article = access.article_or_404(request, uid)
    sealed = access.sign_off_or_404(request, article, sign_off)
    if not can_print():
        messages.warning(request, no_pdf())
        return redirect(sealed)
    context = packet_of(request, article, sealed) | {"now": timezone.now(), "user": request.user}
    html = render_to_string("claims/sign_off_pdf.html", context)
    name = f"{slugify(article.title)[:60] or 'article'}-{sealed.sha256[:8]}.pdf"
    response = HttpResponse(to_pdf(html, css=styles()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def packet_of(request: NewsroomRequest, article: Article, sealed: SignOff) -> dict[str, Any]:
    """Return what both shapes of a packet show."""
    readable = readable_in(sealed.record, request.user)
    note_readings(readable.values(), by=request.user, where=Shown.PACKET)
    return {
        "article": article,
        "packet": Packet(sealed, readable),
        "standing": standing_of(article, sealed),
        "no_pdf": no_pdf(),
    }


def no_pdf() -> str:
    return _("This server makes no PDFs. Printing this page to PDF from the browser does the same.")


def styles(names: Iterable[str] = STYLES) -> str:
    """Return style sheets, those of a packet unless others are named, as one text."""
    found = [finders.find(name) for name in names]
    return "\n".join(Path(path).read_text(encoding="utf-8") for path in found if path)
