"""What a verdict may rest on in this newsroom; editors loosen the rule and take that back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import permissions
from claims.enums import Stance
from claims.forms.fits import FitForm
from claims.models import LoosenedFit
from claims.queries import fits
from claims.services import fitting
from claims.services.saving import Invalid, refuse

from . import access
from .access import NewsroomRequest


@require_http_methods(["GET", "HEAD", "POST"])
@access.newsroom
def settings(request: NewsroomRequest) -> HttpResponse:
    """Show the rule and what was added to it, and add to it."""
    why_not = permissions.why_not_loosen(request.user)
    form = FitForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        refuse(why_not)
    if form.is_valid():
        try:
            fitting.loosen(by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            form.add_error(None, str(invalid))
        else:
            messages.success(request, _("Saved. It counts from the next mark on a claim."))
            return redirect("fit-settings")
    loosened = fits.fits()
    context = {
        "form": form,
        "stances": [stance.label for stance in Stance],
        "rows": fits.rule(loosened),
        "loosened": loosened,
        "why_not": why_not,
    }
    status = 422 if form.errors else 200
    return render(request, "claims/fit_settings.html", context, status=status)


@require_POST
@access.editors
def removal(request: NewsroomRequest, fit: UUID) -> HttpResponse:
    """Take one back; doing so twice is doing so once."""
    if known := LoosenedFit.objects.filter(uid=fit).first():
        fitting.tighten(fit=known, by=request.user)
    messages.success(request, _("Taken back. What was checked under it stays."))
    return redirect("fit-settings")
