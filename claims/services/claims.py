"""Claims: raise one, describe it, give it to somebody, retire it."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Part, Risk, State, SuggestionKind
from claims.models import (
    Anchor,
    Article,
    AuditEvent,
    Claim,
    Revision,
    Statement,
    Support,
    Tag,
    User,
)

from . import notifying
from .anchoring import anchor, as_sentence, refuse_outdated, trimmed
from .giving import due_by, given_fields, lock_to_date
from .saving import Invalid, add, allow_only, bump, change, lock, record, refuse
from .starting import start_check
from .unanswered import NO_VERDICT

EDITED = frozenset({"text", "kind", "worth", "risk", "action", "statement"})


@transaction.atomic
def raise_claim(
    *,
    revision: Revision,
    start: int,
    end: int,
    by: User,
    text: str = "",
    risk: str = Risk.NORMAL,
    statement: Statement | None = None,
    **seen: Any,
) -> Claim:
    """Undertake to check the words ``start:end`` of ``revision``; they get the next number.

    The same words twice are one claim: asking again returns the first (restored if retired).
    ``seen`` (kind, worth, reasons) is what the text engine says of these words, if not given.
    """
    article = lock(revision.article)  # two people marking the same words make one claim
    refuse(permissions.why_not_work_on(by, article))
    refuse_outdated(article, revision)
    start, end = trimmed(revision, start, end)
    if known := claim_at(revision, start, end):
        return restore_claim(claim=known, by=by) if known.retired_at else known
    claim = Claim(
        article=article,
        number=next_number(article),
        statement=statement or statement_around(revision, start, end),
        text=text.strip() or as_sentence(revision.text[start:end]),
        risk=risk,
        created_by=by,
        **(as_seen(revision, start, end) | seen),
    )
    refuse_foreign(claim, claim.statement)
    add(claim)
    anchor(revision, [(start, end)], claim=claim)
    record(claim, by=by, kind="claim.raised")
    start_check(article, by=by)
    return claim


def as_seen(revision: Revision, start: int, end: int) -> dict[str, Any]:
    """Return kind, worth and reasons of the suggestion that shares most of these words, if any."""
    rows = revision.suggestions.filter(kind=SuggestionKind.CLAIM, start__lt=end, end__gt=start)
    shared = {row: min(row.end, end) - max(row.start, start) for row in rows}
    best = max(shared, key=lambda row: shared[row], default=None)
    if best is None:
        return {}
    return {"kind": best.claim_kind, "worth": best.worth, "reasons": best.reasons}


def next_number(article: Article) -> int:
    """Return the article's next claim number; the row is held, so no two get the same."""
    Article.objects.filter(pk=article.pk).update(last_number=F("last_number") + 1)
    return Article.objects.values_list("last_number", flat=True).get(pk=article.pk)


def claim_at(revision: Revision, start: int, end: int) -> Claim | None:
    """Return the claim that holds just these words, retired or not."""
    rows = Anchor.objects.filter(revision=revision, claim__isnull=False, start=start, end=end)
    found = rows.select_related("claim__article__desk").first()
    return found.claim if found else None


def statement_around(revision: Revision, start: int, end: int) -> Statement | None:
    """Return the smallest statement whose words hold ``start:end`` whole."""
    rows = Anchor.objects.filter(
        revision=revision,
        statement__retired_at__isnull=True,
        part=Part.CONTENT,
        start__lte=start,
        end__gte=end,
    ).select_related("statement")
    smallest = rows.order_by(F("end") - F("start")).first()
    return smallest.statement if smallest else None


def refuse_foreign(claim: Claim, statement: Statement | None) -> None:
    """Raise Invalid for a statement of another article."""
    if statement and statement.article_id != claim.article_id:
        raise Invalid(_("This statement stands in another article."))


@transaction.atomic
def edit_claim(
    *, claim: Claim, by: User, seen: int | None = None, **values: Any
) -> AuditEvent | None:
    """Change a claim's wording, kind, risk, editorial action or statement.

    A claim that was approved, or checked by somebody else, is to be checked again in other words;
    a verdict that somebody else has begun to give falls.
    """
    allow_only(values, EDITED)
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_mark(by, claim))
    refuse_foreign(claim, values.get("statement"))
    values["text"] = values.get("text", claim.text).strip()
    if not values["text"]:
        raise Invalid(_("A claim needs words."))
    supports = Support.objects.current().filter(claim=claim)
    risk = values.get("risk", claim.risk)
    refuse(permissions.why_not_set_risk(by, claim, risk, supports))
    if values["text"] != claim.text:
        theirs = bool(claim.verdict) and claim.verdict_by_id != by.pk
        if claim.state == State.APPROVED or (theirs and claim.state == State.CHECKED):
            values["state"] = State.RECHECK
        elif theirs and claim.state == State.CHECKING:  # it was given on other words
            values = NO_VERDICT | values
    notifying.falls(claim, values, by=by)
    return change(claim, by=by, deed="claim.edited", **values)


@transaction.atomic
def assign_claim(
    *, claim: Claim, assignee: User | None, by: User, role: str = "", seen: int | None = None
) -> AuditEvent | None:
    """Give the claim to somebody, to a role or to nobody; given to a person, its check starts."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_mark(by, claim))
    values = given_fields(claim, assignee, role, by=by)
    state = State.CHECKING if assignee and claim.state == State.TO_CHECK else claim.state
    event = change(claim, by=by, deed="claim.assigned", state=state, **values)
    if event:
        notifying.assigned(claim, by=by)
    start_check(claim.article, by=by)
    return event


@transaction.atomic
def set_due(
    *,
    claim: Claim,
    due_at: datetime.datetime | None,
    by: User,
    lead: int | None = None,
    seen: int | None = None,
) -> AuditEvent | None:
    """Say by when the claim is to be checked: a date, or ``lead`` minutes before the deadline."""
    claim = lock_to_date(claim, lead, seen=seen)
    refuse(permissions.why_not_mark(by, claim))
    return change(claim, by=by, deed="claim.due_set", **due_by(claim, due_at, lead))


@transaction.atomic
def set_tags(
    *, claim: Claim, by: User, add: list[Tag], remove: list[Tag] | None = None
) -> AuditEvent | None:
    """Put tags on the claim and take others off."""
    claim = lock(claim)
    refuse(permissions.why_not_mark(by, claim))
    before = sorted(tag.name for tag in claim.tags.all())
    claim.tags.add(*add)
    claim.tags.remove(*(remove or []))
    after = sorted(tag.name for tag in claim.tags.all())
    if before == after:
        return None
    bump(claim)
    return record(claim, by=by, kind="claim.tagged", changes={"tags": [before, after]})


@transaction.atomic
def retire_claim(
    *, claim: Claim, reason: str, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Take the claim out of the work; it keeps its number and its history."""
    claim = lock(claim, seen=seen)
    refuse(permissions.why_not_mark(by, claim))
    if not reason.strip():
        raise Invalid(_("Say why the claim is retired."))
    return change(
        claim,
        by=by,
        deed="claim.retired",
        retired_by=by,
        retired_at=timezone.now(),
        retired_reason=reason.strip()[:300],
    )


@transaction.atomic
def restore_claim(*, claim: Claim, by: User) -> Claim:
    """Bring a retired claim back as it was."""
    claim = lock(claim)
    refuse(permissions.why_not_work_on(by, claim.article))
    change(
        claim,
        by=by,
        deed="claim.restored",
        retired_by=None,
        retired_at=None,
        retired_reason="",
    )
    return claim
