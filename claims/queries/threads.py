"""Threads: a query with its replies, who may read and answer it, and what waits for whom."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import permissions
from claims.enums import TO_ROLES, Role, Visibility
from claims.models import Article, ExpertLink, Query, Reply, User

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
Reasons = dict[tuple[int, bool, bool], tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Thread:
    """One query with its replies; the sentences say why one may not ("" where one may)."""

    query: Query
    replies: list[Reply]
    experts: list[ExpertLink]
    named: list[User]  # everybody mentioned in it
    why_not_reply: str
    why_not_settle: str
    why_not_invite: str

    @property
    def put_to(self) -> str:
        """Say whom the question is put to."""
        query = self.query
        if query.to_user:
            return str(query.to_user)
        if query.to_role == Role.AUTHOR:
            return authors_of(query.article)
        return str(TO_ROLES[Role(query.to_role)]) if query.to_role else _("whoever knows")

    @property
    def state(self) -> str:
        """Return "resolved", "answered" or "open"."""
        if not self.query.is_open:
            return "resolved"
        return "answered" if self.query.answered_at else "open"


def authors_of(article: Article) -> str:
    """Name the authors, as those whom a question is put to."""
    names = [str(author) for author in article.authors.all()]
    if not names:
        return _("the author")
    words = ngettext("the author, %(names)s", "the authors, %(names)s", len(names))
    return words % {"names": ", ".join(names)}


def whole(rows: QuerySet[Query]) -> QuerySet[Query]:
    """Read with ``rows`` what a thread shows, in three more reads however many rows there are."""
    replies = Reply.objects.select_related("created_by", "expert")
    experts = ExpertLink.objects.select_related("created_by", "revoked_by")
    return rows.select_related(
        "created_by", "to_user", "resolved_by", "claim", "statement"
    ).prefetch_related(Prefetch("replies", replies), Prefetch("expert_links", experts), "mentions")


def thread_of(query: Query, user: User, known: Reasons | None = None) -> Thread:
    """Return the thread of a query read by ``whole``, with what ``user`` may do.

    The rules look at no more of a query than the key here, and they may read: ``known`` keeps
    what they said of another one like it.
    """
    known = {} if known is None else known
    alike = query.article_id, query.is_open, query.created_by_id == user.pk
    if alike not in known:
        known[alike] = (
            permissions.why_not_reply(user, query),
            permissions.why_not_settle(user, query),
            permissions.why_not_invite_expert(user, query),
        )
    return Thread(
        query,
        list(query.replies.all()),
        list(query.expert_links.all()),
        list(query.mentions.all()),
        *known[alike],
    )


def threads_of(rows: QuerySet[Query], article: Article, user: User) -> list[Thread]:
    """Return the threads of ``rows``, open ones first; all of them are of ``article``."""
    found = whole(rows)
    threads = []
    known: Reasons = {}
    for query in found.order_by(F("resolved_at").asc(nulls_first=True), "created_at", "pk"):
        query.article = article
        threads.append(thread_of(query, user, known))
    return threads


def with_asked(rows: Rows, kind: str) -> Rows:
    """Annotate claims or statements (``kind``) with ``asked``: whether an open query is on them."""
    queries = Query.objects.open().filter(**{kind: OuterRef("pk")}).order_by()
    found: Rows = rows.annotate(asked=Exists(queries))
    return found


def readers_of(article: Article) -> QuerySet[User]:
    """Return who may read ``article``: those to whom it is ``visible_to``."""
    newsroom = Q(is_checker=True) | Q(is_reviewer=True) | Q(is_editor=True) | Q(is_staff=True)
    wrote = Q(pk__in=article.authors.through.objects.filter(article=article).values("user"))
    if article.visibility == Visibility.NAMED:
        named = article.readers.through.objects.filter(article=article).values("user")
        leads = Q(pk__in=[article.created_by_id, article.lead_checker_id or 0])
        newsroom &= leads | wrote | Q(pk__in=named)
    return User.objects.filter(newsroom | Q(is_author=True) & wrote, is_active=True)


def answerers_of(article: Article) -> QuerySet[User]:
    """Return those of its readers to whom a query on ``article`` may be put."""
    checks = Q(is_checker=True) | Q(is_reviewer=True) | Q(is_editor=True)
    wrote = Q(pk__in=article.authors.through.objects.filter(article=article).values("user"))
    return readers_of(article).filter(checks | wrote)


def queries_for(user: User) -> QuerySet[Query]:
    """Return the open queries that wait for an answer of ``user``, in articles not put away."""
    rows = Query.objects.visible_to(user).unanswered().put_to(user)
    return rows.filter(article__archived_at__isnull=True).exclude(created_by=user)
