"""Histories: of one thing, of an article with all that hangs on it, of a source, of a person."""

import itertools
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import (
    Article,
    AuditEvent,
    Change,
    Claim,
    Evidence,
    Invitation,
    Query,
    ReplyAttempt,
    Source,
    Statement,
    Support,
    User,
)

from . import deeds
from .articles import Option
from .known import Known, Thing
from .paging import Page, page_of
from .telling import Line, tell

PER_PAGE = 50
IN_PANEL = 100
OUTSIDE = "outside"  # an expert with a link, or the system itself
MERGES = ("source.merged", "source.parted")


def history(
    thing: Claim | Statement | Support | Change | Query | ReplyAttempt,
    *,
    viewer: User,
    since: int = 0,
) -> list[Line]:
    """Return what was done to ``thing``, newest first; with ``since``, after that version only."""
    rows = AuditEvent.objects.visible_to(viewer).filter(object_uid=thing.uid)
    if since:
        rows = rows.filter(object_version__gt=since)
    return tell(list(rows[:IN_PANEL]), viewer, own=thing.uid)


def colleagues_since(
    thing: Claim | Statement | Support | Change | Query | ReplyAttempt, *, seen: int, user: User
) -> list[Line]:
    """Return what others did to ``thing`` after the version ``user`` had before them."""
    lines = history(thing, viewer=user, since=seen)
    return [row for row in lines if row.event.actor_uid != user.uid]


class History:
    """A page of events with filters; the number beside each is that of the lines it leads to."""

    def __init__(
        self,
        rows: QuerySet[AuditEvent],
        viewer: User,
        asked: Mapping[str, str],
        *,
        own: UUID,
        articles: bool = False,
    ) -> None:
        # What is done to a tie, or an attempt to get an answer, is told in that of its claim.
        self.rows = rows.exclude(object_type__in=("support", "replyattempt"))
        self.viewer = viewer
        self.own = own
        self.articles = articles
        self.group = asked.get("what", "") if asked.get("what") in GROUPS else ""
        who = asked.get("who", "")
        self.who = who if who == OUTSIDE or uid_of(who) else ""
        self.of = uid_of(asked.get("of", ""))
        self.after = asked.get("after", "")

    def found(self, *, without: str = "") -> QuerySet[AuditEvent]:
        """Return the events asked for, one of the filters left out."""
        rows = self.rows
        if self.of:
            rows = rows.filter(object_uid=self.of)
        if self.who and without != "who":
            rows = rows.filter(actor_uid=uid_of(self.who))
        if self.group and without != "what":
            rows = rows.alias(group=GROUP_OF).filter(group=self.group)
        return rows

    @cached_property
    def page(self) -> Page[AuditEvent]:
        """Return the page of events, newest first."""
        return page_of(self.found(), order=("-pk",), after=self.after, size=PER_PAGE)

    @cached_property
    def days(self) -> list[tuple[date, list[Line]]]:
        """Return the lines of the page day by day, as the viewer's clock has it."""
        lines = tell(self.page.rows, self.viewer, own=self.own, articles=self.articles)
        by_day = itertools.groupby(lines, key=lambda line: timezone.localdate(line.event.at))
        return [(day, list(group)) for day, group in by_day]

    @property
    def newest(self) -> list[Line]:
        """Return the last hundred lines of the one thing asked for, as its panel shows them."""
        return tell(list(self.found()[:IN_PANEL]), self.viewer, own=self.of)

    @cached_property
    def groups(self) -> list[Option]:
        """Return the kinds of thing there are events of, the chosen one in any case."""
        rows = self.found(without="what").order_by().annotate(group=GROUP_OF)
        counts = dict(rows.values_list("group").annotate(n=Count("pk")))
        options = [
            Option(key, str(label), counts.get(key, 0), key == self.group)
            for key, label in GROUPS.items()
        ]
        return [option for option in options if option.count or option.chosen]

    @cached_property
    def people(self) -> list[Option]:
        """Return who did something, by the name of the last time, the chosen one in any case."""
        rows = self.found(without="who").order_by().values_list("actor_uid")
        found = list(rows.annotate(n=Count("pk"), last=Max("pk")))
        chosen = uid_of(self.who)
        if self.who and chosen not in {uid for uid, _n, _last in found}:
            found.append(
                (chosen, 0, self.rows.filter(actor_uid=chosen).aggregate(m=Max("pk"))["m"])
            )
        lasts = [last for _uid, _n, last in found]
        names = dict(AuditEvent.objects.filter(pk__in=lasts).values_list("pk", "actor_name"))
        options = [
            Option(
                str(uid) if uid else OUTSIDE,
                names.get(last) or (_("Nobody here") if uid else _("Outside the newsroom")),
                count,
                bool(self.who) and uid == chosen,
            )
            for uid, count, last in found
        ]
        return sorted(options, key=lambda option: (option.key == OUTSIDE, option.label.casefold()))

    @cached_property
    def total(self) -> int:
        """Return how many events are found."""
        return sum(option.count for option in self.groups if option.chosen or not self.group)

    @cached_property
    def one(self) -> Thing | None:
        """Return the one thing asked for, if any."""
        event = self.rows.filter(object_uid=self.of).first() if self.of else None
        return Known([event], self.viewer).thing(event) if event else None

    @property
    def is_filtered(self) -> bool:
        """Whether anything but everything is asked for."""
        return bool(self.group or self.who or self.of)


