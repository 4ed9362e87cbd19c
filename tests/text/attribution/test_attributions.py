"""Who said what: one test table for each way of putting words down to somebody."""

import pytest

from claims.text import extract
from tests.text.reading import STORY, only, statements

DIRECT = [
    ("“We are done,” Brandt said.", "“We are done,”", "Brandt"),
    ('"We are done," Brandt said.', '"We are done,"', "Brandt"),
    ("''We are done,'' Brandt said.", "''We are done,''", "Brandt"),
    ("‘We are all done here,’ Brandt said.", "‘We are all done here,’", "Brandt"),
    ("'We are all done here,' Brandt said.", "'We are all done here,'", "Brandt"),
    ("«We are done», Brandt said.", "«We are done»", "Brandt"),
    ("“We are done,” said Brandt.", "“We are done,”", "Brandt"),
    ("“Are we done?” asked Brandt.", "“Are we done?”", "Brandt"),
    ("“Are we done?” Brandt asked.", "“Are we done?”", "Brandt"),
    ("Brandt said, “We are done.”", "“We are done.”", "Brandt"),
    ("Brandt said: “We are done.”", "“We are done.”", "Brandt"),
    ("Brandt told reporters in Vestby on Friday: “We are done.”", "“We are done.”", "Brandt"),
    ("“We are done,” Brandt, the mayor, said.", "“We are done,”", "Brandt, the mayor"),
    ("“We are done,” Brandt told the city council.", "“We are done,”", "Brandt"),
    ("“We are done,” crane driver Per Holm recalled.", "“We are done,”", "crane driver Per Holm"),
    ("“We are done,” said director Anna Brandt.", "“We are done,”", "director Anna Brandt"),
    ("“We are done,” Brandt said in a statement on Monday.", "“We are done,”", "Brandt"),
    ("Brandt: “We are done.”", "“We are done.”", "Brandt"),
    ("“We are done,” Ada Brandt, the mayor, told reporters at the gate.", "“We are done,”",
     "Ada Brandt, the mayor"),
    ('"We are done," Ada Brandt, the port\'s pilot, told the crew.', '"We are done,"',
     "Ada Brandt, the port's pilot"),
    ("“We are done,” Brandt, the mayor, warned shipowners.", "“We are done,”",
     "Brandt, the mayor"),
    ("“We are done,” said Per Holm, 54, whose house stood by the pier.", "“We are done,”",
     "Per Holm, 54"),
    ("“We are done,” said Per Holm, 54, a baker whose shop burned.", "“We are done,”",
     "Per Holm, 54, a baker"),
    ("Brandt called the strike “a gift to all who hate trains.”",
     "“a gift to all who hate trains.”", "Brandt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "source"), DIRECT)
def test_a_direct_quote_is_put_down_to_its_speaker(text: str, content: str, source: str) -> None:
    said = only(text)
    assert (said.content, said.source, said.manner) == ((content,), source, "direct")


INDIRECT = [
    ("Brandt said the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt said that the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt said on Friday that the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt told the council that the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt told reporters the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt has repeatedly said the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt went on to say that the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt said in a statement the bridge was shut.", "the bridge was shut", "Brandt"),
    ("The bridge was shut, Brandt said.", "The bridge was shut", "Brandt"),
    ("The bridge was shut, Brandt told reporters on Friday.", "The bridge was shut", "Brandt"),
    ("The bridge was shut, said Brandt.", "The bridge was shut", "Brandt"),
    ("The bridge was shut, said police.", "The bridge was shut", "police"),
    ("The bridge was shut, according to Brandt.", "The bridge was shut", "Brandt"),
    ("According to Brandt, the bridge was shut.", "the bridge was shut", "Brandt"),
    ("According to Brandt, the mayor, the bridge was shut.", "the bridge was shut", "Brandt"),
    ("Brandt, the port director, said the bridge was shut.", "the bridge was shut",
     "Brandt, the port director"),
    ("Brandt, who runs the port, said the bridge was shut.", "the bridge was shut",
     "Brandt, who runs the port"),
    ("In Vestby, Brandt said the bridge was shut.", "the bridge was shut", "Brandt"),
    ("On Monday Brandt said the bridge was shut.", "the bridge was shut", "Brandt"),
    ("The ministry and Brandt denied that the bridge was shut.", "the bridge was shut",
     "The ministry and Brandt"),
    ("Police say the bridge was shut.", "the bridge was shut", "Police"),
    ("The report found that the bridge was shut.", "the bridge was shut", "The report"),
    ("Brandt asked whether the bridge was shut.", "whether the bridge was shut", "Brandt"),
    ("Brandt criticised the plan to shut the bridge.", "the plan to shut the bridge", "Brandt"),
    ("Brandt promised to open the bridge.", "to open the bridge", "Brandt"),
    ("Brandt called for an inquiry into the crash.", "an inquiry into the crash", "Brandt"),
    ("Brandt called the plan a disgrace.", "the plan a disgrace", "Brandt"),
    ("Brandt called the rumour false.", "the rumour false", "Brandt"),
    ("Brandt called it unfair.", "it unfair", "Brandt"),
    ("Asked about the delay, Brandt said the May list left out ferries.",
     "the May list left out ferries", "Brandt"),
    ("Per Holm, 54, a baker, said the bridge was shut.", "the bridge was shut",
     "Per Holm, 54, a baker"),
    ("The bridge was shut, Brandt said, speaking softly because talks were under way.",
     "The bridge was shut", "Brandt"),
    ("The bridge was shut, said Brandt, 54, who was there when it fell.", "The bridge was shut",
     "Brandt, 54"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "source"), INDIRECT)
def test_indirect_speech_is_its_content_without_the_attribution(
    text: str, content: str, source: str
) -> None:
    said = only(text)
    assert (said.content, said.source, said.manner) == ((content,), source, "indirect")


MIXED = [
    ("Brandt said the plan was “a mess” and should go.", "the plan was “a mess” and should go"),
    ("Brandt called the plan “a mess.”", "the plan “a mess.”"),
    ("Brandt said she had “no regrets at all.”", "she had “no regrets at all.”"),
    ("The plan is “a mess,” Brandt said.", "The plan is “a mess,”"),
    ("The plan, according to Brandt, is “a mess.”", None),
]


@pytest.mark.parametrize(("text", "content"), MIXED)
def test_a_clause_with_quoted_words_is_mixed(text: str, content: str | None) -> None:
    said = only(text)
    assert said.manner == "mixed"
    if content is not None:
        assert said.content == (content,)


NOTHING = [
    "The bridge was shut on Tuesday.",
    "The United States shut the bridge.",
    "The report was long and the claims were many.",
    "She read the book “Bridges of the North” twice.",
    "Brandt crossed the so-called “lucky bridge” every day.",
    "The proposed law has no friends.",
    "He had nothing to say about the crash.",
    "The lighthouse called the tug three times on Monday.",
    "Brandt called an ambulance.",
    "Brandt called the owner the next day.",
    "Brandt called him back on Friday.",
    "The nurse called the city hospital.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_put_down_to_nobody_are_no_statement(text: str) -> None:
    assert statements(text) == []


def test_a_quote_that_goes_on_after_its_cue_is_one_statement() -> None:
    said = only("“We are done,” Brandt said on Friday. “The bridge is shut. Go home.”")
    assert said.content == ("“We are done,”", "“The bridge is shut. Go home.”")
    assert said.manner == "direct"


def test_a_quote_broken_in_mid_sentence_is_one_statement() -> None:
    said = only("“We are done,” Brandt said, “and the bridge is shut.”")
    assert said.content == ("“We are done,”", "“and the bridge is shut.”")


def test_a_clause_broken_by_its_attribution_is_one_statement() -> None:
    said = only("The bridge, Brandt said, was shut at noon.")
    assert said.content == ("The bridge", "was shut at noon")
    assert said.source == "Brandt"


def test_a_quote_over_several_paragraphs_is_one_statement() -> None:
    text = "“I ran,” Holm recalled. “It was dark.\n\n“Then it was quiet.\n\n“I called.”\n\nHe wept."
    said = only(text)
    assert said.content == ("“I ran,”", "“It was dark.", "“Then it was quiet.", "“I called.”")


def test_a_quote_that_opens_paragraphs_before_its_cue_is_one_statement() -> None:
    said = only("“It was dark.\n“Then it was quiet,” Holm recalled.")
    assert said.content == ("“It was dark.", "“Then it was quiet,”")
    assert said.source == "Holm"


def test_a_quotation_announced_in_the_paragraph_before_is_found() -> None:
    said = only("Asked about the crash, Brandt said:\n“We are done.”")
    assert (said.content, said.source) == (("“We are done.”",), "Brandt")


def test_what_follows_quoted_words_is_another_statement() -> None:
    found = statements("Brandt called it “a gift to all who hate trains” and said it would fail.")
    assert [said.content for said in found] == [
        ("“a gift to all who hate trains”",),
        ("it would fail",),
    ]


def test_two_cues_of_one_subject_are_two_statements() -> None:
    found = statements("Brandt said the bridge was shut and added that it would stay so.")
    assert [(said.content, said.source) for said in found] == [
        (("the bridge was shut",), "Brandt"),
        (("it would stay so",), "Brandt"),
    ]


def test_a_participle_has_the_subject_of_the_sentence() -> None:
    found = statements(
        "Lunde, criticising the ministry, said taxes had doubled, adding that he was tired."
    )
    assert [(said.content[0], said.source) for said in found] == [
        ("the ministry", "Lunde"),
        ("taxes had doubled", "Lunde"),
        ("he was tired", "Lunde"),
    ]


def test_nested_marks_stay_inside_the_quote() -> None:
    said = only("“When I heard ‘it’s gone’ on the radio, I ran,” Holm recalled.")
    assert said.content == ("“When I heard ‘it’s gone’ on the radio, I ran,”",)


def test_a_quote_nobody_is_named_for_is_left_open() -> None:
    said = only("Rain fell.\n\n“Nobody came to help us that night.”\n\nThe wind rose.")
    assert (said.source, said.cue, said.speaker) == ("", "", None)


def test_no_statement_runs_across_blocks() -> None:
    text = "Officials say\nThe bridge was shut on Tuesday.\nPolice said"
    assert statements(text) == []


def test_a_missing_closing_mark_does_not_swallow_the_next_paragraph() -> None:
    text = "“We are done, Brandt said.\nThe bridge was shut. Holm said it was late."
    assert [said.content for said in statements(text) if said.source == "Holm"] == [
        ("it was late",)
    ]


def test_the_story_is_read_as_a_person_reads_it() -> None:
    found = [(said.content[0], said.speaker) for said in statements(STORY)]
    assert ("the collision ranks as the sixth since April", "Anna Brandt") in found
    assert ("two American sailors were aboard", "Jeff Davis") in found
    assert ("the ship was carrying 12,400 tonnes of grain", "Jeff Davis") in found
    assert (
        "A cargo ship struck the Western Bridge on Tuesday, killing two workers",
        "officials",
    ) in [(content, speaker and speaker.lower()) for content, speaker in found]
    assert ("fatigue was common", "Maritime Safety Board") in found
    assert ("pilots work 14 hours a day", "A union official") in found
    assert ("the figure was higher", "Another") in found


def test_the_terms_of_somebody_unnamed_are_no_statement() -> None:
    text = "The official, who asked not to be named because the talks go on, said it was the sixth."
    said = only(text)
    assert said.content == ("it was the sixth",)
    found = extract(text)
    terms = found.speakers[0].terms
    assert terms is not None
    assert text[slice(*terms)] == "who asked not to be named because the talks go on"


def test_what_nobody_said_is_no_claim() -> None:
    text = "Volk declined to say whether 14 ships had left. Later she said 12 ships had left."
    assert [text[slice(*claim.span)] for claim in extract(text).claims] == ["12 ships had left"]
