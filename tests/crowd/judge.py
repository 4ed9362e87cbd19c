"""What must hold after any number of hands at once: faults as sentences, none when all is well."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from claims.enums import TRANSITIONS, State
from claims.models import (
    Article,
    AuditEvent,
    Change,
    Claim,
    Evidence,
    Query,
    Review,
    Statement,
    Support,
    User,
)
from claims.permissions import hands_in, why_not_check
from claims.services.saving import stored
from claims.services.supports import BEARS

from .worker import Record

TOLD = {"Refused", "Invalid", "Stale"}
# Told of the article, or found by a machine: the thing itself stays as it is.
NOT_COUNTED = ("sentence.", "article.dates", "evidence.copy", "evidence.copied", "evidence.health")
Log = defaultdict[Any, list[AuditEvent]]  # by the uid of what was done something to
Moves = list[tuple[AuditEvent, str, str]]


def faults(records: Iterable[Record]) -> list[str]:
    """Return everything that does not hold, of the records and of what is stored now."""
    log: Log = defaultdict(list)
    for event in AuditEvent.objects.order_by("pk"):  # in order: who writes about a thing holds it
        log[event.object_uid].append(event)
    found = [*of_records(list(records), log), *of_numbers()]
    for model in (Article, Claim, Statement, Evidence, Support, Query, Change):
        for thing in model._default_manager.order_by("pk"):
            found += of_versions(thing, log[thing.uid])
            found += of_values(thing, log[thing.uid])
    for claim in Claim.objects.select_related("article__desk").order_by("pk"):
        found += of_moves(claim, log[claim.uid])
        found += of_evidence(claim)
        found += of_approval(claim, log)
    return found


def of_records(records: list[Record], log: Log) -> Iterator[str]:
    """Every act is done and in the log, or is refused with a sentence and left no trace."""
    logged = {str(event.uid) for events in log.values() for event in events}
    for record in records:
        if record.outcome in TOLD:
            if not record.said.strip():
                yield f"{record.act} by {record.who}: {record.outcome} without a sentence"
            if logged & set(record.events):
                yield f"{record.act} by {record.who}: {record.outcome}, and yet in the log"
        elif record.outcome not in {"done", "nothing"}:
            yield f"{record.act} by {record.who}: {record.outcome}: {record.said}"
        elif not logged >= set(record.events):
            yield f"{record.act} by {record.who}: done, and not in the log"


def of_versions(thing: Any, log: list[AuditEvent]) -> Iterator[str]:
    """Each change counts one version up, so none was made over one that was not seen."""
    events = [event for event in log if not event.kind.startswith(NOT_COUNTED)]
    counted = [event.object_version for event in events]
    first = 2 if isinstance(thing, Support) else 1  # that it was tied is told of the claim
    if counted != list(range(first, thing.version + 1)):
        yield f"{name(thing)}: the log counts {counted}, the thing stands at {thing.version}"


def of_values(thing: Any, log: list[AuditEvent]) -> Iterator[str]:
    """Each change begins where the last one ended, and the last is what is stored."""
    own = {field.name for field in thing._meta.concrete_fields}
    known: dict[str, Any] = {}
    for event in log:
        for field in event.changes.keys() & own:
            before, after = event.changes[field]
            if known.get(field, before) != before:
                yield (
                    f"{name(thing)}: {event.kind} changes {field} from {before!r},"
                    f" and it was {known[field]!r}"
                )
            known[field] = after
    for field, value in known.items():
        if (now := stored(getattr(thing, field))) != value:
            yield f"{name(thing)}: {field} is {now!r}, and the log says {value!r}"


def moves_of(log: list[AuditEvent]) -> Moves:
    """Return the moves of a claim from state to state, oldest first."""
    rows = [(event, event.changes.get("state")) for event in log]
    return [(event, *change) for event, change in rows if change]


def is_legal(before: str, after: str) -> bool:
    """Whether the table allows the move, at once or through "checking" in one act."""
    allowed = TRANSITIONS[State(before)]
    through = State.CHECKING in allowed and after in TRANSITIONS[State.CHECKING]
    return after in allowed or through


def of_moves(claim: Claim, log: list[AuditEvent]) -> Iterator[str]:
    """States follow the table; an undo reverses the move before it, and nothing else."""
    moves = moves_of(log)
    at = State.TO_CHECK.value
    for number, (event, before, after) in enumerate(moves):
        if before != at:
            yield f"{name(claim)}: {event.kind} moves it from {before}, and it was {at}"
        at = after
        if event.kind == "deed.undone":
            back = moves[number - 1][1:] if number else ()
            if (after, before) != tuple(back):
                yield f"{name(claim)}: undone from {before} to {after}, after {back}"
        elif not is_legal(before, after):
            yield f"{name(claim)}: {event.kind} moves it from {before} to {after}"
    if at != claim.state:
        yield f"{name(claim)}: it is {claim.state}, the log says {at}"


def of_evidence(claim: Claim) -> Iterator[str]:
    """What counts as checked or approved rests on what its verdict asks for."""
    if claim.state in (State.CHECKED, State.APPROVED):
        missing = why_not_check(claim, Support.objects.current().filter(claim=claim))
        if missing:
            yield f"{name(claim)}: {claim.state}, and still missing: {missing}"


def of_approval(claim: Claim, log: Log) -> Iterator[str]:
    """An approved claim has the standing approval of somebody who had no hand in it."""
    if claim.state == State.APPROVED:
        yield from second_person(claim, {claim.verdict_by_id})
    for event, hands in approvals_of(claim, log):
        if str(event.actor_uid) in hands:
            yield f"{name(claim)}: {event.actor_name} approved their own work"


def second_person(thing: Claim | Statement, hands: set[int | None]) -> Iterator[str]:
    """Report an approved thing whose last standing decision is no second person's approval."""
    owner = {"claim": thing} if isinstance(thing, Claim) else {"statement": thing}
    review = Review.objects.filter(**owner).standing().first()
    if review is None or review.decision != "approved":
        yield f"{name(thing)}: approved, and no approval stands"
    elif review.created_by_id in hands | hands_in(Support.objects.current().filter(**owner)):
        yield f"{name(thing)}: approved by {review.created_by}, who checked it"


