"""What runs in the background: each fetches by uid and calls one verb, safe to run twice."""

from django_tasks import task

from claims.services import arrivals, captures, feeds, mailing, passages


@task()
def bring_in(uid: str) -> None:
    """Fetch an ordered article."""
    arrivals.bring_in(uid=uid)


@task()
def poll_feed(uid: str) -> None:
    """Read a feed."""
    feeds.poll(uid=uid)


@task()
def take_copy(uid: str) -> None:
    """Take a stored copy of evidence."""
    captures.run(uid=uid)


@task()
def find_passages(uid: str) -> None:
    """Look for what is quoted from evidence in its newest copy."""
    passages.look_again(uid=uid)


@task()
def mail_notices(uid: str) -> None:
    """Write to a person what is to be told at once."""
    mailing.mail_notices(uid=uid)


@task()
def mail_digest(uid: str) -> None:
    """Write to a person what is new and what lies about."""
    mailing.mail_digest(uid=uid)
