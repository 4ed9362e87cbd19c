"""An article on its way in: a page that one may leave and come back to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from claims.enums import ArrivalState
from claims.models import Arrival

from . import access
from .access import NewsroomRequest
from .imports import first_thing


@require_GET
@vary_on_headers("HX-Request")
@access.checkers
def arrival_detail(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show how far it has come; once it is here, where the work on it begins."""
    rows = Arrival.objects.visible_to(request.user).select_related("article", "desk", "onto")
    arrival = access.one(rows, uid=uid)
    if arrival.state == ArrivalState.HERE and arrival.article:
        for warning in arrival.warnings:
            messages.warning(request, warning)
        address = (
            reverse("revision-compare", args=[arrival.onto.uid])
            if arrival.onto
            else first_thing(arrival.article)
        )
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    page = "claims/arrival.html" + ("#arrival" if request.htmx else "")
    return render(request, page, {"arrival": arrival})
