"""Going through a list of the queue row by row, in its order, while others change it."""

from dataclasses import dataclass
from typing import Any

from claims.models import Claim, Statement

from .paging import bookmark_of, rows_beside
from .queue import ORDERS, ordered
from .queue_conditions import Rows, Viewer, matching
from .queue_filters import Filters


@dataclass(frozen=True, slots=True)
class Stop:
    """A row to look at, and where it stood in the list when it was read."""

    thing: Claim | Statement
    place: str


def stop_beside(
    filters: Filters, viewer: Viewer, place: str, *, before: bool = False
) -> Stop | None:
    """Return the row that follows the place in the list, or the one before it; None at an end.

    A place is that of a row as it stood, which may have left the list since.
    """
    row: Any = beside(filters, viewer, place, before=before).select_related("article").first()
    return Stop(row, bookmark_of(row, ORDERS[filters.sort])) if row else None


def still_to_come(filters: Filters, viewer: Viewer, place: str) -> int:
    """Return how many rows of the list follow the place."""
    return beside(filters, viewer, place).order_by().count()


def beside(filters: Filters, viewer: Viewer, place: str, *, before: bool = False) -> Rows:
    """Return the rows of the list after the place, or before it, the nearest first."""
    rows = ordered(matching(filters, viewer), filters, viewer)
    return rows_beside(rows, order=ORDERS[filters.sort], place=place, before=before)
