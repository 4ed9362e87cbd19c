"""The conditions of the gate: what is in an article's way, and the list where one sees it.

A part of the app adds its own with an entry in ``CONDITIONS``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from claims.enums import (
    BAD_VERDICTS,
    Action,
    GateLevel,
    Part,
    Risk,
    Said,
    State,
    SuggestionKind,
    Worth,
)
from claims.models import Anchor, Article, Change, Claim, Query, Statement, Suggestion
from claims.models.claim import ClaimQuerySet

from .queue_filters import Show, queue_url

TO_DO = (State.TO_CHECK, State.CHECKING, State.RECHECK)
BAD_ANSWERS = (Said.ALTERED.value, Said.NOT_FOUND.value)
AROUND = 60  # code points shown on each side of a placeholder


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the way that no other page lists; ``key`` names it for an override."""

    key: str
    label: str
    url: str


Thing = Claim | Statement | Query | Change | Suggestion
Found = (
    QuerySet[Claim]
    | QuerySet[Statement]
    | QuerySet[Query]
    | QuerySet[Change]
    | QuerySet[Suggestion]
    | list[Item]
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that has to be so before an article runs.

    ``found`` returns what is in the way; ``url`` leads to exactly that list, and is missing where
    the gate itself lists the items.
    """

    key: str
    label: Promise
    help: Promise
    level: GateLevel
    found: Callable[[Article], Found]
    url: Callable[[Article], str] | None = None
    seen: tuple[str, ...] = ()  # what else of a thing an override has seen: it covers no other
    second: bool = False  # it keeps things for a second pair of eyes

    def url_for(self, article: Article) -> str:
        """Return the address of the list that is counted."""
        return self.url(article) if self.url else reverse("gate-list", args=[article.uid, self.key])

    def keys(self, article: Article) -> list[str]:
        """Return the name of each thing in the way, as overrides keep them."""
        found = self.found(article)
        if isinstance(found, list):
            return [item.key for item in found]
        return [":".join(map(str, row)) for row in found.values_list("uid", *self.seen)]

    def items(self, article: Article) -> list[Item]:
        """Return the things in the way, in words and with their addresses."""
        found = self.found(article)
        if isinstance(found, list):
            return found
        rows: Iterable[Any] = found.select_related("article")
        return [Item(str(row.uid), label_of(row), row.get_absolute_url()) for row in rows]


def label_of(thing: Thing) -> str:
    """Return one line that tells ``thing`` from others of its article."""
    if isinstance(thing, Claim):
        return f"{thing.number} · {thing.text}"
    if isinstance(thing, Change):
        return f"{thing.old} → {thing.new}" if thing.new else f"{thing.old} → {_('cut')}"
    return str(thing)


def claims_of(article: Article) -> ClaimQuerySet:
    return Claim.objects.filter(article=article).current()


def undecided(article: Article) -> ClaimQuerySet:
    return claims_of(article).filter(verdict__in=BAD_VERDICTS, action=Action.KEEP)


def placeholders(article: Article) -> list[Item]:
    """Return what was left to fill in, each with the words around it."""
    revision = article.current
    if revision is None:
        return []
    text, items = revision.text, []
    for start, end in revision.flags.get("placeholders", []):
        around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
        blocks = enumerate(revision.blocks)
        number = next((n for n, (_kind, a, b) in blocks if a <= start < b), 0)
        url = f"{article.get_absolute_url()}#block-{number}"
        items.append(Item(f"{revision.number}:{start}", f"{text[start:end]} · {around}", url))
    return items


def retired(article: Article) -> list[Item]:
    """Return the claims that had a verdict, or were of high risk, when they were retired."""
    rows = Claim.objects.filter(article=article, retired_at__isnull=False)
    rows = rows.filter(~Q(verdict="") | Q(risk=Risk.HIGH)).select_related("article", "retired_by")
    return [
        Item(
            str(row.uid),
            f"{label_of(row)} – {row.retired_by}: {row.retired_reason}",
            row.get_absolute_url(),
        )
        for row in rows
    ]


def unlooked(article: Article) -> QuerySet[Suggestion]:
    """Return passages worth checking that nobody has raised or dismissed.

    They are those that the workspace's coverage has left, found without reading the whole text.
    """
    marked = Anchor.objects.filter(
        revision=OuterRef("revision"),
        part=Part.CONTENT,
        claim__isnull=False,
        claim__retired_at__isnull=True,
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    )
    rows = Suggestion.objects.pending().filter(
        revision=article.current_id, kind=SuggestionKind.CLAIM
    )
    return rows.exclude(worth=Worth.LOW).exclude(Exists(marked))


def claims_url(article: Article, **filters: str | list[str]) -> str:
    return queue_url(article=article.uid, stage="all", **filters)


def statements_url(article: Article, said: str | list[str]) -> str:
    return queue_url(show=Show.STATEMENTS, article=article.uid, stage="all", said=said)


def changes_url(article: Article, show: str) -> str:
    return f"{reverse('change-list', args=[article.uid])}?{urlencode({'show': show})}"


def queries_url(article: Article) -> str:
    asked = {"show": "all", "state": "open", "article": str(article.uid)}
    return f"{reverse('query-list')}?{urlencode(asked)}"


B, W = GateLevel.BLOCKER, GateLevel.WARNING
CONDITIONS: tuple[Condition, ...] = (
    Condition(
        "open_claims",
        _("Claims still to check"),
        _("To check, being checked, or up for re-check."),
        B,
        lambda a: claims_of(a).filter(state__in=TO_DO),
        lambda a: claims_url(a, state=[state.value for state in TO_DO]),
    ),
    Condition(
        "high_risk",
        _("High-risk claims not settled"),
        _("Marked as high risk, and not checked or not approved yet."),
        B,
        lambda a: claims_of(a).open().filter(risk=Risk.HIGH),
        lambda a: claims_url(a, state="open", risk=Risk.HIGH.value),
    ),
    Condition(
        "waiting_claims",
        _("Claims waiting for a second person"),
        _("Checked, and the desk asks for somebody else to look."),
        B,
        lambda a: claims_of(a).awaiting_review(),
        lambda a: claims_url(a, state="review"),
        second=True,
    ),
    Condition(
        "unheard",
        _("Statements not heard"),
        _("Nobody has compared the words with what was said."),
        B,
        lambda a: Statement.objects.filter(article=a).unheard(),
        lambda a: statements_url(a, "unheard"),
    ),
    Condition(
        "waiting_statements",
        _("Statements waiting for a second person"),
        _("Heard, and the desk asks for somebody else to look."),
        B,
        lambda a: Statement.objects.filter(article=a).awaiting_review(),
        lambda a: statements_url(a, "review"),
        second=True,
    ),
    Condition(
        "bad_verdicts",
        _("Bad verdicts without an action"),
        _("Inaccurate, misleading or without context, and nobody said what becomes of the words."),
        B,
        undecided,
        lambda a: claims_url(a, state="all", action="missing"),
        seen=("verdict",),
    ),
    Condition(
        "bad_answers",
        _("Words altered or never said"),
        _("Somebody listened, and the source did not say it like this."),
        W,
        lambda a: Statement.objects.filter(article=a, said__in=BAD_ANSWERS).current(),
        lambda a: statements_url(a, list(BAD_ANSWERS)),
        seen=("said",),
    ),
    Condition(
        "open_queries",
        _("Open queries"),
        _("Asked, and not resolved."),
        B,
        lambda a: Query.objects.filter(article=a).open(),
        queries_url,
    ),
    Condition(
        "unanswered_changes",
        _("Proposed changes without an answer"),
        _("Neither the author nor an editor has decided."),
        B,
        lambda a: Change.objects.filter(article=a).unanswered(),
        lambda a: changes_url(a, "proposed"),
    ),
    Condition(
        "outstanding_changes",
        _("Accepted changes not in the text"),
        _("Accepted, and this revision still has the old words."),
        B,
        lambda a: Change.objects.filter(article=a).outstanding(),
        lambda a: changes_url(a, "outstanding"),
    ),
    Condition(
        "placeholders",
        _("Placeholders"),
        _("TK, TBC, question marks: left to be filled in."),
        B,
        placeholders,
    ),
    Condition(
        "retired",
        _("Claims retired after a verdict"),
        _("Taken out of the work though somebody had found something."),
        W,
        retired,
    ),
    Condition(
        "unlooked",
        _("Passages nobody has looked at"),
        _("Worth checking, and neither raised as a claim nor dismissed."),
        W,
        unlooked,
    ),
)
BY_KEY = {condition.key: condition for condition in CONDITIONS}
