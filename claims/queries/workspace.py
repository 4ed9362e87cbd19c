"""Everything the workspace of one article shows, in a fixed small number of reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from claims.enums import Decision, Part, Said, State, SuggestionKind, Verdict, Worth
from claims.models import (
    Anchor,
    Article,
    Claim,
    NothingToCheck,
    Query,
    Revision,
    Statement,
    Suggestion,
    User,
)
from claims.models.change import OUTSTANDING, UNANSWERED
from claims.text.segments import BlockKind

from .proof import Proof
from .reading import BlockView, Mark, cut, marks_of
from .speakers import Speaker, speakers_of


@dataclass(frozen=True, slots=True)
class Share:
    """One stretch of the progress bar: where it begins, its look, and how many claims have it."""

    x: int
    state: str
    verdict: str
    count: int

    @property
    def state_label(self) -> str:
        """Name the state."""
        return str(State(self.state).label)

    @property
    def verdict_label(self) -> str:
        """Name the verdict, if there is one."""
        return str(Verdict(self.verdict).label) if self.verdict else ""

    @property
    def label(self) -> str:
        """Name the stretch in words."""
        return ", ".join(filter(None, (self.verdict_label, self.state_label.lower())))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is worth checking holds a claim; ``left`` are the sentences that do not."""

    total: int
    covered: int
    left: list[Suggestion]


