"""E-mails and calendars: one page, on which they tell the least until an admin says otherwise."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from claims.models import NoticeSetting
from claims.services import notices

from .base import VerbForm, admin_of
from .only import OnlyOneAdmin


class NoticeForm(VerbForm):
    """The setting, with an hour of the day."""

    digest_hour = forms.IntegerField(
        label=gettext_lazy("Hour of the daily e-mail"),
        help_text=gettext_lazy("By each person's own clock."),
        min_value=0,
        max_value=23,
    )


@admin.register(NoticeSetting)
class NoticeSettingAdmin(OnlyOneAdmin):
    """What leaves the newsroom: there is one such page, and it is never deleted."""

    form = NoticeForm
    heading = gettext_lazy("E-mails and calendars")
    fieldsets = (
        (
            None,
            {
                "fields": ("names_things", "digest_hour", "seen"),
                "description": gettext_lazy(
                    "E-mails and calendars leave the newsroom and lie with others: usually they "
                    "say how many and where, and one signs in to read what. With names they also "
                    "hold headlines, the words of claims and who did it, but never those of "
                    "articles for named people, and nothing of evidence. People choose on their "
                    "own page what they are told at once, once a day or not at all."
                ),
            },
        ),
    )

    def save_by_verb(self, request: HttpRequest, obj: NoticeSetting, form: Any) -> None:
        notices.set_notices(by=admin_of(request), seen=form.seen_version, **form.values())
