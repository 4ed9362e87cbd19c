"""What the bar on top of every page shows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.queries.notices import waiting
from claims.queries.queue import open_count


def queue_count(request: HttpRequest) -> dict[str, object]:
    """Give the numbers of open claims one may read, of queries to one, and of unread notices.

    They are counted only where they are printed, the latter two in one read.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    both = SimpleLazyObject(lambda: waiting(user))
    return {
        "queue_count": SimpleLazyObject(lambda: open_count(user)),
        "query_count": SimpleLazyObject(lambda: both[0]),
        "notice_count": SimpleLazyObject(lambda: both[1]),
    }
