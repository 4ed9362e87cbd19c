"""Proposed wordings as pages show them: old and new, and what one may do."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.enums import ChangeState, Part
from claims.models import Anchor, Article, Change, Evidence, Revision, Support, User
from claims.models.change import OUTSTANDING, UNANSWERED
from claims.text.reanchoring import same_words

from .wording import pieces

Key = tuple[int | None, int | None]  # of a claim, of a statement
NOWHERE = 2**31 - 1  # what no longer stands in the text comes last


class Show(TextChoices):
    """Which changes of an article are listed."""

    ALL = "all", _("All")
    PROPOSED = "proposed", _("To decide")
    OUTSTANDING = "outstanding", _("Accepted, not in the text")
    ACCEPTED = "accepted", _("All accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WANTED: dict[Show, Q] = {
    Show.ALL: Q(),
    Show.PROPOSED: UNANSWERED,
    Show.OUTSTANDING: OUTSTANDING,
    Show.ACCEPTED: Q(state=ChangeState.ACCEPTED),
    Show.DECLINED: Q(state=ChangeState.DECLINED),
    Show.WITHDRAWN: Q(state=ChangeState.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed wording; the sentences say why one may not ("" where one may).

    ``evidence`` is what the claim or statement rests on and the reader may read; lists alone ask.
    ``now`` are the words as they stand in the current draft, "" where they have no place in it;
    known of what waits from an earlier draft.
    """

    change: Change
    why_not_decide: str
    why_not_withdraw: str
    evidence: list[Evidence] = field(default_factory=list)
    now: str | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether it waits, and the words that it would change stand there no longer."""
        return self.now is not None and not same_words(self.change.old, self.now)

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Return what stays ("same"), goes ("del") and comes ("ins"), in the order to read it."""
        return pieces(self.change.old, self.change.new)

    @property
    def is_apart(self) -> bool:
        """Whether the two wordings share too little to be read as one."""
        return [kind for kind, _words in self.pieces] == ["del", "ins"]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to list the changes, with its address and the length of its list."""

    label: str
    url: str
    count: int
    chosen: bool


def proposals_of(rows: QuerySet[Change], article: Article, user: User) -> list[Proposal]:
    """Return the proposals of ``rows``, newest first; all of them are of ``article``."""
    return with_sentences(list(detailed(rows).order_by("-created_at", "-pk")), article, user)


def detailed(rows: QuerySet[Change]) -> QuerySet[Change]:
    """Read with each change what is shown of it."""
    of = ("claim", "statement__source__root")
    return rows.select_related("created_by", "decided_by", "landed_in", *of)


def with_sentences(changes: list[Change], article: Article, user: User) -> list[Proposal]:
    """Return ``changes`` of ``article`` with what ``user`` may do to them."""
    sentences: dict[tuple[object, ...], tuple[str, str]] = {}
    earlier = [row for row in changes if waits(row) and row.revision_id != article.current_id]
    now = words_now(earlier, article)
    found = []
    for change in changes:
        change.article = article
        if change.claim:
            change.claim.article = article
        if change.statement:
            change.statement.article = article
        # The rules look at no more of a change than this, so each is asked once for those alike:
        # about an article of named people they ask the database.
        alike = (change.state, change.landed_in_id is None, change.created_by_id == user.pk)
        if alike not in sentences:
            sentences[alike] = (
                permissions.why_not_decide_change(user, change),
                permissions.why_not_withdraw(user, change),
            )
        found.append(Proposal(change, *sentences[alike], now=now.get(change.pk)))
    return found


def waits(change: Change) -> bool:
    """Whether somebody has still to decide it, or to put it into the text."""
    return change.state == ChangeState.PROPOSED or change.is_outstanding


def words_now(changes: list[Change], article: Article) -> dict[int, str]:
    """Return, by the key of each change, its words as they stand now; "" where they do not."""
    if not changes:
        return {}
    owners = Q(claim__in=[change.claim_id for change in changes if change.claim_id])
    owners |= Q(statement__in=[change.statement_id for change in changes if change.statement_id])
    words: dict[Key, list[str]] = defaultdict(list)
    rows = Anchor.objects.filter(owners, part=Part.CONTENT, revision=article.current_id)
    for claim, statement, exact in rows.order_by("start").values_list(
        "claim", "statement", "exact"
    ):
        words[claim, statement].append(exact)
    return {change.pk: " … ".join(words[key_of(change)]) for change in changes}


class ChangeList:
    """The changes of one article in the order of its text, as they are handed over."""

    def __init__(self, article: Article, user: User, show: str = "") -> None:
        self.article = article
        self.user = user
        self.show = Show(show) if show in Show.values else Show.ALL

    @property
    def rows(self) -> QuerySet[Change]:
        """Return every change of the article that the reader may read."""
        return Change.objects.visible_to(self.user).filter(article=self.article)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Return what is listed."""
        return self.listed(self.rows.filter(WANTED[self.show]))

    def one(self, change: Change) -> Proposal:
        """Return one change as the list shows it."""
        return self.listed(self.rows.filter(pk=change.pk))[0]

    def listed(self, rows: QuerySet[Change]) -> list[Proposal]:
        """Return ``rows`` in order of the text, with the evidence behind them."""
        revision = self.article.current
        rows = detailed(rows).prefetch_related("statement__claims")
        if revision:
            rows = in_order(rows, revision)
        found = with_sentences(list(rows), self.article, self.user)
        evidence = self.evidence_for([proposal.change for proposal in found])
        return [replace(row, evidence=evidence[key_of(row.change)]) for row in found]

    def evidence_for(self, changes: list[Change]) -> dict[Key, list[Evidence]]:
        """Return, by claim and statement, the evidence behind ``changes`` the reader may read."""
        found: dict[Key, list[Evidence]] = {key_of(change): [] for change in changes}
        of_these = Q(claim__in=[change.claim_id for change in changes if change.claim_id])
        of_these |= Q(statement__in=[c.statement_id for c in changes if c.statement_id])
        rows = Support.objects.visible_to(self.user).current().filter(of_these)
        for support in rows.select_related("evidence"):
            found[key_of(support)].append(support.evidence)
        return found

    @cached_property
    def filters(self) -> list[Filter]:
        """Return the ways to list them, each with the length of its list, in one read."""
        wanted = {show.value: Count("pk", filter=WANTED[show]) for show in Show if WANTED[show]}
        counts = self.rows.order_by().aggregate(all=Count("pk"), **wanted)
        address = reverse("change-list", args=[self.article.uid])
        return [
            Filter(str(show.label), f"{address}?show={show.value}", counts[show], show == self.show)
            for show in Show
            if counts[show] or show in (Show.ALL, Show.PROPOSED, self.show)
        ]


def key_of(row: Change | Support) -> Key:
    """Return the keys of the claim or statement that ``row`` is about."""
    return row.claim_id, row.statement_id


def in_order(rows: QuerySet[Change], revision: Revision) -> QuerySet[Change]:
    """Order by where the words stand in ``revision``; several on the same words by their age."""
    here = Anchor.objects.filter(revision=revision, part=Part.CONTENT).order_by("start")
    of_claim = here.filter(claim=OuterRef("claim")).values("start")[:1]
    of_statement = here.filter(statement=OuterRef("statement")).values("start")[:1]
    place = Coalesce(Subquery(of_claim), Subquery(of_statement), NOWHERE)
    return rows.annotate(place=place).order_by("place", "created_at", "pk")
