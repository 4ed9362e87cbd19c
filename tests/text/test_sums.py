"""Sums: exact, with their working, from figures as people type them."""

import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.sums import INPUTS, Unworkable, Worked, work_out
from claims.text.sums.amounts import Amount, is_exact, magnitude, printed, read_amount, rounded
from claims.text.sums.series import period, read_series

ANY = st.text(st.characters(exclude_categories=[]), max_size=60)
TYPED = st.one_of(
    ANY,
    st.lists(
        st.sampled_from(
            ["4", "4.2", "1,300", "0", "-", "−", "€", "$", "%", " million", "bn", " people", "two "
             "dozen", "m", " ", ".", ",", "9" * 18, "2019", "2019-05", "\n", "\t104.3", ";", "\0"]
        ),
        max_size=8,
    ).map("".join),
)  # fmt: skip


def result(method: str, *figures: str) -> str:
    return work_out(method, dict(zip(INPUTS[method], figures, strict=True))).result


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4.2 million", 4_200_000), ("1,300", 1300), ("1 300", 1300),
        ("1\u00a0300\u202f500", 1300500),
        ("1'300", 1300), ("12.5%", "12.5"), ("€3.1bn", 3_100_000_000), ("-4", -4), ("−4", -4),
        ("€-4", -4), ("-€4", -4), ("minus 4", -4), ("+4", 4), (".5", "0.5"), ("5m", 5_000_000),
        ("100.", 100), ("two dozen", 24), ("half a million", 500_000), ("USD 4", 4),
        ("US$4k", 4000),
        ("0.1", "0.1"), ("123456789012345678", 123456789012345678),
        ("83 million people", 83_000_000),
        ("4.2-million", 4_200_000), ("twenty-five", 25), ("12 per cent", 12),
        ("0.000000000001", "1e-12"),
    ],
)  # fmt: skip
def test_a_figure_is_read_exactly(typed: str, value: int | str) -> None:
    assert read_amount("old", typed).value == Fraction(value)


@pytest.mark.parametrize(
    "typed",
    ["abc", "4,2", "1,30", "1.2.3", "12/5", "1e6", "(4)", "about 5", "½", "\0", "5\0", "4 to 5",
     "1,300,00", "12,3456", "=1+1", "9" * 19, "--4", "€", "%", "2019 104", "\ud800"],
)  # fmt: skip
def test_what_is_no_figure_is_refused_and_named(typed: str) -> None:
    with pytest.raises(Unworkable, match=r"^old: ") as refusal:
        read_amount("old", typed)
    assert refusal.value.code == "unreadable"


@pytest.mark.parametrize(
    ("method", "figures", "told"),
    [
        ("change", ("4.2 million", "5.1 million"), "+21.4%"),
        ("change", ("€3.1bn", "€2.9bn"), "−6.5%"),
        ("change", ("100", "100"), "0%"),
        ("change", ("4", "5"), "+25%"),
        ("change", ("3", "1,000,000"), "+33,333,233%"),
        ("change", ("12.5%", "14%"), "+1.5 percentage points (+12%)"),
        ("change", ("-0.5%", "2 per cent"), "+2.5 percentage points"),
        ("change", ("1,000,000", "1,000,123"), "+0.012%"),
        ("share", ("1,300", "18,400"), "7.1%"),
        ("share", ("1", "1,000,000"), "0.0001%"),
        ("share", ("3", "2"), "150%"),
        ("per_head", ("€3.1bn", "83 million"), "€37.35 per head"),
        ("per_head", ("€75", "2 people"), "€37.50 per head"),
        ("per_head", ("430 million tonnes", "83 million"), "5.18 tonnes per head"),
        ("per_head", ("120 murders", "83 million"), "0.145 murders per 100,000 people"),
        ("per_head", ("0", "7"), "0 per head"),
        ("rounding", ("4,180,000", "4.2 million"), "right to the nearest 0.1 million"),
        ("rounding", ("4,260,000", "4.2 million"), "wrong: 4.3 million to the nearest 0.1 million"),
        ("rounding", ("41,234", "41,000"), "right to the nearest 1,000"),
        ("rounding", ("41,634", "41,000"), "wrong: 42,000 to the nearest 1,000"),
        ("rounding", ("43.7 million", "40 million"), "right to the nearest 10 million"),
        ("rounding", ("3.96", "4.0"), "right to the nearest 0.1"),
        ("rounding", ("60%", "100%"), "wrong: 60% to the nearest 1%"),
        ("rounding", ("4.25", "4.2"), "right to the nearest 0.1 (half-way, goes either way)"),
        ("rounding", ("-4.26", "-4.2"), "wrong: −4.3 to the nearest 0.1"),
        ("rounding", ("0.2", "0"), "right to the nearest 1"),
    ],
)  # fmt: skip
def test_a_sum_tells_its_result(method: str, figures: tuple[str, str], told: str) -> None:
    assert result(method, *figures) == told


