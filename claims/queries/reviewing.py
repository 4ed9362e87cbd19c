"""What waits for one person: a second look at claims and answers.

The same people are left out as by ``permissions.why_not_review``: who set the verdict or heard the
words, who added or changed what it rests on, and who wrote the article.
"""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.enums import AT_WORK
from claims.models import Article, Claim, Review, Statement, Support, User

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def at_work(rows: Rows) -> Rows:
    """Keep what is in articles that are at work."""
    return rows.filter(article__stage__in=AT_WORK, article__archived_at__isnull=True)


def awaiting_review_by(user: User) -> QuerySet[Claim]:
    """Return the claims that wait for a second person and that ``user`` may review."""
    rows = at_work(Claim.objects.visible_to(user).awaiting_review())
    return rows.exclude(verdict_by=user).exclude(had_a_hand_in(user, claim=OuterRef("pk")))


def answers_awaiting_review_by(user: User) -> QuerySet[Statement]:
    """Return the answers to "was it said" that wait and that ``user`` may review."""
    rows = at_work(Statement.objects.visible_to(user).awaiting_review())
    return rows.exclude(said_by=user).exclude(had_a_hand_in(user, statement=OuterRef("pk")))


def had_a_hand_in(user: User, **owner: OuterRef) -> Q:
    """Return the condition that ``user`` put evidence to the row, or wrote its article."""
    hands = Q(created_by=user) | Q(edited_by=user)
    supports = Support.objects.current().filter(hands, **owner)
    wrote = Article.authors.through.objects.filter(article=OuterRef("article"), user=user)
    return Q(Exists(supports)) | Q(Exists(wrote))


def with_last_review(rows: Rows, kind: str) -> Rows:
    """Annotate ``last_review`` with the second person's last decision; ``kind``: of what rows."""
    of_row = Review.objects.standing().filter(**{kind: OuterRef("pk")})
    last = of_row.order_by("-created_at", "-pk").values("decision")[:1]
    found: Rows = rows.annotate(last_review=Subquery(last))
    return found
