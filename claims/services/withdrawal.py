"""Withdrawing evidence that turned out bad, and bringing it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import AuditEvent, Evidence, User

from .evidence import refuse_unseen, refuse_unusable
from .resting import follow, resting_on, target_of
from .saving import Invalid, bump, change, lock, record, refuse


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: User) -> AuditEvent | None:
    """Withdraw evidence that turned out bad; every claim that rests on it follows."""
    evidence = lock(evidence)
    refuse(permissions.why_not_add_evidence(by))
    refuse_unusable(evidence, by=by)
    if not reason.strip():
        raise Invalid(_("Say why the evidence is withdrawn."))
    event = change(
        evidence,
        by=by,
        deed="evidence.withdrawn",
        withdrawn_by=by,
        withdrawn_at=timezone.now(),
        withdrawn_reason=reason.strip()[:300],
    )
    for support in resting_on(evidence):
        target = lock(target_of(support))
        bump(target)
        changes = {"evidence": [{"id": support.pk}, None]}
        record(target, by=by, kind="evidence.withdrawn", changes=changes)
        follow(target, by=by, removed=support.created_by_id != by.pk)
    return event


@transaction.atomic
def bring_back(*, evidence: Evidence, by: User) -> AuditEvent | None:
    """Let withdrawn evidence count again; who brings back what others withdrew answers for it."""
    evidence = lock(evidence)
    withdrawn_by = evidence.withdrawn_by_id
    refuse(permissions.why_not_add_evidence(by))
    refuse_unseen(evidence, by=by)
    event = change(
        evidence,
        by=by,
        deed="evidence.brought_back",
        withdrawn_by=None,
        withdrawn_at=None,
        withdrawn_reason="",
    )
    for support in resting_on(evidence) if event else ():
        target = lock(target_of(support))
        support = lock(support)
        if not (support.edited_by_id or by.pk in (support.created_by_id, withdrawn_by)):
            change(support, by=by, deed="support.put_back", edited_by=by)
        bump(target)
        changes = {"evidence": [None, {"id": support.pk}]}
        record(target, by=by, kind="evidence.put_back", changes=changes)
        follow(target, by=by)
    return event
