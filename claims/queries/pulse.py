"""What came to an article since somebody opened it, as far as that reader may know."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from claims.models import (
    Article,
    AuditEvent,
    AuditLink,
    Change,
    Claim,
    Criticism,
    ExpertLink,
    Query,
    ReplyAttempt,
    Statement,
    Suggestion,
    Support,
    User,
)
from claims.models.audit import tie_of, ties_hidden_from
from claims.models.evidence import SupportQuerySet

from .place import Place
from .telling import Line, tell
from .workspace import Workspace

MOST = 300  # events told one by one; who was away for longer gets the whole text
LINES = 3
# What is no article's own, and touches those in which it is used.
SHARED = ("evidence", "source")
ONLY_WHERE_USED = (*SHARED, "support")
REVISED = "article.revised"
QUIET = ("evidence.read",)
# Deeds on the article that may touch any of its sentences.
ANYWHERE = ("article.read_again", "sentence.nothing_here", "sentence.something_here")
Uids = set[UUID]
Key = tuple[str, UUID | None]


class Since:
    """What others, and the reader elsewhere, did to ``article`` between ``place`` and ``to``."""

    def __init__(self, article: Article, user: User, place: Place, to: int, *, draft: int) -> None:
        self.article = article
        self.draft = draft
        self.user = user
        self.place = place
        self.now = Place(to, place.draft)
        self.used: dict[Key, Uids] = {}

    @cached_property
    def is_new_draft(self) -> bool:
        """Whether the text is no longer the one on the page."""
        came = any(event.kind == REVISED for event in self.events)
        return came or self.draft != self.place.draft

    @cached_property
    def keys(self) -> list[int]:
        """Return the keys of the events chained since that may be about the article.

        By the chain's positions, which follow the commits: nothing that was committed late is
        passed over. One read, and none where nobody did anything anywhere.
        """
        if self.now.position <= self.place.position:
            return []
        since = Q(position__gt=self.place.position, position__lte=self.now.position)
        own = Q(event__article_uid=self.article.uid)
        shared = Q(event__article_uid=None, event__object_type__in=SHARED)
        rows = AuditLink.objects.filter(since, own | shared).exclude(event__kind__in=QUIET)
        return list(rows.order_by().values_list("event_id", flat=True)[: MOST + 1])

    @property
    def is_much(self) -> bool:
        """Whether too much came to look at each."""
        return len(self.keys) > MOST

    @cached_property
    def events(self) -> list[AuditEvent]:
        """Return the events that the reader may know of and that touch the article."""
        if not self.keys:
            return []
        found = list(AuditEvent.objects.filter(pk__in=self.keys[:MOST]).order_by("pk"))
        found = without_hidden_ties(found, self.user)
        self.used = used_in(self.article, self.user, found)
        return [
            event
            for event in found
            if event.object_type not in ONLY_WHERE_USED or self.used.get(key_of(event))
        ]

    def __bool__(self) -> bool:
        return bool(self.events)

    def touched_by(self, event: AuditEvent) -> Uids:
        """Return the uids of what an event changes the look of."""
        own = {event.object_uid} if event.object_uid else set()
        return own | self.used.get(key_of(event), set())

    @cached_property
    def touched(self) -> Uids:
        """Return the uids of all that looks different."""
        return {uid for event in self.events for uid in self.touched_by(event)}

    def spans(self, workspace: Workspace) -> list[tuple[int, int]]:
        """Return where the text looks different; nowhere in a draft that is not on the page."""
        if self.is_new_draft or not self.events:
            return []
        if self.is_much or any(event.kind in ANYWHERE for event in self.events):
            return [(0, len(workspace.revision.text))]
        return list(self.places(workspace))

    def places(self, workspace: Workspace) -> Iterator[tuple[int, int]]:
        """Yield where the words of what was touched stand."""
        for anchor in workspace.all_anchors:
            thing = anchor.claim or anchor.statement or anchor.query
            if thing is not None and thing.uid in self.touched:
                yield anchor.start, anchor.end
        for row in workspace.suggestions:
            if row.uid in self.touched:
                yield from row.content or [(row.start, row.end)]

    def on(self, thing_uid: UUID | None, held: int) -> list[AuditEvent]:
        """Return the events that touch what is in the panel, which shows version ``held``."""
        return [
            event
            for event in self.events
            if thing_uid in self.touched_by(event)
            and not (event.object_uid == thing_uid and (event.object_version or held + 1) <= held)
        ]

    def lines(self, thing_uid: UUID | None, held: int) -> list[Line]:
        """Say what was done to what is in the panel, the last few things."""
        events = self.on(thing_uid, held)[-LINES:] if thing_uid else []
        return tell(events, self.user, own=thing_uid) if events else []


def key_of(event: AuditEvent) -> Key:
    """Return what an event is about."""
    return event.object_type, event.object_uid


def without_hidden_ties(events: list[AuditEvent], user: User) -> list[AuditEvent]:
    """Leave out the events that ``AuditEvent.objects.visible_to`` would.

    The article may be read, so that it comes down to ties to evidence for named people; what is
    shared counts where it is used. That whole condition takes longer to build than all else here.
    """
    ties = {tie for event in events if (tie := tie_of(event.changes))}
    hidden = set(ties_hidden_from(user).filter(pk__in=ties)) if ties else set()
    return [event for event in events if tie_of(event.changes) not in hidden]


ON_BOTH = ("claim__uid", "statement__uid")
SAID = ("uid", "claims__uid")
# What hangs on claims and statements: its type, the field with its uid, its rows, what they touch.
HANGS: list[tuple[str, str, Callable[[Article, User], "QuerySet[Any]"], tuple[str, ...]]] = [
    ("claim", "uid", lambda a, _: Claim.objects.filter(article=a), ("statement__uid",)),
    ("statement", "statement__uid", lambda a, _: Claim.objects.filter(article=a), ("uid",)),
    ("support", "uid", lambda a, user: ties_in(a, user), ON_BOTH),
    ("evidence", "evidence__uid", lambda a, user: ties_in(a, user).current(), ON_BOTH),
    ("source", "source__uid", lambda a, _: Statement.objects.filter(article=a), SAID),
    ("source", "source__root__uid", lambda a, _: Statement.objects.filter(article=a), SAID),
    (
        "source",
        "source__uid",
        lambda a, _: Criticism.objects.filter(claim__article=a),
        ("claim__uid",),
    ),
    ("suggestion", "uid", lambda a, _: Suggestion.objects.filter(article=a), ON_BOTH),
    ("query", "uid", lambda a, _: Query.objects.filter(article=a), ON_BOTH),
    ("change", "uid", lambda a, _: Change.objects.filter(article=a), ON_BOTH),
    ("replyattempt", "uid", lambda *_: ReplyAttempt.objects.all(), ("criticism__claim__uid",)),
    (
        "expertlink",
        "uid",
        lambda a, _: ExpertLink.objects.filter(query__article=a),
        ("query__uid", *(f"query__{name}" for name in ON_BOTH)),
    ),
]


def ties_in(article: Article, user: User) -> "SupportQuerySet":
    """Return the ties to evidence in ``article`` that ``user`` may read."""
    here = Q(claim__article=article) | Q(statement__article=article)
    return Support.objects.visible_to(user).filter(here)


def used_in(article: Article, user: User, events: list[AuditEvent]) -> dict[Key, Uids]:
    """Return, for each thing of ``events``, what it hangs on in ``article``."""
    asked: defaultdict[str, Uids] = defaultdict(set)
    for event in events:
        if event.object_uid:
            asked[event.object_type].add(event.object_uid)
    found: defaultdict[Key, Uids] = defaultdict(set)
    for kind, key, rows_of, targets in HANGS:
        if not asked.get(kind):
            continue
        rows = rows_of(article, user).filter(**{f"{key}__in": asked[kind]}).order_by()
        for uid, *touched in rows.values_list(key, *targets):
            found[kind, uid] |= {target for target in touched if target}
    return found
