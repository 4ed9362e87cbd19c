"""The annotated copy of an article: its text with every claim numbered, and what is behind each.

For reading on paper, as checkers' handbooks have it. Only evidence that the reader may read is in
it; nothing, no count either, tells of any other.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from claims.enums import Part, ReviewDecision
from claims.models import (
    Anchor,
    Article,
    Change,
    Claim,
    Query,
    Review,
    Revision,
    Statement,
    Support,
    User,
)
from claims.models.change import OUTSTANDING, UNANSWERED
from claims.text.segments import BlockKind

from .found import with_copies
from .proposals import detailed
from .reading import RANK, BlockView, Mark, cut
from .replies import told
from .sign_offs import Standing, standing
from .threads import Thread, whole

Thing = Claim | Statement | Query
Key = tuple[str, int]  # "claim", "statement" or "query", and its primary key


@dataclass(frozen=True, slots=True)
class Entry:
    """What is behind one claim, statement or passage; ``label`` is what the copy calls it.

    ``words`` are those of this revision; of what has no place in it, those that it had last, in
    revision ``last``.
    """

    label: str
    kind: str
    thing: Thing
    words: str
    has_place: bool
    last: int
    supports: list[Support]
    threads: list[Thread]
    changes: list[Change]
    approval: Review | None = None
    inside: str = ""  # the label of the statement a claim stands in


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of one kind that follow each other: ``rows`` of a table, items of a list, or one."""

    kind: BlockKind
    rows: list[list[BlockView]]


@dataclass(frozen=True, slots=True)
class Linked:
    """Words of the text that carry a link or a footnote."""

    words: str
    url: str
    title: str


def key_of(claim: int | None, statement: int | None, query: int | None) -> Key:
    """Return the key of what a row hangs on, by the primary keys it has."""
    if claim:
        return "claim", claim
    return ("statement", statement) if statement else ("query", query or 0)


