"""Who says what across articles; nothing here tells of an article the reader may not open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from django.db.models.functions import Lower

from claims.enums import Said, SourceKind, State, Verdict
from claims.models import (
    Claim,
    Source,
    SourceAlias,
    SourceRole,
    Statement,
    User,
)

from .lost import rests_on_lost
from .paging import Page, page_of
from .threads import with_asked

PER_PAGE = 50
STATEMENTS_PER_PAGE = 30
SUGGESTED = 8
LATEST_FIRST = (F("since").desc(nulls_last=True), "title")
SHOWS_VERDICT = (State.CHECKED, State.APPROVED, State.RECHECK)


def named(rows: QuerySet[Source], text: str, user: User) -> QuerySet[Source]:
    """Keep the sources that go by ``text``, by a name or alias of their own or of a merged one."""
    for word in text.split()[:6]:
        like = Q(name__icontains=word) | Q(aliases__name__icontains=word)
        branches = Source.objects.visible_to(user).filter(like)
        rows = rows.filter(pk__in=branches.values("root"))
    return rows


def count_statements(rows: Iterable[Source], user: User) -> None:
    """Set ``statement_count`` of each whole source: the statements that ``user`` may read.

    A read of its own for the rows of one page: inside their query PostgreSQL counts for all.
    """
    said = Statement.objects.visible_to(user).current().order_by()
    found = said.filter(source__root__in=[row.pk for row in rows])
    counts = dict(found.values_list("source__root").annotate(n=Count("pk")))
    for row in rows:
        row.statement_count = counts.get(row.pk, 0)  # type: ignore[attr-defined]


def roles() -> "Prefetch[str, QuerySet[SourceRole], str]":
    """Read the roles of many sources at once, the latest first."""
    return Prefetch("roles", SourceRole.objects.order_by(*LATEST_FIRST))


class SourceList:
    """The list of sources: search, kinds with their counts, a page of rows."""

    def __init__(self, user: User, asked: Mapping[str, str]) -> None:
        self.user = user
        self.text = " ".join(asked.get("text", "").replace("\x00", " ").split())[:200]
        self.kind = asked.get("kind", "") if asked.get("kind") in SourceKind.values else ""
        self.after = asked.get("after", "")

    @cached_property
    def _found(self) -> QuerySet[Source]:
        rows = Source.objects.visible_to(self.user).whole()
        return named(rows, self.text, self.user)

    @cached_property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Return each kind with its label and how many sources found are of it."""
        rows = self._found.order_by().values_list("kind").annotate(n=Count("pk"))
        counts = dict(rows)
        return [(kind.value, str(kind.label), counts.get(kind.value, 0)) for kind in SourceKind]

    @cached_property
    def total(self) -> int:
        """Return how many sources were found, of every kind."""
        return sum(count for _, _, count in self.kinds)

    @cached_property
    def page(self) -> Page[Source]:
        """Return the page of sources by name, with their roles."""
        rows = self._found.filter(kind=self.kind) if self.kind else self._found
        rows = rows.annotate(sort_name=Lower("name")).prefetch_related(roles())
        page: Page[Source] = page_of(
            rows, order=("sort_name", "pk"), after=self.after, size=PER_PAGE
        )
        count_statements(page.rows, self.user)
        return page


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements carry one answer, or hold a claim with one verdict."""

    key: str
    label: str
    count: int


class SourcePage:
    """One source: who it is, and everything it said in the articles ``user`` may read."""

    def __init__(self, source: Source, user: User, asked: Mapping[str, str]) -> None:
        self.source = source
        self.user = user
        self.said = asked.get("said", "") if asked.get("said") in (*Said.values, "unheard") else ""
        self.verdict = asked.get("verdict", "") if asked.get("verdict") in Verdict.values else ""
        self.lost = asked.get("evidence") == "gone"
        self.after = asked.get("after", "")

    @cached_property
    def branches(self) -> list[Source]:
        """Return the source and all merged into it that ``user`` may know of, itself first."""
        rows = (
            Source.objects.visible_to(self.user)
            .filter(root=self.source)
            .select_related("merged_into")
        )
        return sorted(rows, key=lambda s: (s.pk != self.source.pk, s.name, s.pk))

    @property
    def merged(self) -> list[Source]:
        """Return the sources that were merged into this one, directly or in turn."""
        return [source for source in self.branches if source.pk != self.source.pk]

    @cached_property
    def aliases(self) -> list[str]:
        """Return the other names, of merged sources too."""
        rows = SourceAlias.objects.filter(source__in=[s.pk for s in self.branches])
        return sorted(set(rows.values_list("name", flat=True)) - {self.source.name})

    @cached_property
    def roles(self) -> list[SourceRole]:
        """Return what the source was, the latest first (undated last)."""
        rows = SourceRole.objects.filter(source__in=[s.pk for s in self.branches])
        return list(rows.order_by(*LATEST_FIRST))

    @property
    def statements(self) -> QuerySet[Statement]:
        """Return everything it said that ``user`` may read."""
        rows = Statement.objects.visible_to(self.user).current()
        return rows.filter(source__root=self.source)

    @property
    def found(self) -> QuerySet[Claim]:
        """Return the live claims whose verdict stands, as their badges show it."""
        rows = Claim.objects.visible_to(self.user).current()
        return rows.filter(state__in=SHOWS_VERDICT)

    @cached_property
    def said_tally(self) -> list[Tally]:
        """Count the statements by the answer to "was it said"."""
        rows = self.statements.order_by().values_list("said").annotate(n=Count("pk"))
        counts = dict(rows)
        answers = [Tally(a.value, str(a.label), counts[a]) for a in Said if a in counts]
        return [*answers, *([Tally("unheard", "", counts[""])] if "" in counts else [])]

    @cached_property
    def verdict_tally(self) -> list[Tally]:
        """Count the statements that hold a claim with each verdict."""
        rows = self.found.filter(statement__in=self.statements).order_by().values_list("verdict")
        counts = dict(rows.annotate(n=Count("statement", distinct=True)))
        return [Tally(v.value, str(v.label), counts[v]) for v in Verdict if v in counts]

    @property
    def resting_on_lost(self) -> QuerySet[Statement]:
        """Return the statements that rest on evidence that is gone, or a claim in them does."""
        claims = Claim.objects.visible_to(self.user).current().filter(statement=OuterRef("pk"))
        inside = Exists(claims.filter(rests_on_lost("claim")))
        return self.statements.filter(Q(rests_on_lost("statement")) | Q(inside))

    @cached_property
    def lost_count(self) -> int:
        """Return how many these are."""
        return self.resting_on_lost.count()

    @cached_property
    def total(self) -> int:
        """Return how many statements there are, whatever is asked for."""
        return sum(tally.count for tally in self.said_tally)

    @cached_property
    def article_count(self) -> int:
        """Return in how many articles it speaks."""
        return self.statements.order_by().values("article").distinct().count()

    @cached_property
    def page(self) -> Page[Statement]:
        """Return the page of statements asked for, newest first, with the claims inside."""
        rows = self.resting_on_lost if self.lost else self.statements
        if self.said:
            rows = rows.filter(said="" if self.said == "unheard" else self.said)
        if self.verdict:
            held = self.found.filter(statement=OuterRef("pk"), verdict=self.verdict)
            rows = rows.filter(Exists(held))
        claims = Claim.objects.visible_to(self.user).current()
        claims = claims.annotate(gone=rests_on_lost("claim"))
        inside = Prefetch(
            "claims",
            with_asked(claims, "claim").select_related("article__desk").order_by("number"),
            to_attr="claims_inside",
        )
        rows = rows.annotate(gone=rests_on_lost("statement"))
        rows = with_asked(rows, "statement").select_related("article", "source")
        rows = rows.prefetch_related(inside)
        order = ("-created_at", "-pk")
        return page_of(rows, order=order, after=self.after, size=STATEMENTS_PER_PAGE)


def candidates(source: Source, text: str, user: User) -> list[Source]:
    """Return sources that ``source`` could be merged into, those of a like name first.

    Without ``text`` the words of its own name are looked for, any of them.
    """
    rows: QuerySet[Source] = Source.objects.visible_to(user).whole().exclude(pk=source.pk)
    if text.strip("\x00 "):
        rows = named(rows, text.replace("\x00", " "), user)
    else:
        like = Q(pk__in=())
        for word in [w for w in source.name.split() if len(w) > 2][-3:]:
            like |= Q(name__icontains=word) | Q(aliases__name__icontains=word)
        rows = rows.filter(pk__in=rows.filter(like).values("pk"))
    found = list(rows.prefetch_related(roles()).order_by(Lower("name"), "pk")[:SUGGESTED])
    count_statements(found, user)
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """What a merge would bring over, as far as the reader may see it."""

    statements: int
    articles: int
    aliases: list[str]
    roles: list[SourceRole]
    merged: list[Source]


def what_moves(source: Source, user: User) -> Move:
    """Return what would count as the other's once ``source`` is merged into it."""
    page = SourcePage(source, user, {})
    return Move(page.total, page.article_count, page.aliases, page.roles, page.merged)


def namesakes(source: Source, user: User) -> QuerySet[Source]:
    """Return other whole sources of exactly this name: perhaps the same one."""
    rows = Source.objects.visible_to(user).whole().filter(name__iexact=source.name)
    return rows.exclude(pk=source.pk)