def approvals_of(claim: Claim, log: Log) -> Iterator[tuple[AuditEvent, set[str]]]:
    """Yield each approval in the log, with the uids of those who had checked by then.

    That is read from the log alone: who set the verdict that stood, and who had added what it
    rested on or was the last to change how that bears.
    """
    people = {pk: str(uid) for pk, uid in User.objects.values_list("pk", "uid")}
    ties = {tie.pk: tie for tie in claim.supports.all()}
    checker, resting = "", set[int]()
    for event in log[claim.uid]:
        if "verdict_by" in event.changes:
            after = event.changes["verdict_by"][1]
            checker = people[after["id"]] if after else ""
        for side, tie in zip((0, 1), event.changes.get("evidence", (None, None)), strict=True):
            if tie:
                (resting.add if side else resting.discard)(tie["id"])
        if event.kind == "claim.approved":
            added = {pk: people[ties[pk].created_by_id] for pk in resting}
            edited = {editor_of(log[ties[pk].uid], added[pk], event) for pk in resting}
            yield event, {checker, *added.values(), *edited}


def editor_of(log: list[AuditEvent], added_by: str, before: AuditEvent) -> str:
    """Return the uid of who else answers for a tie: the last to turn its stance, or to word it."""
    editor = ""
    for event in log:
        actor, bears = str(event.actor_uid), event.changes.keys() & {*BEARS}
        if event.pk > before.pk or event.kind != "support.edited" or actor == added_by:
            continue
        if "stance" in bears or (bears and not editor):
            editor = actor
    return editor


def of_numbers() -> Iterator[str]:
    """Claims of an article are numbered without a gap or a twin."""
    numbers = list(Claim.objects.order_by("article", "number").values_list("article", "number"))
    for (article, number), (other, following) in pairwise(numbers):
        if article == other and following != number + 1:
            yield f"article {article}: claim {following} follows {number}"


def name(thing: Any) -> str:
    return f"{thing._meta.model_name} {thing.pk}"
