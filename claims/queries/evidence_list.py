"""All evidence one may read: search, filters whose counts are those of the lists they lead to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.enums import EvidenceKind, Health, Visibility
from claims.models import Claim, Evidence, Statement, Support, User
from claims.models.evidence import bearing_on_what, lacking

from .paging import Page, page_of

PER_PAGE = 50
ORIGINS = 10
PICKED = 8
NEWEST = ("-created_at", "-pk")
SEARCHED = (
    *("title", "publisher", "author", "url", "description", "file_name", "origin"),
    "interview__person",
)
Label = str | Promise
STATES: dict[str, Label] = {
    "used": _("In use"),
    "unused": _("Not used"),
    "withdrawn": _("Withdrawn"),
}
MISSING: dict[str, Label] = {
    "any": _("Anything at all"),
    "maker": _("Publisher or author"),
    "day": _("A date"),
    "place": _("The passage, or where it stands"),
    "passage": _("The quoted passage in the stored copy"),
    "copy": _("A stored copy of the page"),
    "primacy": _("First or second hand"),
    "trust": _("How reliable it is"),
    "working": _("The working of a sum"),
}
MARKS: dict[str, tuple[Label, Q]] = {
    "on_author": (_("On author"), Q(kind=EvidenceKind.ON_AUTHOR)),
    "confidential": (_("Confidential"), Q(visibility=Visibility.NAMED)),
}
TITLES: dict[str, Label] = {
    "state": _("State"),
    "thin": _("Missing"),
    "health": _("Address"),
    "kind": _("Kind"),
    "mark": _("Mark"),
    "visibility": _("Visible to"),
    "origin": _("Origin"),
}
LABELS: dict[str, dict[str, Label]] = {
    "state": STATES,
    "thin": MISSING,
    "health": dict(Health.choices),
    "kind": dict(EvidenceKind.choices),
    "mark": {value: label for value, (label, _condition) in MARKS.items()},
    "visibility": dict(Visibility.choices),
}
ALWAYS = ("state", "thin")  # their choices stand there even where they lead to nothing


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many rows its list has."""

    value: str
    label: Label
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with the values that lead somewhere."""

    key: str
    title: Label
    choices: list[Choice]


def plain(text: str, most: int = 200) -> str:
    """Return what was typed without what no database can look for."""
    return " ".join(text.replace("\x00", " ").split())[:most]


def about(text: str) -> Q:
    """Return the condition that every word of ``text`` stands somewhere in the record."""
    condition = Q()
    for word in text.split()[:6]:
        like = Q()
        for name in SEARCHED:
            like |= Q(**{f"{name}__icontains": word})
        condition &= like
    return condition


def ties_in_sight(user: User) -> QuerySet[Support]:
    """Return what rests on evidence now, on live marks of articles that ``user`` may read."""
    rows = Support.objects.filter(bearing_on_what(user), removed_at__isnull=True)
    return rows.filter(claim__retired_at__isnull=True, statement__retired_at__isnull=True)


def count_uses(rows: Iterable[Evidence], user: User) -> None:
    """Set ``uses`` of each: on how many claims and statements it bears, as ``user`` sees it."""
    ties = ties_in_sight(user).filter(evidence__in=[row.pk for row in rows]).order_by()
    counts = dict(ties.values_list("evidence").annotate(n=Count("pk")))
    for row in rows:
        row.uses = counts.get(row.pk, 0)  # type: ignore[attr-defined]


def set_missing(rows: Iterable[Evidence], user: User) -> None:
    """Set ``missing`` of each: the names of the parts that its record lacks."""
    conditions = {n: ExpressionWrapper(c, BooleanField()) for n, c in lacking(user).items()}
    found = Evidence.objects.filter(pk__in=[row.pk for row in rows]).order_by()
    lacks = {
        pk: [MISSING[name] for name, lack in zip(conditions, flags, strict=True) if lack]
        for pk, *flags in found.values_list("pk", *conditions.values())
    }
    for row in rows:
        row.missing = lacks.get(row.pk, [])  # type: ignore[attr-defined]


class EvidenceList:
    """The list of evidence: search, filters with their counts, a page of rows."""

    def __init__(self, user: User, asked: Mapping[str, str]) -> None:
        self.user = user
        self.text = plain(asked.get("text", ""))
        self.after = asked.get("after", "")
        self.asked = {
            key: asked[key] if asked.get(key) in labels else "" for key, labels in LABELS.items()
        }
        self.asked["origin"] = plain(asked.get("origin", ""))

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text) or any(self.asked.values())

    def condition(self, key: str, value: str) -> Q:
        """Return what the filter ``key`` asks of a row."""
        if key == "state":
            used = Q(Exists(ties_in_sight(self.user).filter(evidence=OuterRef("pk"))))
            away = Q(withdrawn_at__isnull=False)
            return {"used": used & ~away, "unused": ~used & ~away, "withdrawn": away}.get(
                value, ~away
            )
        if not value:
            return Q()
        if key == "thin":
            parts = lacking(self.user)
            wanted = list(parts) if value == "any" else [value]
            return Q(pk__in=Evidence.objects.thin(self.user, *wanted).values("pk"))
        if key == "mark":
            return MARKS[value][1]
        return Q(**{key: value})

    def found(self, *, without: str = "") -> QuerySet[Evidence]:
        """Return what is asked for, one of the filters left out."""
        rows = Evidence.objects.visible_to(self.user).filter(about(self.text))
        for key, value in self.asked.items():
            if key != without:
                rows = rows.filter(self.condition(key, value))
        return rows.order_by()

    def counts(self, key: str) -> dict[str, int]:
        """Count the rows behind each value of one filter."""
        rows = self.found(without=key)
        if key in ("health", "kind", "visibility", "origin"):
            return dict(rows.values_list(key).annotate(n=Count("pk")))
        found = {v: Count("pk", filter=self.condition(key, v), distinct=True) for v in LABELS[key]}
        return rows.aggregate(**found)

    @cached_property
    def facets(self) -> list[Facet]:
        """Return the filters, each with its values."""
        return [facet for key in TITLES if (facet := self.facet(key)).choices]

    def facet(self, key: str) -> Facet:
        """Return one filter; of origins the most frequent, and the chosen one."""
        chosen, counts = self.asked[key], self.counts(key)
        labels = LABELS.get(key, {})
        if key == "origin":
            often = sorted((-n, name) for name, n in counts.items() if name)[:ORIGINS]
            names = [name for _n, name in often]
            labels = {name: name for name in [*names, *([chosen] if chosen else [])]}
        choices = [
            Choice(value, label, counts.get(value, 0), value == chosen)
            for value, label in labels.items()
            if counts.get(value) or value == chosen or key in ALWAYS
        ]
        return Facet(key, TITLES[key], choices)

    @cached_property
    def page(self) -> Page[Evidence]:
        """Return the page of evidence, newest first, with its uses and what is missing."""
        rows = self.found().select_related("created_by", "interview")
        page: Page[Evidence] = page_of(rows, order=NEWEST, after=self.after, size=PER_PAGE)
        count_uses(page.rows, self.user)
        set_missing(page.rows, self.user)
        return page


def known_origins(user: User) -> list[str]:
    """Return the origins that ``user`` may know of, to choose from while typing.

    None of confidential evidence, as nothing would keep that it was read.
    """
    rows = Evidence.objects.visible_to(user).exclude(visibility=Visibility.NAMED)
    rows = rows.exclude(origin="").order_by("origin")
    return list(rows.values_list("origin", flat=True).distinct()[:200])


def to_attach(target: Claim | Statement, text: str, user: User) -> list[Evidence]:
    """Return evidence that fits ``text`` and is not tied to ``target``, the newest first."""
    taken = target.supports.filter(removed_at__isnull=True).values("evidence")
    rows = Evidence.objects.visible_to(user).filter(about(plain(text)), withdrawn_at__isnull=True)
    return list(rows.exclude(pk__in=taken).order_by(*NEWEST)[:PICKED])
