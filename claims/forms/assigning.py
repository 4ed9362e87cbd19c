"""What a person may type about who has something to do, and by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import TO_ROLES
from claims.models import Claim, Statement, User
from claims.queries.shares import What
from claims.queries.workspace import people_to_assign
from claims.services.giving import MOST_LEAD

from .marking import MomentField
from .merging import WholeForm, held

HOUR = 60  # minutes
ROLE = "role:"  # no user name holds a colon


class LeadField(forms.DecimalField):
    """Hours before the deadline, as a person counts them; minutes for the service."""

    def __init__(self, **kwargs: Any) -> None:
        most = MOST_LEAD // HOUR
        super().__init__(required=False, min_value=0, max_value=most, decimal_places=2, **kwargs)
        self.widget.attrs["step"] = "any"  # a half, or a quarter, is a lead too

    def clean(self, value: Any) -> int | None:
        """Return the minutes."""
        hours = super().clean(value)
        return None if hours is None else round(hours * HOUR)


def hours_of(lead: int | None) -> str:
    """Return minutes as the hours a form takes, with a point whatever the language."""
    return "" if lead is None else f"{lead / HOUR:.2f}".rstrip("0").rstrip(".")


class AssignForm(WholeForm):
    """Who is to check it: a user name, ``role:`` and a role, or nobody when left blank."""

    assignee = forms.CharField(required=False, max_length=160, label=_("Assigned to"))

    def clean(self) -> dict[str, Any]:
        """Return the person as ``assignee`` and the role as ``role``; one of them at most."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = data.get("assignee", "")
        data |= {"assignee": None, "role": ""}
        if chosen.removeprefix(ROLE) in TO_ROLES and chosen.startswith(ROLE):
            data["role"] = chosen.removeprefix(ROLE)
        elif chosen:
            data["assignee"] = User.objects.filter(is_active=True, username=chosen).first()
            if data["assignee"] is None:
                self.add_error("assignee", _("Nobody here goes by this name."))
        return data

    @classmethod
    def of(cls, thing: Claim | Statement) -> "AssignForm":
        """Return the form filled in with who has ``thing`` to check."""
        role = thing.assigned_role
        name = f"{ROLE}{role}" if role else getattr(thing.assignee, "username", "")
        return cls(initial={"assignee": name, "seen": thing.version})


class DueForm(WholeForm):
    """By when it is to be done: a date, or so many hours before the article's deadline."""

    due_at = MomentField(label=_("Due"), required=False)
    lead = LeadField(label=_("Hours before the deadline"))

    def clean(self) -> dict[str, Any]:
        """Return of the two the one that was changed, where the form showed the other one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("due_at") and data.get("lead") is not None:
            was = held(self.data.get("was", "")) or {}
            same = [name for name in ("lead", "due_at") if self.typed(name) == was.get(name)]
            data |= dict.fromkeys(same[:1])
        return data

    @classmethod
    def of(cls, thing: Claim | Statement) -> "DueForm":
        """Return the form filled in with when ``thing`` is due: one of the two, or neither."""
        lead = thing.due_lead
        due_at = thing.due_at if lead is None else None
        return cls(initial={"due_at": due_at, "lead": hours_of(lead), "seen": thing.version})


class ShareOutForm(forms.Form):
    """Among whom an article's claims are shared out, which of them, and by when."""

    who = forms.ModelMultipleChoiceField(
        people_to_assign(),
        label=_("People"),
        to_field_name="username",
        required=False,
        error_messages={"invalid_choice": _("Nobody who checks goes by the name %(value)s.")},
    )
    given = forms.BooleanField(
        label=_("Also what others were given and nobody has begun"), required=False
    )
    statements = forms.BooleanField(
        label=_("Also the statements not yet heard, with the claims in them"), required=False
    )
    lead = LeadField(label=_("Due, in hours before the deadline"))
    seen = forms.CharField(max_length=16, required=False)

    @property
    def what(self) -> What:
        """Return which claims are meant."""
        return What(self.cleaned_data["given"], self.cleaned_data["statements"])
