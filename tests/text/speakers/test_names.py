"""Names: one person under several, several people under one, people and places and bodies."""

import pytest

from claims.text import extract

from ..reading import statements

ONE_PERSON = [
    ("Robert Lunde said it fell. Bob Lunde said it was old.", "Robert Lunde"),
    ("Anna Brandt said it fell. Anna said it was old.", "Anna Brandt"),
    ("Ines Rojas Peralta said it fell. Rojas said it was old.", "Ines Rojas Peralta"),
    ("Anna Te Kore said it fell. Te Kore said it was old.", "Anna Te Kore"),
    ("Karl Lunde, known in the port as Skip, said it fell. Skip said it was old.", "Karl Lunde"),
    ("Marta Lunde, whom everybody here calls Tess, said it fell. Tess said it was old.",
     "Marta Lunde"),
    ("Anna Brandt. She said it fell.", "Anna Brandt"),
    ("General Omar al-Sabri said it fell. Al-Sabri said it was old.", "Omar al-Sabri"),
    ("His wife, Anna, said it fell. Anna Brandt said it was old.", "Anna Brandt"),
    ("I’m Anna Brandt, the mayor wrote. Brandt said it fell.", "Anna Brandt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), ONE_PERSON)
def test_one_person_under_several_names_is_one_speaker(text: str, name: str) -> None:
    assert statements(text)[-1].speaker == name


TWO_PEOPLE = [
    ("Anna Brandt and Karl Brandt came. Ms Brandt said it fell. Mr Brandt said it stood.",
     ["Anna Brandt", "Karl Brandt"]),
    # a last name alone is whose it was before the second of that name came in
    ("Anna Brandt said it fell. Brandt said it was old. Karl Brandt laughed. Brandt said no one "
     "had asked him.", ["Anna Brandt", "Anna Brandt", "Anna Brandt"]),
    ("Anna Brandt, the mayor, and Karl Brandt, a pilot, came. Mayor Brandt said it fell.",
     ["Anna Brandt"]),
    ("Anna Brandt and Karl Brandt came. Brandt said it fell. He said it was old.", [None, None]),
    ("We met Karl and Anna Brandt. Mrs Brandt said it fell. Karl Brandt said it stood.",
     ["Anna Brandt", "Karl Brandt"]),
    ("Jon Haug said it fell. Jens Haug said it stood.", ["Jon Haug", "Jens Haug"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), TWO_PEOPLE)
def test_two_people_of_one_name_are_kept_apart(text: str, speakers: list[str | None]) -> None:
    assert [said.speaker for said in statements(text)] == speakers


def test_a_headline_in_capitals_makes_no_names() -> None:
    text = (
        "Anna Brandt Closes Old Harbour Bridge After Storm\n\n"
        "Anna Brandt, the mayor, came late.\n\nBrandt said it fell."
    )
    assert [said.speaker for said in statements(text)] == ["Anna Brandt"]


NOT_PEOPLE = [
    "In Holm Ferry, Anna Brandt slept. The rain fell on Holm Ferry. She said it fell.",
    "Anna Brandt runs Vestby Turbines. Its turbines turn. She said it fell.",
    "Anna Brandt works for Right Wing Watch. Right Wing Watch closed. She said it fell.",
]


@pytest.mark.parametrize("text", NOT_PEOPLE)
def test_places_and_firms_are_nobody_a_pronoun_could_be(text: str) -> None:
    assert [said.speaker for said in statements(text)] == ["Anna Brandt"]


BODIES = [
    ("The Ministry of Health said it fell. The ministry said it was old.", "Ministry of Health"),
    ("The Club for Harbours said it fell. The club said it was old.", "Club for Harbours"),
    ("The Port Council (PC) said it fell. The PC said it was old.", "Port Council"),
    ("Vestby Turbines closed. Its turbines stopped. The company said it fell.", "Vestby Turbines"),
    ("Vestby Turbines said it fell. Its turbines stopped. A Vestby spokesman said it was old.",
     "Vestby Turbines"),
    ("Norla Rovers lost. The club said it fell.", "Norla Rovers"),
    ("The Dockers' Federation met. The union said it fell.", "Dockers' Federation"),
    ("Vestby Police came. The department said it fell.", "Vestby Police"),
    ("The Harbour Bank met. It said it fell.", "Harbour Bank"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BODIES)
def test_a_body_is_found_again_by_its_kind_or_a_pronoun(text: str, name: str) -> None:
    speaker = extract(text).speakers[0]
    assert {said.speaker for said in statements(text)} == {name}
    assert speaker.kind == "organisation"


def test_a_paper_is_not_the_country_it_is_named_after() -> None:
    text = "North Harland said it fell. The North Harland Herald said it stood."
    assert [said.speaker for said in statements(text)] == ["North Harland", "North Harland Herald"]


def test_several_at_the_head_of_a_sentence_are_no_body_of_that_name() -> None:
    found = extract("Critics of Harland said it fell.").speakers
    assert [(speaker.name, speaker.kind) for speaker in found] == [
        ("Critics of Harland", "unnamed")
    ]


def test_a_description_of_another_kind_of_body_is_not_the_one_before() -> None:
    text = "The Harbour Bank said it fell. The court said it stood."
    assert [said.speaker for said in statements(text)] == ["Harbour Bank", "The court"]
