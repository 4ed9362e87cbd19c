"""Right of reply: which source a claim is critical of, how it was asked, and what it answered."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Channel, SourceKind
from claims.models import AuditEvent, Claim, Criticism, ReplyAttempt, Source, User

from .saving import Invalid, add, allow_only, broken, bump, change, chosen, lock, record, refuse
from .sources import find_or_create

LOGGED = frozenset(
    {"asked_by", "asked_at", "channel", "asked_whom", "deadline", "answer", "answered_at"}
) | {"used_in"}


@transaction.atomic
def mark_critical(*, claim: Claim, source: Source, by: User) -> Criticism:
    """Say that ``claim`` is critical of ``source``, which therefore has a right of reply."""
    claim = held(claim, by)
    if not Source.objects.visible_to(by).contains(source):
        raise Invalid(_("There is no such source."))
    return mark(claim, source, by)


@transaction.atomic
def mark_critical_of(
    *, claim: Claim, name: str, kind: str = SourceKind.PERSON, by: User
) -> Criticism:
    """Say by name whom ``claim`` is critical of; ``kind`` is that of a source nobody knew yet."""
    claim = held(claim, by)
    name = " ".join(name.split())
    if broken(name):
        raise Invalid(_("This name holds broken characters."))
    if Source.objects.filter(article=claim.article, name__iexact=name).exists():
        kind = SourceKind.UNNAMED  # "a city engineer" who speaks in this very article
    source = find_or_create(name=name, kind=kind, article=claim.article, by=by)
    if source is None:
        raise Invalid(_("Say whom it is critical of."))
    return mark(claim, source, by)


def held(claim: Claim, by: User) -> Claim:
    """Return ``claim`` locked, for somebody who may mark it."""
    claim = lock(claim)
    refuse(permissions.why_not_mark(by, claim))
    return claim


def mark(claim: Claim, source: Source, by: User) -> Criticism:
    """Mark a locked ``claim``; once is enough for a source and all merged into it."""
    source = source.root or source
    rows = Criticism.objects.filter(claim=claim, removed_at__isnull=True)
    if known := rows.filter(source__root=source).first():
        return known
    made = add(Criticism(claim=claim, source=source, created_by=by))
    bump(claim)
    record(claim, by=by, kind="reply.owed", changes={"source": [None, str(source)]})
    return made


@transaction.atomic
def unmark_critical(*, criticism: Criticism, by: User) -> AuditEvent | None:
    """Say that it is not critical of the source after all; what was asked stays on record."""
    claim = held(criticism.claim, by)
    criticism = lock(criticism)
    if criticism.removed_at:
        return None
    criticism.removed_by, criticism.removed_at = by, timezone.now()
    criticism.version += 1
    criticism.save(update_fields=["removed_by", "removed_at", "version"])
    bump(claim)
    changes = {"source": [str(criticism.source), None]}
    return record(claim, by=by, kind="reply.not_owed", changes=changes)


@transaction.atomic
def log_attempt(*, criticism: Criticism, by: User, **values: Any) -> ReplyAttempt:
    """Note one attempt to get the source's answer."""
    allow_only(values, LOGGED)
    claim = held(criticism.claim, by)
    criticism = still_marked(criticism)
    made = add(ReplyAttempt(criticism=criticism, created_by=by, **sensible(values)))
    bump(claim)
    changes = {"source": [None, str(criticism.source)]}
    record(claim, by=by, kind="reply.asked", changes=changes, note=str(made))
    return made


@transaction.atomic
def edit_attempt(
    *, attempt: ReplyAttempt, by: User, seen: int | None = None, **values: Any
) -> AuditEvent | None:
    """Put an attempt right, or note what was answered and where the answer is used.

    Nobody has to say again when the answer came: without ``answered_at`` that stays as it was.
    """
    allow_only(values, LOGGED)
    claim = held(attempt.criticism.claim, by)
    still_marked(attempt.criticism)
    attempt = lock(attempt, seen=seen)
    now = {name: values.get(name, getattr(attempt, name)) for name in LOGGED}
    now["answered_at"] = now["answered_at"] or attempt.answered_at
    kind = "reply.answered" if now["answer"] and not attempt.answer else "reply.edited"
    event = change(attempt, by=by, deed=kind, **sensible(now))
    if event:
        bump(claim)
        record(claim, by=by, kind=kind, changes=event.changes, note=str(attempt))
    return event


def still_marked(criticism: Criticism) -> Criticism:
    """Return ``criticism`` as it is now; raises Invalid when the mark was taken off."""
    criticism = lock(criticism)
    if criticism.removed_at:
        raise Invalid(_("This claim is not marked as critical of that source any more."))
    return criticism


def sensible(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is logged, in order; raises Invalid for times that cannot be."""
    given = {**values, "channel": chosen(Channel, values.get("channel", ""))}
    for name in ("asked_by", "asked_whom", "answer", "used_in"):
        given[name] = str(given.get(name) or "").strip()
    if not given["asked_by"]:
        raise Invalid(_("Say who asked."))
    asked, deadline, answered = (given.get(n) for n in ("asked_at", "deadline", "answered_at"))
    if asked is None:
        raise Invalid(_("Say when the source was asked."))
    if asked > timezone.now():
        raise Invalid(_("An attempt is logged once it was made, not before."))
    minute = asked.replace(second=0, microsecond=0)  # people and pages tell times to the minute
    if deadline and deadline < minute:
        raise Invalid(_("The time to answer ends before the question was put."))
    if not given["answer"]:
        return given | {"answered_at": None}
    given["answered_at"] = answered or timezone.now()
    if given["answered_at"] < minute:
        raise Invalid(_("The answer came before the question."))
    if given["answered_at"] > timezone.now():
        raise Invalid(_("An answer is noted once it came, not before."))
    return given
