"""Charts as coordinates for the SVG of a page.

Lengths across are percentages, lengths down are pixels, so that a chart is as wide as its place
while its words keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 220  # of a chart of lines, with its legend above and its days below
TOP, BOTTOM = 44, 196  # where its highest value and its nothing are drawn
LEFT, RIGHT = 2.0, 98.0
MOST_MARKS = 31  # more points than this are not marked one by one
ROW, BAR = 47, 17  # from one bar to the next, and how thick one is
SMALL = (2, 4, 6, 8, 10)  # where an axis may end
ROUND = (12, 16, 20, 24, 30, 40, 50, 60, 80, 100)  # and, times a power of ten, a longer one
LONGEST = 34  # letters of a name above a bar
ROOM = (4.0, 9.0)  # percent of the width that a sign takes, and a sign with a number


@dataclass(frozen=True, slots=True)
class Tick:
    """A word on an axis."""

    at: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its points in thousandths for the stretched part, and its marks."""

    name: str
    look: str
    points: str
    marks: Sequence[tuple[str, str]]
    legend: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart of lines over time."""

    words: str  # what it shows, for those who do not see it
    lines: Sequence[Line]
    heights: Sequence[Tick]
    days: Sequence[Tick]
    kind: str = "lines"
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar; ``look`` is a verdict or a word that the style sheet knows."""

    x: str
    width: str
    middle: str
    look: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar below its name."""

    name: str
    note: str
    y: int
    parts: Sequence[Part]

    @property
    def label(self) -> str:
        """Return as much of the name as has room."""
        return self.name if len(self.name) <= LONGEST else f"{self.name[: LONGEST - 1]}…"

    @property
    def top(self) -> int:
        """Return where the bar itself begins."""
        return self.y + 22

    @property
    def baseline(self) -> int:
        """Return where its name stands."""
        return self.y + 16

    @property
    def inside(self) -> int:
        """Return where words in the bar stand."""
        return self.top + BAR - 4


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars, one below the other."""

    words: str
    bars: Sequence[Bar]
    legend: Sequence[tuple[str, str]] = ()  # (look, words)
    kind: str = "bars"
    thick: int = BAR

    @property
    def height(self) -> int:
        """Return how high the chart is."""
        return ROW * len(self.bars)


def across(value: float, whole: float) -> float:
    """Return ``value`` in percent of the width that ``whole`` takes."""
    return 100 * value / whole if whole else 0.0


def lines_of(
    words: str, series: Sequence[tuple[str, str, Sequence[int]]], days: Sequence[str]
) -> Lines:
    """Draw (name, look, values) over the same days; every series has a value for each."""
    top = nice(max((value for _n, _l, values in series for value in values), default=0))
    step = (RIGHT - LEFT) / max(1, len(days) - 1)
    places = [LEFT + step * index for index in range(len(days))]

    def height(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / top

    drawn = []
    for index, (name, look, values) in enumerate(series):
        spots = list(zip(places, map(height, values), strict=True))
        points = " ".join(f"{10 * x:.1f},{1000 * y / HEIGHT:.1f}" for x, y in spots)
        marks = [(f"{x:.2f}%", f"{y:.1f}") for x, y in spots] if len(days) <= MOST_MARKS else []
        drawn.append(Line(name, look, points, marks, f"{50 * index}%"))
    heights = [Tick(f"{height(value):.1f}", str(value or "")) for value in (0, top // 2, top)]
    return Lines(words, drawn, heights, ticks(places, days))


def ticks(places: Sequence[float], days: Sequence[str]) -> list[Tick]:
    """Name the first, the middle and the last day."""
    wanted = {0: "start", len(days) // 2: "middle", len(days) - 1: "end"}
    return [
        Tick(f"{places[index]:.2f}%", days[index], anchor)
        for index, anchor in wanted.items()
        if days
    ]


def nice(value: int) -> int:
    """Return an even, round number that is no less than ``value``, for the top of an axis."""
    if value <= SMALL[-1]:
        return next(step for step in SMALL if value <= step)
    size = 1
    while value > ROUND[-1] * size:
        size *= 10
    return next(step * size for step in ROUND if value <= step * size)


def stacked(name: str, note: str, values: Sequence[tuple[str, str, str, int]], *, row: int) -> Bar:
    """Lay (look, sign, words, count) end to end over the whole width; what has no room is bare."""
    whole = sum(count for *_rest, count in values)
    parts, x = [], 0.0
    for look, sign, words, count in values:
        if width := across(count, whole):
            text = f"{sign} {count}" if width >= ROOM[1] else sign if width >= ROOM[0] else ""
            middle = f"{x + width / 2:.2f}%"
            told = f"{words}: {count}"
            parts.append(Part(f"{x:.2f}%", f"{width:.2f}%", middle, look, text, told))
            x += width
    return Bar(name, note, ROW * row, parts)


def plain(
    name: str, note: str, values: Sequence[tuple[str, str, float]], *, whole: float, row: int
) -> Bar:
    """Draw (look, words, value) from the left, one upon the other, the longest at the back."""
    parts = [
        Part("0%", f"{max(0.4, across(value, whole)):.2f}%", "", look, "", words)
        for look, words, value in sorted(values, key=lambda part: -part[2])
        if value
    ]
    return Bar(name, note, ROW * row, parts)
