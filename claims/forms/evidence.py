"""What a person may type about evidence; address and stance are enough to go on."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.enums import EvidenceKind, Primacy, Stance, Sum, Visibility
from claims.formats.kinds import HEAD, media_type_of
from claims.models import Evidence, Support, User
from claims.services.storing import why_not_keep

from .marking import SHORT
from .merging import MergingForm, SeenForm
from .particulars import UNSAID, InterviewFields, RecordFields
from .transcripts import TranscriptFields

# By the first words of a media type, or the last.
KINDS_OF_FILES = {
    "image/": EvidenceKind.IMAGE,
    "audio/": EvidenceKind.RECORDING,
    "video/": EvidenceKind.RECORDING,
    "application/ogg": EvidenceKind.RECORDING,
    "text/csv": EvidenceKind.DATASET,
    "text/tab-separated-values": EvidenceKind.DATASET,
    "application/json": EvidenceKind.DATASET,
    "application/vnd.openxmlformats-officedocument.spreadsheetml": EvidenceKind.DATASET,
    "application/vnd.oasis.opendocument.spreadsheet": EvidenceKind.DATASET,
    "application/vnd.ms-excel": EvidenceKind.DATASET,
}


def largest() -> str:
    """Return what a file may be, as the form says it."""
    return gettext("PDF, Word, pictures, sound, film, subtitles: anything up to %(most)d MB.") % {
        "most": settings.MAX_FILE_MB
    }


def kind_of_file(file: File[bytes]) -> EvidenceKind:
    """Return the kind of evidence that a file seems to be, by its content."""
    file.seek(0)
    media_type = media_type_of(file.read(HEAD), name=file.name or "")
    file.seek(0)
    kinds = (kind for start, kind in KINDS_OF_FILES.items() if media_type.startswith(start))
    return next(kinds, EvidenceKind.DOCUMENT)


class SupportForm(SeenForm):
    """How evidence bears on a claim or statement, and where it says so."""

    stance = forms.ChoiceField(
        label=_("What it does"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        initial=Stance.SUPPORTS,
    )
    passage = forms.CharField(
        label=_("Quoted passage"),
        required=False,
        widget=SHORT,
        help_text=_("The words in it that count."),
    )
    locator = forms.CharField(
        label=_("Where in it"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("p. 4, row 12, 03:15")}),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=SHORT)


class TieForm(MergingForm):
    """How evidence that is attached bears, to be changed."""

    stance = SupportForm.base_fields["stance"]
    passage = SupportForm.base_fields["passage"]
    locator = SupportForm.base_fields["locator"]
    note = SupportForm.base_fields["note"]

    @classmethod
    def of(cls, support: Support) -> "TieForm":
        """Return the form filled in with ``support`` as it stands."""
        names = ("stance", "passage", "locator", "note")
        values: dict[str, Any] = {name: getattr(support, name) for name in names}
        return cls(initial=values | {"seen": support.version})


class WhatFields(TranscriptFields, InterviewFields):
    """What the evidence is: an address, a file, what was said, a description or a conversation."""

    url = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("Or a file"), required=False, allow_empty_file=True, help_text=lazy(largest, str)()
    )
    description = forms.CharField(
        label=_("Or a description"),
        required=False,
        widget=SHORT,
        help_text=_("A call, a sum, what you saw, the author's word."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("by what it is")), *EvidenceKind.choices], required=False
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    primacy = forms.ChoiceField(
        label=_("First or second hand"), choices=[UNSAID, *Primacy.choices], required=False
    )
    origin = forms.CharField(
        label=_("Where it comes from in the end"),
        required=False,
        max_length=200,
        help_text=_("The report, study or release that it repeats."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.NEWSROOM
    )
    readers = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True),
        label=_("Named people"),
        required=False,
        to_field_name="username",
        widget=forms.CheckboxSelectMultiple,
    )

    WHAT: tuple[str, ...] = ("url", "file", "description", "title", "publisher", "primacy")
    WHAT += ("origin", "visibility", "kind", "readers")

    def clean_file(self) -> Any:
        """Refuse what is empty, or too large to keep."""
        file = self.cleaned_data["file"]
        if file is not None and (why := why_not_keep(file)):
            raise forms.ValidationError(why)
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of address, file, description and person; guess the kind from which it is."""
        data = super().clean()
        words, guess = self.own_words(data)
        self.take_transcript(data, words)
        if not any(data.get(name) for name in ("url", "file", "description")):
            data["description"] = words
            if not self.errors and not words:
                raise forms.ValidationError(
                    _("Give a web address, a file, or a few words saying what it is.")
                )
        data["kind"] = data.get("kind") or guess
        return data

    def own_words(self, data: dict[str, Any]) -> tuple[str, EvidenceKind]:
        """Return words for evidence that comes without any, and the kind it seems to be."""
        if data.get("person"):
            words = str(_("Conversation with %(name)s")) % {"name": data["person"]}
            return words, EvidenceKind.INTERVIEW
        if data.get("transcript", "").strip():
            return self.words_of(data)
        if data.get("url"):
            return "", EvidenceKind.WEB_PAGE
        if file := data.get("file"):
            return "", kind_of_file(file)
        return "", EvidenceKind.OWN_OBSERVATION

    @property
    def what(self) -> dict[str, Any]:
        """Return the evidence itself, as the service takes it."""
        what = {name: self.cleaned_data[name] for name in self.WHAT}
        return what | {"interview": self.interview}


class EvidenceForm(WhatFields, SupportForm):
    """Evidence by address, file or description, and how it bears on what it is attached to."""

    also = forms.TypedMultipleChoiceField(
        label=_("Attach it to these claims too"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    ABOUT = ("stance", "passage", "locator", "note")

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        # In a panel it stands beside the form for the claim or statement itself.
        super().__init__(*args, **{"auto_id": "id_evidence_%s", **kwargs})
        self.fields["also"].choices = others  # type: ignore[attr-defined]

    @property
    def about(self) -> dict[str, Any]:
        """Return how it bears, as the service takes it."""
        return {name: self.cleaned_data[name] for name in self.ABOUT}


class NewEvidenceForm(RecordFields, WhatFields):
    """Evidence with its whole record, before it bears on anything."""

    WHAT = (*WhatFields.WHAT, *(n for n in RecordFields.RECORD if n not in WhatFields.WHAT))

    def own_words(self, data: dict[str, Any]) -> tuple[str, EvidenceKind]:
        """Return the name of the sum where there is one."""
        if data.get("method"):
            return str(Sum(data["method"]).label), EvidenceKind.OWN_CALCULATION
        return super().own_words(data)

    @property
    def what(self) -> dict[str, Any]:
        return super().what | self.particulars


class ShareForm(SeenForm):
    """Who may see it."""

    visibility = WhatFields.base_fields["visibility"]
    readers = WhatFields.base_fields["readers"]

    @classmethod
    def of(cls, evidence: Evidence) -> "ShareForm":
        """Return the form as it stands for ``evidence``."""
        readers = [reader.username for reader in evidence.readers.all()]
        values = {"visibility": evidence.visibility, "readers": readers, "seen": evidence.version}
        return cls(initial=values)


class LastEvidenceForm(SupportForm):
    """Evidence that is here already, by its address in the app."""

    evidence = forms.ModelChoiceField(Evidence.objects.none(), to_field_name="uid")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Evidence.objects.visible_to(user).filter(withdrawn_at__isnull=True)
        self.fields["evidence"].queryset = rows  # type: ignore[attr-defined]
