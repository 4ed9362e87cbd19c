"""The list of articles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.permissions import why_not_import
from claims.queries.articles import ArticleList, Option

from . import access
from .access import NewsroomRequest
from .links import address


@require_safe
@access.people
@vary_on_headers("HX-Request")
def article_list(request: NewsroomRequest) -> HttpResponse:
    """List the articles the reader may open, newest first."""
    asked = request.GET.dict()
    found = ArticleList(request.user, asked)

    def linked(name: str, options: list[Option]) -> list[tuple[Option, str]]:
        return [
            (o, address(request, **{name: "" if o.chosen and name != "stage" else o.key}))
            for o in options
        ]

    context = {
        "found": found,
        "stages": linked("stage", found.stages),
        "desks": linked("desk", found.desks),
        "whose": linked("mine", found.whose),
        "kept": [(n, v) for n, v in asked.items() if n not in ("text", "after") and v],
        "next_url": address(request, after=found.page.next) if found.page.next else "",
        "first_url": "" if found.page.first else address(request),
        "why_not_import": why_not_import(request.user),
        "now": timezone.now(),
    }
    part = "#articles" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"claims/article_list.html{part}", context)
