"""What announces a statement, and whether its words were said, not said, or asked."""

import pytest

from ..reading import only, statements

REPORTS = [
    ("Brandt said the bridge was shut.", "assertion"),
    ("Brandt did not say that the bridge was shut.", "negated"),
    ("Brandt has never said the bridge was shut.", "negated"),
    ("Brandt declined to say whether the bridge was shut.", "negated"),
    ("Brandt refused to admit that the bridge was shut.", "negated"),
    ("Brandt does not believe that the bridge was shut.", "negated"),
    ("Brandt asked whether the bridge was shut.", "question"),
    ("Brandt wondered how the bridge could fall.", "question"),
    ("“Is it shut?” Brandt asked.", "question"),
    ("Brandt denied that the bridge was shut.", "assertion"),  # the denial is asserted
    ("Brandt asked the crew to open the bridge.", "assertion"),
    ("“Go home,” Brandt asked.", "assertion"),
]


@pytest.mark.parametrize(("text", "report"), REPORTS)
def test_what_was_not_said_is_kept_apart(text: str, report: str) -> None:
    assert [said.report for said in statements(text)] == [report]


CLASSES = [
    ("Brandt said the bridge was shut.", "speech"),
    ("According to Brandt, the bridge was shut.", "according"),
    ("The bridge was shut, according to the report.", "according"),
    ("Brandt wrote that the bridge was shut.", "writing"),
    ("Brandt tweeted: “The bridge is shut.”", "posting"),
    ("Nobody believes his claim that the bridge was shut.", "noun"),
    ("The mayor has reportedly sold the house.", "adverb"),
]


@pytest.mark.parametrize(("text", "kind"), CLASSES)
def test_each_statement_tells_what_announces_it(text: str, kind: str) -> None:
    assert statements(text)[-1].cue_class == kind


def test_a_quotation_nobody_announces_has_no_cue_class() -> None:
    said = only("Rain fell.\n\n“Nobody came to help us that night.”\n\nThe wind rose.")
    assert (said.cue_class, said.report) == ("none", "assertion")


GOVERNED = [
    ("Brandt went out of her way to say that the bridge was shut.", "the bridge was shut",
     "Brandt"),
    ("It was widely reported that the bridge was shut.", "the bridge was shut", ""),
    ("The sale was first reported by the Vestby Post.", "The sale", "the Vestby Post"),
    ("Brandt was quoted as saying the bridge was shut.", "the bridge was shut", "Brandt"),
    ("The port fears the mayor's repeated claim that the bridge was shut.",
     "the bridge was shut", "the mayor's"),
    ("It follows a report by the safety board that the bridge was shut.", "the bridge was shut",
     "the safety board"),
    ("Reportedly, the bridge is shut.", "the bridge is shut", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "source"), GOVERNED)
def test_nouns_passives_and_infinitives_announce_too(text: str, content: str, source: str) -> None:
    found = [(said.content, said.source) for said in statements(text)]
    assert ((content,), source) in found


def test_hearsay_is_the_clause_around_the_adverb() -> None:
    said = only("The mayor has reportedly sold the house.")
    assert (said.content, said.source) == (("The mayor has", "sold the house"), "")


@pytest.mark.parametrize(
    "text",
    [
        "The allegedly stolen car was found.",
        "It is hard to say whether the bridge was shut.",
        "The claim that was made in May is old.",
        "The bridge was confirmed by now.",
    ],
)
def test_words_that_only_look_like_cues_announce_nothing(text: str) -> None:
    assert statements(text) == []
