"""How long claims and articles stayed at each stage of the work."""

import math
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.enums import Stage, State

from .charts import Bars, plain
from .parts import Cell, Column, Row, Section
from .past import ClaimPast, Past
from .told import Stay

BRIEF = gettext_lazy("under a minute")
HALF, MOST = 0.5, 0.9  # the shares of all stays that the two figures hold
Times = Mapping[str, Sequence[float]]  # by name of the state or stage


def claims(past: Past) -> Section:
    """Return how long claims stayed in each state that they left in the days asked for."""
    names = {
        State.TO_CHECK.value: _("To check"),
        State.CHECKING.value: _("Checking"),
        State.CHECKED.value: _("Waiting for review"),
        State.RECHECK.value: _("To re-check"),
    }
    stays = [stay for claim in past.claims for stay in claim.states if counts(claim, stay)]
    times = times_of(past, stays, names)
    return section(
        times,
        key="stages",
        title=_("How long claims take"),
        finding=longest_of_claims(times),
        empty=_("No claim moved on in these days."),
        note=_("Waiting for review: only where the desk asks for a second person, as it does now."),
    )


def articles(past: Past) -> Section:
    """Return how long articles stayed at each stage that they left in the days asked for."""
    names = {
        Stage.INCOMING.value: _("Incoming"),
        Stage.IN_CHECK.value: _("In check"),
        Stage.CLEARED.value: _("Cleared"),
    }
    stays = [stay for piece in past.pieces.values() for stay in piece.stages]
    times = times_of(past, stays, names)
    return section(
        times,
        key="article-stages",
        title=_("How long articles take"),
        finding=longest_of_articles(times),
        empty=_("No article moved on in these days."),
        note=_("An article that goes back to check stays there a second time."),
    )


def section(times: Times, *, key: str, title: str, finding: str, empty: str, note: str) -> Section:
    """Return the median and the 90th percentile of the stays, by what they were in."""
    any_there = any(times.values())
    rows: list[Row] = [
        [Cell(name), Cell(len(of)), time_cell(of, HALF), time_cell(of, MOST)]
        for name, of in times.items()
    ]
    return Section(
        key=key,
        title=title,
        finding=finding,
        columns=[
            Column(_("Stage"), is_number=False),
            Column(_("Ended")),
            Column(_("Half took at most")),
            Column(_("Nine in ten took at most")),
        ],
        rows=rows if any_there else [],
        chart=chart_of({name: of for name, of in times.items() if of}) if any_there else None,
        empty=empty,
        notes=[
            _("Every stay that ended in these days, by the clock: nights and weekends count."),
            _(
                "Of the times in order, the first that half (the median) or nine in ten (the 90th "
                "percentile) did not exceed. The CSV file holds hours."
            ),
            note,
        ],
    )


def chart_of(times: Times) -> Bars:
    """Draw both figures of each stage, one upon the other."""
    whole = max(rank(of, MOST) for of in times.values())
    bars = []
    for row, (name, of) in enumerate(times.items()):
        both = [("half", rank(of, HALF)), ("most", rank(of, MOST))]
        values = [(look, f"{name}: {lasting(time)}", time) for look, time in both]
        note = " · ".join(lasting(time) for _look, time in both)
        bars.append(plain(name, note, values, whole=whole, row=row))
    legend = [("half", _("half took at most this")), ("most", _("nine in ten took at most this"))]
    words = _("How long half, and nine in ten, took at each stage; the times are in the table.")
    return Bars(words, bars, legend)


def times_of(past: Past, stays: Iterable[Stay], names: Mapping[str, str]) -> Times:
    """Return, by name of the state or stage, the seconds of the stays that ended, in order."""
    found: dict[str, list[float]] = {key: [] for key in names}
    for stay in stays:
        if stay.end and past.inside(stay.end) and stay.value in found:
            found[stay.value].append((stay.end - stay.start).total_seconds())
    return {names[key]: sorted(times) for key, times in found.items()}


def counts(claim: ClaimPast, stay: Stay) -> bool:
    """Whether the claim was there all the while, and waited where it was checked."""
    if stay.value == State.CHECKED and not claim.needs_second:
        return False
    return any(
        live.start <= stay.start and (live.end is None or (stay.end and stay.end <= live.end))
        for live in claim.live
    )


def rank(times: Sequence[float], part: float) -> float:
    """Return the time that ``part`` of ``times``, which are in order, did not exceed."""
    return times[math.ceil(len(times) * part) - 1]


def time_cell(times: Sequence[float], part: float) -> Cell:
    """Return that time, in hours for a spreadsheet."""
    if not times:
        return Cell("", "–")
    seconds = rank(times, part)
    return Cell(round(seconds / 3600, 2), lasting(seconds))


def lasting(seconds: float) -> str:
    """Return a time as people say it, in the two largest units."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return str(BRIEF)
    hours, minutes = divmod(minutes, 60)
    days, left = divmod(hours, 24)
    if not hours:
        return _("%(n)d min") % {"n": minutes}
    if hours < 48:
        return _("%(h)d h %(m)d min") % {"h": hours, "m": minutes} if minutes else _hours(hours)
    told = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return f"{told} {_hours(left)}" if left else told


def _hours(hours: int) -> str:
    return _("%(n)d h") % {"n": hours}


def longest(times: Times) -> tuple[str, str]:
    """Return where half of the stays took longest, and up to what; nothing where none ended."""
    halves = {name: rank(of, HALF) for name, of in times.items() if of}
    if not halves:
        return "", ""
    name = max(halves, key=lambda name: halves[name])
    time = lasting(halves[name])
    return name, time if time == str(BRIEF) else _("up to %(time)s") % {"time": time}


def longest_of_claims(times: Times) -> str:
    """Say where claims stay longest."""
    name, time = longest(times)
    said = _("Claims stay longest in “%(stage)s”: half of them %(time)s.")
    return said % {"stage": name, "time": time} if name else ""


def longest_of_articles(times: Times) -> str:
    """Say where articles stay longest."""
    name, time = longest(times)
    said = _("Articles stay longest in “%(stage)s”: half of them %(time)s.")
    return said % {"stage": name, "time": time} if name else ""
