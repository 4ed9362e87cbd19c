"""What is new to a person in an article since that person checked there."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import AuditEvent, User

# Kinds of event by which somebody says that a claim or a statement was looked at.
MARKS = (
    *("verdict.set", "verdict.confirmed", "claim.called_not_checkable", "said.answered"),
    *("claim.approved", "claim.returned", "said.approved", "said.returned"),
)
REWORDED = ("claim.words_changed", "statement.words_changed")
Rows = QuerySet[Any]  # of claims, or of statements


def marks_of(user: User) -> QuerySet[AuditEvent]:
    """Return what ``user`` checked, in no order."""
    return AuditEvent.objects.filter(actor_uid=user.uid, kind__in=MARKS).order_by()


def with_last_mark(rows: Rows, user: User) -> Rows:
    """Alias ``last_mark``: when ``user`` last checked in the article before its draft came in.

    Who checked on the current draft only: when last. So the list does not empty with the first
    mark on a new draft.
    """
    there = marks_of(user).filter(article_uid=OuterRef("article__uid")).order_by("-at")
    before = there.filter(at__lt=OuterRef("article__current__created_at"))
    last = (Subquery(marks.values("at")[:1]) for marks in (before, there))
    found: Rows = rows.alias(last_mark=Coalesce(*last))
    return found


def is_new(user: User) -> Q:
    """Return the condition, on rows of `with_last_mark`: reworded, or raised by others, since.

    Where ``user`` never checked in an article, nothing in it is new.
    """
    own = AuditEvent.objects.filter(object_uid=OuterRef("uid"), at__gt=OuterRef("last_mark"))
    reworded = Exists(own.filter(kind__in=REWORDED).order_by())
    checked = Exists(own.filter(kind__in=MARKS, actor_uid=user.uid).order_by())
    # asked first, and once for all rows: most articles are none of theirs
    theirs = Q(article__uid__in=marks_of(user).values("article_uid"))
    raised = Q(created_at__gt=F("last_mark")) & ~Q(created_by=user)
    return theirs & (raised | Q(reworded)) & ~Q(checked)
