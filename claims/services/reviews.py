"""Reviews: the second person approves what was checked, or returns it with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import ReviewDecision, State
from claims.models import AuditEvent, Claim, Review, Statement, Support, User

from . import notifying
from .saving import Invalid, add, change, lock, refuse
from .unanswered import NOT_HEARD
from .verdicts import move, supports_of


@transaction.atomic
def approve(*, claim: Claim, by: User, seen: int | None = None) -> AuditEvent | None:
    """Approve a checked claim; never by who checked it, nor by an author of the article."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_review(by, claim, supports_of(claim)))
    keep(ReviewDecision.APPROVED, by=by, claim=claim, verdict=claim.verdict)
    return move(claim, State.APPROVED, by=by, kind="claim.approved", state_reason="")


@transaction.atomic
def return_claim(
    *, claim: Claim, reason: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Send a checked claim back to its checker, with the reason on top."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_review(by, claim, supports_of(claim)))
    reason = said_why(reason)
    keep(ReviewDecision.RETURNED, by=by, claim=claim, verdict=claim.verdict, reason=reason)
    notifying.returned(claim, by=by)
    return move(
        claim,
        State.CHECKING,
        by=by,
        kind="claim.returned",
        note=reason,
        state_reason=reason,
        **again_for(claim, claim.verdict_by, by=by),
    )


@transaction.atomic
def approve_said(*, statement: Statement, by: User, seen: int | None = None) -> AuditEvent | None:
    """Approve the answer to "was it said"; never by who heard it, nor by an author."""
    statement = lock(statement, seen=seen)
    refuse(permissions.why_not_review_said(by, statement, heard_with(statement)))
    keep(ReviewDecision.APPROVED, by=by, statement=statement, verdict=statement.said)
    return change(
        statement, by=by, deed="said.approved", approved_by=by, approved_at=timezone.now()
    )


@transaction.atomic
def return_said(
    *, statement: Statement, reason: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Take the answer off again, with the reason on top; the statement waits to be heard."""
    statement = lock(statement, seen=seen)
    refuse(permissions.why_not_review_said(by, statement, heard_with(statement)))
    reason = said_why(reason)
    keep(ReviewDecision.RETURNED, by=by, statement=statement, verdict=statement.said, reason=reason)
    notifying.returned(statement, by=by)
    again = again_for(statement, statement.said_by, by=by)
    return change(statement, by=by, deed="said.returned", remark=reason, **again, **NOT_HEARD)


def again_for(thing: Claim | Statement, checker: User | None, *, by: User) -> dict[str, Any]:
    """Return the fields of who has it to do again: its assignee, or who checked it and may."""
    if thing.assignee or not checker or permissions.why_not_assign(by, checker, thing.article):
        return {}
    return {"assignee": checker, "assigned_role": ""}


def heard_with(statement: Statement) -> list[Support]:
    """Return what the answer rests on now, whoever may read it."""
    return list(Support.objects.current().filter(statement=statement))


def said_why(reason: str) -> str:
    """Return the reason without white space around it; raises Invalid when there is none."""
    if not reason.strip():
        raise Invalid(_("Say what is to be done before it can be approved."))
    return reason.strip()


def keep(decision: ReviewDecision, *, by: User, **about: Any) -> None:
    """Store the decision with the answer it was about."""
    add(Review(decision=decision, created_by=by, **about))


def undo_review(thing: Claim | Statement, *, by: User) -> None:
    """Let the last decision of ``by`` on a held ``thing`` count no more."""
    last = thing.reviews.standing().filter(created_by=by).first()
    if last:
        Review.objects.filter(pk=last.pk).update(undone_at=timezone.now())
