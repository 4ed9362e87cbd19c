"""E-mails: what waits for a person, as counts and links.

They leave the house, so they hold no headline, no claim and no name unless an admin says so, and
even then nothing of articles for named people. A mail goes out before it is noted that it did:
who is cut off in between sends it twice, never not at all.
"""

import smtplib
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from claims.enums import How, NoticeKind, Visibility
from claims.jobs import enqueue, in_hand
from claims.models import Change, Claim, Notice, NoticeChoice, NoticeSetting, Query, Statement, User
from claims.queries.notices import USUAL, Thing, choices_of, standing, things_of
from claims.queries.stale import stale_for

log = structlog.get_logger(__name__)

COLLECT = timedelta(minutes=1)  # what comes within it is told in one mail
OLD = timedelta(days=3)  # what no mail told by then, none tells any more
AGAIN = 600  # seconds until a mail is tried again that could not be sent
AT_ONCE, DAILY = "mail_notices", "mail_digest"  # tasks

TOLD = {
    NoticeKind.ASSIGNED: ngettext_lazy(
        "%(n)d thing to check was given to you", "%(n)d things to check were given to you", "n"
    ),
    NoticeKind.ASKED: ngettext_lazy(
        "%(n)d query was put to you", "%(n)d queries were put to you", "n"
    ),
    NoticeKind.ANSWERED: ngettext_lazy(
        "%(n)d query of yours was answered", "%(n)d queries of yours were answered", "n"
    ),
    NoticeKind.RETURNED: ngettext_lazy(
        "%(n)d thing you checked was returned", "%(n)d things you checked were returned", "n"
    ),
    NoticeKind.RECHECK: ngettext_lazy(
        "%(n)d thing you checked is to be checked again",
        "%(n)d things you checked are to be checked again",
        "n",
    ),
    NoticeKind.PROPOSED: ngettext_lazy(
        "%(n)d proposed wording waits for you", "%(n)d proposed wordings wait for you", "n"
    ),
    NoticeKind.DECIDED: ngettext_lazy(
        "%(n)d proposed wording of yours was decided on",
        "%(n)d proposed wordings of yours were decided on",
        "n",
    ),
    NoticeKind.DUE: ngettext_lazy(
        "%(n)d thing of yours is due",
        "%(n)d things of yours are due",
        "n",
    ),
}


# --- whose turn it is ----------------------------------------------------------------------------


def enqueue_due(*, now: datetime | None = None) -> int:
    """Have everybody written to whose mail is due; return how many mails that may be."""
    now = now or timezone.now()
    at_once = waiting_at_once(now) - in_hand(AT_ONCE)
    hour = NoticeSetting.now().digest_hour
    daily = {str(user.uid) for user in addressees() if digest_due(user, hour, now)}
    daily -= in_hand(DAILY)
    for name, uids in ((AT_ONCE, at_once), (DAILY, daily)):
        for uid in sorted(uids):
            if cache.add(f"mail:{name}:{uid}", True, AGAIN):
                enqueue(name, uid)
    return len(at_once) + len(daily)


def addressees() -> QuerySet[User]:
    """Return who is here and has an address."""
    return User.objects.filter(is_active=True).exclude(email="")


def waiting_at_once(now: datetime) -> set[str]:
    """Return the uids of those for whom something waits that is to be mailed at once."""
    rows = Notice.objects.unread().filter(unmailed(now - COLLECT, now), user__in=addressees())
    chosen = {
        (user, kind): how
        for user, kind, how in NoticeChoice.objects.values_list("user", "kind", "how")
    }
    found = {
        user
        for user, kind in rows.order_by().values_list("user", "kind").distinct()
        if chosen.get((user, kind), USUAL[NoticeKind(kind)]) == How.AT_ONCE
    }
    people = addressees().filter(pk__in=found)
    return {str(user.uid) for user in people if to_tell(user, How.AT_ONCE, now, COLLECT)}


def unmailed(before: datetime, now: datetime) -> Q:
    """Return the condition of what came by ``before`` and no mail told of."""
    return Q(mailed_at__isnull=True, at__lte=before, at__gt=now - OLD)


def digest_due(user: User, hour: int, now: datetime) -> bool:
    """Whether the hour of the daily mail has struck, by the clock of ``user``, since the last."""
    local = now.astimezone(zone_of(user))
    struck = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    if struck > local:
        struck -= timedelta(days=1)
    return user.digest_at < struck


