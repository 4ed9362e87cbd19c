"""Verdicts are saved at once; a claim is checked only when nothing is missing."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from claims.enums import FITTING, TRANSITIONS, Action, Stance, State, Verdict
from claims.models import AuditEvent, Claim
from claims.services import articles, claims, reviews, supports, verdicts, withdrawal
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."


def raised() -> Claim:
    return factories.claim(factories.article(), WORDS)


def now(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def put(claim: Claim, state: State) -> Claim:
    """Write the claim into a state, with a verdict of Carl's and what the database asks for."""
    factories.checked(claim)
    Claim.objects.filter(pk=claim.pk).update(state=state, state_reason="why")
    return now(claim)


def test_a_verdict_is_saved_at_once_with_who_when_and_on_which_text() -> None:
    claim = raised()
    event = verdicts.set_verdict(
        claim=claim, verdict=Verdict.INACCURATE, by=person("cleo"), note=" It was 5. ", seen=1
    )
    assert event is not None
    assert (event.kind, event.changes["verdict"]) == ("verdict.set", ["", "inaccurate"])
    assert event.changes["state"] == ["to_check", "checking"]
    assert (now(claim).state, claim.verdict, claim.verdict_note) == (
        State.CHECKING,
        Verdict.INACCURATE,
        "It was 5.",
    )
    assert (claim.verdict_by, claim.verdict_revision) == (person("cleo"), claim.article.current)
    assert claim.article.stage == "in_check"
    with nothing_kept(Stale):
        verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"), seen=1)


COMBINATIONS = [stances for size in (0, 1, 2) for stances in itertools.combinations(Stance, size)]


@pytest.mark.parametrize("first", ["evidence", "verdict"])
def test_a_claim_is_checked_with_fitting_evidence_only_whichever_comes_first(first: str) -> None:
    raised_once, carl = raised(), person("carl")
    pages = {s: factories.web_page(url=f"https://example.org/{s}") for s in Stance}

    def attach(stances: tuple[Stance, ...]) -> None:
        for stance in stances:
            supports.attach(evidence=pages[stance], target=claim, by=carl, stance=stance)

    for stances, verdict in itertools.product(COMBINATIONS, Verdict):
        with transaction.atomic():
            claim = Claim.objects.get(pk=raised_once.pk)
            if first == "evidence":
                attach(stances)
            verdicts.set_verdict(claim=claim, verdict=verdict, by=carl)
            if first == "verdict":
                attach(stances)
            fits = all(any(s in group for s in stances) for group in FITTING[verdict])
            fits = fits and verdict != Verdict.UNVERIFIABLE
            expected = State.CHECKED if fits else State.CHECKING
            assert (now(claim).state, claim.verdict) == (expected, verdict), stances
            transaction.set_rollback(True)


def test_taking_the_evidence_off_takes_the_claim_back() -> None:
    claim = raised()
    support = factories.support(claim)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    supports.detach(support=support, by=person("carl"))
    assert (now(claim).state, claim.verdict) == (State.CHECKING, Verdict.VERIFIED)
    supports.put_back(support=support, by=person("carl"))
    assert now(claim).state == State.CHECKED


def test_evidence_that_bears_otherwise_takes_the_claim_back() -> None:
    claim = raised()
    support = factories.support(claim)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    supports.edit_support(support=support, by=person("carl"), stance=Stance.REFUTES)
    assert now(claim).state == State.CHECKING


def test_unverifiable_needs_an_account_of_what_was_tried() -> None:
    claim = raised()
    factories.support(claim)
    verdicts.set_verdict(claim=claim, verdict=Verdict.UNVERIFIABLE, by=person("carl"))
    assert now(claim).state == State.CHECKING
    verdicts.note_finding(claim=claim, note=" \n", by=person("carl"))
    assert now(claim).state == State.CHECKING
    verdicts.note_finding(claim=claim, note="Called the port twice.", by=person("carl"))
    assert now(claim).state == State.CHECKED
    verdicts.note_finding(claim=claim, note="", by=person("carl"))
    assert now(claim).state == State.CHECKING


def test_an_account_in_the_same_breath_is_enough() -> None:
    claim = raised()
    verdicts.set_verdict(
        claim=claim, verdict=Verdict.UNVERIFIABLE, by=person("carl"), note="Called twice."
    )
    assert now(claim).state == State.CHECKED


