"""The figures: a page of charts with their tables, and each table as a CSV file."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.formats.csv_out import csv_lines
from claims.forms.figures import FiguresForm, query_of
from claims.queries.figures import SECTIONS, Figures

from .access import NewsroomRequest, newsroom


@newsroom
@require_safe
def show(request: NewsroomRequest) -> HttpResponse:
    """Show the figures of the days and the desk asked for."""
    form = FiguresForm(request.GET)
    days, desk = form.asked
    figures = Figures(request.user, days, desk)
    context = {
        "form": form,
        "days": days,
        "query": query_of(days, desk),
        "figures": figures,
        "sections": [] if figures.is_empty else list(figures.sections()),
    }
    return render(request, "claims/figures.html", context)


@newsroom
@require_safe
def download(request: NewsroomRequest, key: str) -> HttpResponseBase:
    """Send one table; days that cannot be shown lead back to the page, which says why."""
    if key not in SECTIONS:
        raise Http404(key)
    form = FiguresForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('figures')}?{request.GET.urlencode()}")
    days, desk = form.asked
    rows = Figures(request.user, days, desk).table(key)
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    name = f"{key}-{days.first.isoformat()}-{days.last.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
