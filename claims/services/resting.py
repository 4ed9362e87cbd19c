"""What rests on evidence, and how it follows when the evidence changes."""

from claims.models import Claim, Evidence, Statement, Support, User

from . import statements, verdicts
from .saving import lock

Target = Claim | Statement


def target_of(support: Support) -> Target:
    """Return the claim or statement the support bears on."""
    target = support.claim or support.statement
    if target is None:  # the database holds support_bears_on_one
        raise ValueError("a support that bears on nothing")
    return target


def resting_on(evidence: Evidence) -> list[Support]:
    """Return what rests on ``evidence`` now, in the order in which it is locked."""
    rows = evidence.supports.filter(removed_at__isnull=True).select_related("claim", "statement")
    return list(rows.order_by("claim_id", "statement_id"))


def follow(target: Target, *, by: User, removed: bool = False) -> None:
    """Let a held claim's state, or the approval of an answer, follow its evidence."""
    if isinstance(target, Claim):
        verdicts.evidence_changed(target, by=by, removed=removed)
    else:
        statements.evidence_changed(target, by=by)


def follow_kind(evidence: Evidence, *, by: User) -> None:
    """Let claims follow the new kind of held ``evidence``: a verdict may rest on that kind only."""
    for support in resting_on(evidence) if not evidence.withdrawn_at else ():
        if support.claim:
            verdicts.fit_changed(lock(support.claim), by=by)
