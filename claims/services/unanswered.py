"""The fields of a question as long as nobody has answered it."""

from typing import Any

from claims.enums import Action

NO_VERDICT: dict[str, Any] = {
    "verdict": "",
    "verdict_by": None,
    "verdict_at": None,
    "verdict_revision": None,
    "action": Action.KEEP,
}
NOT_APPROVED: dict[str, Any] = {"approved_by": None, "approved_at": None}
NOT_HEARD: dict[str, Any] = {"said": "", "said_by": None, "said_at": None, **NOT_APPROVED}
