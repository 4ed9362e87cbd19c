"""The words this newsroom adds for the text engine, and a place to try them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.enums import LexiconKind
from claims.forms.lexicon import EntryForm, TrialForm
from claims.models import LexiconEntry
from claims.queries.lexicon import newsroom_lexicon, trial
from claims.services import lexicon
from claims.services.saving import Invalid

from . import access
from .access import NewsroomRequest


@require_http_methods(["GET", "HEAD", "POST"])
@access.editors
def entries(request: NewsroomRequest) -> HttpResponse:
    """List the words, and add one."""
    form = EntryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            entry = lexicon.add_entry(by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            form.add_error("text", str(invalid))
        else:
            messages.success(request, _("“%(text)s” is added.") % {"text": entry.text})
            return redirect("lexicon")
    return page(request, form=form, status=422 if form.errors else 200)


@require_POST
@access.editors
def removal(request: NewsroomRequest, entry: UUID) -> HttpResponse:
    """Take a word away; doing so twice is doing so once."""
    if known := LexiconEntry.objects.filter(uid=entry).first():
        lexicon.remove_entry(entry=known, by=request.user)
    messages.success(request, _("Taken away."))
    return redirect("lexicon")


@require_POST
@access.editors
def trying(request: NewsroomRequest) -> HttpResponse:
    """Show what the engine finds in a passage; it is not kept."""
    form = TrialForm(request.POST)
    found = trial(form.cleaned_data["passage"], newsroom_lexicon()) if form.is_valid() else None
    return page(request, trial_form=form, found=found, status=422 if form.errors else 200)


def page(request: NewsroomRequest, *, status: int, **context: Any) -> HttpResponse:
    """Answer with the page: every entry by kind, and both forms."""
    rows = list(LexiconEntry.objects.select_related("created_by"))
    groups = [(kind.label, [row for row in rows if row.kind == kind]) for kind in LexiconKind]
    usual = {"form": EntryForm(), "trial_form": TrialForm()}
    context = {"groups": [group for group in groups if group[1]], **usual, **context}
    return render(request, "claims/lexicon.html", context, status=status)