def test_who_writes_the_account_does_not_approve_it() -> None:
    claim = raised()
    verdicts.set_verdict(claim=claim, verdict=Verdict.UNVERIFIABLE, by=person("carl"))
    verdicts.note_finding(claim=claim, note="Called the port twice.", by=person("rita"))
    assert (now(claim).state, claim.verdict_by) == (State.CHECKED, person("rita"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    reviews.approve(claim=claim, by=person("edda"))


def test_a_note_beside_evidence_leaves_the_verdict_its_setters() -> None:
    claim = factories.checked(raised())
    verdicts.note_finding(claim=claim, note="See page 3.", by=person("rita"))
    assert (now(claim).verdict_by, claim.state) == (person("carl"), State.CHECKED)


def test_a_note_alone_starts_nothing() -> None:
    claim = raised()
    event = verdicts.note_finding(claim=claim, note=" Ask the port. ", by=person("carl"), seen=1)
    assert event is not None
    assert event.changes == {"verdict_note": ["", "Ask the port."]}
    assert now(claim).state == State.TO_CHECK


def test_taking_the_verdict_away_keeps_evidence_and_note() -> None:
    claim = factories.checked(raised())
    claims.edit_claim(claim=claim, by=person("carl"), action=Action.CUT)
    verdicts.note_finding(claim=claim, note="Page 3.", by=person("carl"))
    event = verdicts.clear_verdict(claim=claim, by=person("cleo"))
    assert event is not None
    assert event.changes["verdict"] == ["verified", ""]
    assert (now(claim).state, claim.verdict, claim.verdict_by) == (State.CHECKING, "", None)
    assert (claim.action, claim.verdict_note) == (Action.KEEP, "Page 3.")
    assert claim.supports.current().count() == 1
    assert verdicts.clear_verdict(claim=claim, by=person("cleo")) is None


# --- moves ----------------------------------------------------------------------------------------

Move = Callable[[Claim], AuditEvent | None]
MOVES: dict[str, tuple[Move, State, set[State]]] = {
    "call not checkable": (
        lambda c: verdicts.call_not_checkable(claim=c, reason="An opinion.", by=person("edda")),
        State.NOT_CHECKABLE,
        {State.TO_CHECK, State.CHECKING},
    ),
    "release": (
        lambda c: verdicts.release(claim=c, by=person("edda")),
        State.TO_CHECK,
        {State.CHECKING},
    ),
    "take back": (
        lambda c: verdicts.take_back(claim=c, by=person("edda")),
        State.CHECKING,
        {State.CHECKED},
    ),
    "reopen": (
        lambda c: verdicts.reopen(claim=c, reason="New report.", by=person("edda")),
        State.CHECKING,
        {State.APPROVED, State.NOT_CHECKABLE, State.RECHECK},
    ),
    "confirm": (
        lambda c: verdicts.confirm(claim=c, by=person("edda")),
        State.CHECKED,
        {State.RECHECK},
    ),
    "approve": (
        lambda c: reviews.approve(claim=c, by=person("edda")),
        State.APPROVED,
        {State.CHECKED},
    ),
    "return": (
        lambda c: reviews.return_claim(claim=c, reason="Page?", by=person("edda")),
        State.CHECKING,
        {State.CHECKED},
    ),
    "set a verdict": (
        lambda c: verdicts.set_verdict(claim=c, verdict=Verdict.VERIFIED, by=person("edda")),
        State.CHECKED,
        set(State) - {State.APPROVED},
    ),
}


@pytest.mark.parametrize("state", State)
def test_a_claim_moves_where_the_table_lets_it(state: State, subtests: pytest.Subtests) -> None:
    stored = put(raised(), state)
    person("edda")
    for move in MOVES:
        with subtests.test(move), transaction.atomic():
            moves_or_not(Claim.objects.get(pk=stored.pk), move, state)
            transaction.set_rollback(True)


def moves_or_not(claim: Claim, move: str, state: State) -> None:
    """Try the move; it is refused, or leads where the table says."""
    verb, after, allowed = MOVES[move]
    if state not in allowed:
        with nothing_kept(Refused):
            verb(claim)
        return
    event = verb(claim)
    assert event is not None
    assert now(claim).state == after
    if state == after:
        assert "state" not in event.changes
        return
    assert event.changes["state"] == [state, after]
    through = {State.CHECKING} if move == "set a verdict" else set()
    steps = TRANSITIONS[state].union(*(TRANSITIONS[s] for s in through & TRANSITIONS[state]))
    assert after in steps


@pytest.mark.parametrize("reason", ["", " \n", "a\x00b"])
def test_a_claim_is_not_checkable_or_reopened_for_a_reason(reason: str) -> None:
    open_one, approved = raised(), factories.approved(raised())
    with nothing_kept(Invalid):
        verdicts.call_not_checkable(claim=open_one, reason=reason, by=person("carl"))
    with nothing_kept(Invalid):
        verdicts.reopen(claim=approved, reason=reason, by=person("carl"))


def test_the_reason_stands_on_the_claim_and_in_its_history() -> None:
    claim = factories.approved(raised())
    verdicts.reopen(claim=claim, reason=" New report. ", by=person("carl"))
    assert (now(claim).state_reason, events(claim)[-1].note) == ("New report.", "New report.")
    claim = raised()
    verdicts.call_not_checkable(claim=claim, reason="A forecast.", by=person("carl"))
    assert now(claim).state_reason == "A forecast."
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    assert (now(claim).state, claim.state_reason) == (State.CHECKING, "")


def test_released_work_is_nobodys() -> None:
    claim = raised()
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    verdicts.release(claim=claim, by=person("cleo"))
    assert (now(claim).state, claim.assignee) == (State.TO_CHECK, None)


def test_only_who_checked_it_or_a_reviewer_takes_it_back() -> None:
    claim = factories.checked(raised())
    with nothing_kept(Refused):
        verdicts.take_back(claim=claim, by=person("cleo"))
    verdicts.take_back(claim=claim, by=person("carl"))
    assert now(claim).state == State.CHECKING


def test_an_approved_claim_is_not_marked_over() -> None:
    claim = factories.approved(raised())
    carl = person("carl")
    deeds: list[Callable[[], Any]] = [
        lambda: verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=carl),
        lambda: verdicts.clear_verdict(claim=claim, by=carl),
        lambda: verdicts.note_finding(claim=claim, note="x", by=carl),
        lambda: verdicts.call_not_checkable(claim=claim, reason="x", by=carl),
    ]
    for deed in deeds:
        with nothing_kept(Refused):
            deed()


@pytest.mark.parametrize("deed", ["attach", "detach", "edit", "withdraw"])
def test_other_evidence_is_not_what_was_approved(deed: str) -> None:
    claim = factories.approved(raised())
    support = claim.supports.get()
    carl = person("carl")
    if deed == "attach":
        factories.support(claim, url="https://example.org/more")
    elif deed == "detach":
        supports.detach(support=support, by=carl)
    elif deed == "edit":
        supports.edit_support(support=support, by=carl, passage="Six times.")
    else:
        withdrawal.withdraw_evidence(evidence=support.evidence, reason="A forgery.", by=carl)
    assert (now(claim).state, claim.verdict) == (State.RECHECK, Verdict.VERIFIED)
    assert kinds(claim)[-1] == "claim.to_recheck"
    assert events(claim)[-1].changes == {"state": ["approved", "recheck"]}


def test_what_still_holds_is_confirmed_and_waits_for_a_second_person_again() -> None:
    claim = factories.approved(raised())
    claims.edit_claim(claim=claim, by=person("carl"), text="There were six closures.")
    verdicts.confirm(claim=claim, by=person("rita"))
    assert (now(claim).state, claim.verdict_by) == (State.CHECKED, person("rita"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    reviews.approve(claim=claim, by=person("edda"))


def test_nothing_is_confirmed_without_fitting_evidence() -> None:
    claim = factories.approved(raised())
    supports.detach(support=claim.supports.get(), by=person("carl"))
    with nothing_kept(Refused) as caught:
        verdicts.confirm(claim=claim, by=person("carl"))
    assert "supports" in str(caught.value)


@pytest.mark.parametrize("verdict", ["", "half-true", "Verified", "a\x00"])
def test_a_verdict_is_one_of_the_verdicts(verdict: Any) -> None:
    claim = raised()
    with nothing_kept(Invalid):
        verdicts.set_verdict(claim=claim, verdict=verdict, by=person("carl"))


@pytest.mark.parametrize("note", ["a\x00b", "\ud83d"])
def test_an_account_no_database_keeps_is_refused(note: str) -> None:
    claim = raised()
    with nothing_kept(Invalid):
        verdicts.note_finding(claim=claim, note=note, by=person("carl"))
    with nothing_kept(Invalid):
        verdicts.set_verdict(
            claim=claim, verdict=Verdict.UNVERIFIABLE, by=person("carl"), note=note
        )


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_mark_sets_no_verdict(username: str) -> None:
    claim = raised()
    person(username)
    with nothing_kept(Refused):
        verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person(username))


def test_nothing_is_marked_in_an_archived_article() -> None:
    claim = raised()
    articles.archive_article(article=claim.article, by=person("edda"))
    with nothing_kept(Refused):
        verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
