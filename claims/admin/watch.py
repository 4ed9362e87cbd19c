"""The watch over links: one page, off until an admin turns it on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from claims.models import WatchSetting
from claims.services import watching

from .base import VerbForm, admin_of
from .only import OnlyOneAdmin


class WatchForm(VerbForm):
    """The setting, with hours that can be kept."""

    every_hours = forms.IntegerField(
        label=gettext_lazy("Hours between two looks"),
        min_value=1,
        max_value=watching.MOST_HOURS,
    )


@admin.register(WatchSetting)
class WatchSettingAdmin(OnlyOneAdmin):
    """How the newsroom's links are watched: there is one such page, and it is never deleted."""

    form = WatchForm
    heading = gettext_lazy("Watch over links")
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

    def save_by_verb(self, request: HttpRequest, obj: WatchSetting, form: Any) -> None:
        watching.set_watch(by=admin_of(request), seen=form.seen_version, **form.values())
