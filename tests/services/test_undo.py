"""One's own last deed is taken back, whatever it was; nobody else's, and nothing older."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from claims.enums import Action, Risk, Stance, State, Verdict
from claims.models import AuditEvent, Claim, Statement, Suggestion, User
from claims.services import claims, reviews, statements, suggestions, supports, undo, verdicts
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

from .deeds import kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
QUOTE = "“We will not open a day early.”"
DUE = datetime.datetime(2031, 5, 1, 12, 30, tzinfo=datetime.UTC)


def everything(thing: Any) -> dict[str, Any]:
    """What is stored about the thing, and what it rests on."""
    fresh = type(thing).objects.get(pk=thing.pk)
    values = {field.attname: getattr(fresh, field.attname) for field in fresh._meta.fields}
    del values["version"]
    values["supports"] = sorted(
        fresh.supports.current().values_list(
            "evidence", "stance", "passage", "created_by", "edited_by"
        )
    )
    values["reviews"] = sorted(fresh.reviews.standing().values_list("pk", "decision"))
    return values


def claim() -> Claim:
    return factories.claim(factories.article(), WORDS)


def in_check() -> Claim:
    made = claim()
    claims.assign_claim(claim=made, assignee=person("cleo"), by=person("cleo"))
    return made


def checked() -> Claim:
    return factories.checked(claim())


def checked_by_rita() -> Claim:
    return factories.checked(claim(), by=person("rita"))


def approved() -> Claim:
    return factories.approved(claim())


def not_checkable() -> Claim:
    made = claim()
    verdicts.call_not_checkable(claim=made, reason="An opinion.", by=person("cleo"))
    return made


def recheck() -> Claim:
    made = approved()
    claims.edit_claim(claim=made, by=person("cleo"), text="There were six closures.")
    return made


def statement() -> Statement:
    return factories.statement(factories.article(), QUOTE)


def heard() -> Statement:
    made = statement()
    statements.answer_said(statement=made, said="altered", by=person("cleo"), note="Not so.")
    return made


def said_approved() -> Statement:
    made = heard()
    reviews.approve_said(statement=made, by=person("rita"))
    return made


Deed = Callable[[Any], Any]
E = "edda"
DEEDS: dict[str, tuple[Callable[[], Any], Deed]] = {
    "verdict.set": (
        claim,
        lambda c: verdicts.set_verdict(
            claim=c, verdict=Verdict.DISPUTED, by=person(E), note="Two counts."
        ),
    ),
    "verdict.set over another": (
        checked_by_rita,
        lambda c: verdicts.set_verdict(claim=c, verdict=Verdict.DISPUTED, by=person(E)),
    ),
    "verdict.set on not checkable": (
        not_checkable,
        lambda c: verdicts.set_verdict(claim=c, verdict=Verdict.VERIFIED, by=person(E)),
    ),
    "verdict.set to re-check": (
        recheck,
        lambda c: verdicts.set_verdict(claim=c, verdict=Verdict.VERIFIED, by=person(E)),
    ),
    "verdict.cleared": (checked, lambda c: verdicts.clear_verdict(claim=c, by=person(E))),
    "verdict.confirmed": (recheck, lambda c: verdicts.confirm(claim=c, by=person(E))),
    "finding.noted": (
        checked,
        lambda c: verdicts.note_finding(claim=c, note="See page 3.", by=person(E)),
    ),
    "claim.called_not_checkable": (
        in_check,
        lambda c: verdicts.call_not_checkable(claim=c, reason="A forecast.", by=person(E)),
    ),
    "claim.released": (in_check, lambda c: verdicts.release(claim=c, by=person(E))),
    "claim.taken_back": (checked, lambda c: verdicts.take_back(claim=c, by=person(E))),
    "claim.reopened": (
        approved,
        lambda c: verdicts.reopen(claim=c, reason="New report.", by=person(E)),
    ),
    "claim.assigned": (
        claim,
        lambda c: claims.assign_claim(claim=c, assignee=person("rita"), by=person(E)),
    ),
    "claim.due_set": (claim, lambda c: claims.set_due(claim=c, due_at=DUE, by=person(E))),
    "claim.edited": (
        approved,
        lambda c: claims.edit_claim(
            claim=c, by=person(E), text="Six.", kind="quantity", risk=Risk.HIGH, action=Action.CUT
        ),
    ),
    "claim.retired": (
        checked,
        lambda c: claims.retire_claim(claim=c, reason="twice", by=person(E)),
    ),
    "claim.approved": (checked, lambda c: reviews.approve(claim=c, by=person(E))),
    "claim.returned": (
        checked,
        lambda c: reviews.return_claim(claim=c, reason="Page?", by=person(E)),
    ),
    "said.answered": (
        statement,
        lambda s: statements.answer_said(statement=s, said="verbatim", by=person(E), note="Tape."),
    ),
    "said.answered over another": (
        heard,
        lambda s: statements.answer_said(statement=s, said="verbatim", by=person(E)),
    ),
    "said.cleared": (
        heard,
        lambda s: statements.answer_said(statement=s, said="", by=person(E)),
    ),
    "said.approved": (heard, lambda s: reviews.approve_said(statement=s, by=person(E))),
    "said.returned": (
        heard,
        lambda s: reviews.return_said(statement=s, reason="Which tape?", by=person(E)),
    ),
    "said.reopened": (
        said_approved,
        lambda s: statements.reopen_said(statement=s, reason="A tape.", by=person(E)),
    ),
    "statement.edited to another source": (
        said_approved,
        lambda s: statements.edit_statement(statement=s, by=person(E), speaker="Jonas Reet"),
    ),
    "statement.edited": (
        statement,
        lambda s: statements.edit_statement(
            statement=s, by=person(E), speaker="Jonas Reet", terms="unnamed"
        ),
    ),
    "statement.assigned": (
        statement,
        lambda s: statements.assign_statement(statement=s, assignee=person(E), by=person(E)),
    ),
    "statement.due_set": (
        statement,
        lambda s: statements.set_statement_due(statement=s, due_at=DUE, by=person(E)),
    ),
    "statement.retired": (
        statement,
        lambda s: statements.retire_statement(statement=s, reason="twice", by=person(E)),
    ),
    "evidence.attached": (
        claim,
        lambda c: factories.support(c, by=person(E), url="https://example.org/new"),
    ),
    "evidence.attached to a verdict": (
        lambda: with_verdict(),
        lambda c: factories.support(c, by=person(E), url="https://example.org/new"),
    ),
    "evidence.attached to approved": (
        approved,
        lambda c: factories.support(
            c, by=person(E), url="https://example.org/new", stance=Stance.REFUTES
        ),
    ),
    "evidence.attached to a statement": (
        statement,
        lambda s: factories.support(s, by=person(E), url="https://example.org/new"),
    ),
    "evidence.attached to an approved answer": (
        said_approved,
        lambda s: factories.support(s, by=person(E), url="https://example.org/new"),
    ),
    "evidence.detached": (
        checked,
        lambda c: supports.detach(support=c.supports.get(), by=person(E)),
    ),
    "evidence.detached from approved": (
        approved,
        lambda c: supports.detach(support=c.supports.get(), by=person(E)),
    ),
}


def with_verdict() -> Claim:
    made = claim()
    verdicts.set_verdict(claim=made, verdict=Verdict.VERIFIED, by=person("cleo"))
    return made


def test_every_deed_that_can_be_undone_is_tried_here() -> None:
    tried = {name.split(" ")[0] for name in DEEDS}
    assert tried == undo.PLAIN | undo.EVIDENCE


@pytest.mark.parametrize("name", DEEDS)
def test_what_one_did_last_is_as_it_was_before(name: str) -> None:
    before, deed = DEEDS[name]
    thing = before()
    stood = everything(thing)
    deed(thing)
    assert everything(thing) != stood
    event = undo.offer(thing, person(E))
    assert event is not None
    assert event.kind == name.split(" ")[0]
    undone = undo.undo(event=event, by=person(E))
    assert undone == thing
    assert everything(thing) == stood


@pytest.mark.parametrize("name", DEEDS)
def test_nobody_undoes_what_somebody_else_did(name: str) -> None:
    before, deed = DEEDS[name]
    thing = before()
    deed(thing)
    event = undo.offer(thing, person(E))
    assert event is not None
    for username in ("carl", "rita", "adam"):
        assert undo.offer(thing, person(username)) is None
        with nothing_kept(Invalid):
            undo.undo(event=event, by=person(username))


@pytest.mark.parametrize("name", DEEDS)
def test_nothing_is_undone_once_something_came_after(name: str) -> None:
    before, deed = DEEDS[name]
    thing = before()
    deed(thing)
    event = undo.offer(thing, person(E))
    assert event is not None
    if name == "claim.retired":
        claims.restore_claim(claim=thing, by=person("carl"))
    elif name == "statement.retired":
        statements.restore_statement(statement=thing, by=person("carl"))
    elif isinstance(thing, Claim):
        claims.set_due(claim=thing, due_at=DUE + datetime.timedelta(1), by=person("carl"))
    else:
        due = DUE + datetime.timedelta(1)
        statements.set_statement_due(statement=thing, due_at=due, by=person("carl"))
    assert undo.offer(thing, person(E)) is None
    with nothing_kept(Invalid):
        undo.undo(event=event, by=person(E))


@pytest.mark.parametrize("name", DEEDS)
def test_nothing_is_undone_twice(name: str) -> None:
    before, deed = DEEDS[name]
    thing = before()
    deed(thing)
    event = undo.offer(thing, person(E))
    assert event is not None
    undo.undo(event=event, by=person(E))
    offered = undo.offer(thing, person(E))
    assert offered is None or offered.pk != event.pk
    with nothing_kept(Invalid):
        undo.undo(event=event, by=person(E))


def test_a_claim_raised_by_mistake_is_retired_and_its_suggestion_waits_again() -> None:
    article = factories.article()
    suggestion = factories.suggestion(article)
    made = suggestions.accept(suggestion=suggestion, by=person("carl"))
    assert isinstance(made, Claim)
    event = undo.offer(made, person("carl"))
    assert event is not None
    undo.undo(event=event, by=person("carl"))
    made.refresh_from_db()
    suggestion.refresh_from_db()
    assert made.retired_at
    assert suggestion.decision == "pending"
    again = suggestions.accept(suggestion=suggestion, by=person("carl"))
    assert (again.pk, again.retired_at) == (made.pk, None)
    event = undo.offer(again, person("carl"))
    assert event is not None
    assert event.kind == "claim.restored"
    undo.undo(event=event, by=person("carl"))
    again.refresh_from_db()
    assert again.retired_at


def take_back(thing: Claim | Statement, name: str) -> None:
    event = undo.offer(thing, person(name))
    assert event is not None
    undo.undo(event=event, by=person(name))
    thing.refresh_from_db()


def test_what_was_answered_while_accepting_goes_back_with_it_each_time() -> None:
    suggestion = factories.suggestion(factories.article())
    for given in ("verified", "inaccurate"):
        made = suggestions.accept_and_answer(suggestion=suggestion, given=given, by=person("carl"))
        assert isinstance(made, Claim)
        take_back(made, "carl")
        suggestion.refresh_from_db()
        assert (made.verdict, bool(made.retired_at)) == ("", True)
        assert suggestion.decision == "pending"


def test_what_somebody_else_had_raised_stays() -> None:
    article = factories.article()
    suggestion = factories.suggestion(article)
    start, end = suggestion.start, suggestion.end
    assert article.current is not None
    claims.raise_claim(revision=article.current, start=start, end=end, by=person("cleo"))
    made = suggestions.accept_and_answer(suggestion=suggestion, given="verified", by=person("carl"))
    assert isinstance(made, Claim)
    take_back(made, "carl")
    assert (made.verdict, made.retired_at) == ("", None)


def test_a_reason_that_reads_like_a_deed_undoes_no_such_deed() -> None:
    made = factories.checked(claim())
    reviews.return_claim(claim=made, reason="claim.raised", by=person("rita"))
    take_back(made, "rita")
    assert (made.state, made.retired_at) == (State.CHECKED, None)


def test_a_statement_raised_by_mistake_is_retired() -> None:
    made = statement()
    event = undo.offer(made, person("carl"))
    assert event is not None
    undo.undo(event=event, by=person("carl"))
    made.refresh_from_db()
    assert made.retired_reason


def test_a_retirement_by_undo_is_undone_like_any_other() -> None:
    made = claim()
    for retired in (True, False):
        event = undo.offer(made, person("carl"))
        assert event is not None
        undo.undo(event=event, by=person("carl"))
        made.refresh_from_db()
        assert bool(made.retired_at) is retired


def test_a_dismissal_is_undone() -> None:
    suggestion = factories.suggestion(factories.article())
    suggestions.dismiss(suggestion=suggestion, by=person("carl"))
    assert undo.offer(suggestion, person("cleo")) is None
    event = undo.offer(suggestion, person("carl"))
    assert event is not None
    undone = undo.undo(event=event, by=person("carl"))
    assert isinstance(undone, Suggestion)
    undone.refresh_from_db()
    assert undone.decision == "pending"
    with nothing_kept(Invalid):
        undo.undo(event=event, by=person("carl"))


def test_an_import_or_a_merge_is_not_undone_here() -> None:
    article = factories.article()
    event = AuditEvent.objects.get(object_uid=article.uid)
    with nothing_kept(Invalid):
        undo.undo(event=event, by=person("carl"))


def test_undo_keeps_to_the_rules() -> None:
    made = claim()
    claims.set_due(claim=made, due_at=DUE, by=person("carl"))
    event = undo.offer(made, person("carl"))
    assert event is not None
    User.objects.filter(username="carl").update(is_checker=False)
    with nothing_kept(Refused):
        undo.undo(event=event, by=User.objects.get(username="carl"))


def test_undo_is_written_down_too() -> None:
    made = claim()
    verdicts.set_verdict(claim=made, verdict=Verdict.VERIFIED, by=person("carl"))
    event = undo.offer(made, person("carl"))
    assert event is not None
    undo.undo(event=event, by=person("carl"))
    assert kinds(made) == ["claim.raised", "verdict.set", "deed.undone"]
    made.refresh_from_db()
    assert (made.state, made.verdict, made.version) == (State.TO_CHECK, "", 3)
