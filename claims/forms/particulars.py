"""What a person may type about the record of evidence, the talk behind it, the sum in it."""

import copy
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from claims.enums import Channel, EvidenceKind, Notes, Primacy, Reliability, Sum, Terms
from claims.models import Calculation, Evidence, Interview, User
from claims.services.particulars import UNWORKABLE
from claims.text.sums import Unworkable, work_out

from .marking import SHORT
from .merging import MergingForm
from .sources import DAY

UNSAID = ("", _("not said"))
TAG = RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", _("Such as en, de or pt-BR."))
ORIGINS = forms.TextInput(attrs={"list": "known-origins"})


class InterviewFields(forms.Form):
    """With whom one spoke, when, how, and on what terms."""

    person = forms.CharField(label=_("With whom"), required=False, max_length=200)
    person_role = forms.CharField(label=_("Role on that day"), required=False, max_length=200)
    held_on = forms.DateField(label=_("Day"), required=False, widget=DAY)
    channel = forms.ChoiceField(label=_("How"), choices=[UNSAID, *Channel.choices], required=False)
    notes = forms.ChoiceField(
        label=_("What is left of it"), choices=[UNSAID, *Notes.choices], required=False
    )
    terms = forms.ChoiceField(label=_("Terms"), choices=[UNSAID, *Terms.choices], required=False)
    contact = forms.CharField(
        label=_("How to reach them"),
        required=False,
        widget=SHORT,
        help_text=_("Only who added the evidence, and editors, ever see this. No log keeps it."),
    )

    TALK = ("person", "person_role", "held_on", "channel", "notes", "terms", "contact")

    def clean(self) -> dict[str, Any]:
        """Ask for the person as soon as anything else is said about a conversation."""
        data = super().clean() or self.cleaned_data
        if not data.get("person") and any(data.get(name) for name in self.TALK):
            self.add_error("person", _("Say with whom."))
        return data

    @property
    def interview(self) -> dict[str, Any]:
        """Return the conversation as the service takes it; nothing without a person."""
        data = self.cleaned_data
        if not data.get("person"):
            return {}
        return {n.removeprefix("person_"): data[n] for n in self.TALK if n in self.fields}

    @classmethod
    def talk_of(cls, interview: Interview | None) -> dict[str, Any]:
        """Return what stands of a conversation, as the fields hold it."""
        return {n: getattr(interview, n.removeprefix("person_"), "") for n in cls.TALK}


def figure(label: Any, **about: Any) -> forms.CharField:
    """Return the field of one figure: text, since people write 3.1 million as they like."""
    return forms.CharField(label=label, required=False, max_length=50_000, **about)


FIGURES: dict[Sum, dict[str, forms.CharField]] = {
    Sum.CHANGE: {"old": figure(_("Before")), "new": figure(_("After"))},
    Sum.SHARE: {"part": figure(_("The part")), "whole": figure(_("The whole"))},
    Sum.PER_HEAD: {"amount": figure(_("The amount")), "people": figure(_("How many people"))},
    Sum.ROUNDING: {"figure": figure(_("The figure")), "printed": figure(_("As printed"))},
    Sum.INFLATION: {
        "amount": figure(_("The amount")),
        "from_period": figure(_("Of the year or month")),
        "to_period": figure(_("In money of the year or month")),
        "series": figure(
            _("The series"),
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("A period and its index on each line, as the statistics office has them."),
        ),
    },
    Sum.OTHER: {
        "formula": figure(_("The formula, with its figures"), widget=SHORT),
        "result": figure(_("The result")),
    },
}


