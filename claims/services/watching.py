"""The watch over links: the setting, which address is looked at when, and how politely."""

import hashlib
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Stage, Visibility
from claims.fetching import NotFetched, Robots, robots
from claims.models import AuditEvent, Capture, Evidence, Support, User, WatchSetting

from .copies import ordered
from .saving import Invalid, allow_only, change, lock, refuse

MOST = 20  # addresses of one tick, each of another host
HOST_DELAY = 60  # seconds between two looks at one host
KEEP_ROBOTS = 86_400  # seconds, as RFC 9309 has it
MOST_HOURS = 24 * 30
MOST_DOUBLINGS = 5  # of the wait, by one for each failure in a row
MOST_FAILURES = 3  # looks in a row that brought nothing: the address is dead
WEEK = timedelta(days=7)  # the longest that a site's word is taken for
FAR = timedelta(days=30)  # until one is asked again that does not want to be looked at
BUSY = (429, 503)
SET_UP = frozenset({"is_on", "every_hours", "rechecks"})


class StaysUnseen(Exception):
    """The watch does not look at this address; ``str()`` says why, "" where nothing is to say."""


# --- the setting ---------------------------------------------------------------------------------


@transaction.atomic
def set_watch(*, by: User, seen: int | None = None, **values: Any) -> AuditEvent | None:
    """Turn the watch on or off, or set how often it looks and what follows; None for no change."""
    allow_only(values, SET_UP)
    refuse(permissions.why_not_set_watch(by))
    if not 1 <= values.get("every_hours", 1) <= MOST_HOURS:
        raise Invalid(
            _("Between two looks lie at least one hour, and at most %(most)d.")
            % {"most": MOST_HOURS}
        )
    WatchSetting.objects.get_or_create(pk=1)
    setting = lock(WatchSetting(pk=1), seen=seen)
    event = change(setting, by=by, deed="watch.set", **values)
    if event and "every_hours" in event.changes:
        soon = timezone.now() + timedelta(hours=setting.every_hours)
        late = Evidence.objects.filter(failures=0, next_watch_at__gt=soon)
        late.update(next_watch_at=soon)
    return event


# --- whose turn it is ----------------------------------------------------------------------------


def due(now: datetime) -> QuerySet[Evidence]:
    """Return evidence whose address is to be looked at again, the longest due first.

    Something in a living article rests on it, everybody here may know of it, and the address is
    all there is: a file of one's own stands by itself.
    """
    at_work = Q()
    for thing in ("claim", "statement"):
        at_work |= Q(
            **{f"{thing}__isnull": False, f"{thing}__retired_at__isnull": True},
            **{f"{thing}__article__archived_at__isnull": True},
        ) & ~Q(**{f"{thing}__article__stage": Stage.KILLED})
    ties = Support.objects.filter(at_work, evidence=OuterRef("pk")).current()
    rows = Evidence.objects.filter(Exists(ties), file="", withdrawn_at__isnull=True)
    rows = rows.exclude(url="").exclude(visibility=Visibility.NAMED)
    rows = rows.filter(Q(next_watch_at__isnull=True) | Q(next_watch_at__lte=now))
    return rows.order_by(F("next_watch_at").asc(nulls_first=True), "pk")


@transaction.atomic
def enqueue_due(*, now: datetime | None = None) -> int:
    """Have the addresses looked at whose time has come, one of each host; return how many.

    Nothing while the watch is off. A host with a copy under way, or looked at just now, waits.
    """
    setting, now = WatchSetting.now(), now or timezone.now()
    if not setting.is_on:
        return 0
    under_way = Capture.objects.under_way().values_list("evidence__url", flat=True)
    passed = {host_of(url) for url in under_way}
    chosen: list[int] = []
    for key, url in due(now).values_list("pk", "url"):
        host = host_of(url)
        if host not in passed and cache.add(kept_as("rest", host), True, HOST_DELAY):
            chosen.append(key)
        passed.add(host)
        if len(chosen) == MOST:
            break
    rows = due(now).filter(pk__in=chosen)
    count = 0
    for evidence in rows.select_for_update(of=("self",), skip_locked=True, no_key=True):
        # the look itself says better; this holds where it never ends
        later = now + timedelta(hours=setting.every_hours)
        Evidence.objects.filter(pk=evidence.pk).update(next_watch_at=later)
        ordered(evidence, by=None)
        count += 1
    return count


def host_of(url: str) -> str:
    """Return the host of an address, as one name."""
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").rstrip(".")
    return ""


def kept_as(what: str, site: str) -> str:
    """Return under which name the cache keeps a thing of a site: any site has a short, plain one.

    "rest": it is left alone for a while; "robots": what it asks of programs.
    """
    return f"watch:{what}:{hashlib.sha256(site.encode()).hexdigest()}"


# --- asking first --------------------------------------------------------------------------------


def ask_first(evidence: Evidence) -> None:
    """Make sure that the watch may look at ``evidence`` now.

    Raises StaysUnseen where it may not, and NotFetched where the site does not even tell its
    rules; the third look in a row does without, so that no address dies of the site's rules.
    """
    is_hidden = evidence.visibility == Visibility.NAMED or evidence.withdrawn_at
    if is_hidden or not WatchSetting.now().is_on:
        raise StaysUnseen
    rules = rules_of(evidence.url)
    if rules.trouble:
        if evidence.failures + 1 < MOST_FAILURES:
            raise NotFetched(rules.trouble)
    elif not rules.allows(evidence.url):
        raise StaysUnseen(
            _("The site asks programs not to come here, so the watch stays away. Look yourself.")
        )


def rules_of(url: str) -> Robots:
    """Return what the site of ``url`` asks of programs, asked for once a day.

    Where it wants more time between two visits, the host is left alone for as long.
    """
    parts = urlsplit(url)
    key = kept_as("robots", f"{parts.scheme}://{parts.netloc}")
    rules: Robots | None = cache.get(key)
    if rules is None:
        rules = robots(url)
        if not rules.trouble:
            cache.set(key, rules, KEEP_ROBOTS)
    if rules.delay > HOST_DELAY:
        wait = min(rules.delay, WEEK.total_seconds())
        cache.set(kept_as("rest", host_of(url)), True, wait)
    return rules


def put_off(evidence: Evidence, why: str) -> None:
    """Note on held ``evidence`` why the watch does not look at it; it asks again much later."""
    evidence.next_watch_at = timezone.now() + FAR if why else None
    if why:
        evidence.health_note = why
    evidence.save(update_fields=["health_note", "next_watch_at"])


# --- when to come again --------------------------------------------------------------------------


def next_look(evidence: Evidence, copy: Capture) -> datetime:
    """Return when to look again: later after each failure, and as late as the site asks."""
    hours = WatchSetting.now().every_hours * 2 ** min(evidence.failures, MOST_DOUBLINGS)
    wait = timedelta(hours=hours * random.uniform(0.9, 1.1))  # noqa: S311 - spreads, hides nothing
    return timezone.now() + max(wait, min(asked_to_wait(copy), WEEK))


def asked_to_wait(copy: Capture) -> timedelta:
    """Return how long a busy site asks to be left alone, in seconds or until a date."""
    if copy.status not in BUSY:
        return timedelta()
    told = [value for name, value in copy.headers if name.lower() == "retry-after"]
    said = told[0].strip() if told else ""
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), WEEK.total_seconds()))
    with suppress(ValueError, TypeError, OverflowError):
        until = parsedate_to_datetime(said)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(until - timezone.now(), timedelta())
    return timedelta()
