"""What is worth checking, and why."""

import pytest

from claims.text import FoundClaim, extract
from tests.text.reading import STORY, claims


def claim(text: str) -> FoundClaim:
    found = extract(text).claims
    assert len(found) == 1, found
    return found[0]


REASONS = [
    ("Taxes have risen by 40 percent since 2015.", "a share or percentage and a comparison"),
    ("The harbour asked for $4.2 million last year.", "an amount of money"),
    ("More than 300 ships were turned away.", "a number and a comparison"),
    ("The crash ranks as the sixth since April.", "ranks as the sixth since April"),
    ("It was the third straight loss for the club.", "puts it in an order: “third straight”"),
    ("The bridge was last inspected in May 2019.", "gives a date"),
    ("The fire was caused by a broken cable.", "says what caused what"),
    ("The law bans ships over 200 metres.", "says what a law, court or rule holds"),
    ("The council fired Karl Lunde over the tunnel.", "names a person's or body's act"),
    ("The oldest bridge in the country stands here.",
     "compares, or calls something the most, first or only"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_a_claim_says_why_it_is_worth_checking(text: str, reason: str) -> None:
    assert reason in claim(text).reasons


KINDS = [
    ("I think this is a wonderful and brave thing.", "opinion"),
    ("The ship turned so that the pilot could see the pier.", "event"),
    ("The plan costs the city $40 million.", "quantity"),
    ("There are plans to sell the old pier.", "forecast"),
    ("The old pier could fall on any day.", "forecast"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_claim_has_a_kind(text: str, kind: str) -> None:
    assert claim(text).kind == kind


@pytest.mark.parametrize(
    "text",
    ["The bridge will be open again by 2031.", "I think the mayor is a wonderful person."],
)
def test_opinions_and_forecasts_are_worth_little(text: str) -> None:
    assert {found.level for found in extract(text).claims} <= {"low"}


@pytest.mark.parametrize("text", ["Why now?", "Rain again.", "Thank you, Vestby.", "Go home!"])
def test_what_asserts_nothing_is_no_claim(text: str) -> None:
    assert extract(text).claims == ()


def test_levels_follow_the_score() -> None:
    figures = claim("Taxes have risen by 40 percent since 2015, the highest since the war.")
    plain = claim("The weather in the harbour was quite calm.")
    assert (figures.level, plain.level) == ("high", "low")
    assert 0 <= plain.score < figures.score <= 1


def test_a_claim_is_the_content_without_its_attribution() -> None:
    assert list(claims("Brandt said that the bridge carries 21,000 cars a day.")) == [
        "the bridge carries 21,000 cars a day"
    ]
    assert list(claims("“The bridge carries 21,000 cars a day,” Brandt said.")) == [
        "The bridge carries 21,000 cars a day"
    ]


def test_a_claim_inside_a_statement_names_the_statement() -> None:
    found = extract("The port lost 40 ships. Brandt said the bridge carries 21,000 cars a day.")
    assert [claim.statement for claim in found.claims] == [None, 0]


def test_each_sentence_of_a_long_quote_is_a_claim_of_its_own() -> None:
    text = "“We lost 40 ships. The state paid $3 million,” Brandt said."
    assert list(claims(text)) == ["We lost 40 ships", "The state paid $3 million"]


def test_the_reporters_own_words_beside_a_quote_are_checked_too() -> None:
    text = (
        "The council closed 14 schools in Vestby last year, "
        "while Lunde said that 20 small schools stayed open."
    )
    assert list(claims(text)) == [
        "The council closed 14 schools in Vestby last year",
        "20 small schools stayed open",
    ]


def test_headline_standfirst_and_highlights_hold_claims_of_their_own() -> None:
    found = claims(STORY)
    assert "The bridge carries 21,000 cars a day" in found
    assert "It was last inspected in 2019" in found
    assert all("\n" not in words for words in found)


ALONE = [
    ("“The city lost 40 ships,” Ada Brandt, the port's pilot, told reporters.",
     ["The city lost 40 ships"]),
    ('"The city lost 40 ships," said Per Holm, 54, a baker.', ["The city lost 40 ships"]),
    ("The city lost 40 ships, a pilot told the Post, the third such loss since May.",
     ["The city lost 40 ships", "the third such loss since May"]),
    ("The city lost 40 ships, the pilot said, speaking on condition of anonymity because of it.",
     ["The city lost 40 ships"]),
    ("The city lost 40 ships, the pilot told reporters at the gate of the old harbour at noon.",
     ["The city lost 40 ships"]),
    ("“Sales rose 4%,” Brandt said.", ["Sales rose 4%"]),
    ("“They ran,” said Per Holm, a baker of 61 whose shop burned in May.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ALONE)
def test_a_claim_holds_nothing_of_the_attribution(text: str, found: list[str]) -> None:
    assert list(claims(text)) == found


MARKS = [
    ("Brandt said the tax was “worth as little as the last one.”",
     "the tax was “worth as little as the last one.”"),
    ('Brandt said the tax was "worth as little as the last one".',
     'the tax was "worth as little as the last one"'),
    ("Brandt said “the tax” had cost the city “a great deal”.",
     "“the tax” had cost the city “a great deal”"),
    ("“That is the tax nobody ever paid,” Brandt said.", "That is the tax nobody ever paid"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), MARKS)
def test_a_claim_holds_both_marks_of_a_quotation_or_neither(text: str, claim: str) -> None:
    assert list(claims(text)) == [claim]
