"""Where the words put down to somebody end, and who takes over."""

import pytest

from ..reading import only, statements

ENDS = [
    # a second cue of the same subject, in every form of the verb
    ("Brandt says the bridge is shut and calls for new fenders.", "the bridge is shut"),
    ("Brandt says the bridge is shut, but insists it is safe.", "the bridge is shut"),
    ("Brandt left early, saying the bridge was shut and adding that it was safe.",
     "the bridge was shut"),
    ("Brandt said the bridge was shut but did not say why.", "the bridge was shut"),
    ("They claimed Holm was drunk and say he must go.", "Holm was drunk"),
    # another subject with its own cue
    ("Brandt said the bridge was shut, but the ministry denied that it was.",
     "the bridge was shut"),
    ("Brandt says the bridge is shut, while Holm argues that it is open.", "the bridge is shut"),
    ("Brandt said the bridge was shut before adding that it was safe.", "the bridge was shut"),
    # a clause that comes before the main clause
    ("While Brandt said the bridge was shut, ferries kept to the timetable.",
     "the bridge was shut"),
    ("After suggesting that the bridge was shut, Brandt left for Oslo.", "the bridge was shut"),
    ("Brandt, who said the bridge was shut, left for Oslo.", "the bridge was shut"),
    # the reporter's voice after quoted words
    ("Brandt said it was “a mess,” referring to the pier that fell.", "it was “a mess,”"),
    ("Brandt described the plan as “a mess,” but stopped short of a veto.",
     "the plan as “a mess,”"),
    ("Brandt said the pier was “a mess,” and walked to the ferry.", "the pier was “a mess,”"),
    ("Brandt said the pier is “a mess,” though nobody was hurt.", "the pier is “a mess,”"),
    ("Brandt said the ferries would sail, but left before noon.", "the ferries would sail"),
    ("In a letter announcing the sale, Brandt left the dates open.", "the sale"),
    # a thing that is criticised ends where the time or the next verb begins
    ("Brandt criticised the ministry on Friday in a long letter.", "the ministry"),
    ("Brandt criticised the ministry during a walk along the pier.", "the ministry"),
    ("Brandt praised the crew and walked to the ferry.", "the crew"),
    # part of the content all the same
    ("Brandt said the bridge was shut and the ferries were full.",
     "the bridge was shut and the ferries were full"),
    ("Brandt said the crew panicked and ran from the pier.",
     "the crew panicked and ran from the pier"),
    ("Brandt said the ferry, which was late, had hit the pier.",
     "the ferry, which was late, had hit the pier"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), ENDS)
def test_content_ends_where_another_voice_takes_over(text: str, content: str) -> None:
    assert statements(text)[0].content == (content,)


def test_said_and_said_that_are_two_statements() -> None:
    found = statements("Brandt says the bridge is shut and says Holm knew it.")
    assert [(said.content[0], said.source) for said in found] == [
        ("the bridge is shut", "Brandt"),
        ("Holm knew it", "Brandt"),
    ]


def test_said_and_that_is_one_statement() -> None:
    said = only("Brandt said that the bridge was shut and that the ferries were full.")
    assert said.content == ("the bridge was shut and that the ferries were full",)


def test_a_statement_inside_another_is_listed_too() -> None:
    found = statements("The Post reported on Friday that Brandt had said the bridge was shut.")
    assert [(said.content[0], said.source) for said in found] == [
        ("Brandt had said the bridge was shut", "The Post"),
        ("the bridge was shut", "Brandt"),
    ]


def test_the_last_cue_of_a_sentence_takes_all_of_it() -> None:
    found = statements("Holm promised to pay for the pier, the Post reported.")
    assert [(said.content[0], said.source) for said in found] == [
        ("Holm promised to pay for the pier", "the Post"),
        ("to pay for the pier", "Holm"),
    ]


def test_two_quotations_joined_by_and_are_one_statement() -> None:
    said = only("Brandt told the crew, “Go home,” and, “Stay there.”")
    assert said.content == ("“Go home,” and, “Stay there.”",)


def test_the_outer_speaker_goes_on_after_a_statement_within_another() -> None:
    found = statements("Brandt said Holm thinks it is shut. “We are done.”")
    assert [(said.content, said.source) for said in found] == [
        (("Holm thinks it is shut", "“We are done.”"), "Brandt"),
        (("it is shut",), "Holm"),
    ]


def test_a_sentence_that_goes_on_with_quoted_words_belongs_to_the_statement() -> None:
    said = only("“The pier is old,” Brandt said. Instead, “it just looks like a new one.”")
    assert said.content == ("“The pier is old,”", "Instead, “it just looks like a new one.”")
    assert said.manner == "mixed"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("On Friday, Brandt made the following statement:", "Brandt"),
        ("Said Brandt:", "Brandt"),
        ("Brandt went on to say:", "Brandt"),
    ],
)
def test_a_paragraph_can_announce_the_next(line: str, source: str) -> None:
    said = only(f"{line}\n“We are done here. Go home now.”")
    assert (said.content, said.source) == (("“We are done here. Go home now.”",), source)
