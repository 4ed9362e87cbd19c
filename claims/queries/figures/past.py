"""The claims and articles that figures count, each with what became of it in time."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.enums import AT_WORK, Stage, State
from claims.models import Article, Claim, Desk, User
from claims.models.claim import SECOND_PERSON

from ..articles import NO_DESK
from ..days import Days
from .errors import Caught, caught_in
from .told import Move, Stay, Told, shared, stays_of, told_to


@dataclass(frozen=True, slots=True)
class ArticlePast:
    """An article: its desk, and when it was at what stage, at work, and published first."""

    desk: int | None
    stages: Sequence[Stay]
    working: Sequence[tuple[datetime.datetime, datetime.datetime | None]]
    published_at: datetime.datetime | None

    def unpublished_at(self, moment: datetime.datetime) -> bool:
        """Whether it had not run yet."""
        return self.published_at is None or moment < self.published_at


@dataclass(frozen=True, slots=True, eq=False)
class ClaimPast:
    """A claim: when it was in which state (from raising it on), and when it was not retired."""

    uid: UUID
    piece: ArticlePast
    kind: str
    action: str
    needs_second: bool
    states: Sequence[Stay]
    live: Sequence[Stay]
    moves: Sequence[Move]

    def is_settled(self, state: str) -> bool:
        """Whether it needs no more work in ``state``, by the rules as they are now."""
        done = state == State.CHECKED and not self.needs_second
        return done or state in (State.APPROVED, State.NOT_CHECKABLE)


class Past:
    """What one person may know of the past, of one desk or of all; each read happens once."""

    def __init__(self, user: User, days: Days, desk: str = "") -> None:
        self.user = user
        self.days = days
        self.desk = desk  # a slug, "none" for articles without one, "" for all
        self.now = timezone.now()
        self.zone = timezone.get_current_timezone()
        self.start, self.end = days.span(self.zone)
        self.today = timezone.localdate(self.now, self.zone)
        self.last = min(days.last, max(days.first, self.today))

    def of_desk(self, path: str = "") -> Q:
        """Return the condition of the desk asked for; ``path`` leads to an article."""
        if not self.desk:
            return Q()
        if self.desk == NO_DESK:
            return Q(**{f"{path}desk__isnull": True})
        return Q(**{f"{path}desk__slug": self.desk})

    def inside(self, moment: datetime.datetime | None) -> bool:
        """Whether a moment lies in the days asked for."""
        return moment is not None and self.start <= moment < self.end

    @cached_property
    def desks(self) -> dict[int | None, tuple[str, str]]:
        """Return slug and name of every desk, by its key."""
        return {
            pk: (slug, name) for pk, slug, name in Desk.objects.values_list("pk", "slug", "name")
        }

    def slug_of(self, desk: int | None) -> str:
        """Return how an address names a desk."""
        return NO_DESK if desk is None else self.desks[desk][0]

    def name_of(self, desk: int | None) -> str:
        """Return how a page names a desk."""
        return _("No desk") if desk is None else self.desks[desk][1]

    def in_order(self, desks: Iterable[int | None]) -> list[int | None]:
        """Return each of ``desks`` once, by name; what has none comes last."""
        return sorted(set(desks), key=lambda desk: (desk is None, self.name_of(desk)))

    @cached_property
    def told(self) -> Told:
        """Return what the log tells."""
        return told_to(self.user)

    @property
    def articles(self) -> QuerySet[Article]:
        """Return the articles whose claims count."""
        return Article.objects.visible_to(self.user).filter(self.of_desk())

    @cached_property
    def pieces(self) -> dict[int, ArticlePast]:
        """Return the articles, by key."""
        columns = ("pk", "uid", "desk", "stage", "archived_at", "created_at")
        rows: Any = self.articles.order_by().values_list(*columns)
        return {pk: self.piece(*rest) for pk, *rest in rows.iterator()}

    def piece(
        self,
        uid: UUID,
        desk: int | None,
        stage: str,
        archived_at: datetime.datetime | None,
        created_at: datetime.datetime,
    ) -> ArticlePast:
        """Return one article with its past."""
        moves = self.told.get(uid, ())
        stages = stays_of(moves, "stage", now=stage, since=created_at)
        shelf = stays_of(moves, "archived_at", now=archived_at, since=created_at)
        both = (
            shared(stay, out)
            for stay in stages
            for out in shelf
            if stay.value in AT_WORK and not out.value
        )
        ran = [stay.start for stay in stages if stay.value == Stage.PUBLISHED]
        return ArticlePast(desk, stages, [found for found in both if found], min(ran, default=None))

    @cached_property
    def claims(self) -> list[ClaimPast]:
        """Return every claim, the retired ones too."""
        needs = Case(
            When(SECOND_PERSON, then=True), default=Value(False), output_field=BooleanField()
        )
        rows = Claim.objects.visible_to(self.user).filter(self.of_desk("article__"))
        columns = ("uid", "article", "kind", "action", "needs", "state", "retired_at", "created_at")
        found: Any = rows.annotate(needs=needs).order_by("pk").values_list(*columns)
        # an article may have been taken from the reader since its claims were read
        return [self.claim(row) for row in found.iterator() if row[1] in self.pieces]

    def claim(self, row: tuple[Any, ...]) -> ClaimPast:
        """Return one claim with its past."""
        uid, article, kind, action, needs, state, retired_at, created_at = row
        moves = self.told.get(uid, ())
        states = stays_of(moves, "state", now=state, since=created_at)
        gone = stays_of(moves, "retired_at", now=retired_at, since=created_at)
        live = [stay for stay in gone if not stay.value]
        return ClaimPast(uid, self.pieces[article], kind, action, needs, states, live, moves)

    @cached_property
    def caught(self) -> Caught:
        """Return the errors found before publication."""
        return caught_in(self)

    def stays(self) -> Iterator[tuple[ClaimPast, str, datetime.datetime, datetime.datetime | None]]:
        """Yield each claim's states, from when to when, while it stood among the live ones."""
        for claim in self.claims:
            for stay in claim.states:
                for live in claim.live:
                    if both := shared(stay, live):
                        yield claim, stay.value, *both
