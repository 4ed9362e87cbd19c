"""Drafts of an article as pages show them: the list, and two of them compared."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.cache import cache

from claims.enums import Part
from claims.models import Anchor, Article, Claim, Query, Revision
from claims.text.reanchoring.tokens import plain
from claims.text.revisions import Row, compare

from .paging import Page, page_of
from .reading import BlockView, cut, marks_of
from .revision_lines import (
    Line,
    Places,
    Stretch,
    Thing,
    Touched,
    changed_in,
    lines_of,
    stretches_of,
)

PAGE_SIZE = 20
A_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Listed:
    """One draft: how long it is, and in how many places it differs from the one before."""

    revision: Revision
    words: int
    differences: int
    before: int  # number of the draft before, 0 for the first


class RevisionList:
    """The drafts of one article, newest first."""

    def __init__(self, article: Article, after: str = "") -> None:
        self.article = article
        self.after = after

    @cached_property
    def page(self) -> Page[Revision]:
        """Return the drafts of one page."""
        rows = self.article.revisions.select_related("created_by")
        return page_of(rows, order=["-number"], after=self.after, size=PAGE_SIZE)

    @cached_property
    def rows(self) -> list[Listed]:
        """Return the drafts with what is counted of them."""
        shown = self.page.rows
        first = shown[-1].number if shown else 0
        earlier = self.article.revisions.filter(number=first - 1).first()
        pairs = [(a, b) for a, b in zip([*shown[1:], earlier], shown, strict=True) if a]
        counted = counts_of(pairs)
        return [
            Listed(
                revision,
                len(revision.text.split()),
                counted.get(revision.number, 0),
                revision.number - 1 if revision.number in counted else 0,
            )
            for revision in shown
        ]


def counts_of(pairs: list[tuple[Revision, Revision]]) -> dict[int, int]:
    """Return in how many places each draft differs from the one before it, by its number.

    Drafts never change, so what was counted once today is not counted again.
    """
    keys = {f"differences:{old.uid}:{new.uid}": (old, new) for old, new in pairs}
    known = cache.get_many(keys)
    fresh = {
        key: sum(row.differs for row in rows_of(*pair))
        for key, pair in keys.items()
        if key not in known
    }
    if fresh:
        cache.set_many(fresh, timeout=A_DAY)
    return {new.number: (known | fresh)[key] for key, (_old, new) in keys.items()}


@dataclass(frozen=True, slots=True)
class Shown:
    """One draft with its marks."""

    revision: Revision
    blocks: list[BlockView]


def one_revision(article: Article, number: int) -> Shown | None:
    """Return a draft with the claims and statements where they stood in it."""
    revision = article.revisions.select_related("created_by").filter(number=number).first()
    if revision is None:
        return None
    revision.article = article
    marked = [anchor for anchor, _thing in anchors_in(article, [revision])]
    return Shown(revision, cut(revision, marks_of(marked, (), (), asked_in(article))))


def two_revisions(
    article: Article, old: str = "", new: str = ""
) -> tuple[Revision | None, Revision | None]:
    """Return the drafts of these numbers; without them the current one and the one before.

    None for a number that is none of this article's.
    """
    last = article.current.number if article.current else 0
    newer = number_in(new) if new else last
    older = number_in(old) if old else newer - 1
    found = {row.number: row for row in article.revisions.filter(number__in=[older, newer])}
    return found.get(older), found.get(newer)


def number_in(text: str) -> int:
    """Return the number that ``text`` is; 0, which no draft has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def anchors_in(article: Article, revisions: Collection[Revision]) -> list[tuple[Anchor, Thing]]:
    """Return where the live claims and statements stand in drafts of the article."""
    rows = Anchor.objects.filter(
        revision__in=revisions, part=Part.CONTENT, query__isnull=True
    ).select_related("claim", "statement__source__root")
    found = []
    for anchor in rows:
        thing = anchor.claim or anchor.statement
        if thing is not None and thing.retired_at is None:
            thing.article = article
            found.append((anchor, thing))
    return found


def asked_in(article: Article) -> frozenset[UUID]:
    """Return the uids of the claims and statements with an open query."""
    rows = Query.objects.filter(article=article).open().order_by()
    pairs = rows.values_list("claim__uid", "statement__uid")
    return frozenset(uid for pair in pairs for uid in pair if uid)


def rows_of(old: Revision, new: Revision) -> list[Row]:
    """Return two drafts compared."""
    return compare(old.text, old.block_list, new.text, new.block_list)


class Comparison:
    """Two drafts of one article, with the claims and statements each difference touches."""

    def __init__(self, article: Article, old: Revision, new: Revision) -> None:
        self.article = article
        self.old = old
        self.new = new

    @cached_property
    def lines(self) -> list[Line]:
        """Return every block of both drafts."""
        lines = lines_of(rows_of(self.old, self.new), self.old.text, self.new.text)
        self.tell_what_is_touched(lines)
        return lines

    @cached_property
    def differences(self) -> list[Line]:
        """Return the lines that differ."""
        return [line for line in self.lines if line.number]

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Return the lines, what is alike put away but for a little around each difference."""
        return stretches_of(self.lines)

    @property
    def is_latest(self) -> bool:
        """Whether the newer of the two is the article's text now."""
        return self.new.pk == self.article.current_id

    @cached_property
    def counts(self) -> Counter[str]:
        """Return how many claims and statements kept their words, and so on."""
        return Counter(self.fates.values())

    # --- what each difference touches -----------------------------------------------------------

    @cached_property
    def anchors(self) -> list[tuple[Anchor, Thing]]:
        """Return where the live claims and statements stand in either draft."""
        return anchors_in(self.article, [self.old, self.new])

    @cached_property
    def fates(self) -> dict[UUID, str]:
        """Return what became of the words of each claim and statement."""
        said: dict[UUID, tuple[list[str], list[str]]] = {}
        for anchor, thing in self.anchors:
            sides = said.setdefault(thing.uid, ([], []))
            sides[anchor.revision_id == self.new.pk].append(anchor.exact)
        return {uid: fate_of(*sides) for uid, sides in said.items()}

    def tell_what_is_touched(self, lines: list[Line]) -> None:
        """Note on each line the claims and statements whose words it touches, in their order."""
        places = {
            self.old.pk: Places(changed_in(lines, old=True)),
            self.new.pk: Places(changed_in(lines, old=False)),
        }
        asked = asked_in(self.article)
        seen: set[tuple[int, UUID]] = set()
        for anchor, thing in self.anchors:
            for index in places[anchor.revision_id].touching(anchor.start, anchor.end):
                if (index, thing.uid) not in seen:
                    seen.add((index, thing.uid))
                    told = Touched(thing, self.fates[thing.uid], thing.uid in asked)
                    lines[index].touched.append(told)
        for line in lines:
            line.touched.sort(key=order_of)


def order_of(touched: Touched) -> tuple[bool, int]:
    """Return the key that puts claims before statements, and these in their order."""
    thing = touched.thing
    return not touched.is_claim, thing.number if isinstance(thing, Claim) else thing.pk


def fate_of(before: list[str], after: list[str]) -> str:
    """Return what became of words that stood in one or several places."""
    if not after:
        return "lost"
    if not before:
        return "new"
    same = sorted(map(plain, before)) == sorted(map(plain, after))
    return "kept" if same else "changed"
