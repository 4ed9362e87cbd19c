"""What a person may type about a proposed wording."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import Action

from .merging import SeenForm

MOST_WORDS = 20_000  # code points
MOST_REASON = 2_000


class ProposalForm(SeenForm):
    """Other words for a claim or statement, or the wish to cut them, with the reason."""

    new = forms.CharField(
        label=_("Words instead"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,  # the service says when it is missing
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cut = forms.BooleanField(label=_("Cut these words"), required=False)

    def clean(self) -> dict[str, Any]:
        """Let nobody cut words by emptying a field."""
        values = super().clean() or self.cleaned_data
        if values.get("cut"):
            values["new"] = ""
        elif not self.errors and not values["new"]:
            raise forms.ValidationError(_("Write the other words, or press “Cut these words”."))
        return values


class DecisionForm(SeenForm):
    """A word on the decision; the service says when one is needed and missing."""

    note = forms.CharField(label=_("A word on it"), required=False, max_length=MOST_REASON)


class ActionForm(SeenForm):
    """What the article should do about a claim that does not hold."""

    action = forms.ChoiceField(choices=Action.choices)
