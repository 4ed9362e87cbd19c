"""What figures amount to, in base units, with hedges and ranges."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.text.quantities import figures_in, find_quantities, value_of

INF = math.inf
READ = [
    ("forty percent", 40, 40, "%", ""),
    ("between 5% and 7%", 5, 7, "%", ""),
    ("5-7%", 5, 7, "%", ""),
    ("3 percentage points", 3, 3, "pp", ""),
    ("one in five", 20, 20, "%", ""),
    ("three-quarters of the crews", 75, 75, "%", ""),
    ("more than half of them", 50, INF, "%", "over"),
    ("€300", 300, 300, "EUR", ""),
    ("US$ 20,000", 20_000, 20_000, "USD", ""),
    ("A$5m", 5e6, 5e6, "AUD", ""),
    ("about $1.3 million", 1.3e6, 1.3e6, "USD", "about"),
    ("$10-15 million", 10e6, 15e6, "USD", ""),
    ("between 29 million and 33 million crowns", 29e6, 33e6, "crown", ""),
    ("two million euros", 2e6, 2e6, "EUR", ""),
    ("90m away", 90, 90, "m", ""),
    ("within 90 metres", 0, 90, "m", "under"),
    ("22 nautical miles", 40_744, 40_744, "m", ""),
    ("120 square kilometres", 1.2e8, 1.2e8, "m2", ""),
    ("a 1,900-ton ship", 1.9e6, 1.9e6, "kg", ""),
    ("60 mph", 96.56064, 96.56064, "km/h", ""),
    ("32 degrees Fahrenheit", 0, 0, "°C", ""),
    ("41 degrees", 41, 41, "°C", ""),
    ("300 litres", 300, 300, "l", ""),
    ("3 to 4 hours", 10_800, 14_400, "s", ""),
    ("at least 12 people", 12, INF, "", "over"),
    ("up to half a million people", 0, 500_000, "", "under"),
    ("12 or more", 12, INF, "", "over"),
    ("nearly 1,000", 1000, 1000, "", "about"),
    ("10 to 15 people", 10, 15, "", ""),
    ("between 3 and 5 boats", 3, 5, "", ""),
    ("two dozen", 24, 24, "", ""),
    ("one hundred and twenty people", 120, 120, "", ""),
    ("hundreds of people", 100, 1000, "", "about"),
    ("No. 5", 5, 5, "#", ""),
    ("the sixth encounter since", 6, 6, "#", ""),
    ("the 3rd straight defeat", 3, 3, "#", ""),
    ("the second-largest port", 2, 2, "#", ""),
    ("the largest fall since spring", 1, 1, "#", ""),
]


@pytest.mark.parametrize(("words", "low", "high", "unit", "hedge"), READ)
def test_a_figure_is_read_in_base_units(
    words: str, low: float, high: float, unit: str, hedge: str
) -> None:
    value = figures_in(f"There it was: {words}.")[0]
    assert (value.unit, value.hedge) == (unit, hedge)
    assert (value.low, value.high) == pytest.approx((low, high))


@pytest.mark.parametrize("words", ["twice as much", "9/11", "1,2,3", "1" * 400, "²"])
def test_what_is_no_amount_is_left_unread(words: str) -> None:
    assert not any(value.low == value.high for value in figures_in(f"It was {words} today."))


def test_a_change_and_a_vote_are_no_ranges() -> None:
    rise, vote = "It rose from 5 to 7 percent.", "They voted 112 to 108."
    assert [(v.low, v.high) for v in figures_in(rise)] == [(5, 5), (7, 7)]
    assert [(v.low, v.high) for v in figures_in(vote)] == [(112, 112), (108, 108)]


AGREE = [
    ("12 people", "more than 10 people", True),
    ("12 people", "14 people", False),
    ("$4.2 million", "about $4 million", True),
    ("$4.2 million", "$4 million", True),
    ("$4.2 million", "$3.8 million", False),
    ("300 metres", "320 metres", False),
    ("41,000", "41,300", True),
    ("41,000", "46,000", False),
    ("1.6 kilometres", "1 mile", True),
    ("14 months", "a crew of 14", False),
    ("9 years", "up to 8 years", False),
    ("two-thirds of", "66 percent", True),
    ("dozens of", "40", True),
    ("dozens of", "400", False),
]


@pytest.mark.parametrize(("one", "two", "agree"), AGREE)
def test_values_agree_where_one_truth_can_stand_behind_both(
    one: str, two: str, agree: bool
) -> None:
    first, second = figures_in(f"There: {one}")[0], figures_in(f"There: {two}")[0]
    assert first.agrees(second) is second.agrees(first) is agree


PIECES = [
    "5", "$", "US$", "-", "–", "to", "and", "between", "%", "percent", "half a", "million", "dozen",
    "two", "one in", "of", "third", "km", "square", "degrees", "F", "over", ",", ".", "1,000", "²",
    "١٢", "1e9", "\ud800", "year", "ago", "since", "May", "31", "9999", "0", "No.", "m", "k", "/",
]  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES)).map(" ".join)))
@example("one in zero")
@example("0 in 0 percent between $ and 0")
def test_reading_never_raises_and_stays_inside(text: str) -> None:
    for quantity in find_quantities(text):
        value_of(text, quantity)
    end = 0
    for value in figures_in(text):
        assert end <= value.span.start < value.span.end <= len(text)
        assert value.low <= value.high
        assert value.slack >= 0
        end = value.span.end