def zone_of(user: User) -> tzinfo:
    """Return the zone in which ``user`` lives, else the newsroom's."""
    try:
        return zoneinfo.ZoneInfo(user.time_zone or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


# --- the mails -----------------------------------------------------------------------------------


def mail_notices(*, uid: str, now: datetime | None = None) -> bool:
    """Tell a person of all that is to be told at once; whether there was anything."""
    now = now or timezone.now()
    user = addressees().filter(uid=uid).first()
    notices = to_tell(user, How.AT_ONCE, now) if user else []
    if user and notices:
        told = sorted(Counter(NoticeKind(notice.kind) for notice in notices).items())
        subject = TOLD[told[0][0]] % {"n": told[0][1]} if len(told) == 1 else news(len(notices))
        send(user, str(subject), paragraphs(notices))
        noted(notices, now)
    cache.delete(f"mail:{AT_ONCE}:{uid}")
    return bool(notices)


def mail_digest(*, uid: str, now: datetime | None = None) -> bool:
    """Tell a person once a day what is new and what lies about; nothing where there is neither.

    Whoever wants no e-mail of any kind gets none of these either.
    """
    now = now or timezone.now()
    user = addressees().filter(uid=uid).first()
    if user is None or not digest_due(user, NoticeSetting.now().digest_hour, now):
        return False
    notices, lying = to_tell(user, How.DIGEST, now), []
    if set(choices_of(user).values()) != {How.OFF}:
        lying = stale_for(user, now, zone_of(user))
    if notices or lying:
        n = sum(one.count for one in lying)
        waits = ngettext("%(n)d thing waits for you", "%(n)d things wait for you", n) % {"n": n}
        parts = ([news(len(notices))] if notices else []) + ([waits] if lying else [])
        body = paragraphs(notices) + [f"{one.words}:\n{site(one.url)}" for one in lying]
        send(user, ", ".join(parts), body)
        noted(notices, now)
    User.objects.filter(pk=user.pk).update(digest_at=now)
    cache.delete(f"mail:{DAILY}:{uid}")
    return bool(notices or lying)


def to_tell(user: User, how: How, now: datetime, age: timedelta = timedelta()) -> list[Notice]:
    """Return what a mail of this sort tells ``user``: unread, still so, and told by no other.

    ``age`` is how long ago it has to have come.
    """
    kinds = [kind for kind, chosen in choices_of(user).items() if chosen == how]
    rows = standing(user).unread().filter(unmailed(now - age, now), kind__in=kinds)
    return list(rows.select_related("article", "by").order_by("pk"))


def noted(notices: Iterable[Notice], now: datetime) -> None:
    """Keep that a mail told of them."""
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)


def news(count: int) -> str:
    """Say how many notices there are."""
    return ngettext("%(n)d notice", "%(n)d notices", count) % {"n": count}


def paragraphs(notices: Sequence[Notice]) -> list[str]:
    """Return what a mail says of ``notices``: a count and a link for each kind."""
    names = named(notices) if NoticeSetting.now().names_things else {}
    found = []
    for kind in NoticeKind:
        same = [notice for notice in notices if notice.kind == kind]
        if same:
            query = f"?show=unread&kind={kind.value}"
            told = [f"– {names[notice.pk]}" for notice in same if notice.pk in names]
            first = f"{TOLD[kind] % {'n': len(same)}}:"
            found.append("\n".join([first, *told, site(reverse("notice-list") + query)]))
    return found


def named(notices: Iterable[Notice]) -> dict[int, str]:
    """Return what each is about in words, but for articles that only named people may know of."""
    shown = [n for n in notices if n.article.visibility != Visibility.NAMED]
    things = things_of(shown)
    return {
        notice.pk: in_words(things[notice.object_uid], None if is_quiet(notice) else notice.by)
        for notice in shown
        if notice.object_uid in things
    }


def is_quiet(notice: Notice) -> bool:
    """Whether it is not told who did it: nobody has to answer for what became of evidence."""
    return notice.kind == NoticeKind.RECHECK


def in_words(thing: Thing, by: User | None) -> str:
    """Return headline, claim or statement, and who did it; nothing that is said of evidence."""
    about: Thing | None = thing
    if isinstance(thing, Query | Change):
        about = thing.on if isinstance(thing, Query) else thing.to
    words = Truncator(str(about)).chars(200) if isinstance(about, Claim | Statement) else ""
    article = getattr(thing, "article", thing)
    parts = [words, f"“{article}”", f"({by})" if by else ""]
    return " ".join(" ".join(filter(None, parts)).split())


def site(path: str) -> str:
    """Return the whole address of a page: a mail is written where no request tells it."""
    return f"{settings.SITE_URL}{path}"


def send(user: User, subject: str, body: Sequence[str]) -> None:
    """Send a plain mail that ends with the way out.

    An address that is refused is told in the log; raises whatever else the mail server answers.
    """
    choices = site(reverse("notice-choices"))
    ending = [
        f"{_('All notices:')} {site(reverse('notice-list'))}",
        f"{_('Choose what you are told by e-mail, or that you are not:')} {choices}",
    ]
    text = "\n\n".join([*body, "-- \n" + "\n".join(ending)]) + "\n"
    headers = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{choices}>"}
    try:
        EmailMessage(f"Factcheck: {subject}", text, to=[user.email], headers=headers).send()
    except smtplib.SMTPRecipientsRefused:
        log.warning("mail_refused", person=str(user.uid))  # tried again, it would be again
    else:
        log.info("mail_sent", person=str(user.uid))
