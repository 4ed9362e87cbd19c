"""The annotated copy of an article, for the screen, the printer and as a PDF."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.enums import Shown
from claims.formats.pdf_out import can_print, to_pdf
from claims.models import Article
from claims.queries.annotated import AnnotatedCopy
from claims.queries.word_export import evidence_in
from claims.services.readings import note_readings

from . import access
from .access import NewsroomRequest
from .sign_offs import no_pdf, styles

# What a PDF is made of; nothing else is read for it.
STYLES = tuple(f"css/{name}.css" for name in ("tokens", "tone", "badge", "packet", "annotated"))


@require_safe
@never_cache  # who may read what of it can change at any time
@access.people
def show(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show the copy of the current revision, as it prints."""
    article = access.article_or_404(request, uid)
    context = copy_for(request, article) | {
        "can_print": can_print(),
        "no_pdf": no_pdf(),
        "nav_current": "article-annotated",
    }
    return render(request, "claims/annotated.html", context)


@require_safe
@never_cache
@access.people
def pdf(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Send the copy as a PDF; where none can be made, lead to the page that prints as well."""
    article = access.article_or_404(request, uid)
    if not can_print():
        messages.warning(request, no_pdf())
        return redirect("article-annotated", uid=article.uid)
    html = render_to_string("claims/annotated_pdf.html", copy_for(request, article))
    copy = HttpResponse(to_pdf(html, css=styles(STYLES)), content_type="application/pdf")
    number = article.current.number if article.current else 0
    name = f"{slugify(article.title)[:60] or 'article'}-{number}.pdf"
    copy["Content-Disposition"] = f'inline; filename="{name}"'
    return copy


def copy_for(request: NewsroomRequest, article: Article) -> dict[str, Any]:
    """Return what both shapes of the copy show."""
    copy = AnnotatedCopy(article, request.user)
    note_readings(evidence_in(copy), by=request.user, where=Shown.COPY)
    return {"article": article, "copy": copy, "user": request.user, "now": timezone.now()}
