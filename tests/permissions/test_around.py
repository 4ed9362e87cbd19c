"""What changes around a claim never spares it the second person, nor makes an author one."""

import pytest

from claims.enums import ReviewPolicy, Risk, State
from claims.models import Article, Claim, Desk, Statement, User
from claims.services import articles, claims, reviews, statements, supports, undo, verdicts
from claims.services.saving import Refused
from tests import factories
from tests.people import person
from tests.services.deeds import nothing_kept

pytestmark = pytest.mark.django_db
WORDS = "The repair cost 3.1 million crowns"
QUOTE = "“We will not open a day early.”"


def desk(policy: ReviewPolicy) -> Desk:
    return factories.desk(policy.title(), review_policy=policy)


def story(policy: ReviewPolicy | None = None) -> Article:
    return factories.article(desk=desk(policy) if policy else None)


def reviewer(username: str, **roles: bool) -> User:
    """A person who reviews beside what else they do."""
    user = person(username)
    User.objects.filter(pk=user.pk).update(is_reviewer=True, **roles)
    return User.objects.get(pk=user.pk)


def now(claim: Claim) -> Claim:
    return Claim.objects.select_related("article__desk").get(pk=claim.pk)


# --- risk -----------------------------------------------------------------------------------------


def risky() -> Claim:
    claim = factories.claim(story(ReviewPolicy.HIGH_RISK), WORDS)
    claims.edit_claim(claim=claim, by=person("cleo"), risk=Risk.HIGH)
    return factories.checked(claim)


@pytest.mark.parametrize("username", ["carl", "cleo"])
def test_a_checker_does_not_lower_the_risk_that_asks_for_a_second_person(username: str) -> None:
    claim, user = risky(), person(username)
    with nothing_kept(Refused) as caught:
        claims.edit_claim(claim=claim, by=user, risk=Risk.NORMAL)
    assert "Only a reviewer or an editor lowers the risk." in str(caught.value)
    assert not now(claim).is_settled


def test_a_reviewer_who_checked_does_not_lower_the_risk_either() -> None:
    claim, rita = risky(), person("rita")
    factories.support(claim, by=rita, url="https://example.org/mine")
    with nothing_kept(Refused):
        claims.edit_claim(claim=claim, by=rita, risk=Risk.LOW)
    claims.edit_claim(claim=claim, by=person("edda"), risk=Risk.LOW)
    assert now(claim).is_settled


@pytest.mark.parametrize("policy", [ReviewPolicy.EVERY, ReviewPolicy.SIGN_OFF, None])
def test_where_risk_asks_for_nobody_everybody_sets_it(policy: ReviewPolicy | None) -> None:
    claim = factories.checked(factories.claim(story(policy), WORDS))
    for risk in (Risk.HIGH, Risk.LOW):
        claims.edit_claim(claim=claim, by=person("carl"), risk=risk)
    assert now(claim).risk == Risk.LOW


def test_one_takes_back_a_high_risk_that_one_set_by_mistake() -> None:
    claim = factories.claim(story(ReviewPolicy.HIGH_RISK), WORDS)
    event = claims.edit_claim(claim=claim, by=person("carl"), risk=Risk.HIGH)
    assert event is not None
    undo.undo(event=event, by=person("carl"))
    assert now(claim).risk == Risk.NORMAL


# --- the desk -------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [ReviewPolicy.HIGH_RISK, ReviewPolicy.SIGN_OFF])
@pytest.mark.parametrize("what", ["claim", "answer"])
def test_only_an_editor_moves_what_waits_to_a_desk_that_asks_for_less(
    policy: ReviewPolicy, what: str
) -> None:
    article = story()
    if what == "claim":
        factories.checked(factories.claim(article, WORDS))
    else:
        heard(article)
    loose = desk(policy)
    for username in ("carl", "rita"):
        person(username)
        with nothing_kept(Refused) as caught:
            articles.edit_article(article=article, by=person(username), desk=loose)
        assert "Only an editor moves it there." in str(caught.value)
    articles.edit_article(article=article, by=person("edda"), desk=loose)


def test_an_article_in_which_nothing_waits_goes_to_any_desk() -> None:
    article = story()
    factories.approved(factories.claim(article, WORDS))
    factories.claim(article, "12 days")
    for policy in (ReviewPolicy.SIGN_OFF, ReviewPolicy.HIGH_RISK, ReviewPolicy.EVERY):
        articles.edit_article(article=article, by=person("carl"), desk=desk(policy))


