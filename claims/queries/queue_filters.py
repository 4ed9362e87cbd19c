"""What the queue can be asked: filters, the values they take, and their addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.enums import TO_ROLES, Action, Risk, Said, Stage, State, Verdict, Worth

Label = str | Promise


class Show(TextChoices):
    """What the queue lists: the question "is it true", or the question "was it said"."""

    CLAIMS = "claims", _("Claims")
    STATEMENTS = "statements", _("Statements")


class Sort(TextChoices):
    """In what order."""

    DUE = "due", _("Due first")
    PRESSING = "pressing", _("Most pressing")
    NEWEST = "newest", _("Newest first")
    ARTICLE = "article", _("As in the articles")
    WORTH = "worth", _("Worth checking")
    RISK = "risk", _("Risk")


SORTS: dict[Show, tuple[Sort, ...]] = {
    Show.CLAIMS: tuple(Sort),
    Show.STATEMENTS: (Sort.DUE, Sort.PRESSING, Sort.NEWEST, Sort.ARTICLE),
}
BOTH = frozenset(Show)
CLAIMS_ONLY = frozenset({Show.CLAIMS})
STATEMENTS_ONLY = frozenset({Show.STATEMENTS})


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. ``values`` are the fixed ones; people, articles and the like are looked up.

    ``alone`` values rule the others out. ``default`` holds where the address names none. ``narrow``
    values make sense on some of the lists only. What is ``aside`` does not stand among the
    filters: an address alone asks for it.
    """

    key: str
    label: Label
    values: Mapping[str, Label]
    shows: frozenset[Show] = BOTH
    alone: frozenset[str] = frozenset()
    default: Mapping[Show, str] = field(default_factory=dict)
    looked_up: bool = False
    narrow: Mapping[str, frozenset[Show]] = field(default_factory=dict)
    aside: bool = False

    def takes(self, value: str, show: Show) -> bool:
        """Whether ``value`` is a fixed value of this filter on this list."""
        # "all" only undoes a default; where there is none, it says nothing
        known = value in self.values and show in self.narrow.get(value, BOTH)
        return known and (value != "all" or show in self.default)


def words(choices: type[TextChoices], **around: Label) -> dict[str, Label]:
    """Return the values of an enum with their labels, after those of ``around``."""
    return {**around, **{choice.value: choice.label for choice in choices}}