class AnnotatedCopy:
    """The current revision of an article as ``user`` may read it, in a fixed number of reads."""

    def __init__(self, article: Article, user: User) -> None:
        if article.current is None:
            raise ValueError("an article without a text")
        self.article = article
        self.user = user
        self.revision: Revision = article.current
        self.revision.article = article

    @cached_property
    def standing(self) -> Standing:
        """Return whether the article is signed off, as it is now."""
        return standing(self.article)

    @cached_property
    def places(self) -> dict[Key, list[Anchor]]:
        """Return where things stand in this revision, in order of the text."""
        rows = Anchor.objects.filter(revision=self.revision, part=Part.CONTENT)
        return grouped(rows.order_by("start", "end"))

    @cached_property
    def things(self) -> dict[Key, Thing]:
        """Return the live claims by number, then statements and passages in order of the text."""
        rows = Claim.objects.filter(article=self.article).current().order_by("number")
        claims = rows.prefetch_related(told())
        statements = Statement.objects.filter(article=self.article).current().order_by("pk")
        people = ("source__root", "said_by", "approved_by")
        found: dict[Key, Thing] = {("claim", c.pk): c for c in claims.select_related("verdict_by")}
        others: dict[Key, Thing] = {
            ("statement", s.pk): s for s in statements.select_related(*people)
        }
        passages = ((key, threads[0]) for key, threads in self.threads.items() if key[0] == "query")
        others |= {key: thread.query for key, thread in passages}
        found |= {key: others[key] for key in sorted(others, key=self.order)}
        for thing in found.values():
            thing.article = self.article
        return found

    def order(self, key: Key) -> tuple[bool, int]:
        """Return the place of a thing in the text; what has none comes last."""
        here = self.places.get(key)
        return (here is None, here[0].start if here else 0)

    @cached_property
    def labels(self) -> dict[Key, str]:
        """Return what things are called: claims by their number, "S1" a statement, "Q1" a query."""
        counts = {"statement": itertools.count(1), "query": itertools.count(1)}
        letters = {"statement": "S", "query": "Q"}
        return {
            key: f"{thing.number}"
            if isinstance(thing, Claim)
            else f"{letters[key[0]]}{next(counts[key[0]])}"
            for key, thing in self.things.items()
        }

    @cached_property
    def runs(self) -> list[Run]:
        """Return the text, cut by its marks; a mark's ``href`` is its label, ``uid`` its place."""
        marks = [
            Mark(key[0], a.start, a.end, "" if nth else f"at-{label}", label, self.things[key])
            for key, label in self.labels.items()
            for nth, a in enumerate(self.places.get(key, ()))
        ]
        marks.sort(key=lambda mark: (mark.start, -mark.end, -RANK[mark.kind]))
        return runs_of(self.revision.text, cut(self.revision, marks))

    def placed(self, kind: str) -> list[Entry]:
        """Return what of ``kind`` has a place in the text, in the order of its labels."""
        return [entry for entry in self.entries if entry.kind == kind and entry.has_place]

    @property
    def claims(self) -> list[Entry]:
        """Return the claims that have a place in the text."""
        return self.placed("claim")

    @property
    def statements(self) -> list[Entry]:
        """Return the statements that have one."""
        return self.placed("statement")

    @property
    def passages(self) -> list[Entry]:
        """Return the passages somebody asks about that have one."""
        return self.placed("query")

    @property
    def waiting(self) -> list[Entry]:
        """Return what lost its place when the text changed, and waits for a person to find it."""
        return [entry for entry in self.entries if not entry.has_place]

    @cached_property
    def entries(self) -> list[Entry]:
        """Return everything that has a label, with what is behind it."""
        return [self.entry(key, thing) for key, thing in self.things.items()]

    def entry(self, key: Key, thing: Thing) -> Entry:
        """Return what is behind one thing."""
        has_place = key in self.places
        anchors = self.places[key] if has_place else self.last_places.get(key, [])
        statement = thing.statement_id if isinstance(thing, Claim) else None
        return Entry(
            label=self.labels[key],
            kind=key[0],
            thing=thing,
            words=" … ".join(anchor.exact for anchor in anchors),
            has_place=has_place,
            last=0 if has_place or not anchors else anchors[0].revision.number,
            supports=self.supports[key],
            threads=self.threads[key],
            changes=self.changes[key],
            approval=self.approvals.get(key),
            inside=self.labels.get(("statement", statement or 0), ""),
        )

    @cached_property
    def last_places(self) -> dict[Key, list[Anchor]]:
        """Return where what has no place in this revision stood last; no read if nothing has."""
        lost: dict[str, list[int]] = defaultdict(list)
        for kind, pk in self.things.keys() - self.places.keys():
            lost[kind].append(pk)
        if not lost:
            return {}
        wanted = Q(*((f"{kind}__in", pks) for kind, pks in lost.items()), _connector=Q.OR)
        rows = Anchor.objects.filter(wanted, part=Part.CONTENT).select_related("revision")
        rows = rows.defer("revision__text", "revision__blocks", "revision__links")
        by_thing = grouped(rows.order_by("-revision__number", "start", "end"))
        return {
            key: [anchor for anchor in anchors if anchor.revision_id == anchors[0].revision_id]
            for key, anchors in by_thing.items()
        }

    @cached_property
    def supports(self) -> dict[Key, list[Support]]:
        """Return the evidence that the reader may read, oldest first."""
        here = Q(claim__article=self.article) | Q(statement__article=self.article)
        rows = Support.objects.current().visible_to(self.user).filter(here)
        found = defaultdict(list)
        for row in with_copies(rows.select_related("evidence", "created_by", "edited_by")):
            found[key_of(row.claim_id, row.statement_id, None)].append(row)
        return found

    @cached_property
    def approvals(self) -> dict[Key, Review]:
        """Return the last approval of each claim."""
        rows = Review.objects.standing().filter(
            decision=ReviewDecision.APPROVED, claim__article=self.article
        )
        rows = rows.select_related("created_by").order_by("created_at", "pk")
        return {("claim", row.claim_id or 0): row for row in rows}

    @cached_property
    def threads(self) -> dict[Key, list[Thread]]:
        """Return the open queries on each thing; on each passage the one that is its own."""
        rows = Query.objects.filter(article=self.article).open().order_by("created_at", "pk")
        found = defaultdict(list)
        for row in whole(rows):
            row.article = self.article
            thread = Thread(row, list(row.replies.all()), [], list(row.mentions.all()), "", "", "")
            found[key_of(row.claim_id, row.statement_id, row.pk)].append(thread)
        return found

    @cached_property
    def changes(self) -> dict[Key, list[Change]]:
        """Return the proposed wordings that wait for a decision, or to be put into the text."""
        rows = Change.objects.filter(UNANSWERED | OUTSTANDING, article=self.article)
        found = defaultdict(list)
        for row in detailed(rows):
            found[key_of(row.claim_id, row.statement_id, None)].append(row)
        return found

    @property
    def links(self) -> list[Linked]:
        """Return the links and footnotes of the text, in its order."""
        text = self.revision.text
        return [
            Linked(text[row["start"] : row["end"]], row["url"], row["title"])
            for row in self.revision.links
        ]


def grouped(anchors: Iterable[Anchor]) -> dict[Key, list[Anchor]]:
    """Return the anchors of each thing."""
    found: dict[Key, list[Anchor]] = {}
    for anchor in anchors:
        key = key_of(anchor.claim_id, anchor.statement_id, anchor.query_id)
        found.setdefault(key, []).append(anchor)
    return found


def runs_of(text: str, blocks: Iterable[BlockView]) -> list[Run]:
    """Put the cells of a table into its rows, and the items of a list together.

    Between the cells of one row stands one line end, as `claims.formats` writes them.
    """
    runs: list[Run] = []
    end = 0
    for block in blocks:
        last = runs[-1] if runs else None
        if last is None or last.kind != block.kind or block.kind not in TOGETHER:
            runs.append(Run(block.kind, [[block]]))
        elif block.kind == BlockKind.TABLE_CELL and text[end : block.start] == "\n":
            last.rows[-1].append(block)
        else:
            last.rows.append([block])
        end = block.end
    return runs


TOGETHER = frozenset({BlockKind.TABLE_CELL, BlockKind.LIST_ITEM, BlockKind.HIGHLIGHT})
