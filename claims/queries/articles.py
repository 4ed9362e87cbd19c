"""The list of articles: filters with their counts, and a page of rows with their progress."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import AT_WORK, Stage
from claims.models import Article, Desk, User

from .paging import Page, page_of
from .today import ArticleLine, lines_of

PER_PAGE = 30
AT_WORK_KEY = "work"
ARCHIVED = "archived"
NO_DESK = "none"
MINE = {
    "lead": gettext_lazy("I lead the check"),
    "written": gettext_lazy("I wrote it"),
    "imported": gettext_lazy("I brought it in"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: what it is called, how many articles have it, whether it is chosen."""

    key: str
    label: str
    count: int
    chosen: bool


class ArticleList:
    """What is asked for in the address, what is found, and a count beside each other choice."""

    def __init__(self, user: User, asked: Mapping[str, str]) -> None:
        self.user = user
        self.text = " ".join(asked.get("text", "").replace("\x00", " ").split())[:200]
        stages = {AT_WORK_KEY, ARCHIVED, "all", *Stage.values}
        # People who read only their own articles want to see all of those.
        usual = AT_WORK_KEY if user.in_newsroom else "all"
        stage = asked.get("stage", "")
        self.stage = stage if stage in stages else usual
        self.mine = asked.get("mine", "") if asked.get("mine") in MINE else ""
        self.desk = asked.get("desk", "")[:80].replace("\x00", "")
        self.after = asked.get("after", "")

    @property
    def _filters(self) -> dict[str, Q]:
        return {
            "stage": in_stage(self.stage),
            "desk": in_desk(self.desk),
            "mine": of_person(self.mine, self.user),
        }

    def _rows(self, *, without: str = "") -> QuerySet[Article]:
        rows = Article.objects.visible_to(self.user)
        for word in self.text.split()[:8]:
            rows = rows.filter(Q(title__icontains=word) | Q(byline__icontains=word))
        for name, condition in self._filters.items():
            if name != without:
                rows = rows.filter(condition)
        return rows

    @cached_property
    def page(self) -> Page[Article]:
        """Return the page of articles, newest first."""
        rows = self._rows().select_related("desk", "lead_checker")
        return page_of(rows, order=("-created_at", "-pk"), after=self.after, size=PER_PAGE)

    @cached_property
    def lines(self) -> list[ArticleLine]:
        """Return the articles of the page with their progress."""
        return lines_of(self.page.rows, self.user)

    @cached_property
    def stages(self) -> list[Option]:
        """Return the stages to choose from."""
        keys = [AT_WORK_KEY, *Stage.values, ARCHIVED, "all"]
        found = counted(self._rows(without="stage"), keys, in_stage)
        words = {
            AT_WORK_KEY: _("At work"),
            ARCHIVED: _("Archived"),
            "all": _("All"),
            **{stage.value: str(stage.label) for stage in Stage},
        }
        return [Option(key, words[key], found[key], key == self.stage) for key in keys]

    @cached_property
    def desks(self) -> list[Option]:
        """Return the desks that have articles found, the chosen one in any case."""
        counts = dict(
            self._rows(without="desk").order_by().values_list("desk").annotate(n=Count("pk"))
        )
        options = [
            Option(desk.slug, desk.name, counts.get(desk.pk, 0), desk.slug == self.desk)
            for desk in Desk.objects.all()
        ]
        nothing = Option(NO_DESK, _("No desk"), counts.get(None, 0), self.desk == NO_DESK)
        return [option for option in [*options, nothing] if option.count or option.chosen]

    @cached_property
    def whose(self) -> list[Option]:
        """Return the ways in which an article can be this person's."""
        found = counted(
            self._rows(without="mine"), list(MINE), lambda key: of_person(key, self.user)
        )
        return [
            Option(key, str(label), found[key], key == self.mine) for key, label in MINE.items()
        ]

    @property
    def total(self) -> int:
        """Return how many articles are found."""
        return next(option.count for option in self.stages if option.chosen)

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the usual is asked for."""
        usual = AT_WORK_KEY if self.user.in_newsroom else "all"
        return bool(self.text or self.mine or self.desk or self.stage != usual)


def counted(
    rows: QuerySet[Article], keys: list[str], condition: Callable[[str], Q]
) -> dict[str, int]:
    """Count the rows under each key in one read."""
    counts = {f"n_{index}": Count("pk", filter=condition(key)) for index, key in enumerate(keys)}
    found = rows.order_by().aggregate(**counts)
    return {key: found[f"n_{index}"] for index, key in enumerate(keys)}


def in_stage(stage: str) -> Q:
    """Return the condition of a choice of stage; archived articles are a choice of their own."""
    if stage == ARCHIVED:
        return Q(archived_at__isnull=False)
    kept = Q(archived_at__isnull=True)
    if stage == AT_WORK_KEY:
        return kept & Q(stage__in=AT_WORK)
    return kept if stage == "all" else kept & Q(stage=stage)


def in_desk(desk: str) -> Q:
    """Return the condition of a choice of desk, by its slug."""
    if not desk:
        return Q(pk__isnull=False)
    return Q(desk__isnull=True) if desk == NO_DESK else Q(desk__slug=desk)


def of_person(mine: str, user: User) -> Q:
    """Return the condition of a way in which an article is somebody's own."""
    written = Article.authors.through.objects.filter(user=user).values("article")
    conditions = {
        "": Q(pk__isnull=False),
        "lead": Q(lead_checker=user),
        "written": Q(pk__in=written),
        "imported": Q(created_by=user),
    }
    return conditions[mine]
