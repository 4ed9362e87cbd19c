"""Placeholders and names spelled in two ways."""

import pytest

from claims.text import extract, name_variants, placeholders


@pytest.mark.parametrize(
    "hole",
    ["TK", "TKTK", "XX", "XXX", "TBC", "???", "[name]", "[check figure]", "[ ]", "[TK]", "____",
     "[how many?]"],
)  # fmt: skip
def test_a_placeholder_is_flagged(hole: str) -> None:
    text = f"The bridge cost {hole} in all."
    assert [text[start:end] for start, end in placeholders(text)] == [hole]


@pytest.mark.parametrize(
    "text", ["He lived in TKachev.", "“It [the bridge] fell.”", "Really?", "Pope Pius XX-like"]
)
def test_ordinary_words_are_no_placeholder(text: str) -> None:
    assert placeholders(text) == []


def variants(text: str) -> list[tuple[str, str]]:
    return [(v.first_name, v.second_name) for v in name_variants(text, extract(text).speakers)]


def test_two_spellings_of_one_name_are_shown() -> None:
    assert variants("Anna Brandt said it fell. Later Brant said it was old.") == [
        ("Brandt", "Brant")
    ]


def test_the_spans_of_two_spellings_are_where_they_stand() -> None:
    text = "Anna Brandt said it fell. Later Brant said it was old."
    (variant,) = name_variants(text, extract(text).speakers)
    assert (text[slice(*variant.first)], text[slice(*variant.second)]) == ("Brandt", "Brant")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Brandt said it fell. Brandts are many.",
        "Anna Brandt said it fell. Karl Brandl said it stood.",
        "Anna Brandt said it fell near the Board.",
    ],
)
def test_different_names_are_left_alone(text: str) -> None:
    assert variants(text) == []
