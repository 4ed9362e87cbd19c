"""Undo of one's own last action on a claim, statement or suggestion, within its rules."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import State
from claims.models import AuditEvent, Claim, Statement, Suggestion, Support, User

from . import claims, reviews, statements, suggestions, supports, tray
from .giving import before_deadline
from .saving import Invalid, change, lock, refuse

Thing = Claim | Statement | Suggestion
TYPES: dict[str, type[Thing]] = {
    "claim": Claim,
    "statement": Statement,
    "suggestion": Suggestion,
}
# Deeds whose fields are simply put back as they were.
PLAIN = frozenset(
    {
        "verdict.set",
        "verdict.cleared",
        "verdict.confirmed",
        "finding.noted",
        "claim.called_not_checkable",
        "claim.released",
        "claim.taken_back",
        "claim.reopened",
        "claim.assigned",
        "claim.due_set",
        "claim.edited",
        "claim.retired",
        "claim.approved",
        "claim.returned",
        "said.answered",
        "said.cleared",
        "said.reopened",
        "said.approved",
        "said.returned",
        "statement.edited",
        "statement.assigned",
        "statement.due_set",
        "statement.retired",
    }
)
REVIEWED = frozenset({"claim.approved", "claim.returned", "said.approved", "said.returned"})
RAISED = frozenset({"claim.raised", "statement.raised", "claim.restored", "statement.restored"})
ANSWERS = frozenset({"verdict.set", "said.answered"})  # may note what they came with in one step
PLACED = frozenset({"claim.placed", "statement.placed"})
EVIDENCE = frozenset({"evidence.attached", "evidence.detached"})
# What the system adds behind a deed on its own; it goes back with the deed.
FOLLOWING = frozenset({"claim.follows_evidence", "claim.to_recheck", "said.to_review"})


def offer(thing: Thing, by: User) -> AuditEvent | None:
    """Return the last deed on ``thing`` when ``by`` did it and it can be undone."""
    return last(thing, by)[0]


def last(thing: Thing, by: User) -> tuple[AuditEvent | None, AuditEvent | None]:
    """Return the deed that ``offer`` names, and what the state of the claim did after it."""
    rows = list(AuditEvent.objects.filter(object_uid=thing.uid)[:2])
    following = None
    if len(rows) > 1 and rows[0].kind in FOLLOWING and rows[1].kind in EVIDENCE:
        following = rows.pop(0)
    if not rows or rows[0].actor_uid != by.uid:
        return None, None
    if of_an_older_draft(thing, rows[0]):
        return None, None
    known = PLAIN | RAISED | PLACED | EVIDENCE | {"suggestion.dismissed"}
    return (rows[0], following) if rows[0].kind in known else (None, None)


def of_an_older_draft(thing: Thing, event: AuditEvent) -> bool:
    """Whether the deed was about the words of a draft that is no longer the text."""
    if isinstance(thing, Suggestion):
        return thing.revision_id != thing.article.current_id
    if event.kind not in PLACED or thing.article.current is None:
        return False
    return event.at < thing.article.current.created_at


def thing_of(event: AuditEvent) -> Thing | None:
    """Return what the deed was done to, if it can be undone at all."""
    model = TYPES.get(event.object_type)
    return model._default_manager.filter(uid=event.object_uid).first() if model else None


def hold(event: AuditEvent) -> Thing | None:
    """Return what the deed was done to, held with what is always held before it."""
    thing = thing_of(event)
    if event.kind in EVIDENCE:
        lock(support_of(event).evidence)
    if isinstance(thing, Suggestion):
        lock(thing.article)
        return suggestions.held(thing)
    deeds = {event.kind, event.note}
    if thing and (deeds & (RAISED | PLACED) or "due_lead" in event.changes):
        lock(thing.article)
    return lock(thing) if thing else None


@transaction.atomic
def undo(*, event: AuditEvent, by: User) -> Thing:
    """Take one's own last deed back; raises Invalid when something came after it."""
    held = hold(event)
    offered, following = last(held, by) if held else (None, None)
    if held is None or offered is None or offered.pk != event.pk:
        raise Invalid(_("This can no longer be undone: something came after it."))
    refuse(permissions.why_not_work_on(by, held.article))
    if isinstance(held, Suggestion):
        suggestions.put_back(suggestion=held, by=by)
    elif event.kind in EVIDENCE:
        undo_evidence(event, by=by)
        if following:
            follow_back(held, following, by=by)
    elif event.kind in PLACED:
        tray.take_up(thing=held, by=by)
    elif event.kind in RAISED:
        undo_raising(held, by=by)
    else:
        change_back(held, event, by=by)
        if event.kind in REVIEWED:
            reviews.undo_review(held, by=by)
        if event.kind in ANSWERS and event.note in RAISED:
            undo_raising(held, by=by)
    return held


def before(thing: Claim | Statement, event: AuditEvent) -> dict[str, Any]:
    """Return the fields as they stood before the deed."""
    values: dict[str, Any] = {}
    for name, (old, _new) in event.changes.items():
        field = thing._meta.get_field(name)
        if not isinstance(field, models.Field):
            continue
        if isinstance(field, models.ForeignKey):
            related: Any = field.related_model
            values[name] = related._default_manager.get(pk=old["id"]) if old else None
        else:
            values[name] = field.to_python(old)
    return values


def undo_raising(thing: Claim | Statement, *, by: User) -> None:
    """Retire what was raised; its suggestion, if it came from one, is pending again."""
    reason = _("Raised by mistake")
    if isinstance(thing, Claim):
        claims.retire_claim(claim=thing, reason=reason, by=by)
    else:
        statements.retire_statement(statement=thing, reason=reason, by=by)
    suggestion = Suggestion.objects.filter(**{thing._meta.model_name or "": thing}).first()
    if suggestion:
        suggestions.put_back(suggestion=suggestion, by=by)


def undo_evidence(event: AuditEvent, *, by: User) -> None:
    """Take evidence off that was put on, or the other way round."""
    verb = supports.detach if event.kind == "evidence.attached" else supports.put_back
    verb(support=support_of(event), by=by)


def support_of(event: AuditEvent) -> Support:
    """Return the tie that a deed on evidence was about."""
    old, new = event.changes["evidence"]
    rows = Support.objects.select_related("claim", "statement", "evidence")
    return rows.get(pk=(new or old)["id"])


def follow_back(thing: Claim | Statement, following: AuditEvent, *, by: User) -> None:
    """Put the state back that had followed evidence, which is now as it was before."""
    change_back(lock(thing), following, by=by)


def change_back(thing: Claim | Statement, event: AuditEvent, *, by: User) -> None:
    """Set a held thing's fields as they were; an approval comes back only if it still counts."""
    values = before(thing, event)
    if values.get("state") == State.APPROVED or values.get("approved_by"):
        approver = permissions.approver_of(thing)
        hands = permissions.hands_in(thing.supports.current()) | checked_by(thing, values)
        if approver:
            refuse(permissions.why_not_stand_again(approver, thing.article, hands))
    if (lead := values.get("due_lead")) is not None:  # the deadline may be another by now
        values["due_at"] = before_deadline(thing.article, lead)
        values["due_lead"] = lead if values["due_at"] else None
    change(thing, by=by, deed="deed.undone", remark=event.kind, **values)


def checked_by(thing: Claim | Statement, values: dict[str, Any]) -> set[int | None]:
    """Return the id of whose verdict or answer stands once ``values`` are set."""
    name = "verdict_by" if isinstance(thing, Claim) else "said_by"
    person = values.get(name, getattr(thing, name))
    return {person.pk if person else None}
