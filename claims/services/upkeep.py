"""What the machinery needs from time to time: lost tasks, unchained events, old results."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.db.utils import IntegrityError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from claims.enums import CaptureState
from claims.jobs import enqueue
from claims.models import Capture, Notice

from . import captures, chain, presence
from .copies import left_behind

log = structlog.get_logger(__name__)

MOST_WORKERS = 3  # a task that has cost as many workers is the reason, not the victim
KEEP_RESULTS = timedelta(days=30)
KEEP_NOTICES = timedelta(days=90)


class WorkerLost(Exception):
    """A task's worker ended without a word, most likely killed or out of memory."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many lost tasks wait to run again, and how many were given up."""

    requeued: int
    failed: int


def recover_lost_tasks(*, now: datetime | None = None) -> Recovered:
    """Give tasks that outran the lease back to the queue; the library leaves them running for ever.

    Tasks must therefore be safe to run twice, and shorter than `settings.TASK_LEASE` seconds.
    A task that has already lost `MOST_WORKERS` workers is marked as failed instead.
    """
    before = (now or timezone.now()) - timedelta(seconds=settings.TASK_LEASE)
    requeued = failed = 0
    for task in DBTaskResult.objects.running().filter(started_at__lt=before):
        # Only if it is still the same attempt: the worker may finish while we look.
        same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) < MOST_WORKERS:
            changed = same.update(status=TaskResultStatus.READY)
            requeued += changed
        else:
            changed = same.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path=f"{__name__}.{WorkerLost.__qualname__}",
                traceback=f"{len(task.worker_ids)} workers ended while they ran this task",
            )
            failed += changed
        if changed:
            log.warning("task_lost", task=task.task_path, id=str(task.pk), lost=task.worker_ids)
    return Recovered(requeued=requeued, failed=failed)


def go_on_with_copies(*, now: datetime | None = None) -> int:
    """Take care of copies that no worker will come back to; return how many these were.

    One that waits is handed over again; one that broke off, or was handed over often enough, ends,
    so that people see it and can order another.
    """
    left = left_behind(Capture.objects.all(), now=now)
    for copy in left:
        log.warning("copy_left_behind", id=str(copy.uid), state=copy.state, attempts=copy.attempts)
        if copy.state == CaptureState.RUNNING or copy.attempts >= captures.MOST_ATTEMPTS:
            captures.give_up(copy, captures.lost())
            continue
        with transaction.atomic():
            Capture.objects.filter(pk=copy.pk).update(attempts=F("attempts") + 1)
            enqueue("take_copy", str(copy.uid))
    return len(left)


def seal_left_behind() -> int:
    """Chain the audit events whose process ended before it could; return how many these were.

    A chain that somebody cut cannot grow: that is logged, as the rest of the upkeep must go on.
    """
    try:
        sealed = chain.seal_stragglers()
    except IntegrityError:
        log.exception("audit_chain_broken", look="manage.py audit verify")
        return 0
    if sealed:
        log.info("events_chained_late", count=sealed)
    return sealed


def tidy(*, now: datetime | None = None) -> None:
    """Remove old results and notices, expired sessions, and who was at an article a while ago."""
    now = now or timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_RESULTS).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    presence.forget_old(now=now)
    Notice.objects.filter(at__lt=now - KEEP_NOTICES).delete()
