"""Views of the queue: save the question of the page, and a page to rename, share, delete them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims.forms.saved_views import ViewForm
from claims.models import SavedView
from claims.permissions import why_not_drop_view
from claims.queries.queue_asking import asked
from claims.queries.saved_views import kept_by
from claims.services import saved_views
from claims.services.saving import Invalid, Stale

from . import access, queue
from .access import NewsroomRequest


@require_POST
@vary_on_headers("HX-Request")
@access.people
def save(request: NewsroomRequest) -> HttpResponse:
    """Keep the question of the page under a name, and show that page again."""
    here = asked(QueryDict(request.POST.get("back", "")), request.user)
    form = ViewForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            query = here.filters.query
            view = saved_views.save_view(by=request.user, query=query, **form.values)
        except Invalid as invalid:
            form.add_error("name", str(invalid))
        else:
            messages.success(request, _("Saved: “%(name)s”.") % {"name": view.name})
            return redirect(queue.url_of(here))
    return queue.answer(request, here, selected=[], save_form=form, status=422)


@require_safe
@access.people
def listing(request: NewsroomRequest) -> HttpResponse:
    """List one's own views and those of others."""
    return page(request)


@require_POST
@access.people
def edit(request: NewsroomRequest, view: UUID) -> HttpResponse:
    """Rename a view, share it, or keep it for oneself again."""
    known = view_or_404(request, view)
    form = ViewForm(request.POST, by=request.user, view=known)
    if not form.is_valid():
        return page(request, form=form, of=known, status=422)
    try:
        event = saved_views.edit_view(view=known, by=request.user, **form.values)
    except Invalid as invalid:
        form.add_error("name", str(invalid))
        return page(request, form=form, of=known, status=422)
    except Stale as stale:
        data = request.POST.copy()
        data["seen"] = str(stale.fresh.version)  # saved again, it is saved over the other
        form = ViewForm(data, by=request.user, view=known)
        form.add_error(None, _("You changed this view yourself in another window. Look again."))
        return page(request, form=form, of=known, status=409)
    if event:
        messages.success(request, _("Saved: “%(name)s”.") % {"name": form.values["name"]})
    return redirect("view-list")


@require_POST
@access.people
def removal(request: NewsroomRequest, view: UUID) -> HttpResponse:
    """Delete a view; doing so twice is doing so once."""
    if SavedView.objects.filter(uid=view).exists():
        known = view_or_404(request, view)
        saved_views.drop_view(view=known, by=request.user)
        messages.success(request, _("Deleted: “%(name)s”.") % {"name": known.name})
    return redirect("view-list")


def view_or_404(request: NewsroomRequest, uid: UUID) -> SavedView:
    """Return a view that this person is shown."""
    own, shared = kept_by(request.user)
    found = next((kept.view for kept in (*own, *shared) if kept.view.uid == uid), None)
    if found is None:
        raise Http404(uid)
    return found


def page(
    request: NewsroomRequest,
    *,
    form: ViewForm | None = None,
    of: SavedView | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page; ``form`` is what was typed about the view ``of``."""
    by = request.user
    own, shared = kept_by(by)
    forms = [
        (kept, form if form and kept.view == of else ViewForm(by=by, view=kept.view))
        for kept in own
    ]
    others = [(kept, why_not_drop_view(by, kept.view)) for kept in shared]
    context: dict[str, Any] = {"own": forms, "shared": others}
    return render(request, "claims/view_list.html", context, status=status)
