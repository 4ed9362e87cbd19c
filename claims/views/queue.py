"""The queue: its list, the change of several rows at once, and the list as a CSV file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims.formats.csv_out import csv_lines
from claims.forms.bulk import BulkForm, Outcome, Refusals, refusals
from claims.forms.saved_views import ViewForm
from claims.permissions import CHECKS, lacks
from claims.queries.queue import page
from claims.queries.queue_asking import Asked, asked
from claims.queries.queue_conditions import Viewer
from claims.queries.queue_export import table
from claims.queries.queue_facets import Facets, facets_of
from claims.queries.queue_filters import FACETS, SORTS, Filters, Show, address
from claims.queries.saved_views import views_of

from .access import NewsroomRequest, checkers, people

SELECTED, REFUSED = "queue_selected", "queue_refused"  # kept until the list is shown once more


@people
@require_safe
@vary_on_headers("HX-Request")
def show(request: NewsroomRequest) -> HttpResponse:
    """List what the address asks for."""
    selected = request.session.pop(SELECTED, []) if SELECTED in request.session else []
    return answer(request, asked(request.GET, request.user), selected=selected)


@checkers
@require_POST
@vary_on_headers("HX-Request")
def change(request: NewsroomRequest) -> HttpResponse:
    """Give the selected rows to somebody, date or tag them, and show the same list again."""
    here = asked(QueryDict(request.POST.get("back", "")), request.user)
    form = BulkForm(request.POST, by=request.user, show=here.filters.show)
    if not form.is_valid():
        return answer(request, here, selected=form.uids, form=form, status=422)
    outcome = form.apply()
    tell(request, outcome)
    refused = {why: [str(row.uid) for row in rows] for why, rows in outcome.refused.items()}
    if refused:
        request.session[REFUSED] = {"show": form.show.value, "why": refused}
    request.session[SELECTED] = form.kept(outcome)
    return redirect(url_of(here))


@people
@require_safe
def download(request: NewsroomRequest) -> HttpResponseBase:
    """Send the whole list, as long as it is, for a spreadsheet."""
    site = f"{request.scheme}://{request.get_host()}"
    rows = table(asked(request.GET, request.user).filters, Viewer.of(request.user), site)
    day = timezone.localdate().isoformat()
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="queue-{day}.csv"'
    return response


def answer(
    request: NewsroomRequest,
    here: Asked,
    *,
    selected: list[str],
    form: BulkForm | None = None,
    save_form: ViewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the list: the page, or only its part #queue where htmx asks."""
    filters, viewer = here.filters, Viewer.of(request.user)
    facets = facets_of(filters, viewer)
    found = page(filters, viewer, here.after)
    views = views_of(viewer)
    if form is None and not lacks(request.user, CHECKS):
        form = BulkForm(by=request.user, show=filters.show)
    context: dict[str, Any] = {
        "filters": filters,
        "notes": here.notes,
        "facets": facets,
        "views": views,
        "view_name": views.name_of(filters.url),
        "save_form": save_form or ViewForm(by=request.user),
        "refused": refused_in(request),
        "tabs": tabs(filters, facets.total, facets.other),
        "chips": chips(filters),
        "page": found,
        "selected": set(selected),
        "form": form,
        **addresses(here, found.next),
        **elsewhere(filters, facets),
    }
    partial = request.htmx and not request.htmx.history_restore_request
    template = "claims/queue.html#queue" if partial else "claims/queue.html"
    response = render(request, template, context, status=status)
    if partial and context["refused"]:  # the reasons stand above the list, one pressed below it
        response["HX-Reswap"] = "outerHTML show:.refused:top"
    return response


def addresses(here: Asked, bookmark: str) -> dict[str, Any]:
    """Return where the links around the list lead."""
    filters = here.filters
    pairs = filters.pairs()
    return {
        "here": filters.url,
        "back": url_of(here).partition("?")[2],
        "kept": [(key, value) for key, value in pairs if key != "text"],
        "sorts": [(sort.label, filters.sorted_by(sort).url, sort) for sort in SORTS[filters.show]],
        "clear_url": Filters(filters.show, sort=filters.sort).url,
        "next_url": address([*pairs, ("after", bookmark)]) if bookmark else "",
        "csv_url": address(pairs, "queue-csv"),
    }


def elsewhere(filters: Filters, facets: Facets) -> dict[str, Any]:
    """Return what an empty list points to: the same question to all articles, or to all states."""
    stages = next(group for group in facets.groups if group.key == "stage")
    every = next(choice for choice in stages.choices if choice.value == "all")
    question = "state" if filters.show == Show.CLAIMS else "said"
    return {
        "all_stages_count": every.count - facets.total,
        "all_stages_url": every.only,
        "all_states_url": filters.only(question, "all").url,
    }


def tabs(filters: Filters, total: int, other: int) -> list[tuple[Show, str, int]]:
    """Return the two lists, each with its address and its length."""
    return [
        (show, filters.shown_as(show).url, total if show == filters.show else other)
        for show in Show
    ]


def chips(filters: Filters) -> list[tuple[str, str, str]]:
    """Return (filter, value, address of the list without it) of everything asked for."""
    found = [
        (str(FACETS[key].label), filters.name_of(key, value), filters.without(key, value).url)
        for key in FACETS
        for value in filters.chosen.get(key, ())
    ]
    if filters.text:
        pairs = [(key, value) for key, value in filters.pairs() if key != "text"]
        found.append((_("Text"), filters.text, address(pairs)))
    return found


def url_of(here: Asked) -> str:
    """Return the address of the very page that was asked for."""
    return address([*here.filters.pairs(), *([("after", here.after)] if here.after else [])])


def tell(request: NewsroomRequest, outcome: Outcome) -> None:
    """Say how many rows changed; why the others did not stands on the page."""
    if count := len(outcome.changed):
        messages.success(
            request, ngettext("%(n)d row saved.", "%(n)d rows saved.", count) % {"n": count}
        )
    if outcome.missing:
        text = ngettext(
            "%(n)d row is no longer here.", "%(n)d rows are no longer here.", outcome.missing
        )
        messages.warning(request, text % {"n": outcome.missing})


def refused_in(request: NewsroomRequest) -> Refusals:
    """Return what was refused just now, by reason, as far as it can still be read."""
    kept = request.session.pop(REFUSED, None) if REFUSED in request.session else None
    return refusals(kept["show"], kept["why"], request.user) if kept else []
