"""The sums themselves: formula, working line by line, result."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from .amounts import Amount, Unworkable, is_exact, magnitude, printed, read_amount, rounded
from .series import period, read_series

INPUTS: dict[str, tuple[str, ...]] = {
    "change": ("old", "new"),
    "share": ("part", "whole"),
    "per_head": ("amount", "people"),
    "rounding": ("figure", "printed"),
    "inflation": ("amount", "from_period", "to_period", "series"),
}
_PER = 100_000  # people, where a figure per head is tiny


class Worked(NamedTuple):
    """A sum done: the formula with its figures, the working line by line, the result."""

    formula: str
    working: str
    result: str


def work_out(method: str, inputs: Mapping[str, str]) -> Worked:
    """Do the sum ``method`` with figures as they were typed, named as in INPUTS.

    Nothing is rounded before the result; "≈" in the working says that a line shows a rounded
    figure. Raises Unworkable, which names the figure.
    """
    if method not in INPUTS:
        raise Unworkable("method", method)
    return _METHODS[method](*(inputs.get(name, "") for name in INPUTS[method]))


def _change(typed_old: str, typed_new: str) -> Worked:
    old, new = read_amount("old", typed_old), read_amount("new", typed_new)
    _same_unit(old, new, "new")
    shares = old.is_percentage and new.is_percentage
    if not shares:
        _positive("old", old.value)
    more = new.value - old.value
    difference = f"{new.put(new.value)} − {_bracketed(old)}"
    lines = [*_read(old, new), f"{difference} = {new.put(more)}"]
    points = f"{_signed(more, max(old.places, new.places))} percentage points"
    if old.value <= 0:
        return Worked(difference, "\n".join(lines), points)
    percent = more / old.value * 100
    lines.append(f"{new.put(more)} ÷ {old.put(old.value)} × 100 {_equals(percent)}")
    result = f"{_signed(percent, _few(percent))}%"
    formula = f"({difference}) ÷ {old.put(old.value)} × 100"
    return Worked(formula, "\n".join(lines), f"{points} ({result})" if shares else result)


def _share(typed_part: str, typed_whole: str) -> Worked:
    part, whole = read_amount("part", typed_part), read_amount("whole", typed_whole)
    _same_unit(part, whole, "whole")
    if part.value < 0:
        raise Unworkable("negative", "part")
    _positive("whole", whole.value)
    percent = part.value / whole.value * 100
    formula = f"{part.put(part.value)} ÷ {whole.put(whole.value)} × 100"
    lines = [*_read(part, whole), f"{formula} {_equals(percent)}"]
    return Worked(formula, "\n".join(lines), f"{_brief(percent, _few(percent))}%")


def _per_head(typed_amount: str, typed_people: str) -> Worked:
    amount, people = read_amount("amount", typed_amount), read_amount("people", typed_people)
    if amount.is_percentage:
        raise Unworkable("unit", "amount", amount.typed)
    if people.measured_in():
        raise Unworkable("unit", "people", people.typed)
    _positive("people", people.value)
    each, ending = amount.value / people.value, "per head"
    formula = f"{amount.put(amount.value)} ÷ {people.put(people.value)}"
    lines = [*_read(amount, people), f"{formula} {_equals(each, amount)}"]
    if 0 < abs(each) < Fraction(1, 100):
        each, ending = each * _PER, f"per {_PER:,} people"
        lines.append(f"{formula} × {_PER:,} {_equals(each, amount)}")
    return Worked(formula, "\n".join(lines), f"{_sensible(amount, each)} {ending}")


def _rounding(typed_figure: str, typed_printed: str) -> Worked:
    figure, claim = read_amount("figure", typed_figure), read_amount("printed", typed_printed)
    _same_unit(figure, claim, "printed")
    off = abs(figure.value - claim.value) * 2
    lines, result = _read(figure, claim), ""
    for step in _steps(claim):
        near = claim.put(rounded(figure.value / step, 0) * step, claim.places, scaled=True)
        place = f"to the nearest {claim.put(step, scaled=True)}"
        lines.append(f"{place}: {near}")
        result = f"right {place}" if off <= step else f"wrong: {near} {place}"
        if off <= step:
            result += " (half-way, goes either way)" if off == step else ""
            break
    return Worked(f"{figure.put(figure.value)} ≈ {claim.typed}", "\n".join(lines), result)


def _steps(claim: Amount) -> Iterator[Fraction]:
    """What a printed figure can be rounded to, finest first: its last place, or its noughts."""
    step = claim.scale / 10**claim.places
    yield step
    noughts = not claim.places and not claim.is_percentage and claim.value != 0
    while noughts and claim.value % (10 * step) == 0:
        step *= 10
        yield step


def _inflation(typed: str, since: str, until: str, pasted: str) -> Worked:
    amount = read_amount("amount", typed)
    if amount.is_percentage:
        raise Unworkable("unit", "amount", amount.typed)
    series = read_series("series", pasted)
    first, last = _level("from_period", since, series), _level("to_period", until, series)
    then = amount.value * last / first
    sums = f"{amount.put(amount.value)} × {printed(last)} ÷ {printed(first)}"
    lines = [
        *_read(amount),
        f"{period(since)}: {printed(first)}",
        f"{period(until)}: {printed(last)}",
        f"{sums} {_equals(then, amount)}",
    ]
    result = _sensible(amount, then, scaled=True)
    return Worked(sums, "\n".join(lines), f"{result} ({period(until)})")


def _level(name: str, typed: str, series: Mapping[str, Fraction]) -> Fraction:
    """The figure of a period."""
    if not typed.strip():
        raise Unworkable("missing", name)
    if period(typed) not in series:
        raise Unworkable("period", name, typed.strip())
    level = series[period(typed)]
    _positive("series", level)
    return level


def _positive(name: str, value: Fraction) -> None:
    if value <= 0:
        raise Unworkable("negative" if value else "zero", name)


def _same_unit(one: Amount, other: Amount, name: str) -> None:
    """Refuse two figures whose units are known and not the same."""
    units = one.measured_in(), other.measured_in()
    if units[0] != units[1] and (all(units) or "%" in units):
        raise Unworkable("unit", name, other.typed)


def _read(*amounts: Amount) -> list[str]:
    """A line for each figure that was typed otherwise than in plain digits."""
    return [
        f"{amount.typed} = {amount.put(amount.value)}"
        for amount in amounts
        if amount.scaled or not any(map(str.isdigit, amount.typed))
    ]


def _bracketed(amount: Amount) -> str:
    shown = amount.put(amount.value)
    return f"({shown})" if amount.value < 0 else shown


def _equals(value: Fraction, amount: Amount | None = None) -> str:
    shown = amount.put(value) if amount else printed(value)
    return f"{'=' if is_exact(value) else '≈'} {shown}"


def _brief(value: Fraction, places: int) -> str:
    """At most so many decimals, fewer where they say it all."""
    return printed(value, None if rounded(value, places) == value else places)


def _signed(value: Fraction, places: int) -> str:
    return ("+" if value > 0 else "") + _brief(value, places)


def _few(percent: Fraction) -> int:
    """Decimals of a result in per cent: one, none above a thousand, two digits below one."""
    size = magnitude(percent) if percent else 0
    return 0 if size >= 3 else max(1, 1 - size)


def _sensible(amount: Amount, value: Fraction, *, scaled: bool = False) -> str:
    """A result in the unit of a figure: three digits that tell, cents of small sums of money."""
    size = magnitude(value / (amount.scale if scaled else 1)) if value else 0
    places = max(0, 2 - size, amount.places if scaled else 0)
    if amount.money and not (scaled and amount.scaled) and -2 <= size <= 1:
        places = 2
    return amount.put(
        value, 0 if value.denominator == 1 and not amount.scaled else places, scaled=scaled
    )


_METHODS: dict[str, Callable[..., Worked]] = {
    "change": _change,
    "share": _share,
    "per_head": _per_head,
    "rounding": _rounding,
    "inflation": _inflation,
}
