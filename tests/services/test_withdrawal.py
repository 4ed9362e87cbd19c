"""Evidence that turned out bad is withdrawn with a reason, and may be brought back."""

import pytest

from claims.enums import Stance, State
from claims.models import Claim, Evidence
from claims.services import reviews, statements, supports, undo, verdicts, withdrawal
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

from .deeds import kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
URL = "https://example.org/closures"


def raised() -> Claim:
    return factories.claim(factories.article(), WORDS)


def now(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def test_everything_that_rests_on_withdrawn_evidence_follows() -> None:
    checked, approved = factories.checked(raised()), factories.approved(raised())
    statement = factories.statement(checked.article, "We will not open a day early.")
    support = factories.support(statement)
    page = support.evidence
    assert page in {tie.evidence for claim in (checked, approved) for tie in claim.supports.all()}
    withdrawal.withdraw_evidence(evidence=page, reason=" A forgery. ", by=person("cleo"))
    assert (now(checked).state, now(approved).state) == (State.CHECKING, State.RECHECK)
    for thing in (checked, approved, statement):
        assert "evidence.withdrawn" in kinds(thing)
        assert list(thing.supports.current()) == []
    page.refresh_from_db()
    assert page.withdrawn_reason == "A forgery."
    with nothing_kept(Invalid):
        withdrawal.withdraw_evidence(evidence=page, reason="Again.", by=person("carl"))


def test_nothing_undone_settles_a_claim_whose_evidence_was_withdrawn_since() -> None:
    claim = factories.approved(raised())
    verdicts.reopen(claim=claim, reason="New report.", by=person("carl"))
    page = claim.supports.get().evidence
    withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=person("cleo"))
    assert undo.offer(claim, person("carl")) is None
    assert now(claim).state == State.CHECKING


def test_evidence_withdrawn_while_it_was_off_is_not_put_back() -> None:
    claim = factories.checked(raised())
    support = claim.supports.get()
    supports.detach(support=support, by=person("carl"))
    withdrawal.withdraw_evidence(evidence=support.evidence, reason="A forgery.", by=person("cleo"))
    event = undo.offer(claim, person("carl"))
    assert event is not None
    with nothing_kept(Invalid):
        undo.undo(event=event, by=person("carl"))


@pytest.mark.parametrize("reason", ["", " ", "a\x00"])
def test_evidence_is_withdrawn_for_a_reason(reason: str) -> None:
    page = factories.web_page()
    with nothing_kept(Invalid):
        withdrawal.withdraw_evidence(evidence=page, reason=reason, by=person("carl"))


# --- bringing back --------------------------------------------------------------------------------


def withdrawn(claim: Claim, *, by: str = "cleo") -> Evidence:
    page: Evidence = claim.supports.get().evidence
    withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=person(by))
    return page


def test_evidence_counts_again_and_what_rests_on_it_follows() -> None:
    checked, approved = factories.checked(raised()), factories.approved(raised())
    page = withdrawn(checked)
    withdrawal.bring_back(evidence=page, by=person("edda"))
    page.refresh_from_db()
    assert (page.withdrawn_at, page.withdrawn_by, page.withdrawn_reason) == (None, None, "")
    assert kinds(page)[-1] == "evidence.brought_back"
    assert (now(checked).state, now(approved).state) == (State.CHECKED, State.RECHECK)
    assert "evidence.put_back" in kinds(checked)
    assert withdrawal.bring_back(evidence=page, by=person("edda")) is None


def test_what_was_approved_while_it_was_away_is_looked_at_again() -> None:
    claim = factories.checked(raised())
    page = withdrawn(claim)
    factories.support(claim, url="https://example.org/other")
    reviews.approve(claim=claim, by=person("rita"))
    withdrawal.bring_back(evidence=page, by=person("cleo"))
    assert now(claim).state == State.RECHECK


def test_an_approved_answer_waits_again() -> None:
    statement = factories.statement(factories.article(), "We will not open a day early.")
    support = factories.support(statement)
    statements.answer_said(statement=statement, said="verbatim", by=person("carl"))
    withdrawal.withdraw_evidence(evidence=support.evidence, reason="A forgery.", by=person("carl"))
    reviews.approve_said(statement=statement, by=person("rita"))
    withdrawal.bring_back(evidence=support.evidence, by=person("carl"))
    statement.refresh_from_db()
    assert statement.approved_at is None


@pytest.mark.parametrize(
    ("withdrew", "brings_back", "hand"),
    [("cleo", "rita", "rita"), ("rita", "rita", None), ("cleo", "carl", None)],
)
def test_who_brings_back_what_others_withdrew_answers_for_it(
    withdrew: str, brings_back: str, hand: str | None
) -> None:
    claim = factories.checked(raised())
    page = withdrawn(claim, by=withdrew)
    withdrawal.bring_back(evidence=page, by=person(brings_back))
    assert claim.supports.get().edited_by == (person(hand) if hand else None)
    if hand:
        with nothing_kept(Refused):
            reviews.approve(claim=now(claim), by=person(hand))


def test_who_turned_the_stance_stays_a_hand_whoever_brings_it_back() -> None:
    claim = factories.checked(raised())
    tie = claim.supports.get()
    for stance in (Stance.REFUTES, Stance.SUPPORTS):
        supports.edit_support(support=tie, stance=stance, by=person("rita"))
    page = withdrawn(claim)
    withdrawal.bring_back(evidence=page, by=person("edda"))
    assert claim.supports.get().edited_by == person("rita")
    with nothing_kept(Refused):
        reviews.approve(claim=now(claim), by=person("rita"))


def test_a_tie_made_anew_while_it_was_away_stands_beside_the_old_one() -> None:
    claim = raised()
    factories.support(claim, url=URL)
    page = withdrawn(claim)
    factories.support(claim, url=URL)  # the same address is other evidence meanwhile
    withdrawal.bring_back(evidence=page, by=person("cleo"))
    assert claim.supports.current().count() == 2


@pytest.mark.parametrize(("username", "error"), [("ada", Refused), ("cleo", Invalid)])
def test_who_may_not_read_or_add_evidence_brings_none_back(
    username: str, error: type[Exception]
) -> None:
    page = factories.web_page(visibility="named", readers=[person("ada"), person("rita")])
    withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=person("rita"))
    with nothing_kept(error):
        withdrawal.bring_back(evidence=page, by=person(username))
