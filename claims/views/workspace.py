"""The workspace of one article, with nothing chosen or with one claim, statement or suggestion."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from . import access
from .access import NewsroomRequest
from .answers import part_for, show
from .together import drawn_from_now


@require_safe
@access.people
@drawn_from_now
def article_detail(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show the article with its marks, its progress and its voices."""
    return show(request, access.article_or_404(request, uid))


@require_safe
@vary_on_headers("HX-Request")
@access.people
@drawn_from_now
def claim_detail(request: NewsroomRequest, uid: UUID, number: int) -> HttpResponse:
    """Show one claim in the panel."""
    claim = access.claim_or_404(request, uid, number)
    return show(request, access.article_or_404(request, uid), claim, part=part_for(request))


@require_safe
@vary_on_headers("HX-Request")
@access.people
@drawn_from_now
def statement_detail(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Show one statement in the panel."""
    thing = access.statement_or_404(request, uid, statement)
    return show(request, access.article_or_404(request, uid), thing, part=part_for(request))


@require_safe
@vary_on_headers("HX-Request")
@access.people
@drawn_from_now
def suggestion_detail(request: NewsroomRequest, uid: UUID, suggestion: UUID) -> HttpResponse:
    """Show one suggestion in the panel."""
    thing = access.suggestion_or_404(request, uid, suggestion)
    return show(request, access.article_or_404(request, uid), thing, part=part_for(request))
