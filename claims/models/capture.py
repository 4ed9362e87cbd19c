"""Capture: a stored copy of an evidence's page or file, as it was on that day."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from claims.enums import CaptureState, CaptureWay

from .base import Addressed, one_of
from .evidence import Evidence
from .people import User

UNDER_WAY = (CaptureState.WAITING, CaptureState.RUNNING)


class CaptureQuerySet(models.QuerySet["Capture"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return those of evidence that ``user`` may read."""
        return self.filter(evidence__in=Evidence.objects.visible_to(user))

    def done(self) -> Self:
        """Return those that hold something, the latest first."""
        return self.filter(state=CaptureState.DONE).order_by("-captured_at", "-pk")

    def under_way(self) -> Self:
        """Return those that wait, or are being taken."""
        return self.filter(state__in=UNDER_WAY)


class Capture(Addressed):
    """One copy, ordered first and written once it is here; files are named by their content."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="captures")
    way = models.CharField(max_length=8, choices=CaptureWay.choices, default=CaptureWay.SITE)
    state = models.CharField(
        max_length=8, choices=CaptureState.choices, default=CaptureState.WAITING
    )
    asked_by = models.ForeignKey(  # nobody: the watch
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Why it failed; of one that is here, what is wrong with it.
    trouble = models.TextField(blank=True)
    # What came, in the words of HTTP; of a file only what it is.
    captured_at = models.DateTimeField(null=True, blank=True)
    url = models.CharField(max_length=2000, blank=True)  # after redirects
    redirects = models.JSONField(default=list, blank=True)  # [[url, status], …] on the way
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=list, blank=True)  # [[name, value], …] as received
    media_type = models.CharField(max_length=100, blank=True)  # by content
    size = models.PositiveBigIntegerField(null=True, blank=True)  # of the body, bytes
    sha256 = models.CharField(max_length=64, blank=True)  # of the body, unpacked
    body = models.FileField(max_length=200, blank=True)
    archive = models.FileField(max_length=200, blank=True)  # the WARC or WACZ
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)  # its words, blocks parted by a line break
    details = models.JSONField(default=dict, blank=True)  # what it says of itself: EXIF, byline …

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            one_of("state", CaptureState),
            one_of("way", CaptureWay),
            models.UniqueConstraint(
                fields=["evidence"],
                condition=models.Q(state__in=("waiting", "running")),
                name="capture_one_under_way",
            ),
            models.CheckConstraint(
                name="capture_that_failed_says_why",
                condition=~models.Q(state="failed") | ~models.Q(trouble=""),
            ),
            models.CheckConstraint(
                name="capture_that_is_here_has_a_day",
                condition=~models.Q(state="done") | models.Q(captured_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.evidence)

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to come."""
        return self.state in UNDER_WAY
