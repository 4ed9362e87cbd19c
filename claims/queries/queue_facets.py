"""The counts beside the queue's filters: each is exactly as long as the list behind its link.

A count respects every other filter, not its own. All filters with few values are counted in one
statement (a UNION ALL of grouped counts, whatever is chosen); articles and sources, of which
there may be thousands, in one more each, the ten largest only.
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
Buckets = Mapping[str, Mapping[str, int]]  # {filter: {bucket: rows}}


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
    """A filter with its values."""

    key: str
    label: Label
    choices: list[Choice]
    active: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """All filters of a list, and how long it and the other list are."""

    groups: list[FacetView]
    total: int
    other: int
    buckets: Buckets


def facets_of(filters: Filters, viewer: Viewer) -> Facets:
    """Count everything beside the list of ``filters``, in three statements."""
    buckets, names = small_counts(filters, viewer)
    buckets["article"], names["article"] = large_counts(filters, viewer, "article")
    buckets["source"], names["source"] = large_counts(filters, viewer, "source")
    groups = [
        view_of(facet, filters, viewer, buckets.get(key, {}), names.get(key, {}))
        for key, facet in FACETS.items()
        if filters.show in facet.shows
    ]
    shown = [group for group in groups if group.choices]
    return Facets(shown, buckets["total"].get("", 0), buckets["other"].get("", 0), buckets)


# --- counting ----------------------------------------------------------------------------------


def small_counts(
    filters: Filters, viewer: Viewer
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, str]]]:
    """Return {filter: {bucket: rows}} and {filter: {bucket: name}}, in one statement."""
    other = Show.STATEMENTS if filters.show == Show.CLAIMS else Show.CLAIMS
    branches = [
        grouped(matching(filters, viewer), "total", Value("")),
        grouped(matching(filters.shown_as(other), viewer), "other", Value("")),
    ]
    for key, (bucket, name) in buckets_of(filters.show, viewer).items():
        branches.append(grouped(matching(filters, viewer, leave_out=key), key, bucket, name))
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, bucket, name, count in branches[0].union(*branches[1:], all=True):
        if key == "assignee" and bucket:
            uid = str(UUID(bucket))  # the databases print it with dashes or without
            bucket = "me" if uid == str(viewer.user.uid) else uid
        counts[key][bucket or ""] = count
        names[key][bucket or ""] = name or ""
    return counts, names


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


def buckets_of(show: Show, viewer: Viewer) -> dict[str, tuple[Any, Any]]:
    """Return by filter the expression that sorts rows into buckets, and that names these."""
    people = Coalesce(NullIf("assignee__name", Value("")), "assignee__username")
    found: dict[str, tuple[Any, Any]] = {
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


def large_counts(
    filters: Filters, viewer: Viewer, key: str
) -> tuple[dict[str, int], dict[str, str]]:
    """Return rows and name by uid of those chosen and of the largest others."""
    root = "statement__source__root" if filters.show == Show.CLAIMS else "source__root"
    uid, name = ("article__uid", "article__title")
    if key == "source":
        uid, name = (f"{root}__uid", f"{root}__name")
    chosen = [value for value in filters.values(key) if value != "none"]
    rows = matching(filters, viewer, leave_out=key).order_by().values(uid, name)
    ranked = rows.annotate(
        rows=Count("pk"), first=Case(When(**{f"{uid}__in": chosen}, then=0), default=1)
    ).order_by("first", "-rows", name)
    most = LARGEST + len(chosen) + (key == "source")  # one more: those without a source
    found = [(str(u or "none"), n, c) for u, n, c in ranked.values_list(uid, name, "rows")[:most]]
    return {u: c for u, _, c in found}, {u: n for u, n, _ in found if u != "none"}


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
    return FacetView(facet.key, facet.label, choices, facet.key in filters.chosen)


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
    empty = {"verdict": "none", "said": "unheard", "assignee": "nobody", "desk": "none"}
    return [bucket or empty.get(key, "")]
