"""Statements: raise one, say who said it, and answer "was it said"."""

import datetime
import itertools
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Manner, Part, Said, SourceKind, Terms
from claims.models import Anchor, AuditEvent, Claim, Revision, Statement, User

from . import notifying, sources
from .anchoring import anchor, refuse_outdated, trimmed, within
from .giving import begun, due_by, given_fields, lock_to_date
from .saving import Invalid, add, allow_only, change, chosen, lock, record, refuse
from .starting import start_check
from .unanswered import NOT_APPROVED, NOT_HEARD

Spans = Sequence[tuple[int, int]]
EDITED = frozenset({"source", "cue", "mention", "role_printed", "manner", "terms", "report"})
# What the answer to "was it said" is about: whoever changes it puts the question anew.
ASKED = ("source", "manner", "report")


@transaction.atomic
def raise_statement(
    *,
    revision: Revision,
    content: Spans,
    by: User,
    speaker: str = "",
    speaker_kind: str = SourceKind.PERSON,
    role: str = "",
    manner: str = "",
    cue: tuple[int, int] | None = None,
    mention: tuple[int, int] | None = None,
    **printed: str,
) -> Statement:
    """Store words put down to a source; ``printed``: report and terms_printed, where known."""
    article = lock(revision.article)  # two people marking the same words make one statement
    refuse(permissions.why_not_work_on(by, article))
    refuse_outdated(article, revision)
    spans = apart(sorted(trimmed(revision, start, end) for start, end in content))
    cue, mention = within(revision, cue), within(revision, mention)
    if known := statement_at(revision, spans[0]):
        return restore_statement(statement=known, by=by) if known.retired_at else known
    words = " … ".join(revision.text[start:end] for start, end in spans)
    statement = add(
        Statement(
            article=article,
            source=sources.find_or_create(name=speaker, kind=speaker_kind, article=article, by=by),
            words=words,
            **as_printed(revision, cue, mention),
            role_printed=role[:300],
            manner=manner or manner_of(words),
            **printed,
            terms=Terms.UNNAMED if speaker_kind == SourceKind.UNNAMED else Terms.ON_RECORD,
            created_by=by,
        )
    )
    anchor_parts(statement, revision, content=spans, cue=cue, mention=mention)
    take_in_claims(statement, revision, spans, by=by)
    record(statement, by=by, kind="statement.raised")
    start_check(article, by=by)
    return statement


def anchor_parts(
    statement: Statement,
    revision: Revision,
    *,
    content: Spans,
    cue: tuple[int, int] | None,
    mention: tuple[int, int] | None,
) -> None:
    """Tie content, cue and mention to their words."""
    for part, where in ((Part.CONTENT, content), (Part.CUE, [cue]), (Part.MENTION, [mention])):
        anchor(revision, filter(None, where), statement=statement, part=part)


def as_printed(
    revision: Revision, cue: tuple[int, int] | None, mention: tuple[int, int] | None
) -> dict[str, str]:
    """Return the words of cue and mention, for the fields of a statement."""
    named = {"cue": cue, "mention": mention}
    return {name: revision.text[slice(*span)][:300] for name, span in named.items() if span}


