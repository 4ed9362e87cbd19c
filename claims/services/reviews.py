"""Reviews: the second person approves a checked claim, or returns it with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import ReviewDecision, State
from claims.models import AuditEvent, Claim, Review, User

from .saving import Invalid, add, lock, refuse
from .verdicts import move, supports_of


@transaction.atomic
def approve(*, claim: Claim, by: User, seen: int | None = None) -> AuditEvent | None:
    """Approve a checked claim; never by who checked it, nor by an author of the article."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_review(by, claim, supports_of(claim)))
    keep(claim, ReviewDecision.APPROVED, by=by)
    return move(claim, State.APPROVED, by=by, kind="claim.approved")


@transaction.atomic
def return_claim(
    *, claim: Claim, reason: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Send a checked claim back to its checker, with the reason on top."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_review(by, claim, supports_of(claim)))
    if not reason.strip():
        raise Invalid(_("Say what is to be done before it can be approved."))
    keep(claim, ReviewDecision.RETURNED, by=by, reason=reason.strip())
    return move(
        claim,
        State.CHECKING,
        by=by,
        kind="claim.returned",
        note=reason.strip(),
        state_reason=reason.strip(),
    )


def keep(claim: Claim, decision: ReviewDecision, *, by: User, reason: str = "") -> None:
    """Store the decision with the verdict it was about."""
    add(Review(claim=claim, decision=decision, reason=reason, verdict=claim.verdict, created_by=by))
