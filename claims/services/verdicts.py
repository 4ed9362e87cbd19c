"""Verdicts, and the moves of a claim between its states."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import TRANSITIONS, State, Verdict
from claims.models import AuditEvent, Claim, Support, User

from . import notifying
from .giving import begun
from .saving import Invalid, Refused, change, chosen, lock, refuse
from .starting import start_check
from .unanswered import NO_VERDICT


def supports_of(claim: Claim) -> list[Support]:
    """Return what the claim rests on now, whoever may read it."""
    return list(Support.objects.current().filter(claim=claim))


def state_after(claim: Claim) -> State:
    """Return where marking leaves a claim: checked when nothing is missing, else being checked.

    Walks only along the transition table; approved, not checkable and re-check stay put here.
    """
    if claim.state not in (State.TO_CHECK, State.CHECKING, State.CHECKED):
        return State(claim.state)
    return State.CHECKING if permissions.why_not_check(claim, supports_of(claim)) else State.CHECKED


def stand(claim: Claim, state: State) -> dict[str, Any]:
    """Return the fields that put ``claim`` there: once checked, the reason to open it is answered.

    ``claim`` as it was before.
    """
    return {"state": state, "state_reason": "" if state == State.CHECKED else claim.state_reason}


def move(
    claim: Claim, to: State, *, by: User | None, kind: str, note: str = "", **values: Any
) -> AuditEvent | None:
    """Take a locked claim to another state, along the transition table only."""
    if to != claim.state and to not in TRANSITIONS[State(claim.state)]:
        raise Refused(
            _("A claim that is “%(now)s” cannot become “%(then)s”.")
            % {"now": claim.get_state_display(), "then": to.label}
        )
    notifying.falls(claim, {"state": to, **values}, by=by)
    return change(claim, by=by, deed=kind, remark=note, state=to, **values)


@transaction.atomic
def set_verdict(
    *,
    claim: Claim,
    verdict: Verdict,
    by: User,
    note: str | None = None,
    seen: int | None = None,
    along: str = "",
) -> AuditEvent | None:
    """Save what the checker found, at once; the claim is checked only when nothing is missing.

    ``along`` is the kind of deed it came with in one step.
    """
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_set_verdict(by, claim))
    verdict = chosen(Verdict, verdict)
    reopened = claim.state in (State.RECHECK, State.NOT_CHECKABLE)
    values: dict[str, Any] = {
        "verdict": verdict,
        "verdict_by": by,
        "verdict_at": timezone.now(),
        "verdict_revision": claim.article.current,
    }
    if note is not None:
        values["verdict_note"] = note.strip()
    start = State.CHECKING if reopened else claim.state
    after = Claim(state=start, pk=claim.pk, verdict=verdict)
    after.verdict_note = values.get("verdict_note", claim.verdict_note)
    values |= stand(claim, state_after(after)) | begun(claim, by=by)
    if reopened:
        values["state_reason"] = ""
    event = change(claim, by=by, deed="verdict.set", remark=along, **values)
    start_check(claim.article, by=by)
    return event


@transaction.atomic
def clear_verdict(*, claim: Claim, by: User, seen: int | None = None) -> AuditEvent | None:
    """Take the verdict away; the claim is being checked again."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_set_verdict(by, claim))
    return change(
        claim,
        by=by,
        deed="verdict.cleared",
        state=State.CHECKING if claim.state == State.CHECKED else claim.state,
        **NO_VERDICT,
    )


@transaction.atomic
def note_finding(
    *, claim: Claim, note: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Write down what was found, or what was tried; an account settles an unverifiable claim.

    That account is all such a verdict rests on, so the verdict becomes its writer's.
    """
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_set_verdict(by, claim))
    draft = Claim(state=claim.state, pk=claim.pk, verdict=claim.verdict, verdict_note=note.strip())
    values: dict[str, Any] = {"verdict_note": draft.verdict_note}
    if claim.verdict:
        values |= stand(claim, state_after(draft))
    if claim.verdict == Verdict.UNVERIFIABLE and draft.verdict_note != claim.verdict_note:
        values |= {"verdict_by": by}
        if claim.state != State.RECHECK:  # till it is confirmed, it was given on the old words
            values |= {"verdict_at": timezone.now()}
    return change(claim, by=by, deed="finding.noted", **values)


@transaction.atomic
def call_not_checkable(
    *, claim: Claim, reason: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Settle a claim nobody can check (an opinion, a forecast), with the reason."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_call_not_checkable(by, claim))
    if not reason.strip():
        raise Invalid(_("Say why nobody can check this: an opinion, a forecast?"))
    return move(
        claim,
        State.NOT_CHECKABLE,
        by=by,
        kind="claim.called_not_checkable",
        state_reason=reason.strip(),
        **begun(claim, by=by),
    )


@transaction.atomic
def release(*, claim: Claim, by: User, seen: int | None = None) -> AuditEvent | None:
    """Put the claim back for somebody else to check, afresh; what was noted stays."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_release(by, claim))
    values = {"assignee": None, "assigned_role": "", **NO_VERDICT}
    return move(claim, State.TO_CHECK, by=by, kind="claim.released", **values)


@transaction.atomic
def take_back(*, claim: Claim, by: User, seen: int | None = None) -> AuditEvent | None:
    """Take checked work back while it waits for a second person."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_take_back(by, claim))
    return move(claim, State.CHECKING, by=by, kind="claim.taken_back")


@transaction.atomic
def reopen(*, claim: Claim, reason: str, by: User, seen: int | None = None) -> AuditEvent | None:
    """Open a settled claim again, with the reason."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_reopen(by, claim))
    if not reason.strip():
        raise Invalid(_("Say why the claim is opened again."))
    return move(
        claim,
        State.CHECKING,
        by=by,
        kind="claim.reopened",
        note=reason.strip(),
        state_reason=reason.strip(),
    )


@transaction.atomic
def confirm(*, claim: Claim, by: User, seen: int | None = None) -> AuditEvent | None:
    """Confirm, after a change of the words, that the old verdict still holds."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_confirm(by, claim, supports_of(claim)))
    return move(
        claim,
        State.CHECKED,
        by=by,
        kind="verdict.confirmed",
        verdict_by=by,
        verdict_at=timezone.now(),
        verdict_revision=claim.article.current,
    )


def evidence_changed(claim: Claim, *, by: User, removed: bool = False) -> None:
    """Let a locked claim follow its evidence: what was approved is to be checked again.

    So is what one person checked when another takes evidence off it, be it one that spoke against.
    """
    theirs = claim.state == State.CHECKED and claim.verdict_by_id != by.pk
    again = removed and theirs and state_after(claim) == State.CHECKED
    if claim.state == State.APPROVED or again:
        move(claim, State.RECHECK, by=by, kind="claim.to_recheck")
    elif claim.state == State.RECHECK or claim.state == State.NOT_CHECKABLE:
        return
    else:
        begins = claim.state == State.TO_CHECK and not removed
        values = stand(claim, state_after(claim)) | (begun(claim, by=by) if begins else {})
        change(claim, by=by, deed="claim.follows_evidence", **values)


def fit_changed(claim: Claim, *, by: User) -> None:
    """Let a locked claim follow where its evidence may fit its verdict no more, or only now."""
    if claim.state != State.APPROVED or permissions.why_not_check(claim, supports_of(claim)):
        evidence_changed(claim, by=by)


def evidence_lost(claim: Claim, *, by: User | None, note: str) -> None:
    """Let a locked claim whose evidence is gone be checked again where it was settled."""
    if claim.is_settled:
        move(claim, State.RECHECK, by=by, kind="claim.to_recheck", note=note)
