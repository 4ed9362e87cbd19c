"""Sources without a name: kept apart, found again, with the words that say why."""

import pytest

from claims.text import extract

from ..reading import statements

RESOLVED = [
    ("A nurse said it fell. Another nurse said it stood. The first nurse said it was old.",
     ["A nurse", "Another nurse", "A nurse"]),
    ("A nurse said it fell. Another nurse said it stood. The second nurse said it was old.",
     ["A nurse", "Another nurse", "Another nurse"]),
    ("One of the guards said it fell. The guard said it was old.", ["One of the guards"] * 2),
    ("A person familiar with the plan said it fell. The person said it was old.",
     ["A person familiar with the plan"] * 2),
    ("A member of the board said it fell. A guard said it stood. The former said it was old.",
     ["A member of the board", "A guard", "A member of the board"]),
    # whoever speaks for a body is the body
    ("The Harbour Bank closed. A spokesman for the bank said it fell.", ["Harbour Bank"]),
    ("A Harbour Bank spokeswoman said it fell. The spokeswoman said it was old.",
     ["Harbour Bank"] * 2),
    ("The Harbour Bank rose. It fell again, a spokesman said.", ["Harbour Bank"]),
    # two at once are nobody before
    ("Anna Brandt and Karl Lunde came. “It fell on Monday,” said both men.", ["both men"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), RESOLVED)
def test_unnamed_sources_are_kept_apart_and_found_again(text: str, speakers: list[str]) -> None:
    assert [said.speaker for said in statements(text)] == speakers


TERMS = [
    ("An official who asked not to be named because talks go on said it fell.",
     "who asked not to be named because talks go on"),
    ("An official said on condition of anonymity that it fell.", "on condition of anonymity"),
    ("“It fell,” said an official, who was not authorised to speak.",
     "who was not authorised to speak"),
    ("“It fell,” said a guard, speaking on condition of anonymity because he feared for his job.",
     "speaking on condition of anonymity because he feared for his job"),
    ("A guard, who did not want to be named, said it fell.", "who did not want to be named"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "terms"), TERMS)
def test_the_words_that_say_why_somebody_has_no_name_are_kept(text: str, terms: str) -> None:
    (speaker,) = extract(text).speakers
    assert speaker.terms is not None
    assert text[slice(*speaker.terms)] == terms


@pytest.mark.parametrize(
    "text", ["An official said it fell.", "Anna Brandt, who asked for names, said it fell."]
)
def test_others_have_no_terms(text: str) -> None:
    assert [speaker.terms for speaker in extract(text).speakers] == [None]
