"""What editors say of the evidence a verdict may rest on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import FITTING, EvidenceKind, Stance, Verdict
from claims.models import LoosenedFit


class FitForm(forms.Form):
    """One kind of evidence that a verdict may rest on too."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=[(v.value, v.label) for v in Verdict if FITTING[v]]
    )
    kind = forms.ChoiceField(
        label=_("Kind of evidence"),
        choices=[("", _("Any evidence")), *EvidenceKind.choices],
        required=False,
    )
    stance = forms.ChoiceField(
        label=_("How it bears on the claim"), choices=Stance.choices, initial=Stance.PARTLY
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=LoosenedFit._meta.get_field("reason").max_length,
        help_text=_("It stands in this list with your name."),
    )