def test_the_working_can_be_followed_by_hand() -> None:
    assert work_out("change", {"old": "4.2 million", "new": "5,100,000"}) == Worked(
        "(5,100,000 − 4,200,000) ÷ 4,200,000 × 100",
        "4.2 million = 4,200,000\n"
        "5,100,000 − 4,200,000 = 900,000\n"
        "900,000 ÷ 4,200,000 × 100 ≈ 21.428571",
        "+21.4%",
    )


SERIES = "Year;CPI\n2019-05;104.3\n\n2019M06;105\n2023-05;121.7\n"


@pytest.mark.parametrize(
    ("amount", "since", "until", "series", "told"),
    [
        ("€100", "2019-05", "2023-05", SERIES, "€117 (2023-05)"),
        ("€4.2 million", "May 2019", "05/2023", SERIES, "€4.90 million (2023-05)"),
        ("$20", "2018", "2019", "2018\t100,5\n2019\t1.105,25", "$220 (2019)"),
        ("$20", "2018", "2019", "2018 1,005\n2019 2,010", "$40 (2019)"),
        ("$20", "2018-01", "2019-01", "DATE,CPI\n2018-01-01,50.5\n2019-01-01,101", "$40 (2019-01)"),
        ("$20", "q1 2018", "2019Q2", '"2018-Q1","50"\n"2019-Q2","51"', "$20.40 (2019-Q2)"),
        ("£20.00", "1950", "1950", "1950, 9", "£20 (1950)"),
    ],
)
def test_an_amount_is_put_in_the_money_of_another_period(
    amount: str, since: str, until: str, series: str, told: str
) -> None:
    assert result("inflation", amount, since, until, series) == told


@pytest.mark.parametrize(
    ("method", "figures", "code", "name"),
    [
        ("change", ("", "5"), "missing", "old"),
        ("change", ("4", " "), "missing", "new"),
        ("change", ("0", "5"), "zero", "old"),
        ("change", ("-4", "5"), "negative", "old"),
        ("change", ("€4", "$5"), "unit", "new"),
        ("change", ("4%", "5"), "unit", "new"),
        ("change", ("4 km", "5 miles"), "unit", "new"),
        ("change", ("9" * 5000, "5"), "too_long", "old"),
        ("share", ("3", "0"), "zero", "whole"),
        ("share", ("-3", "4"), "negative", "part"),
        ("per_head", ("3%", "4"), "unit", "amount"),
        ("per_head", ("3", "€4"), "unit", "people"),
        ("per_head", ("3", "0 people"), "zero", "people"),
        ("rounding", ("3", "many"), "unreadable", "printed"),
        ("inflation", ("3%", "2018", "2019", SERIES), "unit", "amount"),
        ("inflation", ("3", "", "2023-05", SERIES), "missing", "from_period"),
        ("inflation", ("3", "2019-05", "2024", SERIES), "period", "to_period"),
        ("inflation", ("3", "2019-05", "2024", ""), "missing", "series"),
        ("inflation", ("3", "2019-05", "2024", "nothing here"), "line", "series"),
        ("inflation", ("3", "2018", "2019", "2018 100\nand so on\n2019 101"), "line", "series"),
        ("inflation", ("3", "2018", "2019", "2018 100\n2019 101..2"), "line", "series"),
        ("inflation", ("3", "2018", "2019", "2018 100\n2018 101\n2019 2"), "twice", "series"),
        ("inflation", ("3", "2018", "2019", "2018 0\n2019 2"), "zero", "series"),
        ("inflation", ("3", "2018", "2019", "2018 1\n" * 50_000), "too_long", "series"),
    ],
)  # fmt: skip
def test_a_sum_that_cannot_be_done_names_the_figure_and_says_why(
    method: str, figures: tuple[str, ...], code: str, name: str
) -> None:
    with pytest.raises(Unworkable, match=f"^{name}: ") as refusal:
        result(method, *figures)
    assert (refusal.value.code, refusal.value.name) == (code, name)
    assert len(str(refusal.value)) < 120


