"""Which days and which desk the figures are asked for, by the address of their page."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Desk
from claims.queries.articles import NO_DESK
from claims.queries.days import YEARS, Days

USUAL = 30  # days, where the address names none
PRESETS = (7, 30, 90)
MOST_DAYS = 731


class DayField(forms.DateField):
    """A day as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": gettext_lazy("Write the day like 2026-11-23.")}

    def to_python(self, value: Any) -> datetime.date | None:
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise forms.ValidationError(_("Give a year of four digits, such as 2026."))
        return day


class FiguresForm(forms.Form):
    """From which day to which; without a question, or with one nobody can answer, the usual."""

    since = DayField(label=gettext_lazy("From"), required=False, input_formats=["%Y-%m-%d"])
    until = DayField(label=gettext_lazy("To"), required=False, input_formats=["%Y-%m-%d"])
    desk = forms.ChoiceField(label=gettext_lazy("Desk"), required=False)

    def __init__(self, data: QueryDict) -> None:
        self.today = timezone.localdate()
        given = data.dict()
        if not given.get("since") and not given.get("until"):
            given |= {"since": self.usual.first.isoformat(), "until": self.usual.last.isoformat()}
        super().__init__(given)
        desk: Any = self.fields["desk"]
        desk.choices = [
            ("", _("All desks")),
            *Desk.objects.values_list("slug", "name"),
            (NO_DESK, _("No desk")),
        ]
        desk.error_messages["invalid_choice"] = _("This newsroom has no such desk.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        last = values["until"] or self.today
        first = values["since"] or last - datetime.timedelta(days=USUAL - 1)
        if first > self.today:
            raise forms.ValidationError(_("These days lie ahead: there is nothing to count yet."))
        if first > last:
            raise forms.ValidationError(_("The first day comes after the last one."))
        days = Days(first, min(last, self.today))
        if (days.last - first).days >= MOST_DAYS:
            raise forms.ValidationError(_("At most two years are shown at once."))
        return {**values, "days": days}

    @property
    def usual(self) -> Days:
        """Return the days that are shown unasked."""
        return last_days(USUAL, self.today)

    @property
    def asked(self) -> tuple[Days, str]:
        """Return the days and the desk to show."""
        values = self.cleaned_data if self.is_valid() else {}
        return values.get("days", self.usual), values.get("desk", "")

    @property
    def presets(self) -> list[tuple[int, str, bool]]:
        """Return numbers of days up to today, each with its question and whether it is asked."""
        days, desk = self.asked
        found = [(many, last_days(many, self.today)) for many in PRESETS]
        return [(many, query_of(preset, desk), preset == days) for many, preset in found]


def last_days(many: int, today: datetime.date) -> Days:
    """Return so many days, today the last of them."""
    return Days(today - datetime.timedelta(days=many - 1), today)


def query_of(days: Days, desk: str) -> str:
    """Return the question as an address holds it."""
    asked = {"since": days.first.isoformat(), "until": days.last.isoformat()}
    return urlencode(asked | ({"desk": desk} if desk else {}))
