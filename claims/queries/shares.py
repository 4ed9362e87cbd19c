"""An article's claims shared out among people: who would get which, and what each has to do now.

Everybody gets one stretch of the text, so that one reader has neighbouring paragraphs. The numbers
differ by one at most; where the longer stretches lie is chosen so that no statement falls to two
people if that can be, and then so that the weights (risk × worth) are as even as they can be.
"""

import hashlib
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, QuerySet

from claims import permissions
from claims.enums import State
from claims.models import Article, Claim, Statement, Support, User

from .queue_filters import queue_url
from .reviewing import at_work
from .ten import weight_of
from .threads import readers_of
from .workspace import Workspace, people_to_assign

Item = Claim | Statement
Cost = tuple[int, int]  # statements cut in two, then the squares of the weights
UNWEIGHED = 4  # a statement without a claim in it: of normal risk and medium worth


@dataclass(frozen=True, slots=True)
class What:
    """What is to be shared out beside the open claims that are nobody's."""

    given: bool = False  # what others were given and nobody has begun too
    statements: bool = False  # those not yet heard too, with the claims in them


@dataclass(slots=True)
class Share:
    """What one person would get, in the order of the text."""

    person: User
    claims: list[Claim] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def high(self) -> int:
        """Return how many of the claims are of high risk."""
        return sum(claim.risk == "high" for claim in self.claims)

    @property
    def numbers(self) -> str:
        """Name the claims: "3–7, 9"."""
        numbers = sorted(claim.number for claim in self.claims)
        runs = itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
        ends = [[number for _place, number in run] for _key, run in runs]
        return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in ends)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get what; ``refused`` are people who may not be given it, each with the reason."""

    shares: list[Share]
    refused: list[tuple[User, str]]

    @property
    def is_empty(self) -> bool:
        """Whether nobody would get anything."""
        return not any(share.claims or share.statements for share in self.shares)

    @property
    def mark(self) -> str:
        """Return what changes with any claim that would go to somebody else."""
        parts = [
            f"{share.person.pk}:{type(item).__name__}:{item.pk}"
            for share in self.shares
            for item in (*share.claims, *share.statements)
        ]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def plan_of(article: Article, among: Sequence[User], what: What, *, by: User) -> Plan:
    """Share the article's open work out evenly, on paper; ``among`` in the order to be served."""
    readers = readers_of(article).values_list("pk", flat=True)
    known = set(readers) if among else ()
    checked = [(p, permissions.why_not_take(p, article, known)) for p in dict.fromkeys(among)]
    takers = [person for person, reason in checked if not reason]
    refused = [(person, reason) for person, reason in checked if reason]
    items, inside = to_share(article, what, by)
    shares = []
    for person, stretch in zip(takers, stretches(items, len(takers)), strict=True):
        share = Share(person)
        for item in stretch:
            if isinstance(item, Claim):
                share.claims.append(item)
                share.statements += inside.pop(item.pk, ())
            else:
                share.statements.append(item)
        shares.append(share)
    return Plan(shares, refused)


def to_share(
    article: Article, what: What, by: User
) -> tuple[list[Item], dict[int, list[Statement]]]:
    """Return what is counted, in the order of the text, and what goes with a claim, by its key.

    A statement goes with the first claim in it; one without any is counted itself.
    """
    workspace = Workspace(article)
    begun = begun_in(article, by)
    claims = [c for c in workspace.claims if is_free(c, what, begun=c.pk in begun)]
    if not what.statements:
        return list(claims), {}
    place = {a.claim_id or -(a.statement_id or 0): a.start for a in reversed(workspace.anchors)}
    end = len(workspace.revision.text)
    first: dict[int | None, int] = {}
    for claim in claims:
        first.setdefault(claim.statement_id, claim.pk)
    items: list[tuple[int, Item]] = [(place.get(claim.pk, end), claim) for claim in claims]
    inside: dict[int, list[Statement]] = {}
    for statement in workspace.statements:
        if statement.said or not is_given_out_free(statement, what):
            continue
        if statement.pk in first:
            inside.setdefault(first[statement.pk], []).append(statement)
        else:
            items.append((place.get(-statement.pk, end), statement))
    return [item for _place, item in sorted(items, key=lambda pair: pair[0])], inside


