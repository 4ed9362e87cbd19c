"""What a person may type about a source."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from claims.enums import SourceKind
from claims.models import Source

from .merging import MergingForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SourceForm(MergingForm):
    """Rename or describe a source."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("The old name stays as another name. What was printed stays as printed."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    wikidata_id = forms.CharField(
        label=_("Wikidata id"),
        max_length=20,
        required=False,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("A Wikidata id looks like Q42."))],
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, source: Source) -> "SourceForm":
        """Return the form as it stands for ``source``."""
        names = ("name", "kind", "wikidata_id", "note")
        values: dict[str, Any] = {name: getattr(source, name) for name in names}
        return cls(initial={**values, "seen": source.version})


class AliasForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Another name"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # On the page it stands beside the form for the name itself.
        super().__init__(*args, **{"auto_id": "id_other_%s", **kwargs})


class RoleForm(forms.Form):
    """What a source was, and from when until when."""

    title = forms.CharField(
        label=_("Role"), max_length=200, help_text=_("For example: director, port authority.")
    )
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("Until"), required=False, widget=DAY)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day."))
        return found


class MergeForm(forms.Form):
    """Which source another one is the same as."""

    into = forms.UUIDField(widget=forms.HiddenInput)
