"""Which bytes a sign-off rests on: the newest stored copy of each piece of evidence."""

from typing import Any

from claims.models import Capture

from .signed_parts import Record

COPY = ("uid", "way", "url", "status", "sha256", "captured_at")


def with_copies_signed(compared: Record) -> Record:
    """Put beside each piece of evidence in a record what its newest copy is; None without one."""
    ties = [
        tie
        for part in ("claims", "statements")
        for row in compared[part]
        for tie in row["supports"]
    ]
    uids = {tie["evidence"]["uid"] for tie in ties}
    rows = Capture.objects.filter(evidence__uid__in=uids).done().reverse()
    newest = {str(row["evidence__uid"]): row for row in rows.values("evidence__uid", *COPY)}
    for tie in ties:
        row = newest.get(tie["evidence"]["uid"])
        tie["evidence"]["copy"] = copy_record(row) if row else None
    return compared


def copy_record(row: dict[str, Any]) -> Record:
    """Return a copy as it is signed."""
    return {
        "uid": str(row["uid"]),
        "at": row["captured_at"].isoformat(),
        "way": row["way"],
        "url": row["url"],
        "status": row["status"],
        "sha256": row["sha256"],
    }
