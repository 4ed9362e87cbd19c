"""Evidence: add it once, tie it to claims and statements, take it off again."""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import EvidenceKind, Question, Visibility
from claims.models import AuditEvent, Claim, Evidence, Statement, Support, User

from . import statements
from .saving import Invalid, add, allow_only, bump, change, fit, lock, record, refuse
from .starting import start_check
from .verdicts import evidence_changed

Target = Claim | Statement
EDITED = frozenset({"stance", "passage", "locator", "note"})
BEARS = ("stance", "passage")  # who changes these is one of those who checked


@transaction.atomic
def add_evidence(*, by: User, **what: Any) -> Evidence:
    """Store evidence by address, file or description; without a title it names itself.

    The same address (or the same file's bytes) is stored once among what the newsroom may read.
    """
    return find_or_add(by=by, **what)[0]


def find_or_add(
    *,
    by: User,
    kind: str = EvidenceKind.WEB_PAGE,
    title: str = "",
    url: str = "",
    file: File[bytes] | None = None,
    description: str = "",
    visibility: str = Visibility.NEWSROOM,
    readers: Iterable[User] = (),
    **about: Any,
) -> tuple[Evidence, bool]:
    """Return the evidence, and whether it is new."""
    refuse(permissions.why_not_add_evidence(by))
    url, description = url.strip(), description.strip()
    if not (url or file or description):
        raise Invalid(_("Give a web address, a file, or a few words saying what it is."))
    name = (file.name or "")[:255] if file else ""
    evidence = Evidence(
        kind=kind,
        title=(title.strip() or own_title(url, name, description))[:300],
        url=url,
        description=description,
        visibility=visibility,
        created_by=by,
        sha256=hash_of(file) if file else "",
        file_name=name,
        **about,
    )
    fit(evidence)
    if visibility != Visibility.NAMED and (known := same_evidence(evidence, by)):
        return known, False
    if file:
        evidence.file.save(file.name or "file", file, save=False)
    with no_orphan(evidence):
        evidence.save()
        evidence.readers.set(readers)
        record(evidence, by=by, kind="evidence.added")
    return evidence, True


@contextlib.contextmanager
def no_orphan(evidence: Evidence) -> Iterator[None]:
    """Remove the stored file again when what is done inside fails."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if evidence.file:
            evidence.file.delete(save=False)
        raise


@transaction.atomic
def add_and_attach(
    *, targets: Sequence[Target], by: User, about: Mapping[str, Any], **evidence: Any
) -> list[Support]:
    """Add evidence and tie it to claims or statements in one step, all or nothing."""
    added, new = find_or_add(by=by, **evidence)
    with no_orphan(added) if new else transaction.atomic():
        return attach_to_all(evidence=added, targets=targets, by=by, **about)


def hash_of(file: File[bytes]) -> str:
    """Return the SHA-256 of the file's bytes."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256")
    file.seek(0)
    return digest.hexdigest()


def same_evidence(like: Evidence, by: User) -> Evidence | None:
    """Return evidence with the same address or file that ``by`` and their colleagues may read."""
    rows = Evidence.objects.visible_to(by).filter(withdrawn_at__isnull=True)
    rows = rows.exclude(visibility=Visibility.NAMED)
    if like.sha256:
        return rows.filter(sha256=like.sha256).first()
    return rows.filter(url=like.url).first() if like.url else None


def own_title(url: str, file_name: str, description: str) -> str:
    """Return a title from what is there: the file's name, the first words, the address."""
    if file_name or not (url or description):
        return file_name or _("File")
    if description:
        return description.splitlines()[0][:120]
    return url.partition("://")[2].partition("?")[0].rstrip("/") or url


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
    bump(target)
    # by id only: not everybody who reads the claim may read its evidence
    record(
        target, by=by, kind="evidence.attached", changes={"evidence": [None, {"id": support.pk}]}
    )
    follow(target, by=by)
    start_check(target.article, by=by)
    return support


def refuse_unseen(evidence: Evidence, *, by: User) -> None:
    """Raise Invalid for evidence that ``by`` may not read."""
    if not Evidence.objects.visible_to(by).contains(evidence):
        raise Invalid(_("This evidence cannot be used."))


def refuse_unusable(evidence: Evidence, *, by: User) -> None:
    refuse_unseen(evidence, by=by)
    if evidence.withdrawn_at:
        raise Invalid(_("This evidence was withdrawn."))


def owner(target: Target) -> dict[str, Any]:
    """Return the fields that tie a support to its claim or statement."""
    if isinstance(target, Claim):
        return {"claim": target, "question": Question.TRUE}
    return {"statement": target, "question": Question.SAID}


def refuse_marking(by: User, target: Target) -> None:
    if isinstance(target, Claim):
        return refuse(permissions.why_not_mark(by, target))
    return refuse(permissions.why_not_mark_statement(by, target))


def follow(target: Target, *, by: User, removed: bool = False) -> None:
    """Let a held claim's state, or the approval of an answer, follow its evidence."""
    if isinstance(target, Claim):
        evidence_changed(target, by=by, removed=removed)
    else:
        statements.evidence_changed(target, by=by)


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


def target_of(support: Support) -> Target:
    """Return the claim or statement the support bears on."""
    target = support.claim or support.statement
    if target is None:  # the database holds support_bears_on_one
        raise ValueError("a support that bears on nothing")
    return target


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
    resting = evidence.supports.filter(removed_at__isnull=True).select_related("claim", "statement")
    for support in resting.order_by("claim_id", "statement_id"):
        target = lock(target_of(support))
        bump(target)
        changes = {"evidence": [{"id": support.pk}, None]}
        record(target, by=by, kind="evidence.withdrawn", changes=changes)
        follow(target, by=by, removed=support.created_by_id != by.pk)
    return event
