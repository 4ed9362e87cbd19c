"""What runs in the background: each fetches by uid and calls one verb, safe to run twice."""

from django_tasks import task

from claims.services import arrivals, feeds


@task()
def bring_in(uid: str) -> None:
    """Fetch an ordered article."""
    arrivals.bring_in(uid=uid)


@task()
def poll_feed(uid: str) -> None:
    """Read a feed."""
    feeds.poll(uid=uid)
