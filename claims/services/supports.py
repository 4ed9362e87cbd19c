"""Supports: tie evidence to claims and statements, say how it bears, take it off again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Question
from claims.models import AuditEvent, Claim, Evidence, Support, User

from . import passages
from .evidence import find_or_add, refuse_unseen, refuse_unusable
from .resting import Target, follow, target_of
from .saving import Invalid, add, allow_only, bump, change, lock, record, refuse
from .starting import start_check
from .storing import kept, refuse_unkept

EDITED = frozenset({"stance", "passage", "locator", "note"})
BEARS = ("stance", "passage")  # who changes these is one of those who checked


def add_and_attach(
    *,
    targets: Sequence[Target],
    by: User,
    about: Mapping[str, Any],
    file: File[bytes] | None = None,
    **evidence: Any,
) -> list[Support]:
    """Add evidence and tie it to claims or statements in one step, all or nothing."""
    refuse(permissions.why_not_add_evidence(by))
    if file is not None:
        refuse_unkept(file)
    with kept(*([file] if file is not None else [])):  # before anything is held
        added, _new = find_or_add(by=by, file=file, **evidence)
        return attach_to_all(evidence=added, targets=targets, by=by, **about)


@transaction.atomic
def attach(
    *,
    evidence: Evidence,
    target: Target,
    by: User,
    stance: str,
    passage: str = "",
    locator: str = "",
    note: str = "",
    seen: int | None = None,
) -> Support:
    """Tie evidence to a claim or statement; what is tied to it already is changed instead."""
    evidence = lock(evidence)  # always before the claim, so that a withdrawal comes first or last
    target = lock(target, seen=seen)
    refuse_marking(by, target)
    refuse_unusable(evidence, by=by)
    about: dict[str, Any] = {
        "stance": stance,
        "passage": passage.strip(),
        "locator": locator.strip()[:200],
        "note": note.strip(),
    }
    known = target.supports.filter(evidence=evidence, removed_at__isnull=True).first()
    if known:
        edit_support(support=known, by=by, **about)
        return Support.objects.get(pk=known.pk)
    support = add(Support(evidence=evidence, created_by=by, **owner(target), **about))
    passages.look(support)
    bump(target)
    # by id only: not everybody who reads the claim may read its evidence
    record(
        target, by=by, kind="evidence.attached", changes={"evidence": [None, {"id": support.pk}]}
    )
    follow(target, by=by)
    start_check(target.article, by=by)
    return support


def owner(target: Target) -> dict[str, Any]:
    """Return the fields that tie a support to its claim or statement."""
    if isinstance(target, Claim):
        return {"claim": target, "question": Question.TRUE}
    return {"statement": target, "question": Question.SAID}


def refuse_marking(by: User, target: Target) -> None:
    if isinstance(target, Claim):
        return refuse(permissions.why_not_mark(by, target))
    return refuse(permissions.why_not_mark_statement(by, target))


@transaction.atomic
def attach_to_all(
    *, evidence: Evidence, targets: Iterable[Target], by: User, **about: Any
) -> list[Support]:
    """Tie one piece of evidence to several claims or statements, all or nothing."""
    in_order = sorted(targets, key=lambda target: (target._meta.model_name or "", target.pk))
    return [attach(evidence=evidence, target=target, by=by, **about) for target in in_order]


@transaction.atomic
def edit_support(
    *, support: Support, by: User, seen: int | None = None, **about: Any
) -> AuditEvent | None:
    """Change the stance, the quoted passage, where it stands, or the note."""
    allow_only(about, EDITED)
    target = lock(target_of(support))
    refuse_marking(by, target)
    support = lock(support, seen=seen)
    refuse_unseen(support.evidence, by=by)
    if support.removed_at:
        raise Invalid(_("This evidence was taken off. Put it back first."))
    edits = [n for n in BEARS if about.get(n, getattr(support, n)) != getattr(support, n)]
    named = "stance" in edits or (edits and not support.edited_by_id)  # a word hides no stance
    values = about | ({"edited_by": by} if named and support.created_by_id != by.pk else {})
    event = change(support, by=by, deed="support.edited", **values)
    if event:
        if "passage" in event.changes:
            passages.look(support)
        bump(target)
        stance = {name: event.changes[name] for name in event.changes if name == "stance"}
        changes = {"evidence": [{"id": support.pk}, {"id": support.pk}], **stance}
        record(target, by=by, kind="support.edited", changes=changes)
        follow(target, by=by)
    return event


@transaction.atomic
def detach(*, support: Support, by: User) -> AuditEvent | None:
    """Take evidence off a claim or statement; that it was there stays in the history."""
    target = lock(target_of(support))
    refuse_marking(by, target)
    support = lock(support)
    refuse_unseen(support.evidence, by=by)
    if support.removed_at:
        return None
    change(support, by=by, deed="support.removed", removed_by=by, removed_at=timezone.now())
    bump(target)
    changes = {"evidence": [{"id": support.pk}, None]}
    event = record(target, by=by, kind="evidence.detached", changes=changes)
    passages.again_if_gone(support.evidence)
    follow(target, by=by, removed=support.created_by_id != by.pk)
    return event


@transaction.atomic
def put_back(*, support: Support, by: User) -> None:
    """Put evidence back on; who puts back what another person took off answers for it too."""
    evidence = lock(support.evidence)
    target = lock(target_of(support))
    refuse_marking(by, target)
    refuse_unusable(evidence, by=by)
    support = lock(support)
    if support.removed_at is None:
        return
    if target.supports.filter(evidence=evidence, removed_at__isnull=True).exists():
        raise Invalid(_("This evidence was attached again in the meantime."))
    undone = by.pk in (support.created_by_id, support.removed_by_id)
    values: dict[str, Any] = {} if undone else {"edited_by": by}
    change(support, by=by, deed="support.put_back", removed_by=None, removed_at=None, **values)
    bump(target)
    record(
        target, by=by, kind="evidence.put_back", changes={"evidence": [None, {"id": support.pk}]}
    )
    follow(target, by=by)
