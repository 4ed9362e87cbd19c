"""Claims are raised once, numbered for good, described, given out and retired."""

import datetime
from typing import Any

import pytest
from django.db import transaction

from claims.enums import Action, ReviewPolicy, Risk, State, Verdict
from claims.models import Article, Claim, Tag
from claims.services import claims, reviews, statements, verdicts
from claims.services.saving import Invalid, Refused, Stale
from claims.text.selectors import describe
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
OTHER = "The repair cost 3.1 million crowns"
QUOTE = "We will not open a day early."


def now(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


# --- raising --------------------------------------------------------------------------------------


def test_a_claim_keeps_its_words_its_place_and_who_raised_it() -> None:
    article = factories.article()
    claim = factories.claim(article, WORDS, kind="quantity", risk=Risk.HIGH, reasons=["a count"])
    assert (claim.number, claim.state, claim.text) == (1, State.TO_CHECK, WORDS)
    assert (claim.kind, claim.risk, claim.reasons) == ("quantity", "high", ["a count"])
    assert claim.created_by == person("carl")
    assert article.current is not None
    start, end = factories.span(article, WORDS)
    assert [a.selector for a in claim.anchors.all()] == [describe(article.current.text, start, end)]
    assert kinds(claim) == ["claim.raised"]


def test_white_space_around_selected_words_is_left_out() -> None:
    article = factories.article()
    claim = factories.claim(article, "\n\n" + WORDS + "\n")
    assert claim.anchors.get().exact == WORDS
    assert claim.text == WORDS


def test_the_first_wording_is_a_sentence_without_quotation_marks() -> None:
    claim = factories.claim(factories.article(), f"“{QUOTE}”")
    assert claim.text == QUOTE
    assert claim.anchors.get().exact == f"“{QUOTE}”"
    assert claims.as_sentence("no one was\n hurt") == "No one was hurt"
    assert claims.as_sentence("“”") == "“”"


def test_the_same_words_twice_are_one_claim() -> None:
    article = factories.article()
    first = factories.claim(article, WORDS)
    again = factories.claim(article, f"{WORDS}\n", by=person("cleo"))
    assert again == first
    assert kinds(first) == ["claim.raised"]
    article.refresh_from_db()
    assert article.last_number == 1


def test_retired_words_raised_again_come_back_as_they_were() -> None:
    article = factories.article()
    first = factories.claim(article, WORDS)
    claims.retire_claim(claim=first, reason="twice", by=person("carl"))
    again = factories.claim(article, WORDS, by=person("cleo"))
    assert (again.pk, again.number, again.retired_at) == (first.pk, 1, None)
    assert kinds(first) == ["claim.raised", "claim.retired", "claim.restored"]


def test_overlapping_words_are_two_claims() -> None:
    article = factories.article()
    assert factories.claim(article, WORDS) != factories.claim(article, "the sixth closure")


def test_a_number_is_never_given_again() -> None:
    article = factories.article()
    first = factories.claim(article, WORDS)
    claims.retire_claim(claim=first, reason="twice", by=person("carl"))
    assert factories.claim(article, OTHER).number == 2
    Claim.objects.filter(article=article).delete()  # even a purge does not free numbers
    assert factories.claim(article, OTHER).number == 3


def test_articles_number_their_claims_apart() -> None:
    for _time in range(2):
        assert factories.claim(factories.article(), WORDS).number == 1


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 5), (5, 5), (9, 5), (0, 10**9), (10**9, 10**9 + 1)]
)
def test_words_outside_the_text_are_no_claim(start: int, end: int) -> None:
    article = factories.article()
    assert article.current is not None
    with nothing_kept(Invalid):
        claims.raise_claim(revision=article.current, start=start, end=end, by=person("carl"))


def test_white_space_is_no_claim() -> None:
    article = factories.article()
    with nothing_kept(Invalid):
        factories.claim(article, "\n\n")


def test_furniture_is_no_claim() -> None:
    text = (
        "A bridge in the harbour has closed for good.\n\n01:04 - Source: CNN\n\nIt cost 4 crowns."
    )
    article = factories.article(text=text)
    for words in ("01:04", "good.\n\n01", f"{text}"):
        with nothing_kept(Invalid):
            factories.claim(article, words)


@pytest.mark.parametrize(
    "about",
    [
        {"kind": "rumour"},
        {"risk": "huge"},
        {"worth": ""},
        {"text": "a\x00b"},
        {"text": "a\ud800"},
    ],
)
def test_a_claim_in_ways_nothing_can_keep_takes_no_number(about: dict[str, str]) -> None:
    article = factories.article()
    with nothing_kept(Invalid):
        factories.claim(article, WORDS, **about)


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_mark_raises_no_claim(username: str) -> None:
    article = factories.article()
    person(username)
    with nothing_kept(Refused):
        factories.claim(article, WORDS, by=person(username))


