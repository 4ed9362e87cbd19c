"""What a person may type about a claim, a statement or a suggestion."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import (
    Action,
    ClaimKind,
    Manner,
    Report,
    Risk,
    Said,
    SourceKind,
    Terms,
    Verdict,
    Worth,
)
from claims.models import Claim, Source, Statement, Tag
from claims.queries.days import YEARS

from .merging import MergingForm, SeenForm

SHORT = forms.Textarea(attrs={"rows": 2})


class MomentField(forms.DateTimeField):
    """A day and time; a year far off is a slip, and outside of what clocks in all zones tell."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime.datetime | None:
        """Return the moment, typed in the reader's zone."""
        moment: datetime.datetime | None = super().clean(value)
        if moment and moment.year not in YEARS:
            raise forms.ValidationError(_("Give a year of four digits, such as 2026."))
        return moment


class VerdictForm(MergingForm):
    """One of the verdicts; a blank one takes the verdict away."""

    verdict = forms.ChoiceField(choices=[("", _("none")), *Verdict.choices], required=False)
    verdict_note = forms.CharField(label=_("What was found"), required=False, widget=SHORT)

    @classmethod
    def of(cls, claim: Claim) -> "VerdictForm":
        """Return the form filled in with ``claim`` as it stands."""
        names = ("verdict", "verdict_note")
        return cls(initial={name: getattr(claim, name) for name in names})


class NoteForm(MergingForm):
    """What was found, or what was tried."""

    verdict_note = forms.CharField(
        label=_("What was found"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, claim: Claim) -> "NoteForm":
        """Return the form filled in with the note of ``claim`` as it stands."""
        return cls(initial={"verdict_note": claim.verdict_note, "seen": claim.version})


class SaidForm(SeenForm):
    """The answer to "was it said"; a blank one takes it away."""

    said = forms.ChoiceField(choices=[("", _("none")), *Said.choices], required=False)
    said_note = forms.CharField(label=_("Note"), required=False, widget=SHORT)


class ReasonForm(SeenForm):
    """A reason in words; the service says when one is needed and missing."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class ClaimForm(MergingForm):
    """A claim's wording and what sort of claim it is."""

    text = forms.CharField(label=_("Claim, in plain words"), widget=SHORT, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("not said")), *ClaimKind.choices], required=False
    )
    risk = forms.ChoiceField(label=_("Risk"), choices=Risk.choices)
    action = forms.ChoiceField(label=_("What the article should do"), choices=Action.choices)
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label=_("Tags"),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def of(cls, claim: Claim) -> "ClaimForm":
        """Return the form filled in with ``claim`` as it stands."""
        fields = ("text", "kind", "risk", "action")
        initial: dict[str, Any] = {name: getattr(claim, name) for name in fields}
        return cls(initial=initial | {"tags": claim.tags.all(), "seen": claim.version})


class StatementForm(MergingForm):
    """Who said it, how and on what terms."""

    speaker = forms.CharField(label=_("Who says it"), max_length=200, required=False)
    speaker_kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices)
    role_printed = forms.CharField(label=_("Role as printed"), max_length=300, required=False)
    manner = forms.ChoiceField(label=_("Manner"), choices=Manner.choices)
    terms = forms.ChoiceField(label=_("Terms"), choices=Terms.choices)
    report = forms.ChoiceField(
        label=_("What the article reports"), choices=Report.choices, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Leave out what the form did not ask."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("report"):
            data.pop("report", None)
        return data

    @classmethod
    def of(cls, statement: Statement) -> "StatementForm":
        """Return the form filled in with ``statement`` as it stands."""
        source: Source | None = statement.source
        return cls(
            initial={
                "speaker": source.name if source else "",
                "speaker_kind": source.kind if source else SourceKind.PERSON,
                "role_printed": statement.role_printed,
                "manner": statement.manner,
                "terms": statement.terms,
                "report": statement.report,
                "seen": statement.version,
            }
        )


class AcceptForm(forms.Form):
    """A suggestion accepted: who says it where the engine got it wrong, and an answer at once."""

    speaker = forms.CharField(max_length=200, required=False)
    verdict = forms.ChoiceField(choices=Verdict.choices, required=False)
    said = forms.ChoiceField(choices=Said.choices, required=False)


class SelectionForm(forms.Form):
    """Words of the text, by hand: by their place, or copied where there is no script."""

    exact = forms.CharField(
        label=_("Words of the text"),
        strip=False,
        required=False,
        widget=SHORT,
        help_text=_("Copy them exactly as they stand in the article."),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    speaker = forms.CharField(
        label=_("Who says it (for a statement)"), max_length=200, required=False
    )


class WorthForm(forms.Form):
    """Down to which level suggestions are accepted together."""

    worth = forms.ChoiceField(choices=Worth.choices)
