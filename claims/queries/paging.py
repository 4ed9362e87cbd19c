"""Keyset paging: a page begins where the last one ended, however many rows came in between."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows, and the bookmark of what follows ("" at the end)."""

    rows: list[M]
    next: str = ""
    first: bool = True


def page_of(
    rows: "QuerySet[M]", *, order: Sequence[str], after: str = "", size: int = 50
) -> Page[M]:
    """Return the page of ``rows`` that begins after the bookmark ``after``.

    ``order`` names fields or annotations, never null, that together tell any two rows apart;
    all of them ascend, or all descend ("-name"). A bookmark of another list, or one that was
    not made here, is ignored.
    """
    place = opened(signer_of(rows.model, order), after)
    if place:
        rows = rows.filter(beyond(order, place))
    found = list(rows.order_by(*order)[: size + 1])
    bookmark = bookmark_of(found[size - 1], order) if len(found) > size else ""
    return Page(found[:size], bookmark, first=not place)


def bookmark_of(row: Model, order: Sequence[str]) -> str:
    """Return the bookmark of what follows ``row``, which holds what ``order`` names."""
    values = [stored(getattr(row, name.removeprefix("-"))) for name in order]
    return signer_of(type(row), order).sign_object(values)


def rows_beside(
    rows: "QuerySet[M]", *, order: Sequence[str], place: str, before: bool = False
) -> "QuerySet[M]":
    """Return the rows after the bookmark ``place``, in order; or those before, the last one first.

    The row that it was made of is in neither, and need not be in the list any more. Without a
    bookmark of this list these are all rows.
    """
    values = opened(signer_of(rows.model, order), place)
    if before:
        order = [name[1:] if name.startswith("-") else f"-{name}" for name in order]
    found = rows.filter(beyond(order, values)) if values else rows
    return found.order_by(*order)


def signer_of(model: type[Model], order: Sequence[str]) -> Signer:
    """Return what signs the bookmarks of a list."""
    return Signer(salt=":".join(("paging", model._meta.label, *order)))


def beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Return the condition for rows that come after ``place`` in ``order``."""
    names = [name.removeprefix("-") for name in order]
    side = "lt" if order[0].startswith("-") else "gt"
    condition = Q()
    for index, name in enumerate(names):
        same = {names[k]: place[k] for k in range(index)}
        condition |= Q(**same, **{f"{name}__{side}": place[index]})
    return condition


def stored(value: object) -> object:
    """Return a value as the bookmark keeps it."""
    return {"at": value.isoformat()} if isinstance(value, datetime.datetime) else value


def opened(signer: Signer, after: str) -> list[Any]:
    """Return the values of a bookmark of this signer's list; nothing for any other."""
    try:
        place = signer.unsign_object(after) if after else []
    except (BadSignature, ValueError):
        return []
    return [
        datetime.datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value
        for value in place
    ]
