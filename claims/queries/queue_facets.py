"""The counts beside the queue's filters: each is exactly as long as the list behind its link.

A count respects every other filter, not its own. Whatever is chosen, four statements count all
of them; of articles and sources, of which there may be thousands, the ten largest are shown.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Expression, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from claims.enums import AT_WORK, State
from claims.models.claim import SETTLED
from claims.permissions import REVIEWS

from .queue_conditions import Rows, Viewer, condition, matching
from .queue_filters import FACETS, Facet, Filters, Label, Show

LARGEST = 10
EMPTY = {
    "verdict": "none", "said": "unheard", "assignee": "nobody", "desk": "none", "source": "none"
}  # fmt: skip
IN_SIGHT = {
    Show.CLAIMS: ("state", "due", "assignee", "worth"),
    Show.STATEMENTS: ("said", "due", "assignee", "source"),
}
UIDS = frozenset({"assignee", "article", "source"})  # these buckets are uids
SEVERAL = frozenset({"tag"})  # a row may lie in several buckets of these


Pair = tuple[Any, Any]  # expressions: the bucket of a row, and its printed name if it has one


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: how many rows it has, and the addresses of two lists.

    ``only`` lists just these rows, ``toggle`` adds them to the list or takes them away; an
    ``alone`` value goes with no other.
    """

    value: str
    label: str
    count: int
    chosen: bool
    only: str
    toggle: str
    alone: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A filter with its values; ``opened`` when they stand in sight from the start."""

    key: str
    label: Label
    choices: list[Choice]
    opened: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """All filters of a list, and how long it and the other list are."""

    groups: list[FacetView]
    total: int
    other: int


def facets_of(filters: Filters, viewer: Viewer) -> Facets:
    """Count everything beside the list of ``filters``, in four statements."""
    tally = Tally(viewer)
    count_small(filters, viewer, tally)
    count_large(filters, viewer, "article", tally)
    count_large(filters, viewer, "source", tally)
    groups = [
        view_of(facet, filters, viewer, tally.counts[key], tally.names[key])
        for key, facet in FACETS.items()
        if filters.show in facet.shows
    ]
    shown = [group for group in groups if group.choices]
    return Facets(shown, tally.counts["total"][""], tally.counts["other"][""])


# --- counting ----------------------------------------------------------------------------------


class Tally:
    """Rows and names by filter and bucket."""

    def __init__(self, viewer: Viewer) -> None:
        self.me = str(viewer.user.uid)
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.names: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add(self, key: str, bucket: Any, name: str | None, rows: int) -> None:
        """Count ``rows`` more; a uid counts the same with dashes or without."""
        bucket = "" if bucket is None else str(bucket)
        if key in UIDS and bucket:
            bucket = str(UUID(bucket))
        if key == "assignee" and bucket == self.me:
            bucket = "me"
        self.counts[key][bucket] += rows
        if name:
            self.names[key][bucket] = name


def count_small(filters: Filters, viewer: Viewer, tally: Tally) -> None:
    """Count the filters of few values, and both lists, in two statements.

    Filters for which nothing is chosen all count the very rows of the list: these are read once,
    grouped by all of them together. Each of the others counts rows of its own.
    """
    buckets = buckets_of(filters.show, viewer)
    apart = [key for key in buckets if key in SEVERAL or filters.values(key)]
    together = {"total": (Value(""), None)} | {k: v for k, v in buckets.items() if k not in apart}
    count_together(matching(filters, viewer), together, tally)
    other = Show.STATEMENTS if filters.show == Show.CLAIMS else Show.CLAIMS
    first = grouped(matching(filters.shown_as(other), viewer), "other", Value(""))
    rest = [grouped(matching(filters, viewer, leave_out=k), k, *buckets[k]) for k in apart]
    for key, bucket, name, rows in first.union(*rest, all=True):
        tally.add(key, bucket, name, rows)


def count_together(rows: Rows, buckets: Mapping[str, Pair], tally: Tally) -> None:
    """Read the rows once, grouped by all ``buckets``, and count each of these."""
    text = CharField()
    columns: dict[str, Any] = {}
    for key, (bucket, name) in buckets.items():
        columns[f"{key}_bucket"] = Cast(bucket, text)
        columns[f"{key}_name"] = Cast(name, text) if name else Value("", output_field=text)
    grouped = rows.order_by().values(**columns).annotate(rows=Count("pk"))
    found = list(grouped.values_list(*columns, "rows"))
    for index, key in enumerate(buckets):
        counts: Counter[tuple[Any, Any]] = Counter()
        for row in found:
            counts[row[2 * index], row[2 * index + 1]] += row[-1]
        for (bucket, name), count in counts.items():
            tally.add(key, bucket, name, count)


def grouped(rows: Rows, key: str, bucket: Any, name: Any = None) -> Rows:
    """Return (filter, bucket, name, rows) of every bucket."""
    text = CharField()
    counted: Rows = (
        rows.order_by()
        .values(
            facet=Value(key, output_field=text),
            bucket=Cast(bucket, text),
            label=Cast(name or Value(""), text),
        )
        .annotate(rows=Count("pk"))
        .values_list("facet", "bucket", "label", "rows")
    )
    return counted


def buckets_of(show: Show, viewer: Viewer) -> dict[str, Pair]:
    """Return by filter the expression that sorts rows into buckets, and that names these."""
    people = Coalesce(NullIf("assignee__name", Value("")), "assignee__username")
    found: dict[str, Pair] = {
        "said": (said_bucket(show), None),
        "due": (due_bucket(viewer), None),
        "assignee": (F("assignee__uid"), people),
        "evidence": (either(condition(show, "evidence", "some", viewer), "some", "none"), None),
        "desk": (F("article__desk__slug"), F("article__desk__name")),
        "stage": (
            either(Q(article__archived_at__isnull=False), "archived", F("article__stage")),
            None,
        ),
    }
    if show == Show.STATEMENTS:
        return found
    plain = {key: (F(key), None) for key in ("verdict", "worth", "risk")}
    tags = {"tag": (F("tags__slug"), F("tags__name"))}
    return {"state": (state_bucket(viewer), None), **plain, **found, **tags}


def either(wanted: Q, then: str, otherwise: Any) -> Case:
    """Return one value or the other."""
    rest = Value(otherwise) if isinstance(otherwise, str) else otherwise
    return Case(When(wanted, then=Value(then)), default=rest, output_field=CharField())


def state_bucket(viewer: Viewer) -> Expression:
    """Return the state with marks: "." where settled, "!" where this viewer may review."""
    marks: list[Any] = [either(SETTLED, ".", "")]
    if viewer.user.roles & REVIEWS:
        marks.append(either(condition(Show.CLAIMS, "state", "for_me", viewer), "!", ""))
    return Concat("state", *marks, output_field=CharField())


def said_bucket(show: Show) -> Any:
    """Return the answer on the statement, "-" where a claim stands in none that is asked about."""
    if show == Show.STATEMENTS:
        return F("said")
    asked = Q(statement__isnull=False, statement__retired_at__isnull=True)
    return Case(
        When(asked, then=F("statement__said")), default=Value("-"), output_field=CharField()
    )


def due_bucket(viewer: Viewer) -> Case:
    """Return the values of "due" that hold for a row, as words: they overlap."""
    monday, next_monday = viewer.week
    return Case(
        When(due__isnull=True, then=Value("none")),
        When(due__lt=monday, then=Value("overdue")),
        When(due__lt=viewer.today, then=Value("overdue week")),
        When(due__lt=viewer.now, then=Value("overdue today week")),
        When(due__lt=viewer.tomorrow, then=Value("today week")),
        When(due__lt=next_monday, then=Value("week")),
        default=Value("later"),
        output_field=CharField(),
    )


def count_large(filters: Filters, viewer: Viewer, key: str, tally: Tally) -> None:
    """Count the articles or sources that are chosen, and the largest of the others."""
    root = "statement__source__root" if filters.show == Show.CLAIMS else "source__root"
    uid, name = ("article__uid", "article__title")
    if key == "source":
        uid, name = (f"{root}__uid", f"{root}__name")
    chosen = filters.values(key)
    rows = matching(filters, viewer, leave_out=key).order_by().values(uid, name)
    rows = rows.annotate(rows=Count("pk"))
    order = ["-rows", name]
    if chosen:
        wanted = Q(**{f"{uid}__in": [value for value in chosen if value != "none"]})
        wanted |= Q(**{f"{uid}__isnull": True}) if "none" in chosen else Q()
        is_chosen = Case(When(wanted, then=0), default=1)
        rows, order = rows.annotate(is_chosen=is_chosen), ["is_chosen", *order]
    most = LARGEST + len(chosen) + (key == "source")  # one more: those without a source
    for bucket, label, count in rows.order_by(*order).values_list(uid, name, "rows")[:most]:
        tally.add(key, bucket, label, count)


# --- showing -----------------------------------------------------------------------------------


def view_of(
    facet: Facet,
    filters: Filters,
    viewer: Viewer,
    buckets: Mapping[str, int],
    names: Mapping[str, str],
) -> FacetView:
    """Return a filter with the values worth offering, each with its count."""
    counts = counts_of(facet, buckets)
    chosen = filters.values(facet.key)
    labels: dict[str, Label] = {
        value: label
        for value, label in facet.values.items()
        if facet.takes(value, filters.show) and offered(facet, value, viewer)
    }
    if facet.looked_up:
        known: dict[str, Label] = {
            v: name for (key, v), name in filters.names.items() if key == facet.key
        }
        labels = {**known, **names, **labels}
        kept = {v: label for v, label in labels.items() if counts[v] or v in chosen}
        own = [v for v in ("me", "nobody", "none") if v in kept]
        others = sorted((v for v in kept if v not in own), key=lambda v: (-counts[v], kept[v]))
        labels = {value: kept[value] for value in [*own, *others]}
    choices = [
        Choice(
            value,
            str(label),
            counts[value],
            value in chosen,
            filters.only(facet.key, value).url,
            filters.toggled(facet.key, value).url,
            value in facet.alone,
        )
        for value, label in labels.items()
    ]
    opened = facet.key in filters.chosen or facet.key in IN_SIGHT[filters.show]
    return FacetView(facet.key, facet.label, choices, opened)


def offered(facet: Facet, value: str, viewer: Viewer) -> bool:
    """Whether a fixed value is of use to this person."""
    return (facet.key, value) != ("state", "for_me") or bool(viewer.user.roles & REVIEWS)


def counts_of(facet: Facet, buckets: Mapping[str, int]) -> Counter[str]:
    """Return rows by value, from rows by bucket."""
    counts: Counter[str] = Counter()
    for bucket, rows in buckets.items():
        for value in values_in(facet.key, bucket):
            counts[value] += rows
    counts["all"] = sum(buckets.values())
    return counts


def values_in(key: str, bucket: str) -> Sequence[str]:
    """Return the values of a filter that hold for the rows of a bucket."""
    if key == "state":
        state = bucket.rstrip(".!")
        is_open = "." not in bucket
        waits = is_open and state == State.CHECKED
        marks = [("open", is_open), ("review", waits), ("for_me", "!" in bucket)]
        return [state, *(value for value, holds in marks if holds)]
    if key == "due":
        return bucket.split()
    if key == "stage":
        return [bucket, "work"] if bucket in AT_WORK else [bucket]
    return [bucket or EMPTY.get(key, "")]
