"""The page made for answering: queries put to one, asked by one, or all that one may read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Query, Reply, User

from .paging import Page, page_of
from .surroundings import Surroundings, surroundings_of
from .threads import Reasons, Thread, thread_of, whole

SIZE = 20
NEVER = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)  # no deadline comes last
EVERY = Q(pk__isnull=False)
SHOWS: dict[str, Promise] = {
    "mine": _("Put to me"),
    "asked": _("Asked by me"),
    "all": _("All I may read"),
}
STATES: dict[str, Promise] = {
    "open": _("Open"),
    "waiting": _("Waiting for an answer"),
    "long": _("Waiting for more than a day"),
    "answered": _("Answered"),
    "resolved": _("Resolved"),
    "all": _("All"),
}
LONG = datetime.timedelta(days=1)
WAITING = Q(resolved_at__isnull=True, answered_at__isnull=True)
IN_STATE = {
    "waiting": WAITING,
    "answered": Q(resolved_at__isnull=True, answered_at__isnull=False),
    "open": Q(resolved_at__isnull=True),
    "resolved": Q(resolved_at__isnull=False),
    "all": EVERY,
}
AT_FIRST = {"mine": "waiting", "asked": "open", "all": "open"}


@dataclass(frozen=True, slots=True)
class Card:
    """A query with the words it is about and what one may do with it."""

    thread: Thread
    surroundings: Surroundings


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a link, with the number of queries it leads to."""

    key: str
    label: str
    url: str
    count: int
    chosen: bool


class QueryList:
    """One list with its filters; every number is that of the list it leads to."""

    def __init__(
        self, user: User, asked: Mapping[str, str], *, article: Article | None = None
    ) -> None:
        show = asked.get("show", "")
        self.user = user
        self.show = show if show in SHOWS else "mine"
        state = asked.get("state", "")
        self.state = state if state in STATES else AT_FIRST[self.show]
        self.article = article
        self.after = asked.get("after", "")

    # --- addresses ------------------------------------------------------------------------------

    def url(self, **changes: str) -> str:
        """Return the address of the list with some of what it asks for changed."""
        show = changes.get("show", self.show)
        state = changes.get("state", self.state_for(show))
        article = str(self.article.uid) if self.article else ""
        asked = {
            "show": show if show != "mine" else "",
            "state": state if state != AT_FIRST[show] else "",
            "article": changes.get("article", article),
            "after": changes.get("after", ""),
        }
        pairs = urlencode({key: value for key, value in asked.items() if value})
        return f"{reverse('query-list')}?{pairs}" if pairs else reverse("query-list")

    def state_for(self, show: str) -> str:
        """Return the state asked for, where it was asked for; else what ``show`` begins with."""
        return AT_FIRST[show] if self.state == AT_FIRST[self.show] else self.state

    @property
    def next_url(self) -> str:
        """Return the address of the page after this one, "" at the end."""
        return self.url(after=self.page.next) if self.page.next else ""

    @property
    def first_url(self) -> str:
        """Return the address of the first page."""
        return self.url()

    @property
    def every_article_url(self) -> str:
        """Return the address of the list without the choice of an article."""
        return self.url(article="")

    # --- rows -----------------------------------------------------------------------------------

    @cached_property
    def within(self) -> QuerySet[Query]:
        """Return everything one may read, of the one article if one is asked for."""
        rows = Query.objects.visible_to(self.user)
        return rows.filter(article=self.article) if self.article else rows

    @cached_property
    def of(self) -> dict[str, Q]:
        """Return what makes a query mine, asked by me, or one of all."""
        put_to = Q(pk__in=Query.objects.put_to(self.user).values("pk"))
        mine = put_to & ~Q(created_by=self.user) & Q(article__archived_at__isnull=True)
        return {"mine": mine, "asked": Q(created_by=self.user), "all": EVERY}

    @cached_property
    def in_state(self) -> dict[str, Q]:
        """Return what makes a query be in a state."""
        since = timezone.now() - LONG
        asked_on = Reply.objects.filter(
            query=OuterRef("pk"), created_by=OuterRef("created_by"), created_at__gte=since
        )
        long = WAITING & Q(created_at__lt=since) & ~Q(Exists(asked_on.order_by()))
        return {**IN_STATE, "long": long}

    @property
    def rows(self) -> QuerySet[Query]:
        """Return the queries asked for."""
        return self.within.filter(self.of[self.show], self.in_state[self.state])

    @cached_property
    def page(self) -> Page[Query]:
        """Return one page: open ones by deadline of the article and age, others newest first."""
        rows = whole(self.rows).select_related("article").prefetch_related("article__authors")
        rows = rows.annotate(due_rank=Coalesce("article__deadline", NEVER))
        newest_first = self.state in ("resolved", "all")
        order = ("-created_at", "-pk") if newest_first else ("due_rank", "created_at", "pk")
        return page_of(rows, order=order, after=self.after, size=SIZE)

    @cached_property
    def cards(self) -> list[Card]:
        """Return the page as cards."""
        return cards_of(self.page.rows, self.user)

    # --- numbers --------------------------------------------------------------------------------

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return the length of every list that a filter leads to, in one statement."""
        wanted = {
            f"show_{show}": Count("pk", filter=self.of[show] & self.in_state[self.state_for(show)])
            for show in SHOWS
        } | {
            f"state_{state}": Count("pk", filter=self.of[self.show] & self.in_state[state])
            for state in STATES
        }
        return self.within.aggregate(**wanted)

    @property
    def total(self) -> int:
        """Return how many queries are asked for."""
        return self.counts[f"state_{self.state}"]

    @property
    def shows(self) -> list[Choice]:
        """Return whose queries one may ask for."""
        return [
            Choice(
                show,
                str(label),
                self.url(show=show),
                self.counts[f"show_{show}"],
                show == self.show,
            )
            for show, label in SHOWS.items()
        ]

    @property
    def states(self) -> list[Choice]:
        """Return the states one may ask for."""
        return [
            Choice(
                state,
                str(label),
                self.url(state=state),
                self.counts[f"state_{state}"],
                state == self.state,
            )
            for state, label in STATES.items()
        ]


def cards_of(rows: list[Query], user: User) -> list[Card]:
    """Return the queries (read with ``whole``, articles and authors) as cards, in two reads."""
    around = surroundings_of(rows) if rows else {}
    known: Reasons = {}
    return [Card(thread_of(query, user, known), around[query.pk]) for query in rows]


def card_of(query: Query, user: User) -> Card:
    """Return one query, freshly read, as a card."""
    rows = whole(Query.objects.filter(pk=query.pk)).select_related("article")
    return cards_of(list(rows.prefetch_related("article__authors")), user)[0]
