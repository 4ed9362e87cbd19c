"""How far the check of several articles has come, in one read for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Value, When

from claims.enums import State, Verdict
from claims.models import Article, Claim, User
from claims.models.claim import SETTLED

from .workspace import Share, shown_verdict

STATES = [State.APPROVED, State.CHECKED, State.NOT_CHECKABLE]
STATES += [State.RECHECK, State.CHECKING, State.TO_CHECK]
VERDICTS = ["", *Verdict.values]


@dataclass(frozen=True, slots=True)
class Progress:
    """The live claims of one article by state and shown verdict, settled ones first."""

    parts: tuple[Share, ...] = ()
    total: int = 0
    settled: int = 0

    @property
    def open(self) -> int:
        """Return how many claims still need work."""
        return self.total - self.settled

    @property
    def summary(self) -> str:
        """Say the parts in words, for those who do not see the bar."""
        return "; ".join(f"{part.count} {part.label}" for part in self.parts)


def progress_of(articles: Iterable[Article], user: User) -> dict[int, Progress]:
    """Return the progress of each article that ``user`` may read, by primary key."""
    keys = [article.pk for article in articles]
    settled = Case(When(SETTLED, then=True), default=Value(False), output_field=BooleanField())
    rows = (
        Claim.objects.visible_to(user)
        .current()
        .filter(article__in=keys)
        .annotate(is_done=settled)
        .order_by()
        .values_list("article", "state", "verdict", "is_done")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, dict[tuple[str, str], int]] = {key: {} for key in keys}
    done = dict.fromkeys(keys, 0)
    for article, state, verdict, is_done, count in rows:
        look = (state, shown_verdict(Claim(state=state, verdict=verdict)))
        counts[article][look] = counts[article].get(look, 0) + count
        done[article] += count if is_done else 0
    return {key: progress_from(counts[key], done[key]) for key in keys}


def progress_from(counts: dict[tuple[str, str], int], settled: int) -> Progress:
    """Lay the counts by (state, shown verdict) end to end."""
    parts = []
    x = 0
    for state, verdict in sorted(counts, key=rank):
        count = counts[state, verdict]
        parts.append(Share(x, state, verdict, count))
        x += count
    return Progress(tuple(parts), x, settled)


def rank(look: tuple[str, str]) -> tuple[int, int]:
    """Return the place of a (state, verdict) in the bar."""
    return STATES.index(State(look[0])), VERDICTS.index(look[1])
