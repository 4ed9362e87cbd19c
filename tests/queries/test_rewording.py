"""What became of words since they were judged: which old ones, what changed, when it is told."""

from typing import Any

import pytest

from claims.enums import Said, State, Verdict
from claims.models import Article, Claim, Statement
from claims.queries.panels import ClaimPanel, Panel, StatementPanel, panel_for
from claims.queries.rewording import Rewording, wordings
from claims.queries.workspace import Workspace
from claims.services import claims, statements, tray, verdicts
from tests import factories
from tests.people import person

STORM = "12 days after a storm broke its main pier"
COST = "The repair cost 3.1 million crowns"
QUOTE = "We will not open a day early."


def panel_of(thing: Claim | Statement, who: str = "carl") -> Panel:
    rows: Any = type(thing)._default_manager
    fresh = rows.select_related("article__current", "article__desk").get(pk=thing.pk)
    found = panel_for(fresh, Workspace(fresh.article), person(who))
    assert isinstance(found, ClaimPanel | StatementPanel)
    return found


def rewording(thing: Claim | Statement) -> Rewording | None:
    return panel_of(thing).rewording


# --- the words alone ------------------------------------------------------------------------------


def told(old: str, new: str) -> list[str]:
    return [call.sentence for call in Rewording(old, new, 2).calls]


def test_numbers_names_and_negations_are_called_out_in_words() -> None:
    assert told("after 12 days", "after 14 days") == ["A number changed: 12 → 14"]
    assert told("said Ines Volk", "said Ines Brandt") == ["A name changed: Volk → Brandt"]
    assert told("it will not open", "it will open") == ["A negation went: not"]
    assert told("it will open", "it will never open") == ["A negation came in: never"]
    assert told("it opened", "it opened in 2019") == ["A number came in: in 2019"]
    assert told("the old man", "the young man") == []
    assert told("21,000 people", "21000 people") == []


def test_long_changes_are_called_out_in_short() -> None:
    (sentence,) = told("12", "1400 " + "and so on " * 50)
    assert sentence.startswith("A number changed: 12 → 1400")
    assert len(sentence) < 120


def test_many_changes_are_called_out_up_to_a_number() -> None:
    old = " then ".join(f"{n} men" for n in range(20, 40))
    row = Rewording(old, old.replace("men", "women").replace("2", "7"), 2)
    assert len(row.shown_calls) + row.more_calls == len(row.calls)
    assert (len(row.shown_calls), row.more_calls > 0) == (8, True)
    assert Rewording("12 men", "13 men", 2).more_calls == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (STORM, "14 days after a storm broke its main pier"),
        ("the old man went home today.", "the man went home!"),
        ("it will open", "it will not open at all"),
        ("a b c d", "x a b c"),
        ("„So“ – he said", "“So” — she said"),
        ("a 🦊 b c", "a b c 🦊🦊"),
    ],
)
def test_the_pieces_hold_all_the_words_of_both(old: str, new: str) -> None:
    row = Rewording(old, new, 2)
    kept = {
        "del": " ".join("".join(w for k, w in row.pieces if k != "ins").split()),
        "ins": " ".join("".join(w for k, w in row.pieces if k != "del").split()),
    }
    assert kept["ins"].replace(" ", "") == new.replace(" ", "")
    gone = [w for k, w in row.pieces if k == "del"]
    assert all(words in old for words in gone)
    assert not row.is_apart


def test_words_that_share_little_stand_apart() -> None:
    row = Rewording(COST, "Nobody knows", 2)
    assert row.is_apart
    assert row.pieces == [("del", COST), ("ins", "Nobody knows")]


@pytest.mark.parametrize(
    ("text", "stale"),
    [
        ("It took 12 days.", ["12"]),
        ("It took 120 days.", []),
        ("It took two weeks.", []),
        ("It took 14 days.", []),
    ],
)
def test_a_number_left_in_the_sentence_under_check_is_told(text: str, stale: list[str]) -> None:
    assert Rewording("after 12 days", "after 14 days", 2, text=text).stale == stale


