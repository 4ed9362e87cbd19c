"""Who says what across articles; nothing here tells of an article the reader may not open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Lower

from claims.enums import Said, SourceKind, State, Verdict
from claims.models import (
    Article,
    Claim,
    Source,
    SourceAlias,
    SourceRole,
    Statement,
    User,
)

from .paging import Page, page_of

PER_PAGE = 50
STATEMENTS_PER_PAGE = 30
SUGGESTED = 8
SHOWS_VERDICT = (State.CHECKED, State.APPROVED, State.RECHECK)


def readable(user: User) -> QuerySet[Source]:
    """Return the sources ``user`` may know of, merged ones by what they themselves said.

    An unnamed source, and one that another took in, shows only through an article one may read.
    """
    articles = Article.objects.visible_to(user)
    said = Statement.objects.filter(source=OuterRef("pk"))
    shown = Exists(said.filter(article__in=articles))
    silent = ~Exists(said) if user.in_newsroom else Q(pk__in=())
    whole = Q(merged_into__isnull=True, pk__in=Source.objects.visible_to(user).values("pk"))
    rows = Source.objects.filter(whole | (Q(merged_into__isnull=False) & (Q(shown) | silent)))
    return rows.filter(Q(article__isnull=True) | Q(article__in=articles))


def named(rows: QuerySet[Source], text: str, user: User) -> QuerySet[Source]:
    """Keep the sources that go by ``text``, by a name or alias of their own or of a merged one."""
    for word in text.split()[:6]:
        branches = readable(user).filter(root=OuterRef("pk"))
        by_name = branches.filter(Q(name__icontains=word) | Q(aliases__name__icontains=word))
        rows = rows.filter(Q(name__icontains=word) | Exists(by_name))
    return rows


def with_counts(rows: QuerySet[Source], user: User) -> QuerySet[Source]:
    """Add ``statement_count``: the statements of each whole source that ``user`` may read."""
    said = Statement.objects.visible_to(user).current().filter(source__root=OuterRef("pk"))
    count = said.order_by().values("source__root").annotate(n=Count("pk")).values("n")
    number = Coalesce(Subquery(count, output_field=IntegerField()), Value(0))
    return rows.annotate(statement_count=number)


class SourceList:
    """The list of sources: search, kinds with their counts, a page of rows."""

    def __init__(self, user: User, asked: Mapping[str, str]) -> None:
        self.user = user
        self.text = " ".join(asked.get("text", "").replace("\x00", " ").split())[:200]
        self.kind = asked.get("kind", "") if asked.get("kind") in SourceKind.values else ""
        self.after = asked.get("after", "")

    @cached_property
    def _found(self) -> QuerySet[Source]:
        rows = readable(self.user).filter(merged_into__isnull=True)
        return named(rows, self.text, self.user)

    @cached_property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Return each kind with its label and how many sources found are of it."""
        rows = self._found.order_by().values_list("kind").annotate(n=Count("pk", distinct=True))
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
        rows = with_counts(rows.annotate(sort_name=Lower("name")), self.user)
        rows = rows.prefetch_related("roles")
        return page_of(rows, order=("sort_name", "pk"), after=self.after, size=PER_PAGE)


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
        self.after = asked.get("after", "")

    @cached_property
    def branches(self) -> list[Source]:
        """Return the source and all merged into it that ``user`` may know of, itself first."""
        rows = readable(self.user).filter(root=self.source).select_related("merged_into")
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
        return list(rows.order_by(F("since").desc(nulls_last=True), "title"))

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
        rows = self.statements
        if self.said:
            rows = rows.filter(said="" if self.said == "unheard" else self.said)
        if self.verdict:
            held = self.found.filter(statement=OuterRef("pk"), verdict=self.verdict)
            rows = rows.filter(Exists(held))
        claims = Claim.objects.visible_to(self.user).current()
        inside = Prefetch(
            "claims",
            claims.select_related("article__desk").order_by("number"),
            to_attr="claims_inside",
        )
        rows = rows.select_related("article", "source").prefetch_related(inside)
        order = ("-created_at", "-pk")
        return page_of(rows, order=order, after=self.after, size=STATEMENTS_PER_PAGE)


def candidates(source: Source, text: str, user: User) -> list[Source]:
    """Return sources that ``source`` could be merged into, those of a like name first.

    Without ``text`` the words of its own name are looked for, any of them.
    """
    rows = readable(user).filter(merged_into__isnull=True).exclude(pk=source.pk)
    if text.strip("\x00 "):
        rows = named(rows, text.replace("\x00", " "), user)
    else:
        like = Q(pk__in=())
        for word in [w for w in source.name.split() if len(w) > 2][-3:]:
            like |= Q(name__icontains=word) | Q(aliases__name__icontains=word)
        rows = rows.filter(pk__in=rows.filter(like).values("pk"))
    rows = with_counts(rows, user).prefetch_related("roles")
    return list(rows.order_by(Lower("name"), "pk")[:SUGGESTED])


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
    rows = readable(user).filter(merged_into__isnull=True, name__iexact=source.name)
    return rows.exclude(pk=source.pk)
