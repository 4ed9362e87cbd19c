"""What a person finds in the morning: articles in check, own claims, what waits for them."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from claims.enums import AT_WORK
from claims.models import Article, Change, Claim, Query, Statement, User
from claims.permissions import CHECKS, EDITS, REVIEWS, lacks

from .progress import Progress, progress_of
from .reviewing import (
    answers_awaiting_review_by,
    at_work,
    awaiting_review_by,
    with_last_review,
)
from .sign_offs import Standing, standings_of
from .threads import queries_for, with_asked

MOST_ARTICLES = 20
MOST_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article with how far its check has come."""

    article: Article
    progress: Progress
    unheard: int  # statements that still wait for "was it said"
    standing: Standing | None = None  # of its last sign-off, if there is one

    @property
    def at_work(self) -> bool:
        """Whether the queue shows the article unasked."""
        return self.article.stage in AT_WORK and self.article.archived_at is None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something there are in one article."""

    article: Article
    count: int


def lines_of(articles: list[Article], user: User) -> list[ArticleLine]:
    """Return the articles with their progress and sign-offs, in few reads for all of them."""
    progress = progress_of(articles, user)
    unheard = dict(
        Statement.objects.visible_to(user)
        .unheard()
        .filter(article__in=[article.pk for article in articles])
        .order_by()
        .values_list("article")
        .annotate(count=Count("pk"))
    )
    signed = standings_of(articles)
    return [
        ArticleLine(a, progress[a.pk], unheard.get(a.pk, 0), signed.get(a.pk)) for a in articles
    ]


class Today:
    """The page of one person; every list is read once, and only when it is shown."""

    def __init__(self, user: User, now: datetime.datetime | None = None) -> None:
        self.user = user
        self.now = now or timezone.now()

    @property
    def checks(self) -> bool:
        """Whether claims can be this person's."""
        return bool(self.user.roles & CHECKS)

    @property
    def reviews(self) -> bool:
        """Whether checked claims can wait for this person."""
        return bool(self.user.roles & REVIEWS)

    @cached_property
    def _articles(self) -> list[Article]:
        rows = Article.objects.visible_to(self.user).select_related("desk", "lead_checker")
        if self.user.in_newsroom:
            rows = rows.at_work().order_by(F("deadline").asc(nulls_last=True), "-pk")
        return list(rows[: MOST_ARTICLES + 1])

    @cached_property
    def articles(self) -> list[ArticleLine]:
        """Return the articles in check, the most pressing first (an author's own, of any stage)."""
        return lines_of(self._articles[:MOST_ARTICLES], self.user)

    @property
    def has_more_articles(self) -> bool:
        """Whether there are more articles than this page shows."""
        return len(self._articles) > MOST_ARTICLES

    @property
    def mine(self) -> QuerySet[Claim]:
        """Return the open claims this person has to check."""
        return at_work(Claim.objects.visible_to(self.user).open()).filter(assignee=self.user)

    @property
    def to_review(self) -> QuerySet[Claim]:
        """Return the checked claims this person may approve or return."""
        return awaiting_review_by(self.user)

    @property
    def to_hear(self) -> QuerySet[Statement]:
        """Return the statements whose "was it said" was given to this person."""
        rows = Statement.objects.visible_to(self.user).unheard().filter(assignee=self.user)
        return rows.filter(article__stage__in=AT_WORK, article__archived_at__isnull=True)

    @cached_property
    def role_count(self) -> int:
        """Return how many open claims wait for whoever of this person's roles takes them."""
        rows = at_work(Claim.objects.visible_to(self.user).open())
        return rows.filter(assigned_role__in=self.user.roles & CHECKS).count() if self.checks else 0

    @cached_property
    def role_hear_count(self) -> int:
        """Return how many statements wait for whoever of this person's roles hears them."""
        if not self.checks:
            return 0
        rows = at_work(Statement.objects.visible_to(self.user).unheard())
        return rows.filter(assigned_role__in=self.user.roles & CHECKS).count()

    @cached_property
    def my_claims(self) -> list[Claim]:
        """Return the first of ``mine``, the most pressing first."""
        return first_of(self.mine) if self.checks else []

    @cached_property
    def my_count(self) -> int:
        """Return how many claims are ``mine``."""
        return self.mine.count() if self.checks else 0

    @cached_property
    def review_claims(self) -> list[Claim]:
        """Return the first of ``to_review``, the most pressing first."""
        return first_of(self.to_review) if self.reviews else []

    @cached_property
    def review_count(self) -> int:
        """Return how many claims there are ``to_review``."""
        return self.to_review.count() if self.reviews else 0

    @property
    def answers_to_review(self) -> QuerySet[Statement]:
        """Return the answers to "was it said" this person may approve or return."""
        return answers_awaiting_review_by(self.user)

    @cached_property
    def answers_count(self) -> int:
        """Return how many ``answers_to_review`` there are."""
        return self.answers_to_review.count() if self.reviews else 0

    @cached_property
    def query_count(self) -> int:
        """Return how many open queries wait for this person's answer."""
        return queries_for(self.user).count()

    @cached_property
    def answered_count(self) -> int:
        """Return how many open queries of this person others have answered."""
        return Query.objects.visible_to(self.user).answered().filter(created_by=self.user).count()

    @cached_property
    def to_decide(self) -> list[Tally]:
        """Return the articles with proposed changes that this person may accept or decline."""
        rows = Change.objects.visible_to(self.user).unanswered()
        rows = rows.filter(article__archived_at__isnull=True)
        if lacks(self.user, EDITS):
            rows = rows.filter(article__authors=self.user)
        counted = rows.order_by().values_list("article").annotate(count=Count("pk"))
        counts = dict(counted.order_by("-article")[:MOST_ARTICLES])
        articles = Article.objects.visible_to(self.user).filter(pk__in=list(counts))
        return [Tally(article, counts[article.pk]) for article in articles] if counts else []

    @cached_property
    def hear_count(self) -> int:
        """Return how many statements there are ``to_hear``."""
        return self.to_hear.count() if self.checks else 0

    @cached_property
    def unassigned(self) -> list[Tally]:
        """Return the articles this person leads that hold open claims of nobody."""
        if not self.checks:
            return []
        rows = at_work(Claim.objects.visible_to(self.user).open()).filter(
            article__lead_checker=self.user, assignee__isnull=True, assigned_role=""
        )
        counts = dict(rows.order_by().values_list("article").annotate(count=Count("pk")))
        articles = Article.objects.visible_to(self.user).filter(pk__in=list(counts))
        return [Tally(article, counts[article.pk]) for article in articles]

    @property
    def waits(self) -> bool:
        """Whether anything waits for this person."""
        given = (self.hear_count, self.role_count, self.role_hear_count)
        counts = (self.review_count, self.answers_count, *given)
        asked = self.query_count or self.answered_count
        return bool(any(counts) or asked or self.to_decide or self.unassigned)


def first_of(claims: "QuerySet[Claim]") -> list[Claim]:
    """Return the first claims by when they are due (undated last)."""
    rows = with_last_review(claims.select_related("article__desk"), "claim")
    rows = with_asked(rows, "claim")
    return list(rows.order_by(F("due_at").asc(nulls_last=True), "-pk")[:MOST_CLAIMS])