def test_the_article_as_it_stands_now_decides_not_as_it_was_read() -> None:
    article = factories.article()
    Article.objects.filter(pk=article.pk).update(stage="killed")
    with nothing_kept(Refused):
        factories.claim(article, WORDS)


# --- statements around ----------------------------------------------------------------------------


def test_a_claim_knows_the_smallest_statement_it_stands_in() -> None:
    article = factories.article()
    factories.statement(article, f"on Friday. “{QUOTE}”")
    inner = factories.statement(article, QUOTE)
    assert factories.claim(article, "not open a day early").statement == inner
    assert factories.claim(article, WORDS).statement is None
    assert factories.claim(article, "early.”\n\nThe repair").statement is None


def test_a_claim_does_not_stand_in_a_retired_statement() -> None:
    article = factories.article()
    statement = factories.statement(article, QUOTE)
    statements.retire_statement(statement=statement, reason="no quote", by=person("carl"))
    assert factories.claim(article, "not open").statement is None


def test_a_claim_stands_in_a_statement_of_its_own_article_only() -> None:
    foreign = factories.statement(factories.article(), QUOTE)
    article = factories.article()
    with nothing_kept(Invalid):
        factories.claim(article, WORDS, statement=foreign)
    claim = factories.claim(article, WORDS)
    with nothing_kept(Invalid):
        claims.edit_claim(claim=claim, by=person("carl"), statement=foreign)


# --- describing -----------------------------------------------------------------------------------


def test_a_claim_is_described_with_a_trace() -> None:
    claim = factories.claim(factories.article(), WORDS)
    event = claims.edit_claim(
        claim=claim,
        by=person("cleo"),
        seen=1,
        text=" There were six closures. ",
        risk=Risk.HIGH,
        action=Action.CUT,
        kind="quantity",
    )
    assert event is not None
    assert event.kind == "claim.edited"
    assert event.changes == {
        "text": [WORDS, "There were six closures."],
        "risk": ["normal", "high"],
        "action": ["keep", "cut"],
        "kind": ["", "quantity"],
    }
    assert (now(claim).version, claim.text) == (2, "There were six closures.")
    with nothing_kept(Stale):
        claims.edit_claim(claim=claim, by=person("carl"), seen=1, text="x")
    assert claims.edit_claim(claim=claim, by=person("carl"), seen=2, text=claim.text) is None


@pytest.mark.parametrize(
    "about",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "\x00"},
        {"text": "\udfff"},
        {"kind": "rumour"},
        {"risk": ""},
        {"action": "burn"},
    ],
)
def test_a_claim_is_not_described_in_ways_nothing_can_keep(about: dict[str, str]) -> None:
    claim = factories.claim(factories.article(), WORDS)
    with nothing_kept(Invalid):
        claims.edit_claim(claim=claim, by=person("carl"), **about)


def test_other_words_are_not_what_was_approved() -> None:
    claim = factories.approved(factories.claim(factories.article(), WORDS))
    claims.edit_claim(claim=claim, by=person("carl"), risk=Risk.HIGH)
    assert now(claim).state == State.APPROVED
    claims.edit_claim(claim=claim, by=person("carl"), text="It was the fifth closure.")
    assert (now(claim).state, claim.verdict) == (State.RECHECK, Verdict.VERIFIED)
    assert events(claim)[-1].changes["state"] == ["approved", "recheck"]


