"""What the log tells of articles, claims and statements: which value a field had, and when."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claims.models import Article, AuditEvent, User

AT_A_TIME = 2_000
UNDONE = "deed.undone"
TYPES = ("article", "claim", "statement")
FIELDS = ("state", "verdict", "said", "retired_at", "stage", "archived_at")
Told = Mapping[UUID, Sequence["Move"]]  # by the uid of the thing, in the order it was done


@dataclass(frozen=True, slots=True)
class Move:
    """One deed that changed a field figures go by: {field: [before, after]} as stored."""

    at: datetime.datetime
    changes: Mapping[str, Sequence[Any]]

    def undoes(self, other: "Move") -> bool:
        """Whether it puts back all that ``other`` did."""
        return {name: [pair[0], pair[1]] for name, pair in self.changes.items()} == {
            name: [pair[1], pair[0]] for name, pair in other.changes.items()
        }


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a field held a value; ``end`` is none where it holds it still."""

    value: Any
    start: datetime.datetime
    end: datetime.datetime | None


def told_to(user: User) -> Told:
    """Return what the log tells ``user`` of the articles they may read, in one read.

    What evidence did stands in events of its own, which are not asked for. An undone step counts
    as never made, so that a slip of the hand is no minute of checking.
    """
    readable = Article.objects.visible_to(user).values("uid")
    rows = AuditEvent.objects.filter(
        article_uid__in=readable, object_type__in=TYPES, changes__has_any_keys=FIELDS
    )
    found: defaultdict[UUID, list[Move]] = defaultdict(list)
    columns: Any = rows.order_by("pk").values_list("object_uid", "at", "kind", "changes")
    for uid, at, kind, changes in columns.iterator(chunk_size=AT_A_TIME):
        move = Move(at, {name: changes[name] for name in FIELDS if name in changes})
        before = found[uid]
        if kind == UNDONE and before and move.undoes(before[-1]):
            before.pop()
        else:
            before.append(move)
    return found


def stays_of(
    moves: Iterable[Move], field: str, *, now: Any, since: datetime.datetime
) -> list[Stay]:
    """Return the values of ``field`` one after another, from ``since`` to ``now``, how it stands.

    What stands is what counts, even where it came about without a word in the log.
    """
    found = []
    for move in moves:
        if field in move.changes:
            found.append(Stay(move.changes[field][0], since, max(since, move.at)))
            since = found[-1].end or since
    return [*found, Stay(now, since, None)]


def shared(first: Stay, second: Stay) -> tuple[datetime.datetime, datetime.datetime | None] | None:
    """Return from when to when both last, none where they never do at once."""
    start = max(first.start, second.start)
    ends = [stay.end for stay in (first, second) if stay.end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else (start, end)
