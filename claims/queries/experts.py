"""The links to outside experts, as the newsroom looks at them."""

from dataclasses import dataclass

from claims import permissions
from claims.models import ExpertLink, User

from .threads import Thread


@dataclass(frozen=True, slots=True)
class ExpertLine:
    """One link, how often it was answered, and why one may not close it ("" where one may)."""

    link: ExpertLink
    answers: int
    why_not_revoke: str


def expert_lines(thread: Thread, user: User) -> list[ExpertLine]:
    """Return a line for each link of ``thread``, the newest first."""
    answered = [reply.expert_id for reply in thread.replies]
    return [
        ExpertLine(link, answered.count(link.pk), permissions.why_not_revoke(user, link))
        for link in thread.experts
    ]
