"""Who has an article open at this moment, and what each looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from claims.models import Article, Claim, Presence, Statement, User

from .threads import readers_of


def present_at(article: Article) -> list[Presence]:
    """Return who was seen at ``article`` a moment ago and may read it, by name; in one read."""
    rows = Presence.objects.here().filter(article=article, user__in=readers_of(article))
    return list(rows.select_related("user").order_by("user__name", "user__username"))


@dataclass(frozen=True, slots=True)
class Colleague:
    """One other person at the article; ``thing`` is what stands in that person's panel."""

    user: User
    thing: Claim | Statement | None

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim, which has a number."""
        return isinstance(self.thing, Claim)


def key_of(present: Sequence[Presence]) -> str:
    """Return a short text that changes with who is there and with what each looks at."""
    told = "|".join(f"{row.user.uid} {row.thing_uid or ''}" for row in present)
    return sha256(told.encode()).hexdigest()[:12] if told else ""


def colleagues(present: Sequence[Presence], article: Article) -> list[Colleague]:
    """Return ``present`` with what each looks at, as far as it is in ``article`` and stands."""
    uids = {row.thing_uid for row in present if row.thing_uid}
    found: dict[UUID | None, Any] = {}
    for model in (Claim, Statement) if uids else ():
        rows: Any = model._default_manager
        for thing in rows.filter(article=article, uid__in=uids, retired_at=None):
            thing.article = article
            found[thing.uid] = thing
    return [Colleague(row.user, found.get(row.thing_uid)) for row in present]