def is_free(claim: Claim, what: What, *, begun: bool) -> bool:
    """Whether an open claim may be given to somebody; what waits for review has its checker."""
    if claim.is_settled or claim.state == State.CHECKED:
        return False
    nobodys = not (claim.assignee_id or claim.assigned_role)
    return nobodys or (what.given and not begun and claim.state != State.RECHECK)


def is_given_out_free(statement: Statement, what: What) -> bool:
    """Whether an unheard statement may be given to somebody."""
    return what.given or not (statement.assignee_id or statement.assigned_role)


def begun_in(article: Article, viewer: User) -> set[int]:
    """Return the keys of the claims with a verdict, a finding or evidence the viewer may read."""
    claims = Claim.objects.filter(article=article)
    marked = claims.exclude(verdict="", verdict_note="").values_list("pk", flat=True)
    backed = Support.objects.visible_to(viewer).current().filter(claim__article=article)
    return {*marked, *backed.values_list("claim", flat=True)}


def stretches(items: Sequence[Item], many: int) -> list[Sequence[Item]]:
    """Cut ``items`` into ``many`` stretches whose lengths differ by one at most."""
    if not many:
        return []
    short, longer = divmod(len(items), many)
    sums = [0, *itertools.accumulate(map(item_weight, items))]
    # best[n]: the least cost of the stretches so far with n longer ones, and where these lie
    best: dict[int, tuple[Cost, tuple[bool, ...]]] = {0: ((0, 0), ())}
    for done in range(many):
        found: dict[int, tuple[Cost, tuple[bool, ...]]] = {}
        for used, (cost, where) in best.items():
            start = done * short + used
            for is_long in (True, False):
                end = start + short + is_long
                if used + is_long > longer or many - done - 1 < longer - used - is_long:
                    continue
                cuts = int(0 < end < len(items) and are_one(items[end - 1], items[end]))
                total = (cost[0] + cuts, cost[1] + (sums[end] - sums[start]) ** 2)
                if used + is_long not in found or total < found[used + is_long][0]:
                    found[used + is_long] = (total, (*where, is_long))
        best = found
    ends = list(itertools.accumulate(short + is_long for is_long in best[longer][1]))
    return [items[start:end] for start, end in itertools.pairwise([0, *ends])]


def item_weight(item: Item) -> int:
    """Return how much work, or worry, an item is."""
    return weight_of(item) if isinstance(item, Claim) else UNWEIGHED


def are_one(one: Item, other: Item) -> bool:
    """Whether two neighbours are claims of the same statement."""
    pair = [item.statement_id for item in (one, other) if isinstance(item, Claim)]
    return len(pair) == 2 and pair[0] is not None and pair[0] == pair[1]


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has to do now, as far as the viewer may read it; each number has a list."""

    person: User
    here: int
    everywhere: int
    here_url: str
    everywhere_url: str
    why_not: str


class Workload:
    """The people who check, what each was given, and what of an article is nobody's."""

    def __init__(self, article: Article, viewer: User) -> None:
        self.article = article
        self.viewer = viewer
        self.open = Claim.objects.visible_to(viewer).open().order_by()

    def url(self, **more: object) -> str:
        """Return the queue's list of the article's open claims, narrowed by ``more``."""
        return queue_url(article=self.article.uid, stage="all", **more)

    @cached_property
    def loads(self) -> list[Load]:
        """Return the people with the open claims they were given, in three reads."""
        given = self.open.filter(assignee__isnull=False)
        here, everywhere = by_person(given.filter(article=self.article)), by_person(at_work(given))
        readers = set(readers_of(self.article).values_list("pk", flat=True))
        return [
            Load(
                person,
                here[person.pk],
                everywhere[person.pk],
                self.url(assignee=person.uid),
                queue_url(assignee=person.uid),
                permissions.why_not_take(person, self.article, readers),
            )
            for person in people_to_assign()
        ]

    @property
    def nobodys(self) -> int:
        """Return how many open claims of the article nobody was given."""
        mine = self.open.filter(article=self.article)
        return mine.filter(assignee__isnull=True, assigned_role="").count()

    @property
    def nobodys_url(self) -> str:
        """Return the list that ``nobodys`` counts."""
        return self.url(assignee="nobody")


def by_person(rows: "QuerySet[Claim]") -> Counter[int]:
    """Count claims by whom they were given to."""
    return Counter(dict(rows.values_list("assignee").annotate(n=Count("pk"))))
