"""Notices: one's list, the way from a notice to its thing, and what one is told by e-mail."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.enums import How
from claims.forms.notices import HowForm
from claims.models import CalendarToken
from claims.queries.notices import NoticeList, choices_of, lines_of, standing
from claims.services import calendar, notices

from . import access, limits
from .access import NewsroomRequest

CHOICES = "claims/notice_choices.html"
MOST_OF_ONE_ADDRESS = 600  # a whole newsroom's programs may ask from one
MOST_OF_ONE_TOKEN = 60


@require_safe
@access.people
def notice_list(request: NewsroomRequest) -> HttpResponse:
    """List what one was told, newest first."""
    found = NoticeList(request.user, request.GET.dict())
    return render(request, "claims/notice_list.html", {"found": found})


@require_safe
@never_cache
@access.people
def notice_open(request: NewsroomRequest, uid: UUID) -> HttpResponseBase:
    """Lead to what a notice is about, which is read from then on."""
    notice = access.one(standing(request.user).select_related("by"), uid=uid)
    lines = lines_of([notice], request.user)
    notices.open_line(notice=notice, by=request.user)
    return redirect(lines[0].url if lines else notice.article)


@require_POST
@access.people
def notice_read(request: NewsroomRequest) -> HttpResponseBase:
    """Mark everything as read, or all of one kind."""
    found = NoticeList(request.user, request.POST.dict())
    n = notices.read_all(by=request.user, kind=found.kind)
    if n:
        said = ngettext("%(n)d notice marked as read.", "%(n)d notices marked as read.", n)
        messages.success(request, said % {"n": n})
    return redirect(found.url())


# --- by e-mail, and in a calendar -----------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@access.people
def notice_choices(request: NewsroomRequest) -> HttpResponseBase:
    """Show and change what one is told by e-mail."""
    sent = request.POST if request.method == "POST" else None
    form = HowForm(sent, how=choices_of(request.user))
    if sent is not None and form.is_valid():
        notices.choose(by=request.user, how=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notice-choices")
    return choices_page(request, form)


def choices_page(request: NewsroomRequest, form: HowForm, *, address: str = "") -> HttpResponse:
    """Answer with the page; ``address`` is that of a calendar, shown this once."""
    kept = CalendarToken.objects.filter(user=request.user, revoked_at=None).first()
    context = {"form": form, "hows": How.choices, "calendar": kept, "address": address}
    return render(request, CHOICES, context, status=422 if form.errors else 200)


@require_POST
@never_cache  # the answer shows an address that is shown once
@access.people
def calendar_make(request: NewsroomRequest) -> HttpResponse:
    """Make a calendar address, in place of the one there is, and show it this once."""
    token = calendar.make_address(by=request.user)
    address = request.build_absolute_uri(reverse("calendar", args=[token]))
    return choices_page(request, HowForm(how=choices_of(request.user)), address=address)


@require_POST
@access.people
def calendar_end(request: NewsroomRequest) -> HttpResponseBase:
    """Let one's calendar address stop working."""
    if calendar.end_address(by=request.user):
        messages.success(request, _("The address no longer works."))
    return redirect("notice-choices")


@require_safe
@access.everyone
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar program the deadlines of whoever made the address."""
    of_address = limits.too_many("calendars", limits.address_of(request), most=MOST_OF_ONE_ADDRESS)
    if of_address or limits.too_many("calendar", token, most=MOST_OF_ONE_TOKEN):
        return told(_("Too many requests. Try again later."), 429)
    try:
        owner = calendar.owner_of(token)
    except CalendarToken.DoesNotExist:
        return told(_("There is no such calendar."), 404)
    if owner is None:
        return told(_("This calendar was taken back."), 410)
    answer = HttpResponse(calendar.feed(owner), "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return unkept(answer)


def told(sentence: str, status: int) -> HttpResponse:
    """Answer a program with a sentence."""
    return unkept(HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", status=status))


def unkept(answer: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches, of search and of the addresses that browsers hand on."""
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
