"""What each filter of the queue means to the database, for claims and for statements."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.enums import AT_WORK, BAD_VERDICTS, Action, Said, Stage, State
from claims.models import Anchor, Claim, Criticism, Evidence, Query, Statement, Support, User
from claims.models.claim import SETTLED
from claims.permissions import CHECKS

from .days import within
from .lost import rests_on_lost
from .news import is_new, with_last_mark
from .queue_filters import FACETS, Filters, Show
from .reviewing import answers_awaiting_review_by, awaiting_review_by

MOST_WORDS = 8
Rows = QuerySet[Any]  # of claims, or of statements


@dataclass
class Viewer:
    """Who asks, when, and by which clock: days and weeks are those of ``zone``."""

    user: User
    now: datetime.datetime
    zone: datetime.tzinfo

    @classmethod
    def of(cls, user: User) -> "Viewer":
        """Return the viewer as of this moment."""
        return cls(user, timezone.now(), timezone.get_current_timezone())

    @property
    def roles(self) -> list[str]:
        """Return the roles of this person that work can be given to."""
        return sorted(role.value for role in self.user.roles & CHECKS)

    @cached_property
    def today(self) -> datetime.datetime:
        """Return when today began."""
        local = timezone.localtime(self.now, self.zone)
        return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)

    @cached_property
    def tomorrow(self) -> datetime.datetime:
        """Return when today ends."""
        return self.today + datetime.timedelta(days=1)

    @cached_property
    def week(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Return when this week, from Monday on, began and when it ends."""
        monday = self.today - datetime.timedelta(days=self.today.weekday())
        return monday, monday + datetime.timedelta(days=7)

    # Asked for a dozen times by one page, so these are put together once.

    @cached_property
    def claims(self) -> Rows:
        """Return the claims to list."""
        return self.listed(Claim.objects.visible_to(self.user).current())

    @cached_property
    def statements(self) -> Rows:
        """Return the statements to list."""
        return self.listed(Statement.objects.visible_to(self.user).current())

    def listed(self, rows: Rows) -> Rows:
        """Add what filters and orders go by."""
        return with_last_mark(with_due(rows), self.user)

    @cached_property
    def to_review(self) -> Q:
        """Return the condition of the claims that wait for this person's review."""
        return Q(pk__in=awaiting_review_by(self.user).values("pk"))

    @cached_property
    def answers_to_review(self) -> Q:
        """Return the condition of the statements that wait for this person's review."""
        return Q(pk__in=answers_awaiting_review_by(self.user).values("pk"))


def with_due(rows: Rows) -> Rows:
    """Annotate ``due``: the own date, else the deadline of the article."""
    found: Rows = rows.annotate(due=Coalesce("due_at", "article__deadline"))
    return found


def rows_of(show: Show, viewer: Viewer) -> Rows:
    """Return what there is to list; ``due`` is the own date, else the article's deadline."""
    return viewer.claims.all() if show == Show.CLAIMS else viewer.statements.all()


def matching(filters: Filters, viewer: Viewer, *, leave_out: str = "") -> Rows:
    """Return the rows that every filter lets through, but for the one to ``leave_out``."""
    rows = rows_of(filters.show, viewer)
    for key, facet in FACETS.items():
        if key == leave_out or filters.show not in facet.shows:
            continue
        wanted = Q()
        for value in filters.values(key):
            wanted |= condition(filters.show, key, value, viewer)
        rows = rows.filter(wanted)
    return rows.filter(text_condition(filters.show, filters.text)) if filters.text else rows


def condition(show: Show, key: str, value: str, viewer: Viewer) -> Q:
    """Return the condition of one value of one filter; "all" is none."""
    return Q() if value == "all" else CONDITIONS[key](show, value, viewer)


def state_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """Open and waiting as the models mean them, by the policy of each desk."""
    if value == "open":
        return ~SETTLED
    if value == "review":
        return ~SETTLED & Q(state=State.CHECKED)
    if value == "for_me":
        return viewer.to_review
    return SETTLED if value == "settled" else Q(state=value)


def said_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """The answer on the statement itself, or on the one a claim stands in."""
    if value == "review":
        return Q(pk__in=Statement.objects.awaiting_review().values("pk"))
    if value == "for_me":
        return viewer.answers_to_review
    said = "" if value == "unheard" else Said(value).value
    if show == Show.STATEMENTS:
        return Q(said=said)
    # a retired statement is not asked about any more
    return Q(statement__said=said, statement__retired_at__isnull=True, statement__isnull=False)


def due_condition(show: Show, value: str, viewer: Viewer) -> Q:
    if value == "none":
        return Q(due__isnull=True)
    if value == "overdue":
        return Q(due__lt=viewer.now)
    start, end = viewer.week if value == "week" else (viewer.today, viewer.tomorrow)
    return Q(due__gte=start, due__lt=end)


