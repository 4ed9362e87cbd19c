"""What is typed for an outside expert, and what the expert types."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import ExpertAnswer
from claims.models import ExpertLink, Query
from claims.services.experts import LONGEST_ANSWER, MOST_DAYS
from claims.services.queries import MENTION

MENTIONED = re.compile(rf"[\s,;]*{MENTION.pattern}[,:]?\s*(?P<next>\w?)")


class InviteForm(forms.Form):
    """Who is asked, what, and for how long the link works."""

    name = forms.CharField(
        label=_("Name of the expert"),
        max_length=ExpertLink._meta.get_field("name").max_length,
        help_text=_("Stands beside the answer; the expert does not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    question = forms.CharField(
        label=_("Question"),
        max_length=2000,
        help_text=_("The expert reads it exactly so: no names, nothing confidential."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    days = forms.IntegerField(
        label=_("Days the link works"), min_value=1, max_value=MOST_DAYS, initial=7
    )

    @classmethod
    def of(cls, query: Query) -> "InviteForm":
        """Return the form with the question of ``query``, colleagues' user names left out."""
        return cls(initial={"question": without_mentions(query.text)}, auto_id=ids_of(query))


def ids_of(query: Query) -> str:
    """Return how the fields are called; several queries may stand on one page."""
    return f"expert-%s-{query.uid}"


def without_mentions(text: str) -> str:
    """Return ``text`` without @names, which mean nothing outside and should not be known there."""

    def closed_up(found: re.Match[str]) -> str:
        before, letter = text[: found.start()].rstrip(), found["next"]
        letter = letter.upper() if not before or before[-1] in ".?!" else letter
        return f" {letter}" if letter else ""

    return MENTIONED.sub(closed_up, text).strip()


class AnswerForm(forms.Form):
    """What the expert says of the passage; the service says when words are needed."""

    decision = forms.ChoiceField(
        label=_("Your answer"), choices=ExpertAnswer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=LONGEST_ANSWER,
        help_text=_("Needed unless it is correct as it stands."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
