"""What the page of evidence says of archives: one's own files, and the public one."""

from datetime import timedelta
from functools import cached_property
from urllib.parse import urldefrag

from django.utils import timezone

from claims.models import AuditEvent, Evidence, User
from claims.permissions import why_not_add_evidence, why_not_send_to_archive

SAVE = "https://web.archive.org/save/"
OPEN_FOR = timedelta(days=1)  # as long as the link stays with who asked for it


class Archiving:
    """What ``user`` may do with ``evidence`` and archives."""

    def __init__(self, evidence: Evidence, user: User) -> None:
        self.evidence = evidence
        self.user = user

    @property
    def why_not_bring(self) -> str:
        """Why the reader may not bring a web archive."""
        return why_not_add_evidence(self.user)

    @cached_property
    def why_not_send(self) -> str:
        """Why the reader may not send the address to a public archive."""
        return why_not_send_to_archive(self.user, self.evidence)

    @cached_property
    def sent(self) -> AuditEvent | None:
        """Return when it was sent last, and by whom."""
        if not self.evidence.url:
            return None
        rows = AuditEvent.objects.filter(
            object_uid=self.evidence.uid, kind="evidence.sent_to_archive"
        )
        return rows.order_by("-at", "-pk").first()

    @property
    def link(self) -> str:
        """Return the address that has the public archive keep the page, for who asked for it."""
        sent = self.sent
        if self.why_not_send or not sent or sent.actor_uid != self.user.uid:
            return ""
        lately = timezone.now() - sent.at < OPEN_FOR
        return f"{SAVE}{urldefrag(self.evidence.url).url}" if lately else ""
