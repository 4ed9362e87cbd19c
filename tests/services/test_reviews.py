"""The second person approves or returns; never who checked, never who wrote."""

from typing import Any

import pytest

from claims.enums import Manner, ReviewDecision, ReviewPolicy, Risk, Said, Stance, State, Verdict
from claims.models import Claim, Review, Statement, User
from claims.queries.reviewing import answers_awaiting_review_by, awaiting_review_by
from claims.services import (
    articles,
    claims,
    reviews,
    statements,
    supports,
    undo,
    verdicts,
    withdrawal,
)
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


def test_why_a_claim_was_returned_is_no_reason_for_its_approval() -> None:
    claim = checked()
    reviews.return_claim(claim=claim, reason="Which page?", by=person("rita"))
    verdicts.set_verdict(claim=now(claim), verdict=Verdict.VERIFIED, by=person("carl"))
    reviews.approve(claim=now(claim), by=person("rita"))
    assert now(claim).state_reason == ""


def test_returned_work_is_its_checkers_again_unless_somebody_has_it() -> None:
    claim, statement = checked(), heard()
    reviews.return_claim(claim=claim, reason="Which page?", by=person("rita"))
    reviews.return_said(statement=statement, reason="Listen again.", by=person("rita"))
    assert now(claim).assignee == person("carl")
    statement.refresh_from_db()
    assert statement.assignee == person("carl")

    taken = checked()
    claims.assign_claim(claim=taken, assignee=person("cleo"), by=person("rita"))
    reviews.return_claim(claim=taken, reason="Which page?", by=person("rita"))
    assert now(taken).assignee == person("cleo")


def test_returned_work_of_somebody_who_left_is_nobodys() -> None:
    claim = checked()
    User.objects.filter(pk=person("carl").pk).update(is_active=False)
    reviews.return_claim(claim=now(claim), reason="Which page?", by=person("rita"))
    assert now(claim).assignee is None


def test_a_claim_is_returned_for_a_reason(subtests: pytest.Subtests) -> None:
    claim, rita = checked(), person("rita")
    for reason in ("", " \n", "a\x00b", "\ud800"):
        with subtests.test(repr(reason)), nothing_kept(Invalid):
            reviews.return_claim(claim=claim, reason=reason, by=rita)


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
    supports.detach(support=mine, by=person("rita"))
    reviews.approve(claim=claim, by=person("rita"))


def test_evidence_put_back_is_still_of_who_first_added_it() -> None:
    claim = checked()
    mine = factories.support(claim, by=person("rita"), url="https://example.org/mine")
    supports.detach(support=mine, by=person("cleo"))
    supports.put_back(support=mine, by=person("cleo"))
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


NO_REVIEWERS = ["carl", "cleo", "ada", "adam", "nora"]


def test_only_reviewers_and_editors_approve(subtests: pytest.Subtests) -> None:
    claim = checked()
    for by in map(person, NO_REVIEWERS):
        with subtests.test(by.username), nothing_kept(Refused):
            reviews.approve(claim=claim, by=by)