def test_a_name_left_in_the_sentence_under_check_is_told() -> None:
    row = Rewording("said Ines Volk", "said Ina Brandt", 2, text="Volk said so.")
    assert row.stale == ["Volk"]
    same = Rewording("Volk paid 3 crowns", "Volk paid 4 crowns", 2, text="Volk paid.")
    assert same.stale == []


# --- which words were judged ----------------------------------------------------------------------


@pytest.fixture
def article(db: None) -> Article:
    return factories.article()


def test_a_verdict_is_held_against_the_words_it_was_given_on(article: Article) -> None:
    claim = factories.approved(factories.claim(article, STORM))
    factories.revised(article, ("12 days", "14 days"))
    factories.revised(article, ("14 days", "15 days"))
    found = rewording(claim)
    assert found is not None
    assert found.old == STORM
    assert found.new == STORM.replace("12", "15")
    assert found.since == 3
    assert [call.sentence for call in found.calls] == ["A number changed: 12 → 15"]
    assert panel_of(claim).thing.state == State.RECHECK


def test_a_confirmed_claim_tells_nothing_until_the_next_change(article: Article) -> None:
    claim = factories.approved(factories.claim(article, STORM))
    factories.revised(article, ("12 days", "14 days"))
    verdicts.confirm(claim=claim, by=person("cleo"))
    assert rewording(claim) is None
    factories.revised(article, ("sixth closure", "seventh closure"))
    assert rewording(claim) is None
    factories.revised(article, ("14 days", "16 days"))
    found = rewording(claim)
    assert found is not None
    assert (found.old, found.since) == (STORM.replace("12", "14"), 4)


def test_another_verdict_settles_it_as_well(article: Article) -> None:
    claim = factories.checked(factories.claim(article, STORM))
    factories.revised(article, ("12 days", "14 days"))
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("cleo"))
    assert rewording(claim) is None


def test_words_that_came_back_are_told_against_those_judged_last(article: Article) -> None:
    claim = factories.approved(factories.claim(article, STORM))
    factories.revised(article, ("12 days", "14 days"))
    factories.revised(article, ("14 days", "12 days"))
    assert panel_of(claim).thing.state == State.RECHECK
    assert rewording(claim) is None  # the very words the verdict was given on


def test_typography_alone_is_no_rewording(article: Article) -> None:
    claim = factories.approved(factories.claim(article, QUOTE))
    factories.revised(article, ("“", '"'), ("”", '"'), ("sixth closure", "seventh closure"))
    assert rewording(claim) is None
    assert panel_of(claim).thing.state == State.APPROVED


def test_evidence_that_changes_is_no_rewording(article: Article) -> None:
    claim = factories.approved(factories.claim(article, STORM))
    factories.revised(article, ("sixth closure", "seventh closure"))
    factories.support(claim, url="https://example.org/more")
    assert panel_of(claim).thing.state == State.RECHECK
    assert rewording(claim) is None


def test_a_claim_nobody_judged_is_told_against_the_words_before(article: Article) -> None:
    claim = factories.claim(article, STORM)
    factories.revised(article, ("12 days", "14 days"))
    found = rewording(claim)
    assert found is not None
    assert (found.old, found.was) == (STORM, "")
    factories.checked(claim)
    assert rewording(claim) is None


def test_a_verdict_that_fell_with_the_words_is_named(article: Article) -> None:
    claim = factories.claim(article, STORM)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    factories.revised(article, ("12 days", "14 days"))
    found = rewording(claim)
    assert found is not None
    assert found.was == "Verified"
    assert found.old == STORM


