"""Who has a claim or statement to do, and by when, in words."""

from django.utils.translation import gettext as _

from claims.enums import TO_ROLES, Role
from claims.models import Claim, Statement

HOUR, DAY = 60, 60 * 24


def given_to(thing: Claim | Statement) -> str:
    """Name the person or the role it was given to; "" for nobody."""
    if thing.assignee is not None:
        return str(thing.assignee)
    return role_words(thing.assigned_role)


def role_words(role: str) -> str:
    """Name everybody of a role: "the reviewers"."""
    return str(TO_ROLES[Role(role)]) if role else ""


def lead_words(lead: int | None) -> str:
    """Say how long before the deadline: "2 h 30 min before the deadline"; "" for no lead."""
    if lead is None:
        return ""
    if lead == 0:
        return _("at the deadline")
    days, rest = divmod(lead, DAY)
    hours, minutes = divmod(rest, HOUR)
    parts = [(days, _("%(n)d d")), (hours, _("%(n)d h")), (minutes, _("%(n)d min"))]
    words = " ".join(form % {"n": n} for n, form in parts if n)
    return _("%(time)s before the deadline") % {"time": words}
