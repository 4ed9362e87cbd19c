"""The gate, "can it run?": what is in the way of one article, and what an editor let pass."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from claims.enums import GateLevel
from claims.models import Article, GateSetting, Override

from .gate_conditions import CONDITIONS, Condition


@dataclass(frozen=True, slots=True)
class Line:
    """One condition as it stands; ``keys`` are the things in the way."""

    article: Article
    condition: Condition
    level: GateLevel
    keys: tuple[str, ...]
    override: Override | None = None

    @property
    def url(self) -> str:
        """Return the address of the list that is counted."""
        return self.condition.url_for(self.article)

    @property
    def count(self) -> int:
        """Return how many things are in the way."""
        return len(self.keys)

    @property
    def print(self) -> str:
        """Return a print of the things in the way: who lets them pass has seen just these."""
        return print_of(self.keys)

    @property
    def left(self) -> tuple[str, ...]:
        """Return what no editor let pass: with an override, what came since."""
        covered = set(self.override.covers) if self.override else set()
        return tuple(key for key in self.keys if key not in covered)

    @property
    def is_overridden(self) -> bool:
        """Whether an editor let everything pass that is in the way now; new things are not."""
        return self.override is not None and not self.left

    @property
    def blocks(self) -> bool:
        """Whether it keeps the article from running."""
        return self.level == GateLevel.BLOCKER and bool(self.left)

    @property
    def warns(self) -> bool:
        """Whether it is to be told, though the article may run."""
        return self.level == GateLevel.WARNING and bool(self.left)

    @property
    def sentence(self) -> str:
        """Put it into words with the number of what is left: "open queries: 2"."""
        label = str(self.condition.label)
        return f"{label[:1].lower()}{label[1:]}: {len(self.left)}"


def print_of(keys: tuple[str, ...] | list[str]) -> str:
    """Return a short print of ``keys``, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]


def levels() -> dict[str, GateLevel]:
    """Return how much each condition weighs: as an editor set it, else as usual."""
    usual = {condition.key: condition.level for condition in CONDITIONS}
    stored = GateSetting.objects.values_list("condition", "level")
    return usual | {key: GateLevel(level) for key, level in stored if key in usual}


def standing_overrides(article: Article) -> QuerySet[Override]:
    """Return what an editor let pass in ``article``."""
    return Override.objects.filter(article=article).standing()


class Gate:
    """Every condition over one article; the counts are true whoever looks."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def lines(self) -> list[Line]:
        """Return the conditions that are asked, in their order."""
        weight = levels()
        standing = {o.condition: o for o in self.overrides}
        return [
            Line(
                self.article,
                condition,
                weight[condition.key],
                tuple(condition.keys(self.article)),
                standing.get(condition.key),
            )
            for condition in CONDITIONS
            if weight[condition.key] != GateLevel.OFF
        ]

    @cached_property
    def overrides(self) -> list[Override]:
        """Return the standing overrides."""
        return list(standing_overrides(self.article).select_related("created_by"))

    @property
    def blockers(self) -> list[Line]:
        """Return what keeps the article from running."""
        return [line for line in self.lines if line.blocks]

    @property
    def warnings(self) -> list[Line]:
        """Return what is to be told, though the article may run."""
        return [line for line in self.lines if line.warns]

    @property
    def passed(self) -> list[Line]:
        """Return what is there and an editor let pass, every bit of it."""
        return [line for line in self.lines if line.count and line.is_overridden]

    @property
    def done(self) -> list[Line]:
        """Return the conditions under which nothing is in the way."""
        return [line for line in self.lines if not line.count]

    @property
    def in_the_way(self) -> int:
        """Return how many things keep the article from running, each counted once."""
        return len({key for line in self.blockers for key in line.left})

    @property
    def sentences(self) -> list[str]:
        """Return in words what keeps the article from running."""
        return [line.sentence for line in self.blockers]

    @property
    def is_open(self) -> bool:
        """Whether it can run."""
        return not self.blockers


def blockers(article: Article) -> list[str]:
    """Return in words what keeps ``article`` from running."""
    return Gate(article).sentences