def test_what_was_called_not_checkable_is_told_only_while_it_is_to_be_checked_again(
    article: Article,
) -> None:
    claim = factories.claim(article, STORM)
    verdicts.call_not_checkable(claim=claim, reason="An opinion.", by=person("carl"))
    factories.revised(article, ("12 days", "14 days"))
    assert rewording(claim) is not None
    verdicts.reopen(claim=claim, reason="again", by=person("carl"))
    verdicts.call_not_checkable(claim=claim, reason="An opinion.", by=person("carl"))
    assert rewording(claim) is None


def test_an_answer_is_held_against_the_words_that_were_heard(article: Article) -> None:
    statement = factories.statement(article, QUOTE)
    factories.revised(article, ("a day early", "a week early"))
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    assert rewording(statement) is None
    factories.revised(article, ("a week early", "a month early"))
    factories.revised(article, ("a month early", "a year early"))
    found = rewording(statement)
    assert found is not None
    assert found.was == "Verbatim"
    assert found.old == QUOTE.replace("day", "week")
    assert found.new == QUOTE.replace("day", "year")
    statements.answer_said(statement=statement, said=Said.ALTERED, by=person("carl"))
    assert rewording(statement) is None


def test_a_statement_nobody_heard_is_told_against_the_words_before(article: Article) -> None:
    statement = factories.statement(article, QUOTE)
    factories.revised(article, ("a day early", "a week early"))
    found = rewording(statement)
    assert found is not None
    assert (found.old, found.was) == (QUOTE, "")


def test_what_is_lost_shows_its_old_words_and_is_no_rewording(article: Article) -> None:
    claim = factories.approved(factories.claim(article, COST))
    statement = factories.statement(article, QUOTE)
    factories.revised(
        article, (COST + ", about a third more than planned, according to", "So says")
    )
    factories.revised(article, (QUOTE, "Come in"))
    for thing, words in ((claim, COST), (statement, QUOTE)):
        panel = panel_of(thing)
        assert panel.is_lost
        assert panel.words == words
        assert panel.rewording is None
        assert panel.stood is not None
        assert panel.neighbours[1] or panel.neighbours == ("", "")


def test_words_placed_by_hand_put_the_question_anew(article: Article) -> None:
    claim = factories.approved(factories.claim(article, COST))
    factories.revised(
        article, (COST + ", about a third more than planned,", "It all came to 9 crowns,")
    )
    assert panel_of(claim).is_lost
    fresh = Article.objects.select_related("current").get(pk=article.pk)
    start, end = factories.span(fresh, "It all came to 9 crowns")
    tray.place(thing=claim, start=start, end=end, by=person("cleo"))
    found = rewording(claim)
    assert found is not None
    assert (found.old, found.new) == (COST, "It all came to 9 crowns")
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("cleo"))
    assert rewording(claim) is None


def test_a_verdict_given_while_lost_does_not_hide_the_change(article: Article) -> None:
    claim = factories.checked(factories.claim(article, COST))
    factories.revised(
        article, (COST + ", about a third more than planned,", "It all came to 9 crowns,")
    )
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    fresh = Article.objects.select_related("current").get(pk=article.pk)
    start, end = factories.span(fresh, "It all came to 9 crowns")
    tray.place(thing=claim, start=start, end=end, by=person("cleo"))
    found = rewording(claim)
    assert found is not None
    assert found.old == COST


def test_a_retired_claim_is_not_told(article: Article) -> None:
    claim = factories.approved(factories.claim(article, STORM))
    factories.revised(article, ("12 days", "14 days"))
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    assert rewording(claim) is None
    assert not panel_of(claim).is_lost


def test_the_words_of_every_draft_come_newest_first(article: Article) -> None:
    claim = factories.claim(article, STORM)
    factories.revised(article, ("12 days", "14 days"))
    factories.revised(article, ("sixth closure", "seventh closure"))
    assert [(row.number, row.words[:2]) for row in wordings(claim)] == [
        (3, "14"),
        (2, "14"),
        (1, "12"),
    ]
