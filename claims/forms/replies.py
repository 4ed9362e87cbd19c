"""What a person may type about the right of reply; what is left blank means "me" and "now"."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Channel, SourceKind

from .marking import SHORT, MomentField
from .merging import SeenForm


class CriticalForm(forms.Form):
    """Whom a claim is critical of, and what kind of source that is if nobody knew it yet."""

    name = forms.CharField(label=_("Of whom"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices, required=False)

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or SourceKind.PERSON)


class AskedForm(SeenForm):
    """One attempt to get an answer: who asked, when, how, whom, and until when there is time."""

    asked_by = forms.CharField(label=_("Who asked"), max_length=150, required=False)
    asked_at = MomentField(label=_("When"), required=False)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    asked_whom = forms.CharField(label=_("Whom"), max_length=200, required=False)
    deadline = MomentField(label=_("Time to answer until"), required=False)

    def clean_asked_at(self) -> datetime.datetime:
        """Return when it was; to the minute, as fields have it, so that answers come after it."""
        given: datetime.datetime | None = self.cleaned_data["asked_at"]
        return given or timezone.now().replace(second=0, microsecond=0)


class AnswerForm(SeenForm):
    """What was answered, when, and where the article uses it."""

    answer = forms.CharField(label=_("Answer"), required=False, widget=SHORT)
    answered_at = MomentField(label=_("When it came"), required=False)
    used_in = forms.CharField(label=_("Where it is used"), max_length=300, required=False)
