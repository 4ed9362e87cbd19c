"""Notices: what one was told of that still holds, many of one moment in one line."""

import datetime
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from claims.enums import How, NoticeKind, State
from claims.models import Article, Change, Claim, Notice, NoticeChoice, Query, Statement, User
from claims.models.notice import NoticeQuerySet

from .paging import Page, page_of
from .queue_filters import Show, queue_url
from .threads import queries_for

Thing = Claim | Statement | Query | Change | Article
SIZE = 40
# How soon an e-mail tells of a kind, for whoever chose nothing else.
USUAL = {
    kind: How.AT_ONCE
    if kind in (NoticeKind.ASSIGNED, NoticeKind.ASKED, NoticeKind.RETURNED)
    else How.DIGEST
    for kind in NoticeKind
}
TO_DO = (NoticeKind.ASSIGNED, NoticeKind.DUE)
# What is read of each type of thing to say it in words.
READ: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "claim": (Claim, ("article",)),
    "statement": (Statement, ("article", "source")),
    "query": (Query, ("article", "claim", "statement")),
    "change": (Change, ("article", "claim", "statement")),
    "article": (Article, ()),
}


def standing(user: User) -> NoticeQuerySet:
    """Return what ``user`` may read and what still holds: not what is done or others' by now."""
    mine = Q(assignee=user) | Q(assignee=None, assigned_role__in=[r.value for r in user.roles])
    to_do = Q()
    for rows in (Claim.objects.open(), Statement.objects.unheard()):
        to_do |= Q(Exists(rows.filter(mine, uid=OuterRef("object_uid")).order_by()))
    return Notice.objects.visible_to(user).filter(~Q(kind__in=TO_DO) | to_do)


def lines(rows: NoticeQuerySet) -> NoticeQuerySet:
    """Return one notice for each line: the last of those of one kind and moment."""
    later = rows.filter(kind=OuterRef("kind"), at=OuterRef("at"), pk__gt=OuterRef("pk"))
    return rows.filter(~Exists(later.order_by()))


def together(notice: Notice, user: User) -> NoticeQuerySet:
    """Return what stands in one line with ``notice``, which still holds."""
    return standing(user).filter(kind=notice.kind, at=notice.at)


def waiting(user: User) -> tuple[int, int]:
    """Count the queries that wait for an answer of ``user`` and the unread lines, in one read."""
    line = Concat("kind", Cast("at", CharField()), output_field=CharField())
    told = Count(line, distinct=True)  # as `lines` has them, and quicker
    counts = [counted(queries_for(user), Count("pk")), counted(standing(user).unread(), told)]
    one = User.objects.filter(pk=user.pk).order_by()
    asked, unread = one.values_list(*(Coalesce(count, 0) for count in counts)).get()
    return asked, unread


def counted(rows: QuerySet[Any], number: Count) -> Subquery:
    """Return a ``number`` of ``rows`` as part of another statement."""
    alike = rows.order_by().values(alike=Value(1))
    return Subquery(alike.annotate(n=number).values("n"), output_field=IntegerField())


def choices_of(user: User) -> dict[NoticeKind, How]:
    """Return how soon an e-mail tells ``user`` of each kind."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("kind", "how"))
    return {kind: How(chosen.get(kind.value, USUAL[kind])) for kind in NoticeKind}


# --- the page -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, once or often at one moment; ``things`` as they are now, as far as read."""

    notice: Notice
    things: list[Thing]

    @property
    def count(self) -> int:
        """Return how many things it tells of."""
        return len(self.things)

    @property
    def thing(self) -> Thing:
        """Return the first of them."""
        return self.things[0]

    @property
    def on(self) -> Claim | Statement | None:
        """Return the claim or statement it is about, where it is one."""
        if isinstance(self.thing, Query):
            return self.thing.on
        if isinstance(self.thing, Change):
            return self.thing.to
        return None if isinstance(self.thing, Article) else self.thing

    @property
    def articles(self) -> list[Article]:
        """Return the articles it is about."""
        found = [thing if isinstance(thing, Article) else thing.article for thing in self.things]
        return list(dict.fromkeys(found))

    @property
    def url(self) -> str:
        """Return where to go: to the thing, or to the list of many."""
        return self.thing.get_absolute_url() if self.count == 1 else self.list_url

    @property
    def list_url(self) -> str:
        """Return the queue's list of such things."""
        claims = any(isinstance(thing, Claim) for thing in self.things)
        asked: dict[str, Any] = {} if claims else {"show": Show.STATEMENTS}
        if len(self.articles) == 1:
            asked["article"] = self.articles[0].uid
        if self.notice.kind == NoticeKind.RECHECK:
            return queue_url(**asked, **({"state": State.RECHECK} if claims else {}))
        by_role = isinstance(self.thing, Claim | Statement) and self.thing.assignee_id is None
        return queue_url(**asked, assignee="role" if by_role else "me")