def test_nobody_approves_words_that_only_they_have_seen() -> None:
    claim = factories.checked(factories.claim(factories.article(), WORDS))
    claims.edit_claim(claim=claim, by=person("rita"), text="It was the 600th closure.")
    assert now(claim).state == State.RECHECK
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    verdicts.confirm(claim=claim, by=person("rita"))
    with nothing_kept(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    reviews.approve(claim=claim, by=person("edda"))


def test_who_checked_a_claim_may_word_it_better_without_checking_again() -> None:
    claim = factories.checked(factories.claim(factories.article(), WORDS))
    claims.edit_claim(claim=claim, by=person("carl"), text="There were six closures.")
    assert now(claim).state == State.CHECKED


def test_words_changed_by_another_unsettle_a_claim_no_second_person_is_asked_for() -> None:
    desk = factories.desk(review_policy=ReviewPolicy.SIGN_OFF)
    claim = factories.checked(factories.claim(factories.article(desk=desk), WORDS))
    assert claim in Claim.objects.settled()
    claims.edit_claim(claim=claim, by=person("cleo"), text="It was the 600th closure.")
    assert claim in Claim.objects.open()


# --- giving out -----------------------------------------------------------------------------------


def test_being_given_to_somebody_starts_the_check() -> None:
    claim = factories.claim(factories.article(), WORDS)
    claims.assign_claim(claim=claim, assignee=person("cleo"), by=person("rita"), seen=1)
    assert (now(claim).state, claim.assignee) == (State.CHECKING, person("cleo"))
    assert events(claim)[-1].changes["state"] == ["to_check", "checking"]
    claims.assign_claim(claim=claim, assignee=None, by=person("carl"))
    assert (now(claim).state, claim.assignee) == (State.CHECKING, None)


@pytest.mark.parametrize("state", [state for state in State if state != State.TO_CHECK])
def test_being_given_out_changes_no_other_state(state: State) -> None:
    claim = factories.checked(factories.claim(factories.article(), WORDS))
    Claim.objects.filter(pk=claim.pk).update(state=state, state_reason="why")
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    assert now(claim).state == state


def test_a_checker_takes_but_does_not_give() -> None:
    claim = factories.claim(factories.article(), WORDS)
    person("cleo")
    with nothing_kept(Refused):
        claims.assign_claim(claim=claim, assignee=person("cleo"), by=person("carl"))
    with nothing_kept(Stale):
        claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"), seen=4)


def test_a_claim_has_a_day_by_which() -> None:
    claim = factories.claim(factories.article(), WORDS)
    due = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
    claims.set_due(claim=claim, due_at=due, by=person("cleo"), seen=1)
    assert now(claim).due_at == due
    with nothing_kept(Stale):
        claims.set_due(claim=claim, due_at=None, by=person("cleo"), seen=1)
    claims.set_due(claim=claim, due_at=None, by=person("cleo"))
    assert kinds(claim) == ["claim.raised", "claim.due_set", "claim.due_set"]


def test_tags_are_put_on_and_taken_off_with_a_trace() -> None:
    claim = factories.claim(factories.article(), WORDS)
    money, ships = (Tag.objects.create(name=name, slug=name) for name in ("money", "ships"))
    carl = person("carl")
    claims.set_tags(claim=claim, by=carl, add=[ships, money])
    event = claims.set_tags(claim=claim, by=carl, add=[money], remove=[ships])
    assert event is not None
    assert event.changes == {"tags": [["money", "ships"], ["money"]]}
    assert claims.set_tags(claim=claim, by=carl, add=[money], remove=[ships]) is None
    assert now(claim).version == 3
    with nothing_kept(Refused):
        claims.set_tags(claim=claim, by=person("ada"), add=[ships])


# --- retiring -------------------------------------------------------------------------------------


def test_a_retired_claim_keeps_its_number_and_leaves_the_work() -> None:
    claim = factories.claim(factories.article(), WORDS)
    claims.retire_claim(claim=claim, reason=" twice ", by=person("cleo"), seen=1)
    assert now(claim).retired_reason == "twice"
    assert claim not in Claim.objects.open()
    carl = person("carl")
    deeds: list[Any] = [
        lambda: claims.edit_claim(claim=claim, by=carl, text="x"),
        lambda: claims.retire_claim(claim=claim, by=carl, reason="again"),
        lambda: claims.set_due(claim=claim, by=carl, due_at=None),
        lambda: claims.assign_claim(claim=claim, by=carl, assignee=carl),
        lambda: claims.set_tags(claim=claim, by=carl, add=[]),
        lambda: factories.support(claim),
        lambda: verdicts.set_verdict(claim=claim, by=carl, verdict=Verdict.VERIFIED),
        lambda: verdicts.note_finding(claim=claim, by=carl, note="x"),
    ]
    for deed in deeds:
        with pytest.raises(Refused), transaction.atomic():
            deed()
    claims.restore_claim(claim=claim, by=carl)
    assert claim in Claim.objects.open()
    assert kinds(claim) == ["claim.raised", "claim.retired", "claim.restored"]


@pytest.mark.parametrize("reason", ["", " \n", "a\x00b"])
def test_a_claim_is_retired_for_a_reason(reason: str) -> None:
    claim = factories.claim(factories.article(), WORDS)
    with nothing_kept(Invalid):
        claims.retire_claim(claim=claim, reason=reason, by=person("carl"))


def test_a_long_reason_is_cut() -> None:
    claim = factories.claim(factories.article(), WORDS)
    claims.retire_claim(claim=claim, reason="r" * 400, by=person("carl"))
    assert len(now(claim).retired_reason) == 300


def test_words_marked_by_hand_are_as_worth_checking_as_the_engine_says() -> None:
    article = factories.article()
    proposed = factories.suggestion(article)
    assert article.current is not None
    claim = claims.raise_claim(
        revision=article.current,
        start=proposed.start,
        end=proposed.end - 4,
        by=person("carl"),
    )
    assert (claim.worth, claim.kind, claim.reasons) == (
        proposed.worth,
        proposed.claim_kind,
        proposed.reasons,
    )
