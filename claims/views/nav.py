"""What the bar on top of every page shows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.queries.queue import open_count
from claims.queries.threads import queries_for


def queue_count(request: HttpRequest) -> dict[str, object]:
    """Give the numbers of open claims one may read, and of queries that wait for one's answer.

    They are counted only where they are printed.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "queue_count": SimpleLazyObject(lambda: open_count(user)),
        "query_count": SimpleLazyObject(lambda: queries_for(user).count()),
    }
