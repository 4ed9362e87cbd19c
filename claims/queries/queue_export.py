"""The queue as rows of a table: the whole list, not only a page of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Anchor, Claim, Statement

from .given import given_to
from .queue import ORDERS, detailed, lines_of, ordered
from .queue_conditions import Viewer, matching
from .queue_filters import Filters, Show

AT_A_TIME = 500


def header() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Article"), _("Number"), _("Claim"), _("Words"), _("Said by"), _("Check state"),
        _("Verdict"), _("Was it said"), _("Risk"), _("Worth checking"), _("Assigned to"),
        _("Due"), _("Tags"), _("Evidence"), _("Address"),
    ]  # fmt: skip


def table(filters: Filters, viewer: Viewer, site: str = "") -> Iterator[Sequence[str | int]]:
    """Yield the header and every row of the list, in its order; memory does not grow with it.

    ``site`` stands before each address, so that it still leads here from a saved file.
    """
    yield header()
    rows = detailed(ordered(matching(filters, viewer), filters, viewer), filters.show, viewer)
    if filters.show == Show.CLAIMS:
        # the words as they stand now, or stood last
        printed = Anchor.objects.filter(claim=OuterRef("pk")).order_by("-revision__number", "start")
        rows = rows.annotate(printed=Subquery(printed.values("exact")[:1]))
    for row in rows.order_by(*ORDERS[filters.sort]).iterator(chunk_size=AT_A_TIME):
        *rest, path = cells(row, viewer)
        yield [*rest, f"{site}{path}"]


def cells(row: Any, viewer: Viewer) -> Sequence[str | int]:
    """Return one claim or statement as cells; a statement has no number and no state."""
    line = lines_of([row], viewer)[0]
    statement: Statement | None = row if isinstance(row, Statement) else row.statement
    due = f"{timezone.localtime(line.due, viewer.zone):%Y-%m-%d %H:%M}" if line.due else ""
    said = str(statement.get_said_display() or _("Not yet heard")) if statement else ""
    after = [given_to(row), due]
    if isinstance(row, Claim):
        return [
            row.article.title, row.number, row.text, getattr(row, "printed", None) or "",
            str(line.source or ""), row.get_state_display(), row.get_verdict_display(), said,
            row.get_risk_display(), row.get_worth_display(), *after,
            ", ".join(tag.name for tag in row.tags.all()), line.evidence, row.get_absolute_url(),
        ]  # fmt: skip
    return [
        row.article.title, "", "", row.words, str(line.source or ""), "", "", said, "", "",
        *after, "", line.evidence, row.get_absolute_url(),
    ]  # fmt: skip
