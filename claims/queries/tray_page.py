"""The tray as its page shows it: what lost its place, where it may belong, what one may do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from claims import permissions
from claims.models import Article, Query, User
from claims.text.reanchoring import same_words

from .rewording import Call, Rewording
from .tray import Candidate, Lost, Tray


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that may be meant between the words around it, and what is other words there."""

    place: Candidate
    before: str
    after: str
    is_same: bool
    calls: list[Call]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the tray; the sentences say why one may not ("" where one may)."""

    lost: Lost
    spots: list[Spot]
    why_not_place: str
    why_not_retire: str


class TrayPage:
    """The tray of one article as one person sees it."""

    def __init__(self, article: Article, user: User) -> None:
        self.article = article
        self.user = user
        self.tray = Tray(article)

    @cached_property
    def lost(self) -> list[Entry]:
        """Return what has no place in the current draft."""
        return self.entries(self.tray.lost)

    @cached_property
    def returned(self) -> list[Entry]:
        """Return what was retired and has its words in the text again."""
        return self.entries(self.tray.returned)

    @cached_property
    def why_not_work(self) -> str:
        """Return why the reader may not place anything here."""
        return permissions.why_not_work_on(self.user, self.article)

    def entries(self, rows: Iterable[Lost]) -> list[Entry]:
        """Return ``rows`` with the places that may be meant and what one may do."""
        text = self.article.current.text if self.article.current else ""
        return [
            Entry(
                row,
                [spot_of(row, place, text) for place in dict.fromkeys(row.candidates)],
                self.why_not_work,
                self.ends(row),
            )
            for row in rows
        ]

    def ends(self, row: Lost) -> str:
        """Return why the reader may not take it out of the work."""
        if isinstance(row.thing, Query):
            return permissions.why_not_resolve(self.user, row.thing)
        return self.why_not_work


def spot_of(row: Lost, place: Candidate, text: str) -> Spot:
    """Return a place in ``text`` with whole words around it and what differs from the old ones."""
    before, after = place.before, place.after
    if place.start > len(before):
        before = re.sub(r"^\S*\s+", "… ", before, count=1)
    if place.end + len(after) < len(text):
        after = re.sub(r"\s+\S*$", " …", after, count=1)
    if same_words(row.words, place.words):
        return Spot(place, before, after, is_same=True, calls=[])
    new = Rewording(row.words, place.words, since=0)
    return Spot(place, before, after, is_same=False, calls=[] if new.is_apart else new.calls)