def test_an_unknown_sum_is_refused() -> None:
    with pytest.raises(Unworkable, match="not known"):
        work_out("square root", {})


def test_a_period_may_be_written_in_many_ways() -> None:
    months = ["2019-05", "2019M05", "2019 m5", "05/2019", "May 2019", "2019 MAY", "2019-05-01"]
    assert {period(typed) for typed in months} == {"2019-05"}
    assert [period("2019 Q2"), period(" 2019 "), period("2019-13")] == [
        "2019-Q2",
        "2019",
        "2019-13",
    ]


@given(st.fractions(-(10**15), 10**15), st.integers(-6, 12))
@settings(max_examples=60, deadline=None)
def test_a_value_is_printed_as_it_was_rounded(value: Fraction, places: int) -> None:
    near = rounded(value, places)
    assert abs(near - value) * 2 <= Fraction(10) ** -places
    if places >= 0:
        assert read_amount("old", printed(value, places)[:80]).value == near
    if value:
        assert (
            Fraction(10) ** magnitude(value) <= abs(value) < Fraction(10) ** (magnitude(value) + 1)
        )
    if is_exact(value):
        assert Fraction(printed(value).replace(",", "").replace("−", "-")) == value


@given(st.sampled_from(list(INPUTS)), st.lists(TYPED, min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_worked_out_or_refused(method: str, typed: list[str]) -> None:
    names = INPUTS[method]
    try:
        done = work_out(method, dict(zip(names, typed, strict=False)))
    except Unworkable as refusal:
        named = refusal.name
    else:
        named = names[0]
        assert min(map(len, done)) > 0
        assert len(done.result) <= 300
    assert named in names


def test_a_result_fits_its_field_whatever_the_figures() -> None:
    unit = "9" * 18 + " trillion " + "x" * 38
    least = "0." + "0" * 11 + "1 " + "y" * 38
    for method in ("change", "share", "per_head", "rounding"):
        for pair in ((unit, least), (least, unit), (least, least)):
            assert len(result(method, *pair)) <= 300


def lines_run(pasted: str) -> int:
    """How many calls reading a series takes."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        read_series("series", pasted)
    finally:
        sys.setprofile(None)
    return calls


def test_a_long_series_takes_work_in_proportion() -> None:
    rows = [f"{1000 + n % 1000}-{n // 1000 + 1:02} {100 + n}.5" for n in range(8_000)]
    assert lines_run("\n".join(rows)) < 5 * lines_run("\n".join(rows[:2_000]))


def test_an_amount_keeps_what_stands_around_it() -> None:
    amount = read_amount("amount", "€4.2 million a year")
    assert isinstance(amount, Amount)
    assert amount.put(Fraction(-5_250_000)) == "−€5,250,000 a year"
    assert amount.put(Fraction(5_250_000), 1, scaled=True) == "€5.3 million a year"
