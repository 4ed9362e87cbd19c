"""The second person approves or returns; never who checked, never who wrote."""

from typing import Any

import pytest

from claims.enums import ReviewDecision, State, Verdict
from claims.models import Claim, User
from claims.services import evidence, reviews, verdicts
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, nothing_kept

pytestmark = pytest.mark.django_db


def checked(**about: Any) -> Claim:
    article = factories.article()
    return factories.checked(factories.claim(article, "The repair cost"), **about)


def now(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def test_an_approval_is_kept_with_the_verdict_it_was_about() -> None:
    claim = checked()
    event = reviews.approve(claim=claim, by=person("rita"), seen=claim.version)
    assert event is not None
    assert (event.kind, event.changes) == ("claim.approved", {"state": ["checked", "approved"]})
    assert now(claim).state == State.APPROVED
    review = claim.reviews.get()
    assert (review.decision, review.verdict, review.created_by) == (
        ReviewDecision.APPROVED,
        Verdict.VERIFIED,
        person("rita"),
    )


def test_a_returned_claim_is_checked_again_with_the_reason_on_top() -> None:
    claim = checked()
    reviews.return_claim(claim=claim, reason=" Which page? ", by=person("rita"))
    assert (now(claim).state, claim.state_reason) == (State.CHECKING, "Which page?")
    assert claim.verdict == Verdict.VERIFIED
    assert claim.reviews.get().reason == events(claim)[-1].note == "Which page?"


@pytest.mark.parametrize("reason", ["", " \n", "a\x00b", "\ud800"])
def test_a_claim_is_returned_for_a_reason(reason: str) -> None:
    claim = checked()
    person("rita")
    with nothing_kept(Invalid):
        reviews.return_claim(claim=claim, reason=reason, by=person("rita"))


def test_a_reviewer_approves_what_they_have_seen_not_what_came_after() -> None:
    claim = checked()
    seen = claim.version
    factories.support(claim, url="https://example.org/more")
    person("rita")
    for verb in (reviews.approve, reviews.return_claim):
        reason = {"reason": "x"} if verb is reviews.return_claim else {}
        with nothing_kept(Stale):
            verb(claim=claim, by=person("rita"), seen=seen, **reason)  # type: ignore[operator]


def allpowerful(username: str) -> User:
    user = person(username)
    user.is_superuser = user.is_staff = user.is_reviewer = user.is_editor = True
    user.save()
    return user


def test_nobody_approves_their_own_verdict_however_powerful() -> None:
    carl = allpowerful("carl")
    claim = checked()
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=carl)
    with nothing_kept(Refused):
        reviews.return_claim(claim=claim, reason="x", by=carl)


def test_nobody_approves_on_evidence_of_their_own_until_it_is_taken_off() -> None:
    claim = checked()
    mine = factories.support(claim, by=person("rita"), url="https://example.org/mine")
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    evidence.detach(support=mine, by=person("cleo"))
    reviews.approve(claim=claim, by=person("rita"))


def test_evidence_put_back_is_still_of_who_first_added_it() -> None:
    claim = checked()
    mine = factories.support(claim, by=person("rita"), url="https://example.org/mine")
    evidence.detach(support=mine, by=person("cleo"))
    evidence.put_back(support=mine, by=person("cleo"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))


def test_an_author_who_also_reviews_does_not_approve_their_own_article() -> None:
    ada = allpowerful("ada")
    claim = checked()
    claim.article.authors.add(ada)
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=ada)


def test_a_verdict_set_again_by_the_second_person_is_theirs() -> None:
    claim = checked()
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("rita"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))


@pytest.mark.parametrize("username", ["carl", "cleo", "ada", "adam", "nora"])
def test_only_reviewers_and_editors_approve(username: str) -> None:
    claim = checked()
    person(username)
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person(username))


def test_nothing_is_approved_twice() -> None:
    claim = checked()
    reviews.approve(claim=claim, by=person("rita"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    assert claim.reviews.count() == 1
