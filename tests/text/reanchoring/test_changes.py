"""What the panel calls out between old and new words."""

import pytest

from claims.text.reanchoring import Kind, changed


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("It cost $4 million.", "It cost $5 million.", [("number", "4", "5")]),
        ("It cost $4 million.", "It cost $4 billion.", [("number", "million", "billion")]),
        ("It cost $4 million.", "It cost €4 million.", [("number", "$", "€")]),
        ("It rose 5 percent.", "It rose 5 points.", [("number", "percent", "points")]),
        ("the first pump", "the second pump", [("number", "first", "second")]),
        ("half of them", "a third of them", [("number", "half", "a third")]),
        ("Four cars fell.", "Five cars fell.", [("number", "Four", "Five")]),
        ("Bus 18F is late.", "Bus 18G is late.", [("number", "18F", "18G")]),
        ("It closed in May.", "It closed in June.", [("number", "May", "June")]),
        ("It closed on Monday.", "It closed.", [("number", "on Monday", "")]),
        ("said Anna Brandt", "said Tomas Volk", [("name", "Anna Brandt", "Tomas Volk")]),
        ("said Anna Brandt", "said Anna Brant", [("name", "Brandt", "Brant")]),
        ("It is likely.", "It is not likely.", [("negation", "", "not")]),
        ("It is likely.", "It is unlikely.", [("negation", "likely", "unlikely")]),
        ("She isn’t going.", "She is going.", [("negation", "isn’t", "is")]),
        ("a deal with pay", "a deal without pay", [("negation", "with", "without")]),
        ("He denied it.", "He said it.", [("negation", "denied", "said")]),
        ("The big bridge", "The old bridge", [("other", "big", "old")]),
        ("He knew, she said", "He knew she said", [("other", ",", "")]),
        ("the Federal plan", "the federal plan", [("other", "Federal", "federal")]),
        ("", "It fell", [("other", "", "It fell")]),
    ],
)
def test_a_change_is_told_with_its_kind(
    old: str, new: str, told: list[tuple[str, str, str]]
) -> None:
    found = changed(old, new)
    assert [(c.kind.value, old[slice(*c.old)], new[slice(*c.new)]) for c in found] == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("21,000 cars", "21000 cars"),
        ("four cars", "4 cars"),
        ("$4 million", "$4,000,000"),
        ("5% of them", "5 percent of them"),
        ("5 per cent", "5%"),
    ],
)
def test_a_figure_that_is_only_written_otherwise_is_no_changed_number(old: str, new: str) -> None:
    assert [change.kind for change in changed(old, new)] == [Kind.OTHER]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“It fell,” she said", '"It fell," she said'),
        ("a bridge – the third – fell", "a bridge -- the third -- fell"),
        ("don't wait", "don’t wait"),
        ("so it was…", "so it was..."),
        ("4 million", "4\u00a0million"),
    ],
)
def test_typography_is_no_change(old: str, new: str) -> None:
    assert changed(old, new) == []


def test_a_stretch_with_several_kinds_is_told_for_each() -> None:
    old, new = "the bridge fell", "the bridge Volk did not buy for $3 fell"
    assert {change.kind for change in changed(old, new)} == {
        Kind.NUMBER,
        Kind.NAME,
        Kind.NEGATION,
    }
    assert {(change.old, change.new) for change in changed(old, new)} == {((11, 11), (11, 34))}


def test_several_changes_come_in_order() -> None:
    old = "In 2019 Brandt said 14 pumps had failed."
    new = "In 2020 Volk said 15 pumps had not failed."
    kinds = [change.kind.value for change in changed(old, new)]
    assert kinds == ["number", "name", "number", "negation"]


def test_very_long_and_repetitive_words_are_one_change() -> None:
    old = "a b " * 2_000
    [change] = changed(old, old + "c not")
    assert change.kind is Kind.NEGATION
