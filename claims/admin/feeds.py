"""Feeds: what is read again and again, how it went, and the switch that turns each on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Feed
from claims.services import feeds

from .base import NewsroomAdmin, Rows, admin_of

SET_UP = ("name", "url", "account", "desk", "every", "full_text")
HOW_IT_GOES = ("state", "kind", "last_polled_at", "last_ok_at", "next_at", "failures", "wrong")


@admin.register(Feed)
class FeedAdmin(NewsroomAdmin):
    """Feeds are off until an admin turns them on; none is deleted, as articles came from it."""

    can_add = can_change = True
    list_display = ("name", "state", "kind", "desk", "last_ok_at", "next_at", "wrong_briefly")
    list_select_related = ("desk",)
    list_filter = ("enabled",)
    search_fields = ("name", "url")
    ordering = ("name",)
    autocomplete_fields = ("account", "desk")
    readonly_fields = HOW_IT_GOES
    fieldsets = (
        (
            None,
            {
                "fields": (*SET_UP, "seen"),
                "description": gettext_lazy(
                    "A new feed is off. Turn it on in the list of feeds, by the action there. "
                    "Its first poll takes the newest ten items and passes over the older ones; "
                    "each later one takes at most fifty."
                ),
            },
        ),
        (gettext_lazy("How it goes"), {"fields": HOW_IT_GOES}),
    )
    actions = ("turn_on", "turn_off", "poll_now")

    @admin.display(description=gettext_lazy("state"), ordering="enabled")
    def state(self, obj: Feed) -> str:
        if not obj.enabled:
            return _("Off")
        return _("On, failing") if obj.failures else _("On")

    @admin.display(description=gettext_lazy("what went wrong"))
    def wrong(self, obj: Feed) -> SafeString | str:
        lines = format_html_join("", "{}<br>", ((line,) for line in obj.sentence.splitlines()))
        return lines or _("nothing")

    @admin.display(description=gettext_lazy("what went wrong"))
    def wrong_briefly(self, obj: Feed) -> str:
        return Truncator(obj.sentence).chars(160)

    def save_by_verb(self, request: HttpRequest, obj: Feed, form: Any) -> Feed | None:
        by = admin_of(request)
        if obj._state.adding:
            return feeds.add_feed(by=by, **{name: form.cleaned_data[name] for name in SET_UP})
        feed = Feed.objects.get(pk=obj.pk)
        feeds.edit_feed(feed=feed, by=by, seen=form.seen_version, **form.values())
        return None

    @admin.action(description=gettext_lazy("Turn on"))
    def turn_on(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(request, queryset, lambda feed: feeds.turn(feed=feed, by=by, on=True))

    @admin.action(description=gettext_lazy("Turn off"))
    def turn_off(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(request, queryset, lambda feed: feeds.turn(feed=feed, by=by, on=False))

    @admin.action(description=gettext_lazy("Poll now"))
    def poll_now(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(request, queryset, lambda feed: feeds.poll_now(feed=feed, by=by))
