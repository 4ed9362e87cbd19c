"""How the address of one piece of evidence fares, as its page tells it."""

from datetime import datetime
from functools import cached_property

from claims.enums import BAD_HEALTH, CaptureWay, Visibility
from claims.models import AuditEvent, Capture, Evidence, WatchSetting


class Fares:
    """What the last look at the address of ``evidence`` found, and what comes next."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    @property
    def is_bad(self) -> bool:
        """Whether it is gone, or a quoted passage is."""
        return self.evidence.health in BAD_HEALTH

    @cached_property
    def since(self) -> datetime | None:
        """Return when it was first found so."""
        changed = AuditEvent.objects.filter(object_uid=self.evidence.uid, kind="evidence.health")
        event = changed.first()
        return event.at if event else None

    @cached_property
    def copies(self) -> list[Capture]:
        """Return the two newest copies of the page, the older first, or none to compare."""
        rows = self.evidence.captures.done().filter(way=CaptureWay.SITE).defer("text")
        newest = list(rows[:2])
        return newest[::-1] if len(newest) == 2 else []

    @cached_property
    def next_look(self) -> datetime | None:
        """Return when the watch looks again; None where it does not."""
        evidence = self.evidence
        alone = evidence.url and not evidence.file and not evidence.withdrawn_at
        if not alone or evidence.visibility == Visibility.NAMED or not WatchSetting.now().is_on:
            return None
        return evidence.next_watch_at
