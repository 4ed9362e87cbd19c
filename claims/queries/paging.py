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
    names = [name.removeprefix("-") for name in order]
    signer = Signer(salt=":".join(("paging", rows.model._meta.label, *order)))
    place = opened(signer, after)
    if place:
        side = "lt" if order[0].startswith("-") else "gt"
        rows = rows.filter(beyond(names, place, side))
    found = list(rows.order_by(*order)[: size + 1])
    bookmark = ""
    if len(found) > size:
        last = found[size - 1]
        bookmark = signer.sign_object([stored(getattr(last, name)) for name in names])
    return Page(found[:size], bookmark, first=not place)


def beyond(names: Sequence[str], place: Sequence[Any], side: str) -> Q:
    """Return the condition for rows that come after ``place`` in the order of ``names``."""
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