ALL = frozenset({"all"})
FACETS: dict[str, Facet] = {
    facet.key: facet
    for facet in (
        Facet(
            "state",
            _("Check state"),
            {
                **words(
                    State,
                    open=_("Open"),
                    review=_("Waiting for review"),
                    for_me=_("For me to review"),
                    settled=_("Settled"),
                ),
                "all": _("All"),
            },
            shows=CLAIMS_ONLY,
            alone=frozenset({"open", "all"}),
            default={Show.CLAIMS: "open"},
        ),
        Facet("verdict", _("Verdict"), words(Verdict, none=_("No verdict yet")), CLAIMS_ONLY),
        Facet(
            "said",
            _("Was it said"),
            {
                **words(
                    Said,
                    unheard=_("Not yet heard"),
                    review=_("Waiting for review"),
                    for_me=_("For me to review"),
                ),
                "all": _("All"),
            },
            alone=ALL,
            default={Show.STATEMENTS: "unheard"},
            narrow={"review": STATEMENTS_ONLY, "for_me": STATEMENTS_ONLY},
        ),
        Facet(
            "due",
            _("Due"),
            {
                "overdue": _("Overdue"),
                "today": _("Today"),
                "week": _("This week"),
                "none": _("No date"),
            },
        ),
        Facet(
            "assignee",
            _("Assigned to"),
            {
                "me": _("Me"),
                "role": _("One of my roles"),
                "nobody": _("Nobody"),
                **{f"role:{role}": label for role, label in TO_ROLES.items()},
            },
            looked_up=True,
        ),
        Facet("worth", _("Worth checking"), words(Worth), CLAIMS_ONLY),
        Facet("risk", _("Risk"), words(Risk), CLAIMS_ONLY),
        Facet(
            "query",
            _("Queries"),
            {
                "open": _("Open query"),
                "answered": _("Answered, look at it"),
                "none": _("None open"),
            },
        ),
        Facet(
            "action",
            _("Editorial action"),
            words(Action, missing=_("Bad verdict, no action")),
            CLAIMS_ONLY,
        ),
        Facet("new", _("New"), {"mine": _("Since I checked")}),
        Facet(
            "reply",
            _("Right of reply"),
            {"open": _("Not given yet"), "given": _("Given")},
            CLAIMS_ONLY,
        ),
        Facet(
            "evidence",
            _("Evidence"),
            {"none": _("None"), "some": _("Some"), "gone": _("Evidence gone")},
        ),
        Facet("desk", _("Desk"), {"none": _("No desk")}, looked_up=True),
        Facet("article", _("Article"), {}, looked_up=True),
        Facet("source", _("Said by"), {"none": _("The article itself")}, looked_up=True),
        Facet("tag", _("Tag"), {}, CLAIMS_ONLY, looked_up=True),
        Facet("found", _("Verdict given"), {}, CLAIMS_ONLY, looked_up=True, aside=True),
        Facet("raised", _("Raised"), {}, looked_up=True, aside=True),
        Facet(
            "stage",
            _("Articles"),
            {
                **words(Stage, work=_("At work")),
                "archived": _("Archived"),
                "all": _("All"),
            },
            alone=frozenset({"work", "all"}),
            default={Show.CLAIMS: "work", Show.STATEMENTS: "work"},
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Filters:
    """One question to the queue; every value in it is known to be good.

    ``chosen`` holds what the address names, ``names`` the printed names of what was looked up.
    """

    show: Show = Show.CLAIMS
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    sort: Sort = Sort.DUE
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def values(self, key: str) -> tuple[str, ...]:
        """Return what holds for a filter: what was chosen, else its default."""
        facet = FACETS[key]
        return self.chosen.get(key) or tuple(filter(None, [facet.default.get(self.show)]))

    def name_of(self, key: str, value: str) -> str:
        """Return how ``value`` is called on the page."""
        if (key, value) in self.names:
            return self.names[key, value]
        return str(FACETS[key].values.get(value, value))

    def only(self, key: str, value: str) -> "Filters":
        """Return the question with just ``value`` for ``key``."""
        default = FACETS[key].default.get(self.show) == value
        return self._with(key, () if default else (value,))

    def toggled(self, key: str, value: str) -> "Filters":
        """Return the question with ``value`` added to ``key``, or taken away."""
        facet = FACETS[key]
        if value in facet.alone:
            return self.only(key, value)
        others = [v for v in self.chosen.get(key, ()) if v not in facet.alone]
        kept = [v for v in others if v != value]
        return self._with(key, tuple(kept if value in others else [*others, value]))

    def without(self, key: str, value: str) -> "Filters":
        """Return the question with ``value`` taken away from ``key``."""
        return self._with(key, tuple(v for v in self.chosen.get(key, ()) if v != value))

    def _with(self, key: str, values: tuple[str, ...]) -> "Filters":
        chosen = {k: v for k, v in self.chosen.items() if k != key}
        return replace(self, chosen={**chosen, key: values} if values else chosen)

    def sorted_by(self, sort: Sort) -> "Filters":
        """Return the same question in another order."""
        return replace(self, sort=sort)

    def shown_as(self, show: Show) -> "Filters":
        """Return the question put to the other list, with the filters that make sense there."""
        chosen = {}
        for key, values in self.chosen.items():
            facet = FACETS[key]
            kept = tuple(v for v in values if facet.looked_up or facet.takes(v, show))
            if show in facet.shows and kept:
                chosen[key] = kept
        sort = self.sort if self.sort in SORTS[show] else Sort.DUE
        return replace(self, show=show, chosen=chosen, sort=sort)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the question as the address holds it, in one order, defaults left out."""
        found = [("show", self.show.value)] if self.show != Show.CLAIMS else []
        found += [(key, value) for key in FACETS for value in self.chosen.get(key, ())]
        found += [("text", self.text)] if self.text else []
        return found + ([("sort", self.sort.value)] if self.sort != Sort.DUE else [])

    @property
    def query(self) -> str:
        """Return the question as a query string."""
        return urlencode(self.pairs())

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return address(self.pairs())

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for beyond the defaults."""
        return bool(self.chosen or self.text)


def address(pairs: Iterable[tuple[str, str]], name: str = "queue") -> str:
    """Return the path of a page of the queue with a query string."""
    query = urlencode(list(pairs))
    return f"{reverse(name)}?{query}" if query else reverse(name)


def queue_url(**filters: Any) -> str:
    """Return the queue's address for filters by name, each a value or a list of values.

    ``queue_url(article=article.uid, state=["open", "review"])``; raises TypeError for a filter
    that there is not.
    """
    pairs: list[tuple[str, str]] = []
    for key, given in filters.items():
        if key not in {*FACETS, "show", "text", "sort"}:
            raise TypeError(f"the queue has no filter {key!r}")
        values = given if isinstance(given, list | tuple | set) else [given]
        pairs += [(key, str(getattr(value, "value", value))) for value in values]
    return address(pairs)
