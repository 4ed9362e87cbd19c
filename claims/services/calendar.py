"""The calendar of one's deadlines, read by other programs from an address that is a secret."""

import hashlib
import secrets
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event
from icalendar.prop import vDuration

from claims.enums import Visibility
from claims.models import (
    Article,
    AuditEvent,
    CalendarToken,
    Claim,
    NoticeSetting,
    Statement,
    User,
)
from claims.queries.queue_conditions import with_due
from claims.queries.reviewing import at_work

from .saving import add, record

PAST = timedelta(days=30)  # how long what is overdue stays in a calendar
EVERY = timedelta(hours=1)  # how often programs are asked to look again
KEPT = 400 * 86_400  # seconds for which is known when an entry changed last
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
MOST_NAMED = 10


# --- the address ---------------------------------------------------------------------------------


@transaction.atomic
def make_address(*, by: User) -> str:
    """Return the token of a new calendar address, shown once; the one before stops working."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks make one address
    end(by)
    token = secrets.token_urlsafe(32)
    kept = add(CalendarToken(user=by, token_hash=hash_of(token)))
    record(kept, by=by, kind="calendar.made")
    return token


@transaction.atomic
def end_address(*, by: User) -> AuditEvent | None:
    """Let the address stop working at once; None where there is none."""
    ended = end(by)
    return record(ended, by=by, kind="calendar.ended") if ended else None


def end(user: User) -> CalendarToken | None:
    """End the address that works, if one does."""
    rows = CalendarToken.objects.select_for_update().filter(user=user, revoked_at=None)
    if (token := rows.first()) is not None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token


def hash_of(token: str) -> str:
    """Return what is stored in place of ``token``."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> User | None:
    """Return whose calendar it is; None once it was taken back, or the person left.

    Raises CalendarToken.DoesNotExist for a token that never was.
    """
    rows = CalendarToken.objects.select_related("user")
    found = rows.get(token_hash=hash_of(token))
    left = not found.user.is_active or not found.user.roles
    return None if found.revoked_at or left else found.user


# --- the entries ---------------------------------------------------------------------------------


@dataclass
class Entry:
    """What is due at one moment in one article: one's own things, or the article itself."""

    article: Article
    due: datetime
    things: list[Claim | Statement] = field(default_factory=list)
    whole: bool = False

    @property
    def words(self) -> str:
        """Return the counts."""
        n = len(self.things)
        due = ngettext("%(n)d thing due", "%(n)d things due", n) % {"n": n}
        return " · ".join(
            ([_("Deadline of an article")] if self.whole else []) + ([due] if n else [])
        )

    @property
    def names(self) -> str:
        """Return the headline and the words of what is due, as far as all of the house may know."""
        words = [Truncator(str(thing)).chars(200) for thing in self.things[:MOST_NAMED]]
        return "\n".join([str(self.article), *(f"– {text}" for text in words)])


def entries_for(user: User, now: datetime) -> list[Entry]:
    """Return what is due for ``user``, the earliest first: of articles that they may read now."""
    found: dict[tuple[int, datetime], Entry] = {}
    shown = Article.objects.visible_to(user).at_work()
    mine = Q(lead_checker=user) | Q(pk__in=user.authored.values("pk"))
    for article in shown.filter(mine, deadline__gt=now - PAST):
        if article.deadline:
            found[article.pk, article.deadline] = Entry(article, article.deadline, whole=True)
    given: dict[tuple[int, datetime], list[Claim | Statement]] = defaultdict(list)
    claims = Claim.objects.visible_to(user).open()
    for rows in (claims, Statement.objects.visible_to(user).unheard()):
        dated = with_due(at_work(rows)).filter(assignee=user, due__gt=now - PAST)
        for thing in dated.select_related("article").order_by("due", "pk"):
            given[thing.article_id, thing.due].append(thing)
    for (key, due), things in given.items():
        found.setdefault((key, due), Entry(things[0].article, due)).things = things
    return sorted(found.values(), key=lambda entry: (entry.due, entry.article.uid))


def feed(user: User, *, now: datetime | None = None) -> bytes:
    """Return the calendar as iCalendar (RFC 5545), the same bytes until something in it changes."""
    now = (now or timezone.now()).replace(microsecond=0)
    names = NoticeSetting.now().names_things
    calendar = Calendar()
    calendar.add("prodid", "-//Factcheck//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Factcheck: deadlines"))
    calendar.add("refresh-interval", vDuration(EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY))
    known: dict[str, tuple[str, datetime]] = cache.get(f"calendar:{user.uid}", {})
    kept: dict[str, tuple[str, datetime]] = {}
    for entry in entries_for(user, now):
        event = event_of(entry, user, names=names)
        uid, content = str(event["uid"]), hash_of(event.to_ical().decode())
        same = uid in known and known[uid][0] == content
        kept[uid] = known[uid] if same else (content, now)
        stamp(event, kept[uid][1])
        calendar.add_component(event)
    if kept != known:
        cache.set(f"calendar:{user.uid}", kept, KEPT)
    return bytes(calendar.to_ical())


def event_of(entry: Entry, user: User, *, names: bool) -> Event:
    """Return an entry without its times of change; its address is opaque, and stays."""
    event = Event()
    own = uuid.uuid5(user.uid, f"{entry.article.uid} {entry.due.isoformat()}")
    event.add("uid", str(own))
    event.add("dtstart", entry.due.astimezone(UTC))
    event.add("summary", entry.words)
    if names and entry.article.visibility != Visibility.NAMED:
        event.add("description", entry.names)
    event.add("url", f"{settings.SITE_URL}{entry.article.get_absolute_url()}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def stamp(event: Event, changed: datetime) -> None:
    """Say when an entry changed last, and number its versions so that a later one is higher."""
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", int((changed - BEGAN).total_seconds()))
