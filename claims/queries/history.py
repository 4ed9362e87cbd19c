"""The audit log in words: who did what, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import AuditEvent, Claim, Statement, Support, User

DEEDS = {
    "claim.raised": gettext_lazy("raised the claim"),
    "claim.edited": gettext_lazy("edited the claim"),
    "claim.assigned": gettext_lazy("assigned it"),
    "claim.due_set": gettext_lazy("set the deadline"),
    "claim.tagged": gettext_lazy("changed the tags"),
    "claim.retired": gettext_lazy("retired the claim"),
    "claim.restored": gettext_lazy("restored the claim"),
    "claim.released": gettext_lazy("released the claim"),
    "claim.reopened": gettext_lazy("reopened the claim"),
    "claim.taken_back": gettext_lazy("took it back"),
    "claim.called_not_checkable": gettext_lazy("called it not checkable"),
    "claim.approved": gettext_lazy("approved it"),
    "claim.returned": gettext_lazy("returned it"),
    "claim.to_recheck": gettext_lazy("evidence changed: to be checked again"),
    "claim.follows_evidence": gettext_lazy("state follows the evidence"),
    "verdict.set": gettext_lazy("set the verdict"),
    "verdict.cleared": gettext_lazy("cleared the verdict"),
    "verdict.confirmed": gettext_lazy("confirmed the verdict"),
    "finding.noted": gettext_lazy("noted the finding"),
    "evidence.attached": gettext_lazy("attached evidence"),
    "evidence.detached": gettext_lazy("took evidence off"),
    "evidence.put_back": gettext_lazy("put evidence back"),
    "evidence.withdrawn": gettext_lazy("withdrew evidence it rested on"),
    "support.edited": gettext_lazy("edited how evidence bears on it"),
    "support.removed": gettext_lazy("took it off"),
    "support.put_back": gettext_lazy("put it back"),
    "statement.raised": gettext_lazy("raised the statement"),
    "statement.edited": gettext_lazy("edited the statement"),
    "statement.assigned": gettext_lazy("assigned it"),
    "statement.due_set": gettext_lazy("set the deadline"),
    "statement.retired": gettext_lazy("retired the statement"),
    "statement.restored": gettext_lazy("restored the statement"),
    "said.answered": gettext_lazy("answered “was it said”"),
    "said.cleared": gettext_lazy("cleared “was it said”"),
    "deed.undone": gettext_lazy("undid the last step"),
}
# What the state follows from is in the deed already; these say nothing to a reader.
QUIET = frozenset(
    {"state", "verdict_by", "verdict_at", "verdict_revision", "said_by", "said_at"}
    | {"retired_by", "retired_at", "evidence"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history; ``changes`` are (field, before, after) in words."""

    event: AuditEvent
    deed: str
    changes: list[tuple[str, str, str]]


def history(thing: Claim | Statement | Support, *, since: int = 0) -> list[Line]:
    """Return what was done to ``thing``, newest first; with ``since``, after that version only."""
    rows = AuditEvent.objects.filter(object_uid=thing.uid)
    if since:
        rows = rows.filter(object_version__gt=since)
    return [line(event, type(thing)) for event in rows[:100]]


def line(event: AuditEvent, model: type[Model]) -> Line:
    """Put one event into words."""
    deed = str(DEEDS.get(event.kind, event.kind))
    return Line(event, deed, list(changes_in_words(event, model)))


def changes_in_words(event: AuditEvent, model: type[Model]) -> Iterable[tuple[str, str, str]]:
    """Yield the fields of an event with their values as people read them."""
    fields: dict[str, Any] = {field.name: field for field in model._meta.fields}
    for name, (before, after) in event.changes.items():
        if name in QUIET:
            continue
        field = fields.get(name)
        label = str(field.verbose_name) if field else name
        yield label, in_words(field, before), in_words(field, after)


def in_words(field: Any, value: Any) -> str:
    """Return a stored value as people read it."""
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    labels = dict(field.flatchoices) if field is not None and field.choices else {}
    return str(labels.get(value, value))


def colleagues_since(thing: Claim | Statement | Support, *, seen: int, user: User) -> list[Line]:
    """Return what others did to ``thing`` after the version ``user`` had before them."""
    return [row for row in history(thing, since=seen) if row.event.actor_uid != user.uid]