class SumFields(forms.Form):
    """Which sum, and the figures of each."""

    method = forms.ChoiceField(
        label=_("Which sum"), choices=[("", _("none")), *Sum.choices], required=False
    )

    SUMS = ("method", *(f"{method}_{n}" for method, names in FIGURES.items() for n in names))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for method, figures in FIGURES.items():
            for name, field in figures.items():
                self.fields[f"{method.value}_{name}"] = copy.deepcopy(field)

    def clean(self) -> dict[str, Any]:
        """Do the sum, so that what is wrong stands beside its figure."""
        data = super().clean() or self.cleaned_data
        method = data.get("method")
        if not method or self.errors:
            return data
        typed = self.calculation
        if method == Sum.OTHER:
            for name in FIGURES[Sum.OTHER]:
                if not typed[name]:
                    self.add_error(f"other_{name}", _("This is needed."))
            return data
        try:
            work_out(method, typed["inputs"])
        except Unworkable as problem:
            words = UNWORKABLE[problem.code] % {"what": problem.what, "line": problem.line}
            self.add_error(f"{method}_{problem.name}", capfirst(words))
        return data

    def sums(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return each sum with its label and the fields of its figures."""
        return [
            (method.value, str(method.label), [self[f"{method.value}_{name}"] for name in figures])
            for method, figures in FIGURES.items()
        ]

    @property
    def calculation(self) -> dict[str, Any]:
        """Return the sum as the service takes it; nothing where none was chosen."""
        method = self.cleaned_data.get("method")
        if not method:
            return {}
        typed = {n: self.cleaned_data[f"{method}_{n}"] for n in FIGURES[Sum(method)]}
        if method == Sum.OTHER:
            return {"method": method, "inputs": {}, **typed}
        return {"method": method, "inputs": typed}

    @staticmethod
    def sum_of(calculation: Calculation | None) -> dict[str, Any]:
        """Return what stands of a sum, as the fields hold it."""
        if calculation is None:
            return {}
        inputs: Mapping[str, Any] = calculation.inputs
        if calculation.method == Sum.OTHER:
            inputs = {"formula": calculation.formula, "result": calculation.result}
        named = {f"{calculation.method}_{name}": value for name, value in inputs.items()}
        return {"method": calculation.method, **named}


class RecordFields(InterviewFields, SumFields):
    """Where evidence comes from, and how far to trust it; none of it is needed at once."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    published_on = forms.DateField(label=_("Published on"), required=False, widget=DAY)
    accessed_on = forms.DateField(label=_("Last looked at on"), required=False, widget=DAY)
    archive_url = forms.URLField(
        label=_("Address in an archive"), required=False, max_length=2000, assume_scheme="https"
    )
    language = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=35,
        validators=[TAG],
        help_text=_("Such as en, de or pt-BR."),
    )
    origin = forms.CharField(
        label=_("Where it comes from in the end"),
        required=False,
        max_length=200,
        widget=ORIGINS,
        help_text=Evidence._meta.get_field("origin").help_text,
    )
    primacy = forms.ChoiceField(
        label=_("First or second hand"), choices=[UNSAID, *Primacy.choices], required=False
    )
    reliability = forms.ChoiceField(
        label=_("Reliability"), choices=[UNSAID, *Reliability.choices], required=False
    )
    reliability_note = forms.CharField(label=_("Why"), required=False, max_length=500)
    interests = forms.CharField(
        label=_("Interests of the source"),
        required=False,
        widget=SHORT,
        help_text=Evidence._meta.get_field("interests").help_text,
    )

    FROM = (
        *("publisher", "author", "published_on", "accessed_on", "archive_url", "language"),
        "origin",
    )
    TRUST = ("primacy", "reliability", "reliability_note", "interests")
    RECORD = ("title", *FROM, *TRUST)

    @property
    def particulars(self) -> dict[str, Any]:
        """Return the talk and the sum, as the services take them."""
        return {"interview": self.interview, "calculation": self.calculation}


class RecordForm(RecordFields, MergingForm):
    """The record of evidence that is here: all but its address, its file and its readers."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind.choices)
    description = forms.CharField(label=_("Description"), required=False, widget=SHORT)

    EDITED = ("kind", "description", *RecordFields.RECORD)

    def __init__(self, *args: Any, evidence: Evidence, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidence = evidence
        self.fields["title"].required = True
        if not Interview(evidence=evidence).shows_contact_to(user):
            del self.fields["contact"]

    @classmethod
    def of(cls, evidence: Evidence, user: User) -> "RecordForm":
        """Return the form filled in with ``evidence`` as it stands."""
        values: dict[str, Any] = {name: getattr(evidence, name) for name in cls.EDITED}
        interview = Interview.objects.filter(evidence=evidence).first()
        calculation = Calculation.objects.filter(evidence=evidence).first()
        values |= cls.talk_of(interview) | cls.sum_of(calculation) | {"seen": evidence.version}
        return cls(initial=values, evidence=evidence, user=user)

    def clean_description(self) -> str:
        """Keep words where there is neither an address nor a file."""
        text: str = self.cleaned_data["description"]
        if not (text.strip() or self.evidence.url or self.evidence.file):
            raise forms.ValidationError(_("Without an address or a file it needs a few words."))
        return text

    @property
    def values(self) -> dict[str, Any]:
        """Return everything as the service takes it."""
        return {n: self.cleaned_data[n] for n in self.EDITED} | self.particulars

    def beside(self, standing: "RecordForm") -> list[tuple[str, str]]:
        """Return, for each field that stands otherwise now, its label and what stands."""
        typed = ((name, self[name].value() or "") for name in self.fields if name != "seen")
        rows = [(name, value, standing.initial.get(name) or "") for name, value in typed]
        return [
            (str(self.fields[name].label), str(now) or "–")
            for name, value, now in rows
            if str(value).strip() != str(now)
        ]
