"""Who has a claim or statement to do, and by when: one person or one role, a date or a lead."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Role, State
from claims.models import Article, AuditEvent, Claim, Statement, User

from .saving import Invalid, V, chosen, lock, record, refuse

Given = Claim | Statement
MOST_LEAD = 60 * 24 * 366  # minutes


def given_fields(thing: Given, assignee: User | None, role: str, *, by: User) -> dict[str, Any]:
    """Return the fields that give ``thing`` to a person, to a role, or to nobody.

    Raises Invalid for both at once and for what is no role, Refused where a rule says no.
    """
    if assignee is not None and role:
        raise Invalid(_("Give it to a person or to a role, not to both."))
    role = chosen(Role, role) if role else ""
    refuse(permissions.why_not_assign(by, assignee, thing.article, role))
    return {"assignee": assignee, "assigned_role": role}


def begun(thing: Given, *, by: User) -> dict[str, Any]:
    """Return the fields by which whoever begins what was given to a role has taken it.

    What is checked or answered was begun long ago: given to a role, it waits for a second person.
    """
    waits = thing.state == State.CHECKED if isinstance(thing, Claim) else bool(thing.said)
    return {"assignee": by, "assigned_role": ""} if thing.assigned_role and not waits else {}


def lock_to_date(thing: V, lead: int | None, *, seen: int | None = None) -> V:
    """Hold ``thing``, and before it its article where the date hangs on that one's deadline."""
    if lead is not None:
        lock(thing.article)  # type: ignore[attr-defined]
    return lock(thing, seen=seen)


def due_by(thing: Given, due_at: datetime.datetime | None, lead: int | None) -> dict[str, Any]:
    """Return the fields that date ``thing``: on its own, or ``lead`` minutes before the deadline.

    Raises Invalid for both at once, for a lead out of reason, and where there is no deadline.
    """
    if lead is None:
        return {"due_at": due_at, "due_lead": None}
    if due_at is not None:
        raise Invalid(_("Give a date, or the time before the deadline, not both."))
    if not 0 <= lead <= MOST_LEAD:
        raise Invalid(_("The time before the deadline is between nothing and a year."))
    if thing.article.deadline is None:
        raise Invalid(_("This article has no deadline. Set one first, or give a date."))
    return {"due_at": before_deadline(thing.article, lead), "due_lead": lead}


def before_deadline(article: Article, lead: int) -> datetime.datetime | None:
    """Return the moment ``lead`` minutes before the article's deadline, if it has one."""
    return article.deadline and article.deadline - datetime.timedelta(minutes=lead)


def follow_deadline(article: Article, *, by: User) -> AuditEvent | None:
    """Let every date that hangs on the deadline of a held article follow it; without one, go.

    Told once, of the article, with how many dates moved: not a line for each claim.
    """
    moved = 0
    for model in (Claim, Statement):
        rows = model._default_manager.filter(article=article, due_lead__isnull=False)
        held = rows.select_for_update(no_key=True).order_by("pk").values_list("pk", "due_lead")
        leads: dict[int, list[int]] = {}
        for pk, lead in held:
            leads.setdefault(lead or 0, []).append(pk)
        for lead, keys in leads.items():
            values = {"due_at": before_deadline(article, lead)}
            if article.deadline is None:
                values["due_lead"] = None
            moved += model._default_manager.filter(pk__in=keys).update(**values)
    if not moved:
        return None
    kind = "article.dates_moved" if article.deadline else "article.dates_dropped"
    return record(article, by=by, kind=kind, changes={"dates": [None, moved]})
