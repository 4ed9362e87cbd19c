"""Presence: say that a person is at an article, and forget who was."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from claims.models import Article, Presence, User

OFTEN = timedelta(seconds=10)  # nobody is written down more often, unless for something new
KEPT = timedelta(hours=1)


def note_presence(
    *, article: Article, by: User, thing_uid: UUID | None, known: Presence | None
) -> None:
    """Write down that ``by`` is at ``article`` with ``thing_uid`` in the panel, in one statement.

    ``known`` is what is written of that already; nothing is done where it says the same and is
    fresh. No deed, so no trace in the log; the caller has seen that ``by`` may read the article.
    """
    now = timezone.now()
    if known and known.thing_uid == thing_uid and now - known.at < OFTEN:
        return
    with suppress(DatabaseError), transaction.atomic():  # a page is not refused for this
        Presence.objects.bulk_create(
            [Presence(article=article, user=by, thing_uid=thing_uid, at=now)],
            update_conflicts=True,
            unique_fields=["user", "article"],
            update_fields=["thing_uid", "at"],
        )


def forget_old(*, now: datetime | None = None) -> int:
    """Remove what is of no use any more; return how many rows these were."""
    before = (now or timezone.now()) - KEPT
    return Presence.objects.filter(at__lt=before).delete()[0]