def uid_of(text: str) -> UUID | None:
    """Return the uid that ``text`` is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


GROUPS: dict[str, Any] = {group[0]: group[1] for group in deeds.GROUPS} | dict([deeds.OTHER])


def group_of() -> Case:
    """Return the expression that says to which group an event belongs; by its kind first."""
    by_kind = [
        When(kind__startswith=start, then=Value(key))
        for key, _label, starts, _types in deeds.GROUPS
        for start in starts
    ]
    by_type = [
        When(object_type__in=types, then=Value(key)) for key, _label, _starts, types in deeds.GROUPS
    ]
    default = Value(deeds.OTHER[0])
    return Case(*by_kind, *by_type, default=default, output_field=CharField())


GROUP_OF = group_of()


def of_article(article: Article, viewer: User, asked: Mapping[str, str]) -> History:
    """Return what was done to ``article`` and to all that hangs on it."""
    rows = AuditEvent.objects.visible_to(viewer).filter(article_uid=article.uid)
    return History(rows, viewer, asked, own=article.uid)


def of_source(source: Source, viewer: User, asked: Mapping[str, str]) -> History:
    """Return what was done to a whole source, and to those that were ever merged into it."""
    mine = Source.objects.visible_to(viewer).filter(root=source).values_list("pk", "uid")
    keys, uids = zip(*mine, strict=True) if mine else ((), ())
    into = Q()
    for key in keys:
        into |= Q(changes__merged_into__0__id=key) | Q(changes__merged_into__1__id=key)
    # By the uids of sources, which are indexed, and not by kind, which would read the whole log.
    merges = AuditEvent.objects.filter(
        into, object_uid__in=Source.objects.values("uid"), kind__in=MERGES
    )
    told = Q(object_uid__in=uids) | Q(pk__in=list(merges.values_list("pk", flat=True)))
    rows = AuditEvent.objects.visible_to(viewer).filter(told, object_type="source")
    return History(rows, viewer, asked, own=source.uid)


def of_evidence(evidence: Evidence, viewer: User, asked: Mapping[str, str]) -> History:
    """Return what was done to a piece of evidence; where it was attached is told there."""
    rows = AuditEvent.objects.visible_to(viewer)
    return History(
        rows.filter(object_type="evidence", object_uid=evidence.uid),
        viewer,
        asked,
        own=evidence.uid,
    )


def of_person(person: User, viewer: User, asked: Mapping[str, str]) -> History:
    """Return what ``person`` did; for admins also what was done to the account."""
    told = Q(actor_uid=person.uid)
    if viewer.is_staff:
        uids = [
            person.uid,
            *Invitation.objects.filter(used_by=person).values_list("uid", flat=True),
        ]
        told |= Q(object_type__in=("user", "invitation"), object_uid__in=uids)
    rows = AuditEvent.objects.visible_to(viewer).filter(told)
    return History(rows, viewer, asked, own=person.uid, articles=True)