def test_nothing_is_approved_twice() -> None:
    claim = checked()
    reviews.approve(claim=claim, by=person("rita"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    assert claim.reviews.count() == 1


# --- "was it said" --------------------------------------------------------------------------------

QUOTE = "We will not open a day early."


def heard(*, by: str = "carl", **about: Any) -> Statement:
    """Return a statement whose words Carl has heard, unless said otherwise."""
    statement = factories.statement(factories.article(**about), QUOTE)
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person(by), note="02:10")
    return fresh(statement)


def fresh(statement: Statement) -> Statement:
    return Statement.objects.select_related("article__desk").get(pk=statement.pk)


def approved() -> Statement:
    statement = heard()
    reviews.approve_said(statement=statement, by=person("rita"))
    return fresh(statement)


def test_an_approved_answer_is_kept_with_who_and_what_it_was_about() -> None:
    statement = heard()
    assert statement.waits_for_review
    event = reviews.approve_said(statement=statement, by=person("rita"), seen=statement.version)
    assert event is not None
    assert event.kind == "said.approved"
    statement = fresh(statement)
    assert (statement.approved_by, statement.said) == (person("rita"), Said.VERBATIM)
    assert not statement.waits_for_review
    review = statement.reviews.get()
    assert (review.decision, review.verdict) == (ReviewDecision.APPROVED, Said.VERBATIM)


def test_a_returned_answer_is_taken_off_and_its_reason_kept() -> None:
    statement = heard()
    reviews.return_said(statement=statement, reason=" Which tape? ", by=person("rita"))
    statement = fresh(statement)
    assert (statement.said, statement.said_by, statement.said_note) == ("", None, "02:10")
    review = statement.reviews.get()
    assert (review.decision, review.verdict) == (ReviewDecision.RETURNED, Said.VERBATIM)
    assert review.reason == events(statement)[-1].note == "Which tape?"
    assert statement in Statement.objects.unheard()


@pytest.mark.parametrize("reason", ["", " \n", "a\x00b"])
def test_an_answer_is_returned_and_reopened_for_a_reason(reason: str) -> None:
    statement, stands = heard(), approved()
    for verb, which in ((reviews.return_said, statement), (statements.reopen_said, stands)):
        with nothing_kept(Invalid):
            verb(statement=which, reason=reason, by=person("rita"))


@pytest.mark.parametrize("verb", [reviews.approve_said, reviews.return_said])
def test_only_reviewers_and_editors_decide_on_an_answer(
    verb: Any, subtests: pytest.Subtests
) -> None:
    statement = heard()
    reason = {"reason": "so"} if verb is reviews.return_said else {}
    for by in map(person, NO_REVIEWERS):
        with subtests.test(by.username), nothing_kept(Refused):
            verb(statement=statement, by=by, **reason)


def test_nobody_approves_what_they_heard_however_powerful() -> None:
    statement = heard()
    carl = allpowerful("carl")
    with nothing_kept(Refused):
        reviews.approve_said(statement=statement, by=carl)


def test_who_brought_or_changed_the_evidence_is_one_of_those_who_heard() -> None:
    statement = heard()
    tape = factories.support(statement, url="https://example.org/tape")
    supports.edit_support(support=tape, by=person("rita"), passage="We will not open early.")
    with nothing_kept(Refused):
        reviews.approve_said(statement=statement, by=person("rita"))
    reviews.approve_said(statement=statement, by=person("edda"))
    again = heard()
    factories.support(again, by=person("rita"), url="https://example.org/other")
    with nothing_kept(Refused):
        reviews.approve_said(statement=again, by=person("rita"))


def test_a_changed_note_alone_makes_nobody_a_checker_of_evidence() -> None:
    statement = heard()
    tape = factories.support(statement, url="https://example.org/tape")
    supports.edit_support(support=tape, by=person("rita"), note="a typing mistake")
    reviews.approve_said(statement=statement, by=person("rita"))


def test_an_author_does_not_approve_what_her_article_quotes() -> None:
    statement = heard()
    statement.article.authors.add(allpowerful("ada"))
    with nothing_kept(Refused):
        reviews.approve_said(statement=statement, by=person("ada"))


def test_an_answer_is_approved_as_it_was_seen_and_once() -> None:
    statement = heard()
    seen = statement.version
    statements.answer_said(statement=statement, said=Said.ALTERED, by=person("carl"))
    person("rita")
    with nothing_kept(Stale):
        reviews.approve_said(statement=statement, by=person("rita"), seen=seen)
    reviews.approve_said(statement=statement, by=person("rita"))
    with nothing_kept(Refused):
        reviews.approve_said(statement=statement, by=person("edda"))


def test_an_unheard_statement_has_nothing_to_approve() -> None:
    statement = factories.statement(factories.article(), QUOTE)
    person("rita")
    with nothing_kept(Refused):
        reviews.approve_said(statement=statement, by=person("rita"))


@pytest.mark.parametrize("said", [Said.ALTERED, ""])
def test_an_approved_answer_is_reopened_before_it_is_changed(said: str) -> None:
    statement = approved()
    person("cleo")
    with nothing_kept(Refused):
        statements.answer_said(statement=statement, said=said, by=person("cleo"))
    statements.reopen_said(statement=statement, reason="a second tape", by=person("cleo"))
    statement = fresh(statement)
    assert (statement.said, statement.approved_at) == ("", None)
    assert events(statement)[-1].note == "a second tape"


def test_evidence_that_changes_takes_the_approval_off_and_leaves_the_answer() -> None:
    statement = approved()
    tape = factories.support(statement, by=person("cleo"), url="https://example.org/tape")
    statement = fresh(statement)
    assert (statement.said, statement.approved_at) == (Said.VERBATIM, None)
    assert statement.waits_for_review
    assert events(statement)[-1].kind == "said.to_review"
    reviews.approve_said(statement=statement, by=person("edda"))
    supports.edit_support(support=tape, by=person("cleo"), stance=Stance.REFUTES)
    assert fresh(statement).approved_at is None
    reviews.approve_said(statement=statement, by=person("edda"))
    withdrawal.withdraw_evidence(evidence=tape.evidence, reason="forged", by=person("cleo"))
    assert fresh(statement).approved_at is None


@pytest.mark.parametrize("edit", [{"speaker": "Ida Falk"}, {"manner": Manner.MIXED}])
def test_another_source_or_manner_puts_the_question_anew(edit: dict[str, str]) -> None:
    statement = approved()
    statements.edit_statement(statement=statement, by=person("cleo"), **edit)
    statement = fresh(statement)
    assert (statement.said, statement.said_by, statement.approved_at) == ("", None, None)


def test_a_role_written_otherwise_does_not() -> None:
    statement = approved()
    statements.edit_statement(statement=statement, by=person("cleo"), role_printed="mayor")
    assert fresh(statement).approved_by == person("rita")


# --- undoing --------------------------------------------------------------------------------------


def undo_last(thing: Claim | Statement, by: User) -> None:
    event = undo.offer(thing, by)
    assert event is not None
    undo.undo(event=event, by=by)


def test_an_approval_undone_counts_no_more() -> None:
    statement, claim = approved(), checked()
    reviews.approve(claim=claim, by=person("rita"))
    for thing in (statement, claim):
        undo_last(thing, person("rita"))
        (review,) = thing.reviews.all()
        assert review.undone_at is not None
    assert fresh(statement).waits_for_review
    assert now(claim).state == State.CHECKED
    assert not Review.objects.standing().exists()


def test_a_return_undone_puts_the_answer_back_where_it_was() -> None:
    statement, claim = heard(), checked()
    reviews.return_said(statement=statement, reason="which tape?", by=person("rita"))
    reviews.return_claim(claim=claim, reason="which page?", by=person("rita"))
    for thing in (statement, claim):
        undo_last(thing, person("rita"))
    statement = fresh(statement)
    assert (statement.said, statement.said_by) == (Said.VERBATIM, person("carl"))
    assert now(claim).state == State.CHECKED
    assert not Review.objects.standing().exists()


def test_only_the_last_decision_is_undone() -> None:
    statement = heard()
    reviews.return_said(statement=statement, reason="which tape?", by=person("rita"))
    statements.answer_said(statement=statement, said=Said.ALTERED, by=person("carl"))
    reviews.approve_said(statement=statement, by=person("rita"))
    undo_last(statement, person("rita"))
    standing = Review.objects.standing().get()
    assert standing.decision == ReviewDecision.RETURNED


# --- who is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ReviewPolicy)
@pytest.mark.parametrize("risk", [Risk.HIGH, Risk.NORMAL])
def test_the_desk_says_whose_answers_wait(policy: ReviewPolicy, risk: Risk) -> None:
    statement = heard(desk=factories.desk(review_policy=policy))
    factories.claim(statement.article, "a day early", risk=risk)
    waits = policy == ReviewPolicy.EVERY or (policy, risk) == (ReviewPolicy.HIGH_RISK, Risk.HIGH)
    assert fresh(statement).waits_for_review == waits
    assert Statement.objects.awaiting_review().exists() == waits
    assert answers_awaiting_review_by(person("rita")).exists() == waits
    reviews.approve_said(statement=statement, by=person("rita"))  # asked for or not


def test_what_waits_for_me_is_what_i_may_decide() -> None:
    statement, claim = heard(), checked()
    tape = factories.support(statement, by=person("cleo"), url="https://example.org/tape")
    supports.edit_support(support=tape, by=person("rita"), stance=Stance.PARTLY)
    claim.article.authors.add(person("edda"))
    for who, answers, waiting in (("rita", [], [claim]), ("edda", [statement], [])):
        assert list(answers_awaiting_review_by(person(who))) == answers
        assert list(awaiting_review_by(person(who))) == waiting
    articles.archive_article(article=statement.article, by=person("edda"))
    assert not answers_awaiting_review_by(person("edda")).exists()
