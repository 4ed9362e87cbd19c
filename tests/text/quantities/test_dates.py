"""Dates and relative dates against the day of writing, a Wednesday."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.text.quantities import find_quantities, resolve_date
from claims.text.segments import Span

WRITTEN = datetime.date(2024, 11, 20)
DATES = [
    ("yesterday", "2024-11-19", "2024-11-19"),
    ("tomorrow", "2024-11-21", "2024-11-21"),
    ("on Monday", "2024-11-18", "2024-11-18"),
    ("on Wednesday", "2024-11-20", "2024-11-20"),
    ("last Wednesday", "2024-11-13", "2024-11-13"),
    ("next Wednesday", "2024-11-27", "2024-11-27"),
    ("three days ago", "2024-11-17", "2024-11-17"),
    ("two weeks ago", "2024-11-04", "2024-11-10"),
    ("a month ago", "2024-10-01", "2024-10-31"),
    ("25 years ago", "1999-01-01", "1999-12-31"),
    ("a decade ago", "2014-01-01", "2014-12-31"),
    ("last week", "2024-11-11", "2024-11-17"),
    ("this month", "2024-11-01", "2024-11-30"),
    ("last year", "2023-01-01", "2023-12-31"),
    ("next year", "2025-01-01", "2025-12-31"),
    ("in May", "2024-05-01", "2024-05-31"),
    ("last November", "2023-11-01", "2023-11-30"),
    ("in December", "2024-12-01", "2024-12-31"),
    ("since April", "2024-04-01", "2024-11-20"),
    ("since 1998", "1998-01-01", "2024-11-20"),
    ("by 2029", "2029-01-01", "2029-12-31"),
    ("in March 2019", "2019-03-01", "2019-03-31"),
    ("on May 3, 2021", "2021-05-03", "2021-05-03"),
    ("3 May 2021", "2021-05-03", "2021-05-03"),
    ("Sept. 12", "2024-09-12", "2024-09-12"),
    ("2024-05-06", "2024-05-06", "2024-05-06"),
    ("1990s", "1990-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(("words", "start", "end"), DATES)
def test_a_date_is_found_and_resolved(words: str, start: str, end: str) -> None:
    text = f"It was so {words}, they said."
    found = find_quantities(text)
    assert [q.kind for q in found] == ["date"]
    assert text[slice(*found[0].span)] == words
    interval = resolve_date(text, found[0].span, WRITTEN)
    assert interval is not None
    assert (interval.start.isoformat(), interval.end.isoformat()) == (start, end)


def test_words_of_the_future_turn_a_weekday_forward() -> None:
    text = "The ship will go back on patrol on Thursday; it came on Friday."
    ahead, before = (resolve_date(text, q.span, WRITTEN) for q in find_quantities(text))
    assert ahead is not None
    assert before is not None
    assert ahead.start == datetime.date(2024, 11, 21)
    assert before.start == datetime.date(2024, 11, 15)


@pytest.mark.parametrize("words", ["June 31", "99999 years ago", "last", "two moons ago", "May"])
def test_what_is_no_date_or_needs_the_day_of_writing_is_left_open(words: str) -> None:
    span = Span(0, len(words))
    written = None if words == "May" else WRITTEN
    assert resolve_date(words, span, written) is None


WORDS = [
    "last", "next", "this", "past", "since", "in", "May", "Feb.", "29", "31", "2023", "0001-01-01",
    "century", "decade", "week", "9999 years", "ago", "Monday", "1500s", ",", "tomorrow", "two",
]  # fmt: skip


@given(
    st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
@example("next century", datetime.date.max)
@example("last week", datetime.date.min)
@example("tomorrow", datetime.date.max)
@example("Feb. 29", datetime.date(2023, 1, 1))
def test_resolving_never_raises(text: str, written: datetime.date | None) -> None:
    found = resolve_date(text, Span(0, len(text)), written)
    assert found is None or found.start <= found.end
