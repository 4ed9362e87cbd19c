"""The counts beside the queue's filters: each is exactly as long as the list behind its link.

A count respects every other filter, not its own. Whatever is chosen, four statements count all
of them; of articles and sources, of which there may be thousands, the ten largest are shown.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.enums import AT_WORK, State
from claims.permissions import REVIEWS

from .queue_conditions import Viewer
from .queue_counts import tally_of
from .queue_filters import FACETS, Facet, Filters, Label, Show

EMPTY = {
    "verdict": "none", "said": "unheard", "assignee": "nobody", "desk": "none", "source": "none"
}  # fmt: skip
IN_SIGHT = {
    Show.CLAIMS: ("state", "due", "assignee", "worth"),
    Show.STATEMENTS: ("said", "due", "assignee", "source"),
}


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
    tally = tally_of(filters, viewer)
    groups = [
        view_of(facet, filters, viewer, tally.counts[key], tally.names[key])
        for key, facet in FACETS.items()
        if filters.show in facet.shows and not facet.aside
    ]
    shown = [group for group in groups if group.choices]
    return Facets(shown, tally.counts["total"][""], tally.counts["other"][""])


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
        own = [v for v in ("me", "role", "nobody", "none") if v in kept]
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
    return value != "for_me" or bool(viewer.user.roles & REVIEWS)


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
        marks.append(("settled", not is_open))
        return [state, *(value for value, holds in marks if holds)]
    if key == "said":
        said = bucket.rstrip(".!") or EMPTY[key]
        return [said, *(v for v, mark in (("review", "."), ("for_me", "!")) if mark in bucket)]
    if key == "assignee" and bucket.startswith("role:"):
        return [bucket.rstrip("!"), *(["role"] if "!" in bucket else [])]
    if key == "due":
        return bucket.split()
    if key == "query":
        return ["open", "answered"] if bucket == "answered" else [bucket]
    if key == "evidence":
        return ["gone", "some"] if bucket == "gone" else [bucket]
    if key == "action":
        return ["missing", "keep"] if bucket == "missing" else [bucket]
    if key == "stage":
        return [bucket, "work"] if bucket in AT_WORK else [bucket]
    return [bucket or EMPTY.get(key, "")]
