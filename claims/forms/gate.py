"""What editors say at the gate: why an article may pass, and what each condition weighs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import GateLevel
from claims.queries.gate_conditions import CONDITIONS

SEEN = "seen-"  # before a condition's key: the level that stood on the page


class OverrideForm(forms.Form):
    """The reason for letting what is in the way pass; several of these share a page."""

    reason = forms.CharField(
        label=gettext_lazy("Why may it run all the same?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *, key: str, reason: str) -> None:
        super().__init__(auto_id=f"id_{key}_%s", initial={"reason": reason})


class LevelsForm(forms.Form):
    """One choice for each condition of the gate; ``levels`` is how they stand."""

    def __init__(self, *args: Any, levels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels
        for condition in CONDITIONS:
            usual = _("Usually: %(level)s.") % {"level": str(condition.level.label).lower()}
            self.fields[condition.key] = forms.ChoiceField(
                label=str(condition.label),
                help_text=f"{condition.help} {usual}",
                choices=GateLevel.choices,
                initial=levels[condition.key],
                widget=forms.RadioSelect,
            )

    @property
    def seen(self) -> dict[str, str]:
        """Return the levels that stood on the page, as far as it said so."""
        keys = (condition.key for condition in CONDITIONS)
        return {key: self.data[SEEN + key] for key in keys if SEEN + key in self.data}

    @property
    def before(self) -> list[tuple[str, str]]:
        """Return the hidden fields that say what stood on the page."""
        return [(SEEN + key, str(level)) for key, level in self.levels.items()]
