"""The conditions of the gate: what is in an article's way, and the list where one sees it.

A part of the app adds its own with an entry in ``CONDITIONS``; what it finds is in gate_things.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.enums import GateLevel, Risk, Said, State
from claims.models import Article, Change, Claim, Query, Statement

from .gate_replies import unheard_replies
from .gate_things import (
    Found,
    Item,
    changes_url,
    claims_of,
    claims_url,
    embargoed,
    held_back,
    label_of,
    placeholders,
    queries_url,
    retired,
    statements_url,
    tray_url,
    undecided,
    unlooked,
    unplaced,
    worded_in,
)
from .independence import short_of_origins
from .lost import resting_on_lost

__all__ = ["BY_KEY", "CONDITIONS", "Condition", "Item"]

TO_DO = (State.TO_CHECK, State.CHECKING)
BAD_ANSWERS = (Said.ALTERED.value, Said.NOT_FOUND.value)


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
        seen = list(self.seen)
        if found.model in (Claim, Statement):  # nor other words than the editor had before them
            found, seen = found.annotate(worded=worded_in(found.model)), [*seen, "worded"]
        rows = found.values_list("uid", *seen)
        return [":".join(str(part) for part in row if part is not None) for row in rows]

    def items(self, article: Article) -> list[Item]:
        """Return the things in the way, in words and with their addresses."""
        found = self.found(article)
        if isinstance(found, list):
            return found
        rows: Iterable[Any] = found.select_related("article")
        return [Item(str(row.uid), label_of(row), row.get_absolute_url()) for row in rows]


B, W = GateLevel.BLOCKER, GateLevel.WARNING
CONDITIONS: tuple[Condition, ...] = (
    Condition(
        "held_back",
        _("Withheld or cancelled by the agency"),
        _("Whoever sent the piece says that it must not run."),
        B,
        held_back,
    ),
    Condition(
        "open_claims",
        _("Claims still to check"),
        _("Nobody has begun, or somebody is at it."),
        B,
        lambda a: claims_of(a).filter(state__in=TO_DO),
        lambda a: claims_url(a, state=[state.value for state in TO_DO]),
    ),
    Condition(
        "recheck",
        _("Claims to check again"),
        _("Their words or their evidence changed since they were settled."),
        B,
        lambda a: claims_of(a).filter(state=State.RECHECK),
        lambda a: claims_url(a, state=State.RECHECK.value),
        seen=("version",),
    ),
    Condition(
        "tray",
        _("Marks without a place in this draft"),
        _("Claims, statements and passages asked about that wait in the tray."),
        B,
        unplaced,
        tray_url,
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
        "origins",
        _("Fewer independent origins than the desk asks for"),
        _("Answered, and what the answer rests on goes back to too few: a hint to look again."),
        W,
        short_of_origins,
        seen=("verdict",),
    ),
    Condition(
        "evidence_lost",
        _("Evidence that is gone"),
        _("Its address is dead, or a passage quoted from it no longer stands there."),
        W,
        resting_on_lost,
    ),
    Condition(
        "replies",
        _("Right of reply"),
        _("Critical of somebody who was not asked, or who still has time to answer."),
        W,
        unheard_replies,
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
    Condition(
        "embargo",
        _("Embargo not over"),
        _("It can be cleared, and cannot be published before that time."),
        W,
        embargoed,
    ),
)
BY_KEY = {condition.key: condition for condition in CONDITIONS}
