"""The right of reply as it is signed: whom each claim is critical of, and how they were asked."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from claims.models import Article, Criticism

Record = dict[str, Any]
ATTEMPT = (
    *("uid", "asked_by", "asked_at", "channel", "asked_whom", "deadline"),
    *("answer", "answered_at", "used_in"),
)


def signed_replies(articles: Sequence[Article]) -> dict[int, list[Record]]:
    """Return by the claim's primary key what is signed of it, in one read."""
    rows = Criticism.objects.standing().filter(claim__article__in=articles)
    rows = rows.order_by("pk", "attempts__asked_at", "attempts__pk")
    names = [f"attempts__{name}" for name in ATTEMPT]
    found: defaultdict[int, list[Record]] = defaultdict(list)
    for row in rows.values("uid", "claim", "source__root__name", *names):
        records, uid = found[row["claim"]], str(row["uid"])
        if not records or records[-1]["uid"] != uid:
            records.append({"uid": uid, "source": row["source__root__name"], "attempts": []})
        if row["attempts__uid"]:
            attempt = {name: plain(row[f"attempts__{name}"]) for name in ATTEMPT}
            records[-1]["attempts"].append(attempt)
    return found


def plain(value: Any) -> str | None:
    """Return a value as JSON keeps it: times in ISO 8601, uids as text."""
    if value is None:
        return None
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