def assignee_condition(show: Show, value: str, viewer: Viewer) -> Q:
    if value == "nobody":
        return Q(assignee__isnull=True, assigned_role="")
    if value.startswith("role"):  # of a role, or of one of the viewer's
        _role, _, named = value.partition(":")
        return Q(assigned_role__in=[named] if named else viewer.roles)
    return Q(assignee=viewer.user) if value == "me" else Q(assignee__uid=UUID(value))


def query_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """Who may read the row may read its queries."""
    owner = {owner_of(show): OuterRef("pk")}
    asked = Query.objects.filter(**owner).order_by()
    if value == "none":
        return ~Q(Exists(asked.open()))
    return Q(Exists(asked.answered() if value == "answered" else asked.open()))


def action_condition(show: Show, value: str, viewer: Viewer) -> Q:
    if value == "missing":
        return Q(verdict__in=BAD_VERDICTS, action=Action.KEEP)
    return Q(action=value)


def evidence_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """Only evidence that the viewer may read counts."""
    if value == "gone":
        return Q(rests_on_lost(owner_of(show)))
    found = Q(Exists(evidence_of(show, viewer)))
    return found if value == "some" else ~found


def owner_of(show: Show) -> str:
    """Return what a tie calls the rows that are listed."""
    return "claim" if show == Show.CLAIMS else "statement"


def evidence_of(show: Show, viewer: Viewer) -> QuerySet[Support]:
    """Return what ties evidence that the viewer may read to the row around, which is readable.

    Asked for each tie (EXISTS), never as a list of all readable evidence (IN): that list SQLite
    would walk through once for every row.
    """
    readable = Evidence.objects.visible_to(viewer.user).filter(pk=OuterRef("evidence"))
    owner = {owner_of(show): OuterRef("pk")}
    return Support.objects.current().filter(Exists(readable), **owner).order_by()


def reply_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """Whether everybody whom the claim is critical of has had a say."""
    critical = Criticism.objects.filter(claim=OuterRef("pk")).order_by()
    is_open = Exists(critical.unheard())
    return Q(is_open) if value == "open" else Q(Exists(critical.standing())) & ~Q(is_open)


def stage_condition(show: Show, value: str, viewer: Viewer) -> Q:
    if value == "archived":
        return Q(article__archived_at__isnull=False)
    stages = AT_WORK if value == "work" else (Stage(value),)
    return Q(article__stage__in=stages, article__archived_at__isnull=True)


def source_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """A source together with all that were merged into it."""
    path = "statement__source" if show == Show.CLAIMS else "source"
    if value == "none":
        return Q(**{f"{path}__isnull": True})
    return Q(**{f"{path}__root__uid": UUID(value)})


def desk_condition(show: Show, value: str, viewer: Viewer) -> Q:
    return Q(article__desk__isnull=True) if value == "none" else Q(article__desk__slug=value)


def tag_condition(show: Show, value: str, viewer: Viewer) -> Q:
    """Not a join: a claim with two of the tags asked for is one row."""
    tagged = Claim.tags.through.objects.filter(claim=OuterRef("pk"), tag__slug=value)
    return Q(Exists(tagged))


CONDITIONS: dict[str, Callable[[Show, str, Viewer], Q]] = {
    "state": state_condition,
    "verdict": lambda show, value, viewer: Q(verdict="" if value == "none" else value),
    "said": said_condition,
    "due": due_condition,
    "assignee": assignee_condition,
    "worth": lambda show, value, viewer: Q(worth=value),
    "risk": lambda show, value, viewer: Q(risk=value),
    "query": query_condition,
    "action": action_condition,
    "evidence": evidence_condition,
    "reply": reply_condition,
    "new": lambda show, value, viewer: is_new(viewer.user),
    "desk": desk_condition,
    "article": lambda show, value, viewer: Q(article__uid=UUID(value)),
    "source": source_condition,
    "tag": tag_condition,
    "found": lambda show, value, viewer: within("verdict_at", value, viewer.zone),
    "raised": lambda show, value, viewer: within("created_at", value, viewer.zone),
    "stage": stage_condition,
}


def text_condition(show: Show, text: str) -> Q:
    """Every word must stand in the claim or in the article's words that it is about."""
    found = Q()
    for word in text.split()[:MOST_WORDS]:
        if show == Show.CLAIMS:
            printed = Anchor.objects.filter(
                has("exact", word), claim=OuterRef("pk"), revision=OuterRef("article__current")
            )
            found &= has("text", word) | Q(Exists(printed))
        else:
            found &= has("words", word) | has("mention", word)
    return found


def has(field: str, word: str) -> Q:
    """Whether ``field`` holds ``word``, in large letters or small.

    SQLite folds only the letters of English, so others are asked for in their usual shapes.
    """
    shapes = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    found = Q()
    for shape in sorted(shapes):
        found |= Q(**{f"{field}__icontains": shape})
    return found
