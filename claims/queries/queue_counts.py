"""Counting what lies beside the queue's list: rows by filter and bucket.

A bucket holds the rows that are alike to a filter; a value of the filter is one bucket, or
several of them together (queue_facets adds them up).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Expression, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from claims.models.claim import SETTLED
from claims.permissions import REVIEWS

from .queue_conditions import Rows, Viewer, condition, matching
from .queue_filters import Filters, Show

LARGEST = 10
UIDS = frozenset({"assignee", "article", "source"})  # these buckets are uids
SEVERAL = frozenset({"tag"})  # a row may lie in several buckets of these
Pair = tuple[Any, Any]  # expressions: the bucket of a row, and its printed name if it has one


class Tally:
    """Rows and names by filter and bucket."""

    def __init__(self, viewer: Viewer) -> None:
        self.me = str(viewer.user.uid)
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.names: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add(self, key: str, bucket: Any, name: str | None, rows: int) -> None:
        """Count ``rows`` more; a uid counts the same with dashes or without."""
        bucket = "" if bucket is None else str(bucket)
        if key in UIDS and bucket and not bucket.startswith("role:"):
            bucket = str(UUID(bucket))
        if key == "assignee" and bucket == self.me:
            bucket = "me"
        self.counts[key][bucket] += rows
        if name:
            self.names[key][bucket] = name


def tally_of(filters: Filters, viewer: Viewer) -> Tally:
    """Count everything beside the list of ``filters``, in four statements."""
    tally = Tally(viewer)
    count_small(filters, viewer, tally)
    count_large(filters, viewer, "article", tally)
    count_large(filters, viewer, "source", tally)
    return tally


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
        "said": (said_bucket(show, viewer), None),
        "due": (due_bucket(viewer), None),
        "assignee": (assignee_bucket(viewer), people),
        "query": (query_bucket(show, viewer), None),
        "new": (either(condition(show, "new", "mine", viewer), "mine", ""), None),
        "evidence": (evidence_bucket(show, viewer), None),
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
    action = either(condition(show, "action", "missing", viewer), "missing", F("action"))
    return {
        "state": (state_bucket(viewer), None),
        "action": (action, None),
        "reply": (reply_bucket(viewer), None),
        **plain,
        **found,
        **tags,
    }


def either(wanted: Q, then: str, otherwise: Any) -> Case:
    """Return one value or the other."""
    rest = Value(otherwise) if isinstance(otherwise, str) else otherwise
    return Case(When(wanted, then=Value(then)), default=rest, output_field=CharField())


def assignee_bucket(viewer: Viewer) -> Case:
    """Return the person's uid, or the role, with "!" where it is one of this viewer's."""
    mark = either(condition(Show.CLAIMS, "assignee", "role", viewer), "!", "")
    return Case(
        When(assigned_role="", then=Cast("assignee__uid", CharField())),
        default=Concat(Value("role:"), "assigned_role", mark, output_field=CharField()),
        output_field=CharField(),
    )


def state_bucket(viewer: Viewer) -> Expression:
    """Return the state with marks: "." where settled, "!" where this viewer may review."""
    marks: list[Any] = [either(SETTLED, ".", "")]
    if viewer.user.roles & REVIEWS:
        marks.append(either(condition(Show.CLAIMS, "state", "for_me", viewer), "!", ""))
    return Concat("state", *marks, output_field=CharField())


def reply_bucket(viewer: Viewer) -> Case:
    """Return how it stands with the right of reply, "" where the claim is critical of nobody."""
    return Case(
        *(
            When(condition(Show.CLAIMS, "reply", value, viewer), then=Value(value))
            for value in ("open", "given")
        ),
        default=Value(""),
        output_field=CharField(),
    )


def evidence_bucket(show: Show, viewer: Viewer) -> Case:
    """Return whether anything is there to rest on, and whether some of it is gone."""
    return Case(
        *(
            When(condition(show, "evidence", value, viewer), then=Value(value))
            for value in ("gone", "some")
        ),
        default=Value("none"),
        output_field=CharField(),
    )


def query_bucket(show: Show, viewer: Viewer) -> Case:
    """Return whether an open query stands on the row, and whether one was answered."""
    return Case(
        When(condition(show, "query", "answered", viewer), then=Value("answered")),
        When(condition(show, "query", "open", viewer), then=Value("open")),
        default=Value("none"),
        output_field=CharField(),
    )


def said_bucket(show: Show, viewer: Viewer) -> Any:
    """Return the answer on the statement, "-" where a claim stands in none that is asked about.

    On statements with marks: "." where it waits for review, "!" where it does for this viewer.
    """
    if show == Show.STATEMENTS:
        marks: list[Any] = [either(condition(show, "said", "review", viewer), ".", "")]
        if viewer.user.roles & REVIEWS:
            marks.append(either(condition(show, "said", "for_me", viewer), "!", ""))
        return Concat("said", *marks, output_field=CharField())
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
