"""The queue: claims, and statements awaiting "was it said", across all articles one may read."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Part, Risk, Worth
from claims.models import Anchor, Article, Claim, Source, Statement, User

from . import pressing
from .lost import rests_on_lost
from .paging import Page, page_of
from .queue_conditions import (
    Rows,
    Viewer,
    evidence_of,
    matching,
    owner_of,
    rows_of,
)
from .queue_filters import Filters, Label, Show, Sort, queue_url
from .reviewing import at_work, with_last_review
from .threads import with_asked

__all__ = ["Counted", "Line", "lines_of", "news_in", "open_count", "page", "queue_url"]

SIZE = 50
NEVER = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)  # undated comes last
NOWHERE = 2**31 - 1  # so does what no longer stands in the text


@dataclass(frozen=True, slots=True)
class Line:
    """A claim or statement as one row of the list; ``due`` may be its article's deadline."""

    thing: Claim | Statement
    source: Source | None
    evidence: int
    due: datetime.datetime | None
    day: str  # "today", "tomorrow", "yesterday", or "" for any other
    is_late: bool

    @property
    def uid(self) -> str:
        """Return the thing's uid as a form sends it."""
        return str(self.thing.uid)

    @property
    def waits_with_article(self) -> bool:
        """Whether the date is that of the article, for want of one of its own."""
        return self.due is not None and self.thing.due_at is None


@dataclass(frozen=True, slots=True)
class Counted:
    """A whole question under a name, with the number of its answers."""

    label: Label
    url: str
    count: int


def open_count(user: User) -> int:
    """Return how many open claims of articles at work ``user`` may read: the queue's number."""
    return at_work(Claim.objects.visible_to(user).open()).count()


# --- the list ----------------------------------------------------------------------------------


def page(filters: Filters, viewer: Viewer, after: str = "") -> Page[Any]:
    """Return one page of lines, in three statements whatever the number of rows.

    The first finds the rows; what is shown of them is read for these only.
    """
    keys = page_of(
        ordered(matching(filters, viewer), filters, viewer).only("pk"),
        order=ORDERS[filters.sort],
        after=after,
        size=SIZE,
    )
    found = [row.pk for row in keys.rows]
    rows = detailed(rows_of(filters.show, viewer).filter(pk__in=found), filters.show, viewer)
    by_key = {row.pk: row for row in rows}
    here = [by_key[key] for key in found if key in by_key]
    return Page(lines_of(here, viewer), keys.next, keys.first)


ORDERS: dict[Sort, Sequence[str]] = {
    Sort.DUE: ("due_rank", "pk"),
    Sort.NEWEST: ("-pk",),
    Sort.ARTICLE: ("article_rank", "place", "pk"),
    Sort.WORTH: ("worth_rank", "due_rank", "pk"),
    Sort.RISK: ("risk_rank", "due_rank", "pk"),
    Sort.PRESSING: pressing.ORDER,
}


def ordered(rows: Rows, filters: Filters, viewer: Viewer) -> Rows:
    """Annotate ``rows`` with what the order of ``filters`` goes by."""
    extra: dict[str, Any] = {}
    if filters.sort == Sort.ARTICLE:
        newest_first = ExpressionWrapper(0 - F("article_id"), output_field=BigIntegerField())
        place = Coalesce(place_of(filters.show), NOWHERE)
        extra = {"article_rank": newest_first, "place": place}
    elif filters.sort != Sort.NEWEST:
        extra = {"due_rank": Coalesce("due", NEVER)}
    if filters.sort == Sort.PRESSING:
        rows = pressing.with_press_rank(rows, filters.show, viewer)
        extra["worth_rank"] = worth_rank(filters.show)
    elif filters.sort == Sort.WORTH:
        extra["worth_rank"] = worth_rank(filters.show)
    elif filters.sort == Sort.RISK:
        extra["risk_rank"] = rank_of("risk", Risk.values)
    found: Rows = rows.annotate(**extra)
    return found


def rank_of(field: str, values: Sequence[str]) -> Case:
    """Return the place of a field's value among ``values``."""
    cases = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*cases, default=Value(len(values)), output_field=IntegerField())


def worth_rank(show: Show) -> Any:
    """Return the place of a claim's worth; of statements none is more worth than another."""
    return rank_of("worth", Worth.values) if show == Show.CLAIMS else Value(0)


def place_of(show: Show) -> Subquery:
    """Return where a claim or statement begins in its article as it stands now."""
    owner = {"claim" if show == Show.CLAIMS else "statement": OuterRef("pk")}
    anchors = Anchor.objects.filter(
        **owner, revision=OuterRef("article__current"), part=Part.CONTENT
    )
    return Subquery(anchors.order_by("start").values("start")[:1])


def detailed(rows: Rows, show: Show, viewer: Viewer) -> Rows:
    """Add what a line shows: people, source, tags, and how much evidence the viewer may read."""
    source = "statement__source__root" if show == Show.CLAIMS else "source__root"
    rows = rows.select_related("article__desk", "assignee", source)
    # a statement is as risky as its claims, on which a desk's policy may depend
    rows = rows.prefetch_related("tags" if show == Show.CLAIMS else "claims")
    kind = "claim" if show == Show.CLAIMS else "statement"
    rows = with_asked(with_last_review(rows, kind), kind)
    pieces = evidence_of(show, viewer).values("question").annotate(count=Count("pk"))
    found: Rows = rows.annotate(
        evidence=Coalesce(Subquery(pieces.values("count")), 0), gone=rests_on_lost(owner_of(show))
    )
    return found


def lines_of(rows: Sequence[Any], viewer: Viewer) -> list[Line]:
    """Return the rows of ``detailed`` as lines."""
    today = timezone.localtime(viewer.now, viewer.zone).date()
    days = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    lines = []
    for row in rows:
        statement = row if isinstance(row, Statement) else row.statement
        source = statement.source if statement else None
        day = timezone.localtime(row.due, viewer.zone).date() if row.due else None
        done = bool(row.said) if isinstance(row, Statement) else row.is_settled
        lines.append(
            Line(
                thing=row,
                source=source.root if source else None,
                evidence=row.evidence,
                due=row.due,
                day=days.get((day - today).days, "") if day else "",
                is_late=row.due is not None and row.due < viewer.now and not done,
            )
        )
    return lines


def news_in(article: Article, viewer: Viewer) -> list[Counted]:
    """Return the lists of what is new to the viewer in ``article`` since they checked there."""
    found = []
    for show, whole in ((Show.CLAIMS, "state"), (Show.STATEMENTS, "said")):
        asked = {"article": str(article.uid), whole: "all", "new": "mine", "stage": "all"}
        filters = Filters(show, {key: (value,) for key, value in asked.items()})
        if count := matching(filters, viewer).count():
            label = (
                _("Claims new since you checked")
                if show == Show.CLAIMS
                else _("Statements new since you checked")
            )
            found.append(Counted(label, filters.url, count))
    return found
