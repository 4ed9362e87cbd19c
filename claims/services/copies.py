"""Stored copies, ordered: what hands evidence over to be copied in the background."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from claims.enums import CaptureState, CaptureWay
from claims.jobs import enqueue, in_hand
from claims.models import Capture, Evidence, User
from claims.models.capture import CaptureQuerySet

from .saving import record


def ordered(evidence: Evidence, *, by: User | None) -> Capture:
    """Return the copy of held ``evidence`` that is under way, or a new one; nobody is the watch.

    One that nobody works on any more is handed over again.
    """
    capture = evidence.captures.under_way().first()
    if capture is None:
        capture = Capture.objects.create(evidence=evidence, asked_by=by, way=way_for(evidence))
        if by:
            record(evidence, by=by, kind="evidence.copy_asked")
    else:
        take_over(capture, by=by)
        if not left_behind(Capture.objects.filter(pk=capture.pk)):
            return capture
    enqueue("take_copy", str(capture.uid))
    return capture


def way_for(evidence: Evidence) -> CaptureWay:
    """Return what is copied: the file, once; then, where there is one, what lies at the address."""
    read = evidence.captures.done().filter(way=CaptureWay.FILE).exists()
    return CaptureWay.SITE if not evidence.file or (evidence.url and read) else CaptureWay.FILE


def take_over(capture: Capture, *, by: User | None) -> None:
    """Let a copy that the watch ordered and nobody takes yet be that of ``by``.

    It is then kept whatever it finds, and the site's rules for programs do not hold.
    """
    own = Capture.objects.filter(pk=capture.pk, asked_by=None, state=CaptureState.WAITING)
    if by and own.update(asked_by=by):
        capture.asked_by = by
        record(capture.evidence, by=by, kind="evidence.copy_asked")


def left_behind(captures: CaptureQuerySet, *, now: datetime | None = None) -> list[Capture]:
    """Return those under way, but for longer than a task may take, and with no task that is."""
    before = (now or timezone.now()) - timedelta(seconds=settings.TASK_LEASE)
    begun = Q(started_at__lt=before) | Q(started_at__isnull=True, asked_at__lt=before)
    old = list(captures.under_way().filter(begun))  # before the tasks: one of these may end now
    at_it = in_hand("take_copy") if old else set()
    return [capture for capture in old if str(capture.uid) not in at_it]