def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted ``spans``; raises Invalid when there are none, or two share words."""
    if not spans:
        raise Invalid(_("Select some words first."))
    if any(end > start for (_from, end), (start, _to) in itertools.pairwise(spans)):
        raise Invalid(_("The parts of a statement must not overlap."))
    return spans


def statement_at(revision: Revision, span: tuple[int, int]) -> Statement | None:
    """Return the statement whose words begin with just this span, retired or not."""
    rows = Anchor.objects.filter(
        revision=revision,
        statement__isnull=False,
        part=Part.CONTENT,
        start=span[0],
        end=span[1],
    )
    found = rows.select_related("statement").first()
    return found.statement if found else None


def take_in_claims(statement: Statement, revision: Revision, spans: Spans, *, by: User) -> None:
    """Tie claims that already stand inside the words to the statement."""
    for start, end in spans:
        inside = Anchor.objects.filter(
            revision=revision, claim__isnull=False, start__gte=start, end__lte=end
        )
        for claim in Claim.objects.filter(anchors__in=inside).order_by("pk"):
            claim = lock(claim)
            if claim.statement is None:
                change(claim, by=by, deed="claim.edited", statement=statement)


def manner_of(words: str) -> Manner:
    """Guess from the quotation marks how words selected by hand are quoted."""
    bare = words.strip()
    if bare[:1] in '"“„«' and bare[-1:] in '"”»“':
        return Manner.DIRECT
    return Manner.MIXED if any(mark in bare for mark in '"“”„«»') else Manner.INDIRECT


@transaction.atomic
def answer_said(
    *,
    statement: Statement,
    said: str,
    by: User,
    note: str | None = None,
    seen: int | None = None,
    along: str = "",
) -> AuditEvent | None:
    """Save the answer to "was it said"; blank takes it away again.

    ``along`` is the kind of deed it came with in one step.
    """
    statement = lock(statement, seen=seen)
    refuse(permissions.why_not_answer_said(by, statement))
    values: dict[str, Any] = dict(NOT_HEARD)
    if said:
        values = {"said": chosen(Said, said), "said_by": by, "said_at": timezone.now()}
        values |= begun(statement, by=by)
    if note is not None:
        values["said_note"] = note.strip()
    deed = "said.answered" if said else "said.cleared"
    event = change(statement, by=by, deed=deed, remark=along, **values)
    start_check(statement.article, by=by)
    return event


@transaction.atomic
def edit_statement(
    *,
    statement: Statement,
    by: User,
    seen: int | None = None,
    speaker: str | None = None,
    speaker_kind: str = SourceKind.PERSON,
    **values: Any,
) -> AuditEvent | None:
    """Change who said it, the manner, the terms or the role as printed."""
    allow_only(values, EDITED)
    statement = lock(statement, seen=seen)
    refuse(permissions.why_not_mark_statement(by, statement))
    if speaker is not None and not (statement.source and statement.source.name == speaker.strip()):
        values["source"] = sources.find_or_create(
            name=speaker, kind=speaker_kind, article=statement.article, by=by
        )
    anew = any(
        values.get(name, getattr(statement, name)) != getattr(statement, name) for name in ASKED
    )
    if anew and statement.said and (statement.approved_at or statement.said_by_id != by.pk):
        values |= NOT_HEARD
    notifying.falls(statement, values, by=by)
    return change(statement, by=by, deed="statement.edited", **values)


@transaction.atomic
def reopen_said(
    *, statement: Statement, reason: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Take the approval off an answer, with the reason; the question is open again."""
    statement = lock(statement, seen=seen)
    refuse(permissions.why_not_reopen_said(by, statement))
    if not reason.strip():
        raise Invalid(_("Say why the answer is opened again."))
    notifying.falls(statement, NOT_HEARD, by=by)
    return change(statement, by=by, deed="said.reopened", remark=reason.strip(), **NOT_HEARD)


def evidence_changed(statement: Statement, *, by: User) -> None:
    """Take the approval off a held statement whose evidence changed; its answer waits again."""
    if statement.approved_at:
        change(statement, by=by, deed="said.to_review", **NOT_APPROVED)


@transaction.atomic
def assign_statement(
    *,
    statement: Statement,
    assignee: User | None,
    by: User,
    role: str = "",
    seen: int | None = None,
) -> AuditEvent | None:
    """Give the question "was it said" to somebody, to a role, or to nobody."""
    statement = lock(statement, seen=seen)
    refuse(permissions.why_not_mark_statement(by, statement))
    values = given_fields(statement, assignee, role, by=by)
    event = change(statement, by=by, deed="statement.assigned", **values)
    if event:
        notifying.assigned(statement, by=by)
    return event


@transaction.atomic
def set_statement_due(
    *,
    statement: Statement,
    due_at: datetime.datetime | None,
    by: User,
    lead: int | None = None,
    seen: int | None = None,
) -> AuditEvent | None:
    """Say by when it is to be heard: a date, or ``lead`` minutes before the deadline."""
    statement = lock_to_date(statement, lead, seen=seen)
    refuse(permissions.why_not_mark_statement(by, statement))
    return change(statement, by=by, deed="statement.due_set", **due_by(statement, due_at, lead))


@transaction.atomic
def retire_statement(*, statement: Statement, reason: str, by: User) -> AuditEvent | None:
    """Take the statement out of the work; the claims inside it stay."""
    statement = lock(statement)
    refuse(permissions.why_not_mark_statement(by, statement))
    if not reason.strip():
        raise Invalid(_("Say why the statement is retired."))
    return change(
        statement,
        by=by,
        deed="statement.retired",
        retired_by=by,
        retired_at=timezone.now(),
        retired_reason=reason.strip()[:300],
    )


@transaction.atomic
def restore_statement(*, statement: Statement, by: User) -> Statement:
    """Bring a retired statement back as it was."""
    statement = lock(statement)
    refuse(permissions.why_not_work_on(by, statement.article))
    change(
        statement,
        by=by,
        deed="statement.restored",
        retired_by=None,
        retired_at=None,
        retired_reason="",
    )
    return statement
