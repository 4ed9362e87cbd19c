"""The questions beside the queue's list, asked every day or saved by people, with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, TextField, Value
from django.utils.translation import gettext_lazy as _

from claims.models import SavedView, User
from claims.permissions import REVIEWS

from .queue import Counted
from .queue_asking import Asked, asked_each
from .queue_conditions import Viewer, matching
from .queue_filters import FACETS, Filters, Label, Show

Question = tuple[Label, Filters]
MOST_SHARED = 20  # of other people's views beside the list; all of them are on the page of views


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved view as one person may use it.

    What it asks for may be gone, or not for this person: then ``lost`` names those filters, there
    is no number, and its address leads nowhere.
    """

    view: SavedView
    asked: Asked
    count: int = 0

    @property
    def label(self) -> str:
        """Return its name."""
        return self.view.name

    @property
    def is_lost(self) -> bool:
        """Whether it can no longer be asked as it was meant."""
        return bool(self.asked.notes)

    @property
    def lost(self) -> str:
        """Return what it asks for in vain."""
        return ", ".join(self.asked.lost) or ", ".join(self.asked.notes)

    @property
    def url(self) -> str:
        """Return the address of its list; "" where part of the question would be left out."""
        return "" if self.is_lost else self.asked.filters.url


@dataclass(frozen=True, slots=True)
class Views:
    """What stands beside the list: questions of every day, one's own views, and others'."""

    daily: list[Counted]
    own: list[Kept]
    shared: list[Kept]

    def name_of(self, url: str) -> Label:
        """Return under which name the list at ``url`` is known, "" under none."""
        known: list[Kept | Counted] = [*self.own, *self.shared, *self.daily]
        return next((view.label for view in known if view.url == url), "")


def views_of(viewer: Viewer) -> Views:
    """Return all views of a person with their counts, in a handful of statements however many."""
    own, shared = kept_by(viewer.user)
    shared = shared[:MOST_SHARED]
    daily = asked_daily(viewer.user)
    live = [kept for kept in (*own, *shared) if not kept.is_lost]
    questions = [*(filters for _label, filters in daily), *(kept.asked.filters for kept in live)]
    counts = counts_of(questions, viewer)
    by_view = dict(zip((kept.view.pk for kept in live), counts[len(daily) :], strict=True))

    def counted(views: list[Kept]) -> list[Kept]:
        return [Kept(kept.view, kept.asked, by_view.get(kept.view.pk, 0)) for kept in views]

    built_in = zip(daily, counts, strict=False)
    return Views(
        [Counted(label, filters.url, count) for (label, filters), count in built_in],
        counted(own),
        counted(shared),
    )


def kept_by(user: User) -> tuple[list[Kept], list[Kept]]:
    """Return one's own views, and those that others share and that one may ask in full.

    A question that lost a filter would be a wider one: of others' views it is not there at all.
    """
    views = list(SavedView.objects.visible_to(user).select_related("owner"))
    questions = asked_each((view.query for view in views), user)
    kept = [Kept(view, question) for view, question in zip(views, questions, strict=True)]
    own = [one for one in kept if one.view.owner_id == user.pk]
    shared = [one for one in kept if one.view.owner_id != user.pk and not one.is_lost]
    return own, shared


def asked_daily(user: User) -> list[Question]:
    """Return the questions that everybody asks every day."""
    reviews = bool(user.roles & REVIEWS)
    claims: list[tuple[Label, str, str, bool]] = [
        (_("Unverified, due today"), "due", "today", True),
        (_("Waiting for review"), "state", "review", True),
        (_("For me to review"), "state", "for_me", reviews),
        (_("Mine"), "assignee", "me", True),
        (_("For my role"), "assignee", "role", "role" in FACETS["assignee"].values),
        (_("Nobody’s"), "assignee", "nobody", True),
        (_("To re-check"), "state", "recheck", True),
    ]
    found: list[Question] = [
        (label, Filters(chosen={key: (value,)})) for label, key, value, shown in claims if shown
    ]
    if reviews:
        answers = Filters(Show.STATEMENTS, {"said": ("for_me",)})
        found.insert(3, (_("Answers for me to review"), answers))
    return found


def counts_of(questions: Sequence[Filters], viewer: Viewer) -> list[int]:
    """Return how long the list of each question is, in one statement."""
    several = {filters.query: filters for filters in questions}  # alike ones are counted once
    counts = dict.fromkeys(several, 0)
    parts = [
        matching(filters, viewer)
        .order_by()
        .values(query=Value(query, output_field=TextField()))
        .annotate(rows=Count("pk"))
        .values_list("query", "rows")
        for query, filters in several.items()
    ]
    for query, rows in parts[0].union(*parts[1:], all=True) if parts else ():
        counts[query] = rows
    return [counts[filters.query] for filters in questions]
