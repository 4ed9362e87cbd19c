"""Changes: propose other words, decide on them, and see when they are in the text."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import BAD_VERDICTS, Action, ChangeState
from claims.models import AuditEvent, Change, Claim, Statement, User

from . import notifying
from .queries import words_of
from .saving import Invalid, add, change, lock, record, refuse
from .starting import start_check


@transaction.atomic
def propose(
    *, to: Claim | Statement, new: str, reason: str, by: User, seen: int | None = None
) -> Change:
    """Propose ``new`` in place of the words of a claim or statement; none: cut them."""
    thing = lock(to, seen=seen)
    refuse(permissions.why_not_propose(by, thing))
    old, new = words_of(thing, None), new.strip()
    if not reason.strip():
        raise Invalid(_("Say why, so that the author can decide."))
    if new == old:
        raise Invalid(_("These are the words as they stand. Write the other ones."))
    revision = thing.article.current
    if revision is None:
        raise Invalid(_("There are no words in this text."))
    proposed = add(
        Change(
            article=thing.article,
            claim=thing if isinstance(thing, Claim) else None,
            statement=thing if isinstance(thing, Statement) else None,
            revision=revision,
            old=old,
            new=new,
            reason=reason.strip(),
            created_by=by,
        )
    )
    wording = {"new": [old, new]}
    record(proposed, by=by, kind="change.proposed", changes=wording, note=proposed.reason)
    notifying.proposed(proposed, by=by)
    if isinstance(thing, Claim):
        ask_for_action(thing, Action.CHANGE if new else Action.CUT, by=by)
    start_check(thing.article, by=by)
    return proposed


def ask_for_action(claim: Claim, action: Action, *, by: User) -> None:
    """Let a proposal stand for the editorial action that a bad verdict asks for."""
    if claim.verdict in BAD_VERDICTS and claim.action == Action.KEEP:
        change(claim, by=by, deed="claim.edited", action=action)


@transaction.atomic
def accept(
    *, proposal: Change, by: User, note: str = "", seen: int | None = None
) -> AuditEvent | None:
    """Accept the words; they are outstanding until a revision holds them."""
    return decide(proposal, ChangeState.ACCEPTED, note, by=by, seen=seen)


@transaction.atomic
def decline(*, proposal: Change, note: str, by: User, seen: int | None = None) -> AuditEvent | None:
    """Decline the words, with a word why."""
    if not note.strip():
        raise Invalid(_("Say in a word why it is declined."))
    return decide(proposal, ChangeState.DECLINED, note, by=by, seen=seen)


def decide(
    proposal: Change, state: ChangeState, note: str, *, by: User, seen: int | None
) -> AuditEvent | None:
    """Store the decision of an author or editor."""
    proposal = lock(proposal, seen=seen)
    refuse(permissions.why_not_decide_change(by, proposal))
    notifying.decided(proposal, by=by)
    return change(
        proposal,
        by=by,
        deed=f"change.{state.value}",
        remark=note.strip(),
        state=state,
        decided_by=by,
        decided_at=timezone.now(),
        decision_note=note.strip(),
    )


@transaction.atomic
def withdraw(*, proposal: Change, by: User, seen: int | None = None) -> AuditEvent | None:
    """Take a proposal back before it is decided."""
    proposal = lock(proposal, seen=seen)
    refuse(permissions.why_not_withdraw(by, proposal))
    notifying.over(proposal)
    return change(
        proposal,
        by=by,
        deed="change.withdrawn",
        state=ChangeState.WITHDRAWN,
        decided_by=by,
        decided_at=timezone.now(),
    )