def test_a_claim_of_high_risk_still_waits_at_a_desk_for_those() -> None:
    article = story()
    claim = factories.checked(factories.claim(article, WORDS))
    claims.edit_claim(claim=claim, by=person("carl"), risk=Risk.HIGH)
    articles.edit_article(article=article, by=person("carl"), desk=desk(ReviewPolicy.HIGH_RISK))
    assert not now(claim).is_settled


# --- authors --------------------------------------------------------------------------------------


def heard(article: Article) -> Statement:
    statement = factories.statement(article, QUOTE)
    statements.answer_said(statement=statement, said="verbatim", by=person("carl"))
    return statement


def test_an_author_does_not_take_themselves_off_to_approve() -> None:
    ada, article = reviewer("ada"), story()
    article.authors.add(ada)
    with nothing_kept(Refused) as caught:
        articles.edit_article(article=article, by=ada, authors=[])
    assert str(caught.value) == "Somebody else has to take you off the authors."
    articles.edit_article(article=article, by=person("carl"), authors=[])


@pytest.mark.parametrize("what", ["claim", "answer", "retired claim"])
def test_who_approved_becomes_an_author_only_once_that_is_opened_again(what: str) -> None:
    ada, article, carl = reviewer("ada"), story(), person("carl")
    claim, statement = factories.checked(factories.claim(article, WORDS)), heard(article)
    if what == "answer":
        reviews.approve_said(statement=statement, by=ada)
    else:
        reviews.approve(claim=claim, by=ada)
    if what == "retired claim":
        claims.retire_claim(claim=claim, reason="twice", by=carl)
    with nothing_kept(Refused) as caught:
        articles.edit_article(article=article, by=carl, authors=[ada])
    assert "Ada Author has approved" in str(caught.value)
    if what == "retired claim":
        claims.restore_claim(claim=claim, by=carl)
    if what == "answer":
        statements.reopen_said(statement=statement, reason="She wrote it.", by=carl)
    else:
        verdicts.reopen(claim=claim, reason="She wrote it.", by=carl)
    articles.edit_article(article=article, by=carl, authors=[ada])


def test_an_approval_of_long_ago_that_another_replaced_keeps_nobody_from_being_an_author() -> None:
    ada, article, carl = reviewer("ada"), story(), person("carl")
    claim = factories.checked(factories.claim(article, WORDS))
    reviews.approve(claim=claim, by=ada)
    verdicts.reopen(claim=claim, reason="A new report.", by=carl)
    verdicts.set_verdict(claim=claim, verdict="verified", by=carl)  # type: ignore[arg-type]
    reviews.approve(claim=claim, by=person("rita"))
    articles.edit_article(article=article, by=carl, authors=[ada])


# --- undo -----------------------------------------------------------------------------------------


def test_undo_brings_no_approval_back_by_somebody_who_is_an_author_by_now() -> None:
    ada, article, carl = reviewer("ada"), story(), person("carl")
    claim, statement = factories.checked(factories.claim(article, WORDS)), heard(article)
    reviews.approve(claim=claim, by=ada)
    reviews.approve_said(statement=statement, by=ada)
    opened = [
        verdicts.reopen(claim=claim, reason="A new report.", by=carl),
        statements.reopen_said(statement=statement, reason="A new tape.", by=carl),
    ]
    articles.edit_article(article=article, by=person("edda"), authors=[ada])
    for event in opened:
        assert event is not None
        with nothing_kept(Refused) as caught:
            undo.undo(event=event, by=carl)
        assert "is no second person any more" in str(caught.value)


def test_who_takes_evidence_off_and_undoes_it_has_not_checked() -> None:
    claim, rita = factories.checked(factories.claim(story(), WORDS)), person("rita")
    event = supports.detach(support=claim.supports.get(), by=rita)
    assert event is not None
    undo.undo(event=event, by=rita)
    assert (now(claim).state, claim.supports.get().edited_by) == (State.CHECKED, None)
    reviews.approve(claim=claim, by=rita)


def test_who_puts_back_what_another_took_off_has_checked() -> None:
    claim, rita = factories.checked(factories.claim(story(), WORDS)), person("rita")
    support = claim.supports.get()
    supports.detach(support=support, by=person("cleo"))
    supports.put_back(support=support, by=rita)
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=rita)


def test_a_claim_that_a_statement_takes_in_knows_it() -> None:
    article = story()
    claim = factories.claim(article, "not open a day")
    factories.statement(article, QUOTE, by=person("cleo"))
    claim = now(claim)
    assert claim.statement is not None
    assert claim.version == 2
