"""What people do with notices: read them, choose what an e-mail tells; and what falls due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import How, NoticeKind
from claims.models import AuditEvent, Claim, Notice, NoticeChoice, NoticeSetting, Statement, User
from claims.models.notice import NoticeQuerySet
from claims.queries.notices import choices_of, lines, standing, together
from claims.queries.queue_conditions import with_due
from claims.queries.reviewing import at_work

from .notifying import BURST, notify, readers_among
from .saving import Invalid, allow_only, change, chosen, lock, record, refuse

SOON = timedelta(hours=2)  # before it is due
LATE = timedelta(days=1)  # after which nobody is told any more that it was
SET_UP = frozenset({"names_things", "digest_hour"})


@transaction.atomic
def open_line(*, notice: Notice, by: User) -> None:
    """Mark as read what stands in one line with ``notice``, which is one's own."""
    mark(together(notice, by))


@transaction.atomic
def read_all(*, by: User, kind: NoticeKind | None = None) -> int:
    """Mark all of one's notices as read, or those of a kind; return how many lines these were."""
    rows = standing(by).unread()
    rows = rows.filter(kind=kind) if kind else rows
    count = lines(rows).count()
    mark(rows)
    return count


def mark(rows: NoticeQuerySet) -> None:
    """Mark those as read that are not yet."""
    keys = list(rows.unread().values_list("pk", flat=True))
    Notice.objects.filter(pk__in=keys).update(read_at=timezone.now())


@transaction.atomic
def choose(*, by: User, how: Mapping[str, str]) -> AuditEvent | None:
    """Keep how soon an e-mail tells of each kind; None when nothing changes."""
    before = choices_of(by)
    wanted = {chosen(NoticeKind, kind): chosen(How, value) for kind, value in how.items()}
    changed = {kind: value for kind, value in wanted.items() if before[kind] != value}
    for kind, value in changed.items():
        NoticeChoice.objects.update_or_create(user=by, kind=kind, defaults={"how": value})
    if not changed:
        return None
    # what came while a kind was off does not come with a later choice
    on = [kind for kind in changed if before[kind] == How.OFF]
    Notice.objects.filter(user=by, kind__in=on, mailed_at=None).update(mailed_at=timezone.now())
    return record(by, by=by, kind="person.notices_chosen")


@transaction.atomic
def set_notices(*, by: User, seen: int | None = None, **values: Any) -> AuditEvent | None:
    """Set what e-mails and calendars tell, and when the daily one goes out."""
    allow_only(values, SET_UP)
    refuse(permissions.why_not_set_notices(by))
    if not 0 <= values.get("digest_hour", 0) <= 23:
        raise Invalid(_("The hour is a number from 0 to 23."))
    NoticeSetting.objects.get_or_create(pk=1)
    setting = lock(NoticeSetting(pk=1), seen=seen)
    return change(setting, by=by, deed="notices.set", **values)


# --- what falls due ------------------------------------------------------------------------------


def tell_due(*, now: datetime | None = None) -> int:
    """Tell people once that something of theirs is due within hours, or is overdue.

    A date that is moved off and comes near again is told again. Return how many were told of.
    """
    now = now or timezone.now()
    count = 0
    for rows in (Claim.objects.open(), Statement.objects.unheard()):
        told = Notice.objects.filter(
            kind=NoticeKind.DUE,
            user=OuterRef("assignee"),
            object_uid=OuterRef("uid"),
            at__gte=OuterRef("due") - SOON - BURST,  # what joins others is as old as they are
        )
        near = with_due(at_work(rows)).filter(
            Q(due__gt=now - LATE) & Q(due__lte=now + SOON), assignee__is_active=True
        )
        near = near.filter(~Exists(told.order_by())).select_related("assignee", "article")
        for thing in near.order_by("due", "pk"):
            if not readers_among([thing.assignee], thing.article):
                continue
            with transaction.atomic():
                notify(kind=NoticeKind.DUE, about=thing, to=[thing.assignee], by=None)
            count += 1
    return count