class Workspace:
    """One article as the people of the newsroom work on it."""

    def __init__(self, article: Article) -> None:
        if article.current is None:
            raise ValueError("an article without a text")
        self.article = article
        self.revision: Revision = article.current
        self.revision.article = article

    @cached_property
    def all_anchors(self) -> list[Anchor]:
        """Return the anchors of every claim's, statement's and query's words."""
        rows = Anchor.objects.filter(revision=self.revision, part=Part.CONTENT).select_related(
            "claim__statement", "claim__assignee", "statement__source__root", "query"
        )
        for anchor in rows:
            thing = anchor.claim or anchor.statement or anchor.query
            if thing is not None:
                thing.article = self.article
        return list(rows)

    @cached_property
    def anchors(self) -> list[Anchor]:
        """Return the anchors of live claims' and statements' words, in order of the text."""
        things = [(anchor, anchor.claim or anchor.statement) for anchor in self.all_anchors]
        return [anchor for anchor, thing in things if thing and thing.retired_at is None]

    @cached_property
    def passages(self) -> list[Anchor]:
        """Return the anchors of passages with an open query, in order of the text."""
        return [a for a in self.all_anchors if a.query and a.query.is_open]

    @cached_property
    def open_queries(self) -> list[tuple[UUID | None, UUID | None]]:
        """Return for each open query the uid of its claim and of its statement."""
        rows = Query.objects.filter(article=self.article).open().order_by()
        return list(rows.values_list("claim__uid", "statement__uid"))

    @cached_property
    def asked(self) -> frozenset[UUID]:
        """Return the uids of the claims and statements with an open query."""
        return frozenset(uid for pair in self.open_queries for uid in pair if uid)

    @cached_property
    def claims(self) -> list[Claim]:
        """Return the live claims in order of the text, those without a place in it last."""
        placed = {a.claim_id: a.claim for a in self.anchors if a.claim}
        return [*placed.values(), *self.lost(Claim.objects)]

    @cached_property
    def statements(self) -> list[Statement]:
        """Return the live statements in order of the text, those without a place in it last."""
        placed = {a.statement_id: a.statement for a in self.anchors if a.statement}
        return [*placed.values(), *self.lost(Statement.objects)]

    def lost(self, rows: Any) -> list[Any]:
        """Return what has no place in this draft; a first draft loses nothing."""
        if self.revision.number == 1:
            return []
        found = list(rows.filter(article=self.article).lost())
        for thing in found:
            thing.article = self.article
        return found

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Return every suggestion of this revision, decided ones too."""
        rows = list(self.revision.suggestions.all())
        for row in rows:
            row.article = self.article
        return rows

    @cached_property
    def pending(self) -> list[Suggestion]:
        """Return the suggestions nobody has decided, but for words somebody marked by hand."""
        taken = {
            SuggestionKind.CLAIM: [a for a in self.anchors if a.claim_id],
            SuggestionKind.STATEMENT: [a for a in self.anchors if a.statement_id],
        }
        return [
            row
            for row in self.suggestions
            if row.decision == Decision.PENDING
            and not any(
                a.start < row.end and a.end > row.start for a in taken[SuggestionKind(row.kind)]
            )
        ]

    @cached_property
    def pending_claims(self) -> list[Suggestion]:
        """Return the claims the engine proposes, in order of the text."""
        return [row for row in self.pending if row.kind == SuggestionKind.CLAIM]

    @cached_property
    def nothing_here(self) -> list[NothingToCheck]:
        """Return the decisions that a sentence holds nothing to check."""
        return list(self.revision.nothing_here.all())

    @cached_property
    def marks(self) -> list[Mark]:
        """Return every mark on the text."""
        anchors = [*self.anchors, *self.passages]
        return marks_of(anchors, self.pending, self.nothing_here, self.asked)

    @cached_property
    def blocks(self) -> list[BlockView]:
        """Return the text, cut into pieces by its marks."""
        return cut(self.revision, self.marks)

    def blocks_of(self, spans: Iterable[tuple[int, int]]) -> list[BlockView]:
        """Return the blocks that any of ``spans`` touches."""
        wanted = list(spans)
        return [
            block
            for block in self.blocks
            if any(start < block.end and end > block.start for start, end in wanted)
        ]

    @cached_property
    def progress(self) -> list[Share]:
        """Return the claims counted by state and verdict, settled ones first."""
        counts = Counter((claim.state, shown_verdict(claim)) for claim in self.claims)
        order = [State.APPROVED, State.CHECKED, State.NOT_CHECKABLE, State.RECHECK]
        order += [State.CHECKING, State.TO_CHECK]
        verdicts = ["", *Verdict.values]
        keys = sorted(counts, key=lambda k: (order.index(State(k[0])), verdicts.index(k[1])))
        shares, x = [], 0
        for state, verdict in keys:
            shares.append(Share(x, state, verdict, counts[state, verdict]))
            x += counts[state, verdict]
        return shares

    @property
    def progress_summary(self) -> str:
        """Put the bar into words, for those who cannot see it."""
        return "; ".join(f"{share.count} {share.label}" for share in self.progress)

    @property
    def settled(self) -> int:
        """Return how many claims need no more work."""
        return sum(claim.is_settled for claim in self.claims)

    @property
    def rechecks(self) -> int:
        """Return how many claims are to be checked again."""
        return sum(claim.state == State.RECHECK for claim in self.claims)

    @cached_property
    def in_tray(self) -> int:
        """Return how many claims, statements and open passages have no place in this draft."""
        placed = {a.claim for a in self.anchors} | {a.statement for a in self.anchors}
        lost = [thing for thing in (*self.claims, *self.statements) if thing not in placed]
        return len(lost) + len(self.lost(Query.objects))

    @property
    def unheard(self) -> int:
        """Return how many statements wait for "was it said"."""
        return sum(not statement.said for statement in self.statements)

    @cached_property
    def changes(self) -> dict[str, int]:
        """Return how many proposed wordings nobody has decided, and how many are to be put in."""
        return self.article.changes.order_by().aggregate(
            proposed=Count("pk", filter=UNANSWERED), outstanding=Count("pk", filter=OUTSTANDING)
        )

    @cached_property
    def said(self) -> list[tuple[str, str, int]]:
        """Return the statements counted by the answer to "was it said", unheard last."""
        counts = Counter(statement.said for statement in self.statements)
        return [(said.value, str(said.label), counts[said]) for said in Said if counts[said]]

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Return who says what: sources by name, then voices only proposed so far."""
        proposed = [s for s in self.pending if s.kind == SuggestionKind.STATEMENT]
        return speakers_of(self.statements, proposed)

    @cached_property
    def coverage(self) -> Coverage:
        """Compare the sentences worth checking with what claims and decisions cover."""
        worth = [
            row
            for row in self.suggestions
            if row.kind == SuggestionKind.CLAIM and row.worth != Worth.LOW
        ]
        left = [row for row in self.pending_claims if row.worth != Worth.LOW]
        return Coverage(len(worth), len(worth) - len(left), left)

    @property
    def first_to_check(self) -> Suggestion | None:
        """Return the first claim of the text most worth checking that holds no claim yet."""
        left = self.coverage.left
        return next((row for row in left if row.worth == Worth.HIGH), next(iter(left), None))

    @cached_property
    def proof(self) -> Proof:
        """Return what the engine noted about the text as a whole."""
        return Proof(self.revision)

    @property
    def has_headline(self) -> bool:
        """Whether the text itself says its title."""
        return any(block.kind == BlockKind.HEADLINE for block in self.blocks)

    def neighbours(self, thing: Claim | Statement | Suggestion | Query) -> tuple[str, str]:
        """Return the addresses before and after ``thing`` among all marks, "" at the ends."""
        hrefs = {mark.uid: mark.href for mark in self.marks if mark.href}
        unique = list(hrefs)
        uid = str(thing.uid)
        if uid not in unique:
            return "", hrefs[unique[0]] if unique else ""
        at = unique.index(uid)
        before = hrefs[unique[at - 1]] if at else ""
        after = hrefs[unique[at + 1]] if at + 1 < len(unique) else ""
        return before, after


def shown_verdict(claim: Claim) -> str:
    """Return the verdict that the claim's badge shows: only a claim with work done has one."""
    done = (State.CHECKED, State.APPROVED, State.RECHECK)
    return claim.verdict if claim.state in done else ""


def people_to_assign() -> QuerySet[User]:
    """Return the people who check, by name."""
    roles = Q(is_checker=True) | Q(is_reviewer=True) | Q(is_editor=True)
    return User.objects.filter(roles, is_active=True)
