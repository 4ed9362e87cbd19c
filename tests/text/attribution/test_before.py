"""Content that begins before its cue, with the cue inside it or after it."""

import pytest

from ..reading import only, statements

BROKEN = [
    ("In other words, Brandt said, the bridge is shut.",
     ("In other words", "the bridge is shut"), "Brandt"),
    ("If the wind drops, Brandt said, the ferries will sail.",
     ("If the wind drops", "the ferries will sail"), "Brandt"),
    ("Dredging, say pilots like Per Holm, is over.", ("Dredging", "is over"),
     "pilots like Per Holm"),
    ("In other words, Brandt said, “the age of ferries is over.”",
     ("In other words", "“the age of ferries is over.”"), "Brandt"),
    ("The bridge, as Brandt noted, is shut at night.", ("The bridge", "is shut at night"),
     "Brandt"),
    ("“We were lucky,” Brandt said, that the ship was slow.",
     ("“We were lucky,”", "the ship was slow"), "Brandt"),
    ("The rules are fair, Brandt said: “Nobody pays twice.”",
     ("The rules are fair", "“Nobody pays twice.”"), "Brandt"),
    ("The ship, which Brandt said was late, hit the pier.", ("was late",), "Brandt"),
    ("As Brandt noted, the bridge is shut at night.", ("the bridge is shut at night",), "Brandt"),
    ("The bridge is shut at night, as the police have said.", ("The bridge is shut at night",),
     "the police"),
    ("With so many piers, “there is no one weak point,” Brandt said.",
     ("With so many piers, “there is no one weak point,”",), "Brandt"),
    ("Said Ada Brandt, who runs the port, “We were lucky.”", ("“We were lucky.”",),
     "Ada Brandt"),
    ("“We were lucky,” said one owner of a shop that sells nets.", ("“We were lucky,”",),
     "one owner of a shop"),
    ("“We were lucky,” the retired pilot and mayoral candidate told the Vestby Post.",
     ("“We were lucky,”",), "the retired pilot and mayoral candidate"),
    ("“We were lucky,” Brandt is quoted as saying.", ("“We were lucky,”",), "Brandt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "source"), BROKEN)
def test_a_cue_may_stand_inside_or_after_its_content(
    text: str, content: tuple[str, ...], source: str
) -> None:
    said = only(text)
    assert (said.content, said.source) == (content, source)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Brandt said, “We were lucky.”",
        "When asked about the pier, Brandt said: “We were lucky.”",
        "Growing louder, Brandt continued: “We were lucky.”",
    ],
)
def test_what_only_leads_to_a_quotation_is_not_part_of_it(text: str) -> None:
    assert only(text).content == ("“We were lucky.”",)


AFTER = [
    ("According to the Post, “the bridge is shut.”", "“the bridge is shut.”"),
    ("According to the port office over 40 ships were late in Vestby, Norland.",
     "over 40 ships were late in Vestby, Norland"),
    ("Brandt told Radio Nord's “Good Morning” on Friday that the bridge was shut.",
     "the bridge was shut"),
    ("Brandt told host Per Holm the bridge was shut.", "the bridge was shut"),
    ("Brandt told the crew not to open the bridge.", "not to open the bridge"),
    ("Brandt predicted at the last council debate that the bridge would fall.",
     "the bridge would fall"),
    ("Brandt answered slowly, with a smile: “Not now.”", "“Not now.”"),
    ("Brandt said, without proof, that “the ships are late.”", "“the ships are late.”"),
    ("Brandt added, that the bridge was shut.", "the bridge was shut"),
    ("Brandt said about 40 ships were late.", "about 40 ships were late"),
    ("Holm then wrote back, “Not now.”", "“Not now.”"),
    ("The Vestby Post reports that the bridge is shut.", "the bridge is shut"),
    ("Sources close to the mayor say the bridge is shut.", "the bridge is shut"),
    ("The pilots, however, argue that the bridge is shut.", "the bridge is shut"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), AFTER)
def test_content_is_found_past_all_that_stands_before_it(text: str, content: str) -> None:
    assert only(text).content == (content,)


NOUNS_AND_PARTICIPLES = [
    "The proposed net worth was small.",
    "Her repeated calls woke the crew.",
    "This post has been updated with the new figures.",
    "Nine ships claimed by the bank lay at the pier.",
]


@pytest.mark.parametrize("text", NOUNS_AND_PARTICIPLES)
def test_nouns_and_participles_are_no_cues(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("He's said the bridge is shut.", "He's"),
        ("They’ve suggested the bridge is shut.", "They’ve"),
        ("Brandt said the clerk who called thinks the bridge is shut.", "the clerk who called"),
    ],
)
def test_the_subject_next_to_the_verb_is_the_source(text: str, source: str) -> None:
    assert statements(text)[-1].source == source