@dataclass
class NoticeList:
    """One's notices, newest first; ``show`` is "unread" or all, ``kind`` one kind or all."""

    user: User
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def show(self) -> str:
        """Return whether all or the unread ones are asked for."""
        return "unread" if self.asked.get("show") == "unread" else "all"

    @property
    def kind(self) -> NoticeKind | None:
        """Return the one kind asked for, if any."""
        kind = self.asked.get("kind", "")
        return NoticeKind(kind) if kind in NoticeKind.values else None

    @cached_property
    def within(self) -> NoticeQuerySet:
        """Return all notices of the kind asked for."""
        rows = standing(self.user)
        return rows.filter(kind=self.kind) if self.kind else rows

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return the number of lines of each list."""
        lists = {"all": self.within, "unread": self.within.unread()}
        return {name: lines(rows).count() for name, rows in lists.items()}

    @cached_property
    def page(self) -> Page[Notice]:
        """Return the notices that stand for the lines of one page."""
        rows = lines(self.within.unread() if self.show == "unread" else self.within)
        rows = rows.select_related("by")
        after = self.asked.get("after", "")
        return page_of(rows, order=("-at", "-pk"), after=after, size=SIZE)

    @cached_property
    def lines(self) -> list[Line]:
        """Return the page in lines."""
        return lines_of(self.page.rows, self.user)

    @property
    def days(self) -> list[tuple[datetime.date, list[Line]]]:
        """Return the lines by the reader's days."""
        grouped = itertools.groupby(self.lines, lambda line: timezone.localdate(line.notice.at))
        return [(day, list(found)) for day, found in grouped]

    def url(self, **changes: str) -> str:
        """Return the address of the list with some of what it asks for changed."""
        asked = {"show": self.show, "kind": self.kind.value if self.kind else "", **changes}
        pairs = urlencode({k: v for k, v in asked.items() if v and v != "all"})
        return f"{reverse('notice-list')}?{pairs}" if pairs else reverse("notice-list")

    @property
    def next_url(self) -> str:
        """Return the address of the page after this one, "" at the end."""
        return self.url(after=self.page.next) if self.page.next else ""

    @property
    def first_url(self) -> str:
        """Return the address of the first page, "" on it."""
        return "" if self.page.first else self.url()

    @property
    def all_url(self) -> str:
        """Return the address of the list with the read ones."""
        return self.url(show="all")

    @property
    def unread_url(self) -> str:
        """Return the address of the list of the unread ones."""
        return self.url(show="unread")

    @property
    def every_kind_url(self) -> str:
        """Return the address of the list without the choice of a kind."""
        return self.url(kind="")


def lines_of(heads: list[Notice], user: User) -> list[Line]:
    """Return the lines for which ``heads`` stand, in six reads however many there are."""
    if not heads:
        return []
    rows = standing(user).filter(at__in={head.at for head in heads})
    same: dict[tuple[str, datetime.datetime], list[Notice]] = {}
    for notice in rows.order_by("pk"):
        same.setdefault((notice.kind, notice.at), []).append(notice)
    known = things_of(itertools.chain.from_iterable(same.values()))
    found = []
    for head in heads:
        told = [known.get(notice.object_uid) for notice in same.get((head.kind, head.at), ())]
        things = [thing for thing in told if thing]
        found += [Line(head, things)] if things else []
    return found


def things_of(notices: Iterable[Notice]) -> dict[Any, Thing]:
    """Return what ``notices``, which their reader may read, are about, by uid."""
    wanted: dict[str, set[Any]] = {}
    for notice in notices:
        wanted.setdefault(notice.object_type, set()).add(notice.object_uid)
    found: dict[Any, Thing] = {}
    for name, uids in wanted.items():
        model, related = READ[name]
        rows = model._default_manager.filter(uid__in=uids).select_related(*related)
        found |= {row.uid: row for row in rows}
    return found
