"""Suggestions: what the engine proposes becomes a claim or a statement only by a person's hand."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Decision, SuggestionKind, Verdict, Worth
from claims.models import (
    AuditEvent,
    Claim,
    NothingToCheck,
    Revision,
    Statement,
    Suggestion,
    User,
)
from claims.queries.workspace import Workspace

from . import claims, statements, verdicts
from .anchoring import refuse_outdated, trimmed
from .saving import Invalid, Refused, chosen, lock, record, refuse


def held(suggestion: Suggestion) -> Suggestion:
    """Return the suggestion freshly read and held until the transaction ends."""
    rows = Suggestion.objects.select_for_update(of=("self",), no_key=True)
    related = ("article__desk", "revision__article", "inside")
    found = rows.select_related(*related).filter(pk=suggestion.pk).first()
    if found is None:
        raise Invalid(_("This suggestion is gone: the text was read again."))
    return found


def decide(
    suggestion: Suggestion,
    decision: Decision,
    *,
    by: User,
    result: Claim | Statement | None = None,
) -> AuditEvent:
    """Write a person's decision on a held suggestion."""
    before = suggestion.decision
    suggestion.decision = decision
    suggestion.decided_by = None if decision == Decision.PENDING else by
    suggestion.decided_at = None if decision == Decision.PENDING else timezone.now()
    # Words proposed twice become one claim, which remembers the first of its suggestions.
    if isinstance(result, Claim) and not hasattr(result, "suggestion"):
        suggestion.claim = result
    elif isinstance(result, Statement) and not hasattr(result, "suggestion"):
        suggestion.statement = result
    suggestion.save()
    kind = "suggestion.put_back" if decision == Decision.PENDING else f"suggestion.{decision}"
    return record(suggestion, by=by, kind=kind, changes={"decision": [before, decision]})


@transaction.atomic
def accept(*, suggestion: Suggestion, by: User, speaker: str | None = None) -> Claim | Statement:
    """Make the suggestion a claim or statement; a claim brings the statement it stands in along."""
    lock(suggestion.article)
    suggestion = held(suggestion)
    refuse(permissions.why_not_decide(by, suggestion))
    existing = suggestion.claim or suggestion.statement
    if suggestion.decision == Decision.ACCEPTED and existing:
        return existing
    if suggestion.kind == SuggestionKind.STATEMENT:
        return accept_statement(suggestion, by=by, speaker=speaker)
    holder = suggestion.inside
    if holder and holder.decision == Decision.PENDING:
        accept(suggestion=holder, by=by)
        holder.refresh_from_db()
    claim = claims.raise_claim(
        revision=suggestion.revision,
        start=suggestion.start,
        end=suggestion.end,
        by=by,
        statement=live(holder.statement) if holder else None,
    )
    decide(suggestion, Decision.ACCEPTED, by=by, result=claim)
    return claim


@transaction.atomic
def accept_and_answer(
    *, suggestion: Suggestion, given: str, by: User, speaker: str | None = None
) -> Claim | Statement:
    """Accept the suggestion and answer its question, verdict or "was it said", in one step.

    Raises Invalid where its words have another answer already: nobody is judged over unseen.
    """
    lock(suggestion.article)
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = accept(suggestion=suggestion, by=by, speaker=speaker)
    known = made.verdict if isinstance(made, Claim) else made.said
    if known == given:
        return made
    if known:
        answer = made.get_verdict_display() if isinstance(made, Claim) else made.get_said_display()
        sentence = _("This is answered already: %(answer)s. Look at what was made of it first.")
        raise Invalid(sentence % {"answer": answer})
    deeds = AuditEvent.objects.filter(object_uid=made.uid, pk__gt=last)
    along = next((d.kind for d in deeds if d.kind.endswith((".raised", ".restored"))), "")
    if isinstance(made, Claim):
        verdict = chosen(Verdict, given)
        verdicts.set_verdict(claim=made, verdict=verdict, by=by, along=along)
    else:
        statements.answer_said(statement=made, said=given, by=by, along=along)
    return made


def live(statement: Statement | None) -> Statement | None:
    """Return the statement unless it was retired."""
    return statement if statement and statement.retired_at is None else None


