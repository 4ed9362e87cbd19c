"""Two values for one thing are found, two things are left alone."""

import datetime
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.text import extract
from claims.text.quantities import find_discrepancies
from claims.text.segments import Span

HERE = Path(__file__).parent
WRITTEN = datetime.date(2024, 11, 20)


def lines(name: str) -> list[str]:
    """The invented texts of a file."""
    every = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]


def found(text: str, date: datetime.date | None = WRITTEN) -> list[tuple[str, str]]:
    """The words of each pair in a text whose paragraphs are parted by slashes."""
    text = text.replace(" / ", "\n")
    pairs = extract(text, date=date, language="en").discrepancies
    return [(text[slice(*pair.first)], text[slice(*pair.second)]) for pair in pairs]


@pytest.mark.parametrize("line", lines("differ.txt"))
def test_two_values_for_one_thing_stand_side_by_side(line: str) -> None:
    first, second, text = line.split(" | ", 2)
    assert found(text) == [(first, second)]


@pytest.mark.parametrize("text", lines("agree.txt"))
def test_values_that_agree_or_belong_to_two_things_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_pair_says_what_it_is_about_and_both_values() -> None:
    text = "The fire destroyed 40 homes.\nMore than 60 homes were destroyed in the fire."
    (pair,) = extract(text, language="en").discrepancies
    assert (pair.kind, pair.values) == ("count", ("40", "60"))
    assert pair.what.split()[0] == "homes"
    assert {"destroyed", "fire"} <= set(pair.what.split())


def test_two_speakers_with_two_figures_are_shown() -> None:
    text = (
        "The collapse killed 12 people, Ilse Brandt said.\n"
        "According to Tomas Volk, 14 people were killed in the collapse."
    )
    assert found(text) == [("12 people", "14 people")]


def test_without_a_date_only_dates_of_one_form_are_compared() -> None:
    text = "The strike began on Monday. / The strike began on Friday."
    mixed = "The strike began on Monday. / The strike began in 2015."
    assert found(text, None) == [("on Monday", "on Friday")]
    assert found(mixed, None) == []


PIECES = [
    "12 people", "14 people", "killed", "The fire", "$3 million", "fenders", "cost", ".\n", ". ",
    ",", "Anna Volk, 44,", "the 46-year-old Volk", "sixth storm since April", "5%", "profit",
    "on Monday", "in 1998", "opened", "said", "“", "”", "half", "of", "\ud800", "İ", "0", "more",
]  # fmt: skip
SALAD = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


@given(st.one_of(st.text(max_size=200), SALAD), st.one_of(st.none(), st.dates()))
@example("0 people killed. 0 people killed.", None)
@settings(max_examples=200, deadline=None)
def test_nothing_raises_and_every_pair_lies_inside(text: str, date: datetime.date | None) -> None:
    cuts = [0, *(n + 1 for n, letter in enumerate(text) if letter in ".\n"), len(text)]
    sentences = [Span(a, b) for a, b in pairwise(cuts) if a < b]
    pairs = find_discrepancies(text, sentences, (), date)
    assert pairs == find_discrepancies(text, sentences, (), date)
    for pair in pairs:
        assert 0 <= pair.first.start < pair.first.end <= len(text)
        assert pair.first <= pair.second < (len(text), 0)
        assert pair.second.end <= len(text)
        for start, end in (pair.first, pair.second):
            assert any(a <= start and end <= b for a, b in sentences)


def work(text: str) -> int:
    """Calls of functions that reading ``text`` takes."""
    cuts = [0, *(n + 2 for n in range(len(text) - 2) if text.startswith(". ", n)), len(text)]
    sentences = [Span(a, b) for a, b in pairwise(cuts)]
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        find_discrepancies(text, sentences)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "piece",
    ["12 people were killed. ", "5 ", "$5 cost, ", "in May ", "1.", "Jan Volk, 61, ", "9/11 "],
)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    small, large = work(piece * (10_000 // len(piece))), work(piece * (40_000 // len(piece)))
    assert large < 5 * small
