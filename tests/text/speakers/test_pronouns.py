"""Pronouns go to the one in the focus, or stay open."""

import pytest

from ..reading import statements

RESOLVED = [
    # a subject before an object, outside quotations before inside
    ("Anna Brandt met Eva Lunde. She said it fell.", "Anna Brandt"),
    ("Anna Brandt said: “Eva Lunde is late.” She said it fell.", "Anna Brandt"),
    ("Parents wrote to Anna Brandt on Monday. She said it fell.", "Anna Brandt"),
    ("Anna Brandt spoke. She was angry with Eva Lunde. She said it fell.", "Anna Brandt"),
    ("Karl Lunde came with his sister. Anna Brandt slept. He said it fell.", "Karl Lunde"),
    ("His wife, Anna Brandt, has read it. Karl Lunde slept. She said it fell.", "Anna Brandt"),
    ("A neighbour came by with a pump. He said it fell.", "A neighbour"),
    ("Anna Brandt came late. In her view, it fell.", "Anna Brandt"),
    ("The Harbour Bank fell, a spokesman said. He said it was old.", "Harbour Bank"),
]


@pytest.mark.parametrize(("text", "speaker"), RESOLVED)
def test_a_pronoun_goes_to_the_last_subject_it_fits(text: str, speaker: str) -> None:
    found = [said.speaker for said in statements(text)]
    assert not found or found[-1] == speaker


def test_a_pronoun_behind_somebody_the_text_leaves_open_stays_open() -> None:
    text = (
        "Karl Moe said it stood. Jon Haug and Per Haug came in. Haug said it fell. "
        "He said it was old."
    )
    assert [said.speaker for said in statements(text)] == ["Karl Moe", None, None]


def test_a_single_one_is_not_several() -> None:
    text = "20 sailors in the port said it fell. He said it was old."
    assert [said.speaker for said in statements(text)][1:] == [None]


def test_they_are_not_a_single_person() -> None:
    assert statements("Anna Brandt said it fell. They said it was old.")[1].speaker is None