def accept_statement(suggestion: Suggestion, *, by: User, speaker: str | None) -> Statement:
    """Make a held suggestion a statement, of ``speaker`` where a person corrected the name."""
    named = suggestion.speaker if speaker is None else speaker.strip()
    statement = statements.raise_statement(
        revision=suggestion.revision,
        content=[(start, end) for start, end in suggestion.content],
        by=by,
        speaker=named,
        **as_found(suggestion, corrected=named != suggestion.speaker),
    )
    decide(suggestion, Decision.ACCEPTED, by=by, result=statement)
    return statement


def as_found(suggestion: Suggestion, *, corrected: bool) -> dict[str, Any]:
    """Return the rest of a statement as the engine read it (role and kind only of its speaker)."""
    kept: dict[str, Any] = {
        "manner": suggestion.manner,
        "report": suggestion.report,
        "cue": tuple(suggestion.cue) if suggestion.cue else None,
        "mention": tuple(suggestion.mention) if suggestion.mention else None,
    }
    if suggestion.speaker_kind and not corrected:
        kept |= {
            "speaker_kind": suggestion.speaker_kind,
            "role": suggestion.speaker_role,
            "terms_printed": suggestion.terms,
        }
    return kept


@transaction.atomic
def dismiss(*, suggestion: Suggestion, by: User) -> AuditEvent:
    """Say that this is nothing; the decision is kept and the words are not suggested again."""
    lock(suggestion.article)
    suggestion = held(suggestion)
    refuse(permissions.why_not_decide(by, suggestion))
    if suggestion.decision == Decision.ACCEPTED:
        raise Refused(_("This suggestion was accepted. Retire the claim or statement instead."))
    return decide(suggestion, Decision.DISMISSED, by=by)


@transaction.atomic
def put_back(*, suggestion: Suggestion, by: User) -> AuditEvent:
    """Make a decided suggestion pending again."""
    lock(suggestion.article)
    suggestion = held(suggestion)
    refuse(permissions.why_not_decide(by, suggestion))
    made = suggestion.claim or suggestion.statement
    if suggestion.decision == Decision.ACCEPTED and made and made.retired_at is None:
        raise Refused(_("This suggestion was accepted. Retire the claim or statement instead."))
    return decide(suggestion, Decision.PENDING, by=by)


@transaction.atomic
def accept_all(*, revision: Revision, worth: Worth, by: User) -> int:
    """Accept every pending claim suggestion of at least ``worth``; return how many."""
    lock(revision.article)
    refuse(permissions.why_not_work_on(by, revision.article))
    wanted = list(Worth)[: list(Worth).index(worth) + 1]
    waiting = Workspace(revision.article).pending_claims
    accepted = [accept(suggestion=row, by=by) for row in waiting if row.worth in wanted]
    return len(accepted)


@transaction.atomic
def nothing_here(*, revision: Revision, start: int, end: int, by: User) -> NothingToCheck:
    """Keep the decision that a sentence holds nothing to check; its suggestions are dismissed."""
    refuse_outdated(lock(revision.article), revision)
    refuse(permissions.why_not_work_on(by, revision.article))
    start, end = trimmed(revision, start, end)
    kept, created = NothingToCheck.objects.get_or_create(
        revision=revision,
        start=start,
        end=end,
        defaults={"words": revision.text[start:end], "decided_by": by},
    )
    if created:
        words = {"words": [None, kept.words]}
        record(revision.article, by=by, kind="sentence.nothing_here", changes=words)
        inside = revision.suggestions.pending().filter(
            kind=SuggestionKind.CLAIM, start__gte=start, end__lte=end
        )
        for suggestion in inside:
            dismiss(suggestion=suggestion, by=by)
    return kept


@transaction.atomic
def something_here(*, kept: NothingToCheck, by: User) -> None:
    """Take "nothing to check here" back, and the dismissals that came with it."""
    article = lock(kept.revision.article)
    refuse(permissions.why_not_work_on(by, article))
    words = {"words": [kept.words, None]}
    record(article, by=by, kind="sentence.something_here", changes=words)
    with_it = kept.revision.suggestions.filter(
        kind=SuggestionKind.CLAIM,
        decision=Decision.DISMISSED,
        decided_at__gte=kept.decided_at,
        start__gte=kept.start,
        end__lte=kept.end,
    )
    for suggestion in with_it:
        put_back(suggestion=suggestion, by=by)
    kept.delete()
