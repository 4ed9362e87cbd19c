"""What editors tell the text engine: a word or line, and a text to try it on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import LexiconKind


class EntryForm(forms.Form):
    """One word or line."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=LexiconKind.choices, initial=LexiconKind.CUE
    )
    text = forms.CharField(
        label=_("Word or line"),
        max_length=120,
        help_text=_(
            "A word in its base form (“gripe” also finds “griped” and “griping”), or a whole line "
            "with * for what differs: “Photo desk: *”."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


class TrialForm(forms.Form):
    """A passage the engine is to read now; nothing of it is kept."""

    passage = forms.CharField(
        label=_("A passage to try"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )
