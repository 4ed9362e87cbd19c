"""The watch over links: one page, off until an admin turns it on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import WatchSetting
from claims.services import watching

from .base import NewsroomAdmin, VerbForm, admin_of, for_admins


class WatchForm(VerbForm):
    """The setting, with hours that can be kept."""

    every_hours = forms.IntegerField(
        label=gettext_lazy("Hours between two looks"),
        min_value=1,
        max_value=watching.MOST_HOURS,
    )


@admin.register(WatchSetting)
class WatchSettingAdmin(NewsroomAdmin):
    """How the newsroom's links are watched: there is one such page, and it is never deleted."""

    form = WatchForm
    can_change = True
    fieldsets = (
        (
            None,
            {
                "fields": ("is_on", "every_hours", "rechecks", "seen"),
                "description": gettext_lazy(
                    "While it is on, this machine asks the sites of your evidence again and again "
                    "whether what you quoted still stands there: one address of a site at a time, "
                    "a minute or more apart, and none that the site closes to programs. The sites "
                    "see this machine's address and the name Factcheck. Only what something in a "
                    "living article rests on is looked at; what is for named people never is. "
                    "An address that moved or changed is marked on its evidence. One that is dead, "
                    "or lost a quoted passage, is told on every claim that rests on it, on the "
                    "gate, in the queue and with the source. The address given always stays."
                ),
            },
        ),
    )

    @for_admins
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page there is."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:claims_watchsetting_change", args=[1]))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> WatchSetting | None:
        """Return the setting as it stands, stored or not: it can be changed either way."""
        return WatchSetting.now() if object_id == "1" else None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Call the page by what it is."""
        title = {"title": _("Watch over links"), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, title)

    def save_by_verb(self, request: HttpRequest, obj: WatchSetting, form: Any) -> None:
        watching.set_watch(by=admin_of(request), seen=form.seen_version, **form.values())
