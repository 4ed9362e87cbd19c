"""What the bar on top of every page shows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.queries.queue import open_count


def queue_count(request: HttpRequest) -> dict[str, object]:
    """Give the number of open claims one may read; counted only where it is printed."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"queue_count": SimpleLazyObject(lambda: open_count(user))}
