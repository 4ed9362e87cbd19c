"""Getting in by an invitation, one's own profile, and two pages for those who run the site."""

from django.contrib import messages
from django.contrib.auth import login
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from claims.forms.people import JoinForm, ProfileForm
from claims.models import User
from claims.services import accounts, people
from claims.services.saving import Invalid

from . import access, limits
from .access import NewsroomRequest

MOST_TRIES = 30
SIGNS_IN = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access.everyone
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody invited choose a user name and a password, once."""
    if limits.too_many("invitation", limits.address_of(request), most=MOST_TRIES):
        return render(request, "429.html", status=429)
    found = people.open_invitation(token)
    if found is None:
        return render(request, "claims/invitation_closed.html", status=410)
    if request.user.is_authenticated:
        return render(request, "claims/invitation_signed_in.html", {"invitation": found})
    form = JoinForm(request.POST or None, invitation=found)
    if request.method == "POST" and form.is_valid() and (user := join(token, form)):
        login(request, user, backend=SIGNS_IN)
        messages.success(request, _("Welcome, %(name)s.") % {"name": user})
        return redirect("today")
    context = {"invitation": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "claims/invitation_form.html", context, status=status)


def join(token: str, form: JoinForm) -> User | None:
    """Make the account; a mistake stands in the form afterwards."""
    data = form.cleaned_data
    try:
        return people.accept_invitation(
            token=token, username=data["username"], password=data["password1"]
        )
    except Invalid as invalid:
        form.add_error(None, str(invalid))
    return None


@require_safe
@never_cache
@access.everyone
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the site can do its work: it runs, and its database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
@access.people
def profile(request: NewsroomRequest) -> HttpResponseBase:
    """Show and change what one says about oneself."""
    user = User.objects.get(pk=request.user.pk)
    initial = {"name": user.name, "email": user.email, "time_zone": user.time_zone}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.edit_profile(by=user, **form.cleaned_data)
        except Invalid as invalid:
            form.add_error("email", str(invalid))
        else:
            messages.success(request, _("Saved."))
            return redirect("profile")
    status = 422 if form.errors else 200
    return render(request, "claims/profile_form.html", {"form": form}, status=status)


@require_safe
@access.admins
def patterns(request: NewsroomRequest) -> HttpResponse:
    """Show every component of the pages in every state."""
    return render(request, "patterns.html")
