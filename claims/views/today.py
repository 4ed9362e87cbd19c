"""Today: the first page of the day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.permissions import why_not_import
from claims.queries.today import Today

from . import access
from .access import NewsroomRequest


@require_safe
@access.people
def today(request: NewsroomRequest) -> HttpResponse:
    """Show what is in check and what waits for whoever looks."""
    page = Today(request.user)
    context = {"today": page, "now": page.now, "why_not_import": why_not_import(request.user)}
    return render(request, "claims/today.html", context)
