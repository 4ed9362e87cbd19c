"""Later mentions by what somebody is: role, age, origin, kind of document."""

import pytest

from ..reading import statements

RESOLVED = [
    # the role is printed beside the name, also further down
    ("The mayor said it fell. Anna Brandt, the mayor, said it was old.", ["Anna Brandt"] * 2),
    ("Anna Brandt, chair of the Dockers' Union, said it fell. The chair said it was old.",
     ["Anna Brandt"] * 2),
    ("In Vestby, the mayor, Anna Brandt, slept. The mayor said it fell.", ["Anna Brandt"]),
    ("Its deputy director, Anna Brandt, slept. The deputy director said it fell.",
     ["Anna Brandt"]),
    # … or follows: first the role speaks, then a bare full name
    ("“It fell,” the chief inspector said. “It was old,” Anna Brandt told reporters.",
     ["Anna Brandt"] * 2),
    # a role without a name goes to the one just named without a role
    ("For the port, Anna Brandt said it fell. The spokeswoman said it was old.",
     ["Anna Brandt"] * 2),
    ("Anna Brandt, 61, said it fell. Karl Lunde, 40, said it stood. The 61-year-old said no one "
     "came.", ["Anna Brandt", "Karl Lunde", "Anna Brandt"]),
    ("Anna Brandt said it fell. The Norwegian said it was old.", ["Anna Brandt"] * 2),
    ("Anna Brandt is a doctor in Vestby. The doctor said it fell.", ["Anna Brandt"]),
    ("Anna Brandt, who saw it, said it fell. The woman said it was old.", ["Anna Brandt"] * 2),
    ("Former minister Anna Brandt said it fell. The former minister said it was old.",
     ["Anna Brandt"] * 2),
    ("Anna Brandt, a virologist, said it fell. The researcher said it was old.",
     ["Anna Brandt"] * 2),
    ("Anna Brandt, leader of the Greens, said it fell. The Green leader said it was old.",
     ["Anna Brandt"] * 2),
    # a "chair of the union" is not the union
    ("Anna Brandt, chair of the Dockers' Union, said it fell. The union said it stood.",
     ["Anna Brandt", "Dockers' Union"]),
    # another's role is nobody's
    ("Anna Brandt, the mayor, said it fell. The minister said it stood.",
     ["Anna Brandt", "The minister"]),
    ("Former minister Anna Brandt said it fell. The minister said it stood.",
     ["Anna Brandt", "The minister"]),
    ("Anna Brandt, 61, said it fell. The 20-year-old said it stood.",
     ["Anna Brandt", "The 20-year-old"]),
    ("Anna Brandt, the mayor, said it fell. The officials said it stood.",
     ["Anna Brandt", "The officials"]),
    # documents
    ("A study said it fell. The paper said it was old.", ["A study"] * 2),
    ("The annual report said it fell. It said the roof was old.", ["The annual report"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), RESOLVED)
def test_a_role_goes_to_the_one_who_has_it(text: str, speakers: list[str]) -> None:
    assert [said.speaker for said in statements(text)] == speakers


HEADLINES = [
    ("Bridge fell at night, mayor says", "Anna Brandt"),
    ("Vestby mayor says bridge fell at night", "Anna Brandt"),
]


@pytest.mark.parametrize(("headline", "name"), HEADLINES)
def test_a_role_in_a_headline_is_the_person_with_that_role_below(headline: str, name: str) -> None:
    text = f"{headline}\n\nIt rained on Monday.\n\nAnna Brandt, the mayor, said it was old."
    assert [said.speaker for said in statements(text)] == [name, name]


def test_a_role_in_a_headline_that_nobody_has_below_stays_by_itself() -> None:
    text = "Bridge fell at night, judge says\n\nAnna Brandt, the mayor, said it was old."
    assert statements(text)[0].speaker == "judge"
