"""What a person may type about evidence; address and stance are enough to go on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import EvidenceKind, Stance, Visibility
from claims.models import Evidence, User

from .marking import SHORT, SeenForm

MAX_FILE = 50 * 1024 * 1024


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


class EvidenceForm(SupportForm):
    """Evidence by address, file or description, and how it bears on what it is attached to."""

    url = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(label=_("Or a file"), required=False)
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
    is_primary = forms.BooleanField(label=_("A primary source"), required=False)
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
    also = forms.TypedMultipleChoiceField(
        label=_("Attach it to these claims too"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    ABOUT = ("stance", "passage", "locator", "note")
    WHAT = ("url", "file", "description", "title", "publisher", "is_primary", "visibility")

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = others  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what is too large to keep."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_FILE:
            raise forms.ValidationError(_("This file is over 50 MB. Give its address instead."))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of address, file and description, and guess the kind from which it is."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("url", "file", "description")):
            raise forms.ValidationError(
                _("Give a web address, a file, or a few words saying what it is.")
            )
        if not data.get("kind"):
            guess = EvidenceKind.WEB_PAGE if data.get("url") else EvidenceKind.DOCUMENT
            by_words = not data.get("url") and not data.get("file")
            data["kind"] = EvidenceKind.OWN_OBSERVATION if by_words else guess
        return data

    @property
    def what(self) -> dict[str, Any]:
        """Return the evidence itself, as the service takes it."""
        data = self.cleaned_data
        return {name: data[name] for name in (*self.WHAT, "kind", "readers")}

    @property
    def about(self) -> dict[str, Any]:
        """Return how it bears, as the service takes it."""
        return {name: self.cleaned_data[name] for name in self.ABOUT}


class LastEvidenceForm(SupportForm):
    """Evidence that is here already, by its address in the app."""

    evidence = forms.ModelChoiceField(Evidence.objects.none(), to_field_name="uid")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Evidence.objects.visible_to(user).filter(withdrawn_at__isnull=True)
        self.fields["evidence"].queryset = rows  # type: ignore[attr-defined]
