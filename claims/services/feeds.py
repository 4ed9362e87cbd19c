"""Feeds: set one up, turn it on, read it when it is due, and say how that went."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import permissions
from claims.fetching import Fetched, NotFetched, fetch
from claims.formats import Unreadable
from claims.formats.feeds import FeedRead, read_feed
from claims.jobs import enqueue
from claims.models import AuditEvent, Feed, User
from claims.models.feed import LONGEST, SHORTEST

from . import feed_items
from .saving import Invalid, Refused, add, allow_only, change, lock, record, refuse

FIRST = 10  # items of a first poll
MOST_ITEMS = 50  # new texts of one poll; the rest has its turn at the next
MOST_SECONDS = 300.0  # of one poll, well below settings.TASK_LEASE
JUST_NOW = timedelta(seconds=30)  # a task that ran so lately need not run again
LONGEST_WAIT = timedelta(days=1)  # between polls of a feed that keeps failing
MOST_TOLD = 5  # items named in the sentence on what could not be read
SET_UP = frozenset({"name", "url", "desk", "account", "every", "full_text"})


@transaction.atomic
def add_feed(*, by: User, **values: Any) -> Feed:
    """Set up a feed, turned off."""
    allow_only(values, SET_UP)
    refuse(permissions.why_not_keep_feeds(by))
    feed = Feed(**values)
    check(feed)
    record(add(feed), by=by, kind="feed.added")
    return feed


@transaction.atomic
def edit_feed(*, feed: Feed, by: User, seen: int | None = None, **values: Any) -> AuditEvent | None:
    """Change how a feed is set up; one at another address is read as new."""
    allow_only(values, SET_UP)
    feed = lock(feed, seen=seen)
    refuse(permissions.why_not_keep_feeds(by))
    unread: dict[str, Any] = {}
    if values.get("url", feed.url) != feed.url:
        unread = {"kind": "", "etag": "", "modified": "", "last_ok_at": None, "next_at": None}
    check(Feed(pk=feed.pk, **{name: values.get(name, getattr(feed, name)) for name in SET_UP}))
    event = change(feed, by=by, deed="feed.edited", **values)
    if unread:
        Feed.objects.filter(pk=feed.pk).update(failures=0, sentence="", **unread)
    return event


def check(feed: Feed) -> None:
    """Raise Invalid for what cannot be polled."""
    if not SHORTEST <= feed.every <= LONGEST:
        raise Invalid(
            _("Between two polls lie at least %(least)d minutes, and at most a week.")
            % {"least": SHORTEST}
        )
    if permissions.why_not_import(feed.account):
        raise Invalid(
            _("%(name)s may not bring articles in. Choose a checker, reviewer or editor.")
            % {"name": feed.account}
        )
    if Feed.objects.filter(url=feed.url).exclude(pk=feed.pk).exists():
        raise Invalid(_("There is a feed of this address already."))


@transaction.atomic
def turn(*, feed: Feed, by: User, on: bool) -> AuditEvent | None:
    """Turn a feed on, so that it is read from now on, or off."""
    feed = lock(feed)
    refuse(permissions.why_not_keep_feeds(by))
    if on:
        check(feed)
    event = change(feed, by=by, deed="feed.turned_on" if on else "feed.turned_off", enabled=on)
    if event:
        Feed.objects.filter(pk=feed.pk).update(next_at=None, failures=0, sentence="")
    return event


@transaction.atomic
def poll_now(*, feed: Feed, by: User) -> None:
    """Have a feed read at once, in the background."""
    feed = lock(feed)
    refuse(permissions.why_not_keep_feeds(by))
    if not feed.enabled:
        raise Invalid(_("This feed is off. Turn it on first."))
    record(feed, by=by, kind="feed.polled")
    enqueue("poll_feed", str(feed.uid))


@transaction.atomic
def enqueue_due(*, now: datetime | None = None) -> int:
    """Have every feed read whose time has come; return how many. Two at once share them."""
    now = now or timezone.now()
    rows = list(Feed.objects.due(now).select_for_update(skip_locked=True))
    for feed in rows:
        Feed.objects.filter(pk=feed.pk).update(next_at=now + timedelta(minutes=feed.every))
        enqueue("poll_feed", str(feed.uid))
    return len(rows)


@dataclass(slots=True)
class Outcome:
    """What came of one poll."""

    taken: int = 0
    problems: list[str] = field(default_factory=list)
    is_cut: bool = False  # something waits for a later poll


def poll(*, uid: str) -> Outcome | None:
    """Read a feed and bring in what is new; whatever goes wrong is told on the feed.

    Safe to run twice, and after a run that was killed: every item lands by itself. Returns None
    for a feed that is off, or was read just now.
    """
    feed = Feed.objects.select_related("account", "desk").filter(uid=uid, enabled=True).first()
    now = timezone.now()
    if feed is None or (feed.last_polled_at and now - feed.last_polled_at < JUST_NOW):
        return None
    Feed.objects.filter(pk=feed.pk).update(last_polled_at=now)
    try:
        refuse(permissions.why_not_import(feed.account))
        page = fetch(feed.url, etag=feed.etag, modified=feed.modified)
        if page.status == 304:
            succeed(feed, page, None, Outcome())
            return Outcome()
        read = read_feed(page.body, url=page.url, content_type=page.content_type)
        outcome = take_all(feed, read)
        succeed(feed, page, read, outcome)
    except (NotFetched, Unreadable, Refused) as problem:
        fail(feed, str(problem))
        return Outcome(problems=[str(problem)])
    except Exception:
        fail(feed, _("Something went wrong on our side. The log of the worker says what."))
        raise
    return outcome


def take_all(feed: Feed, read: FeedRead) -> Outcome:
    """Bring in every item that is new, the newest first; of a feed never read, only so many.

    Stops where the feed is turned off meanwhile.
    """
    outcome, entries, started = Outcome(), list(read.entries), time.monotonic()
    if feed.last_ok_at is None:
        feed_items.pass_over(feed=feed, entries=entries[FIRST:])
        del entries[FIRST:]
    for entry in entries:
        is_enough = outcome.taken >= MOST_ITEMS or time.monotonic() - started > MOST_SECONDS
        if is_enough or not Feed.objects.filter(pk=feed.pk, enabled=True).exists():
            outcome.is_cut = True
            break
        try:
            outcome.taken += feed_items.take(feed=feed, entry=entry)
        except feed_items.Waits:
            outcome.is_cut = True
        except (NotFetched, Unreadable, Invalid, Refused) as problem:
            outcome.problems.append(f"{entry.title or entry.guid}: {problem}")
    return outcome


def succeed(feed: Feed, page: Fetched, read: FeedRead | None, outcome: Outcome) -> None:
    """Note a poll that went well; one that left something undone asks for all of it next time."""
    now = timezone.now()
    values: dict[str, Any] = {
        "failures": 0,
        "last_ok_at": now,
        "next_at": now + timedelta(minutes=feed.every),
    }
    if read:
        whole = not (outcome.problems or outcome.is_cut)
        values |= {
            "kind": read.kind,
            "etag": page.etag if whole and len(page.etag) <= 500 else "",
            "modified": page.modified if whole and len(page.modified) <= 100 else "",
            "sentence": told(outcome.problems),
        }
    Feed.objects.filter(pk=feed.pk, url=feed.url).update(**values)


def told(problems: list[str]) -> str:
    """Put what could not be read into words; "" for nothing."""
    if not problems:
        return ""
    head = ngettext(
        "%(n)d item could not be read, and is tried again:",
        "%(n)d items could not be read, and are tried again:",
        len(problems),
    ) % {"n": len(problems)}
    more = ["…"] if len(problems) > MOST_TOLD else []
    return "\n".join([head, *problems[:MOST_TOLD], *more])


def fail(feed: Feed, sentence: str) -> None:
    """Tell on the feed why it could not be read, and wait longer each time."""
    failures = feed.failures + 1
    wait = min(timedelta(minutes=feed.every) * 2 ** min(failures, 10), LONGEST_WAIT)
    Feed.objects.filter(pk=feed.pk, url=feed.url).update(
        failures=failures, sentence=sentence, next_at=timezone.now() + wait
    )
