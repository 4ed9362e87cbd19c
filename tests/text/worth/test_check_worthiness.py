"""`check_worthiness`: two probabilities, a kind, and reasons a checker accepts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text import LABELS, Score, check_worthiness, thresholds
from claims.text.quantities import compares
from claims.text.segments import Span
from claims.text.worth.signs import read_signs

KINDS = [
    ("Taxes have risen by 40 percent since 2015.", "quantity"),
    ("The bridge was last inspected in May 2019.", "date"),
    ("The fire came because the cable was old.", "cause"),
    ("The law bans ships over a certain length.", "rule"),
    ("The council fired Karl Lunde over the tunnel.", "event"),
    ("Karl Lunde is the pilot of the port of Vestby.", "name"),
    ("He said the other day, “This cannot go on like this.”", "quote"),
    ("The bridge will be open again soon.", "forecast"),
    ("I think this is a wonderful and brave thing.", "opinion"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_sentence_has_one_of_nine_kinds(text: str, kind: str) -> None:
    assert check_worthiness(text).kind == kind


REASONS = [
    ("More than 300 ships were turned away.", "a number and a comparison"),
    ("The crash ranks as the sixth since April.", "ranks as the sixth since April"),
    ("The council fired Karl Lunde over the tunnel.", "names a person's or body's act"),
    ("The port will reopen in the spring.", "a forecast: not checkable yet"),
    ("It is a wonderful bridge and I love it.", "opinion"),
    ("Lunde denied that any letter had come.", "says what somebody said, promised or denied"),
    ("Will the port open again?", "a question, not a statement"),
    ("Well, you know what it is like out there.", "says little that can be looked up"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_the_reasons_are_those_a_checker_would_give(text: str, reason: str) -> None:
    assert reason in check_worthiness(text).reasons


AHEAD = [
    ("The ferry would stop at the pier from May on.", True),
    ("The ferry is expected to stop at the pier.", True),
    ("If the pier holds, the ferry will stop there.", True),
    ("Lunde plans to sell the ferry.", True),
    ("They'll sell the ferry.", True),
    ("Ferry to stop at the old pier", True),
    ("The ferry would have stopped at the pier.", False),
    ("The ferry stopped, as it will again.", False),
    ("Lunde would like a ferry.", False),
    ("From here we could see the ferry.", False),
    ("The flight to Vestby was late.", False),
    ("Lunde had the plan of the ferry.", False),
    ("Will the ferry stop there?", False),
]


@pytest.mark.parametrize(("text", "ahead"), AHEAD)
def test_only_a_main_verb_that_looks_ahead_makes_a_forecast(text: str, *, ahead: bool) -> None:
    assert (check_worthiness(text).kind == "forecast") is ahead


ORDER = [
    "The port lost 4,000 jobs and 12 percent of its trade between 2015 and 2019.",
    "The council fired Karl Lunde over the tunnel.",
    "I really hope that we can be proud of all this.",
]


def test_figures_are_worth_more_than_acts_and_acts_more_than_hopes() -> None:
    scores = [check_worthiness(text) for text in ORDER]
    assert [s.check_worthy for s in scores] == sorted(s.check_worthy for s in scores)[::-1]
    assert [s.verifiable for s in scores] == sorted(s.verifiable for s in scores)[::-1]
    assert scores[0].check_worthy > 0.9
    assert scores[2].verifiable < 0.1


THIRD_PERSON = [
    ("The ministry spent 40 million crowns on two ferries in 2021.",
     "We spent 40 million crowns on two ferries in 2021."),
    ("The minister voted against the bill to ban the sale of ferries.",
     "She voted against the bill to ban the sale of ferries."),
]  # fmt: skip


@pytest.mark.parametrize(("news", "speech"), THIRD_PERSON)
def test_what_news_says_is_worth_as_much_as_the_same_in_a_speech(news: str, speech: str) -> None:
    bar = thresholds()["check_worthy"]
    assert check_worthiness(news).check_worthy > bar < check_worthiness(speech).check_worthy


def test_what_is_worth_checking_can_be_checked() -> None:
    for text, _ in KINDS + REASONS:
        score = check_worthiness(text)
        assert score.check_worthy <= score.verifiable + 0.15, text


def test_the_sentence_before_changes_the_numbers_a_little() -> None:
    text = "That is more than it was."
    alone = check_worthiness(text)
    after = check_worthiness(text, ["Hello.", "The port paid 40 million crowns for it in 2015."])
    assert alone.check_worthy < after.check_worthy < alone.check_worthy + 0.3
    assert check_worthiness(text, []) == alone
    assert (after.kind, after.reasons) == (alone.kind, alone.reasons)


@pytest.mark.parametrize("text", ["", " \n", "—", "?!…", "“”", "\u200b"])
def test_what_holds_no_word_is_worth_nothing(text: str) -> None:
    assert check_worthiness(text) == Score(0.0, 0.0, "event", ("nothing is said",))


@pytest.mark.parametrize(
    "text", ["Yes.", "ok", "Thank you.", "a", "🚢 🚢", "Ah, well!", "xx xx xx"]
)
def test_odd_scraps_get_low_numbers(text: str) -> None:
    score = check_worthiness(text)
    assert score.check_worthy < 0.1
    assert score.verifiable < 0.2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=2))
def test_any_text_has_a_score_and_always_the_same(text: str, context: list[str]) -> None:
    score = check_worthiness(text, context)
    assert 0 <= score.check_worthy <= 1
    assert 0 <= score.verifiable <= 1
    assert score.reasons
    assert check_worthiness(text, context) == score


def test_there_is_a_threshold_for_each_label() -> None:
    assert list(thresholds()) == list(LABELS)
    assert all(0.05 < bar < 0.6 for bar in thresholds().values())


COMPARISONS = (
    "far more ships than that, up from 4, down from 4, compared with May, rose, fallen, increased, "
    "decreased, grew, shrank, doubled, halved, dropped, soared, plunged, climbed, "
    "cut by 4, slashed, twice as big, as old as this, the oldest, worst, costliest, the most, "
    "the least, the best, a record, never before, for the first time, the last, the only, "
    "outnumbered, exceeds, exceeded, per capita, an average, median, majority, a quarter, half"
)


@pytest.mark.parametrize("text", COMPARISONS.split(", "))
def test_the_cheap_test_for_comparisons_misses_none(text: str) -> None:
    assert compares(text, 0, len(text))
    assert read_signs(text, Span(0, len(text))).compares
