"""Later mentions go to the speaker named before, or stay open."""

import pytest

from claims.text import extract
from tests.text.reading import statements

RESOLVED = [
    ("Anna Brandt said it fell. Brandt said it was old.", ["Anna Brandt", "Anna Brandt"]),
    ("Anna Brandt said it fell. She said it was old.", ["Anna Brandt", "Anna Brandt"]),
    ("Brandt said it fell. Anna Brandt, the mayor, said no one cared.", ["Anna Brandt"] * 2),
    ("Port director Anna Brandt said it fell. The director said it was old.", ["Anna Brandt"] * 2),
    ("Anna Brandt, the mayor, said it fell. The mayor said it was old.", ["Anna Brandt"] * 2),
    ("A port official said it fell. The official said it was old.", ["A port official"] * 2),
    ("An official said it fell. Another said it was old.", ["An official", "Another"]),
    ("One nurse said it fell. A nurse said it was old.", ["One nurse", "A nurse"]),
    ("Anna Brandt said it fell. Karl Lunde said it stood. She said it was old.",
     ["Anna Brandt", "Karl Lunde", "Anna Brandt"]),
    ("Anna Brandt said it fell. Karl Lunde came in. He said it was old.",
     ["Anna Brandt", "Karl Lunde"]),
    ("Anna Brandt and Karl Brandt live here. Mr. Brandt said it fell.", ["Karl Brandt"]),
    ("The Maritime Safety Board said it fell. The board said it was old.",
     ["Maritime Safety Board"] * 2),
    ("The Maritime Safety Board (MSB) said it fell. MSB said it was old.",
     ["Maritime Safety Board"] * 2),
    ("A report said it fell. The report said it was old.", ["A report", "A report"]),
    ("His adviser, Per Holm, said it fell. Holm said it was old.", ["Per Holm", "Per Holm"]),
    ("Lunde said it fell. He said it was old.", ["Lunde", "Lunde"]),
    ("Officials said it fell.", ["Officials"]),
    ("Sailors said it fell. The transport ministry said it stood. The ministry said it rose.",
     ["Sailors", "The transport ministry", "The transport ministry"]),
    ("The port authority said it fell. The tourism board said it stood.",
     ["The port authority", "The tourism board"]),
    ("The Rail Office said it fell. Minister Karl Lunde left. His office said it stood.",
     ["Rail Office", "His office"]),
    ("Justice Minister Ada Brandt said it fell. The transport minister said it stood.",
     ["Ada Brandt", "The transport minister"]),
    ("Ada Brandt, the mayor, said it fell. The Vestby mayor said it stood.", ["Ada Brandt"] * 2),
    ("Its secretary, Per Holm, said it fell and that its roof was old. Holm said it stood.",
     ["Per Holm", "Per Holm"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), RESOLVED)
def test_a_later_mention_goes_to_the_one_named_before(text: str, speakers: list[str]) -> None:
    assert [said.speaker for said in statements(text)] == speakers


OPEN = [
    "He said it fell.",
    "It said it fell.",
    "I think it fell.",
    "Anna Brandt and Karl Brandt live here. Brandt said it fell.",
    "The bridge stood. She said it fell.",
]


@pytest.mark.parametrize("text", OPEN)
def test_a_mention_that_could_be_anybody_stays_open(text: str) -> None:
    assert [said.speaker for said in statements(text)] == [None]


def test_a_pronoun_does_not_go_to_a_person_of_the_other_gender() -> None:
    assert statements("Anna Brandt said it fell. He said it stood.")[1].speaker is None


def test_a_pronoun_does_not_reach_back_over_half_the_article() -> None:
    filler = "\n".join("The rain fell on the town." for _ in range(20))
    assert statements(f"Anna Brandt said it fell.\n{filler}\nShe said it stood.")[1].speaker is None


KINDS = [
    ("Anna Brandt said it fell.", "Anna Brandt", "person", ""),
    ("Pentagon spokesman US Navy Capt. Jeff Davis said it fell.", "Jeff Davis", "person",
     "Pentagon spokesman US Navy Capt."),
    ("Anna Brandt, the port director, said it fell.", "Anna Brandt", "person", "the port director"),
    ("It fell, said Anna Brandt, the port director.", "Anna Brandt", "person", "the port director"),
    ("His adviser, Per Holm, said it fell.", "Per Holm", "person", "His adviser"),
    ("Mr. Holm said it fell.", "Holm", "person", ""),
    ("Ana de la Cruz said it fell.", "Ana de la Cruz", "person", ""),
    ("The Interior Ministry said it fell.", "Interior Ministry", "organisation", ""),
    ("NTB said it fell.", "NTB", "organisation", ""),
    ("A new study said it fell.", "A new study", "document", ""),
    ("A union official said it fell.", "A union official", "unnamed", "A union official"),
    ("Fishermen in the port said it fell.", "Fishermen in the port", "unnamed",
     "Fishermen in the port"),
    ("It fell, said Ada Lund, a nurse at the city hospital.", "Ada Lund", "person",
     "a nurse at the city hospital"),
    ("“It fell,” said Ada Lund, 61, a baker.", "Ada Lund", "person", "a baker"),
    ("“It fell,” said Ada Lund.", "Ada Lund", "person", ""),
    ("“It fell,” said Ada Lund, 61, whose boat was near the pier.", "Ada Lund", "person", ""),
    ("“It fell,” recalled the pilot Ada Lund. “It was dark,” added Ada Lund.", "Ada Lund", "person",
     "pilot"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "role"), KINDS)
def test_a_speaker_has_name_kind_and_role_as_printed(
    text: str, name: str, kind: str, role: str
) -> None:
    (speaker,) = extract(text).speakers
    assert (speaker.name, speaker.kind, speaker.role) == (name, kind, role)


def test_a_speaker_keeps_every_mention_in_order() -> None:
    text = "Anna Brandt said it fell. She said it was old. Brandt said no more would stand."
    (speaker,) = extract(text).speakers
    assert [text[slice(*mention)] for mention in speaker.mentions] == [
        "Anna Brandt",
        "She",
        "Brandt",
    ]
