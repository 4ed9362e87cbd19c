"""What a section of the figures is made of: its finding, its chart, and the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .charts import Bars, Lines


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``value`` as a spreadsheet takes it, ``text`` as the page says it.

    ``url`` is the very list that a count counts.
    """

    value: str | float
    text: str = ""
    url: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it stands in a column of numbers."""
        return not isinstance(self.value, str)

    def __str__(self) -> str:
        return self.text or str(self.value)


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; ``verdict`` gives it the look of one."""

    label: str
    is_number: bool = True
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One figure. ``rows`` begin with what they are about; without any, ``empty`` says why."""

    key: str
    title: str
    finding: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    chart: Lines | Bars | None
    empty: str
    notes: Sequence[str] = field(default=())
    total: Row = ()

    @property
    def table(self) -> list[Row]:
        """Return all rows, the sum last."""
        return [*self.rows, *([self.total] if self.total else [])]


def share(part: int, whole: int) -> float:
    """Return ``part`` in percent of ``whole``, to the whole percent; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def percent(part: int, whole: int) -> Cell:
    """Return a share as a cell, with a word where there is nothing to have a share in."""
    return Cell(share(part, whole), f"{share(part, whole)} %") if whole else Cell("", "–")
