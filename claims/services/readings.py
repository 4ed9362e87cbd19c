"""Who read confidential evidence: each reading leaves a line in its history."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from claims.enums import Shown, Visibility
from claims.models import AuditEvent, Evidence, User

from .saving import record

AGAIN = timedelta(minutes=10)  # a panel that comes back after each key is one reading
READ = "evidence.read"


def note_readings(evidence: Iterable[Evidence], *, by: User, where: Shown) -> None:
    """Log that ``by`` was shown those for named people; ``where`` is kept as the note.

    The same person in the same place within ten minutes is logged once.
    """
    named = {row.uid: row for row in evidence if row.visibility == Visibility.NAMED}
    if not named:
        return
    lately = AuditEvent.objects.filter(
        object_uid__in=named,
        actor_uid=by.uid,
        kind=READ,
        note=where,
        at__gte=timezone.now() - AGAIN,
    )
    for uid in named.keys() - set(lately.values_list("object_uid", flat=True)):
        record(named[uid], by=by, kind=READ, note=where)
