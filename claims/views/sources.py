"""Sources: the list, the page of one, and mending: rename, other names, roles, merge, part."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims.forms.sources import AliasForm, MergeForm, RoleForm, SourceForm
from claims.models import Source
from claims.permissions import why_not_edit_sources
from claims.queries.replies import critical_of
from claims.queries.sources import (
    SourceList,
    SourcePage,
    candidates,
    namesakes,
    what_moves,
)
from claims.services import sources
from claims.services.saving import Invalid, Stale

from . import access
from .access import NewsroomRequest
from .claims import usable
from .links import address
from .merging import Merge

DETAIL = "claims/source_detail.html"
MERGE = "claims/source_merge.html"


def whole_or_404(request: NewsroomRequest, uid: UUID) -> Source:
    """Return a source that no other took in."""
    return access.one(Source.objects.visible_to(request.user).whole(), uid=uid)


@require_safe
@access.people
@vary_on_headers("HX-Request")
def source_list(request: NewsroomRequest) -> HttpResponse:
    """List the sources the reader may know of."""
    found = SourceList(request.user, request.GET.dict())
    context = {
        "found": found,
        "kinds": [
            (key, label, count, address(request, kind="" if key == found.kind else key))
            for key, label, count in found.kinds
        ],
        "next_url": address(request, after=found.page.next) if found.page.next else "",
        "first_url": "" if found.page.first else address(request),
    }
    part = "#sources" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"claims/source_list.html{part}", context)


@require_safe
@access.people
def source_detail(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show a source; a merged one leads to the source that took it in, with a note."""
    source = access.source_or_404(request, uid)
    if source.merged_into_id and source.root:
        return redirect(f"{source.root.get_absolute_url()}?from={source.uid}")
    return show(request, source)


def show(
    request: NewsroomRequest, source: Source, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Answer with the page of a whole source; ``extra`` may hold forms with mistakes."""
    page = SourcePage(source, request.user, request.GET.dict())
    came_from = request.GET.get("from", "")
    context: dict[str, Any] = {
        "source": source,
        "page": page,
        "critical": critical_of(source, request.user),
        "came_from": next((s for s in page.merged if str(s.uid) == came_from), None),
        "said": [
            (t, address(request, said=t.key, verdict="", evidence="")) for t in page.said_tally
        ],
        "verdicts": [
            (t, address(request, verdict=t.key, said="", evidence="")) for t in page.verdict_tally
        ],
        "lost_url": address(request, evidence="gone", said="", verdict=""),
        "all_url": source.get_absolute_url(),
        "next_url": address(request, after=page.page.next) if page.page.next else "",
        "first_url": "" if page.page.first else address(request),
        "why_not_edit": why_not_edit_sources(request.user),
        "source_form": SourceForm.of(source),
        "alias_form": AliasForm(),
        "role_form": RoleForm(),
        **extra,
    }
    return render(request, DETAIL, context, status=status)


Verb = Callable[[Source, dict[str, Any]], Any]


def change(
    request: NewsroomRequest, uid: UUID, name: str, form: forms.Form, verb: Verb, said: str
) -> HttpResponse:
    """Do ``verb`` with what the form holds; a mistake shows the page again with what was typed."""
    source = whole_or_404(request, uid)
    if not form.is_valid():
        return show(request, source, status=422, **{name: form})
    merge = Merge(form, request.user)
    try:
        merge.save(lambda form: verb(source, usable(form)))
    except Invalid as invalid:
        merge.form.add_error(None, str(invalid))
        return show(request, source, status=422, **{name: merge.form})
    except Stale as stale:
        return show(request, whole_or_404(request, uid), status=409, **{name: merge.again(stale)})
    messages.success(request, merge.words() or said)
    return redirect(source)


@require_POST
@access.checkers
def source_edit(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Rename or describe the source."""

    def verb(source: Source, data: dict[str, Any]) -> None:
        sources.edit_source(source=source, by=request.user, **data)
        source.refresh_from_db()
        if other := namesakes(source, request.user).first():
            words = _("There is another source called “%(name)s”. If both are one, merge them.")
            messages.warning(request, words % {"name": other})

    form = SourceForm(request.POST)
    return change(request, uid, "source_form", form, verb, _("Saved."))


@require_POST
@access.checkers
def source_alias(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Note another name."""
    return change(
        request,
        uid,
        "alias_form",
        AliasForm(request.POST),
        lambda source, data: sources.add_alias(source=source, by=request.user, **data),
        _("Saved: it also goes by this name."),
    )


@require_POST
@access.checkers
def source_role(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Note what the source was, and when."""
    return change(
        request,
        uid,
        "role_form",
        RoleForm(request.POST),
        lambda source, data: sources.add_role(source=source, by=request.user, **data),
        _("Saved: the role was added."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
@vary_on_headers("HX-Request")
def source_merge(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Pick the source this one is the same as, see what moves, then merge."""
    source = whole_or_404(request, uid)
    form = MergeForm(request.POST if request.method == "POST" else request.GET)
    into = whole_or_404(request, form.cleaned_data["into"]) if form.is_valid() else None
    into = None if into == source else into
    if request.method == "POST" and into is not None:
        return merge(request, source, into)
    text = request.GET.get("text", "")[:200]
    context: dict[str, Any] = {"source": source, "into": into, "text": text}
    if into is None:
        context |= {"candidates": candidates(source, text, request.user)}
    else:
        context |= {"move": what_moves(source, request.user)}
    part = "#candidates" if request.htmx and not request.htmx.history_restore_request else ""
    status = 422 if request.method == "POST" else 200
    return render(request, f"{MERGE}{part}", context, status=status)


def merge(request: NewsroomRequest, source: Source, into: Source) -> HttpResponse:
    """Merge, and say so on the page of the source that took the other in."""
    try:
        sources.merge_source(source=source, into=into, by=request.user)
    except Invalid as invalid:
        messages.error(request, str(invalid))
        return redirect("source-merge", uid=source.uid)
    words = _("“%(name)s” is part of this source now. Below you can part them again.")
    messages.success(request, words % {"name": source})
    return redirect(f"{into.get_absolute_url()}?from={source.uid}")


@require_POST
@access.checkers
def source_part(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Undo a merge."""
    source = access.source_or_404(request, uid)
    try:
        sources.part_source(source=source, by=request.user)
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        words = _("Parted: what “%(name)s” said is its own again.")
        messages.success(request, words % {"name": source})
    return redirect(reverse("source-detail", args=[source.uid]))
