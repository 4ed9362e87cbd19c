"""The tray: what a new draft left without a place, and what may come back from retirement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claims.enums import Part
from claims.models import Anchor, Article, Claim, Query, Revision, Statement
from claims.models.base import without_place
from claims.text.reanchoring import Anchor as Found
from claims.text.reanchoring import Reanchoring, State, same_words

AROUND = 80  # code points shown on each side of a candidate
Thing = Claim | Statement | Query


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant, with the text around it; code points, half-open."""

    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Something whose words have no place in the current draft.

    ``state``: "ambiguous" or "gone", or "found" when its words are back. ``words`` as they stood
    last, in ``revision``.
    """

    thing: Thing
    state: str
    words: str
    revision: Revision
    candidates: tuple[Candidate, ...]

    @property
    def is_back(self) -> bool:
        """Whether the very words stand in the text again, wherever that is."""
        return any(same_words(self.words, candidate.words) for candidate in self.candidates)

    @property
    def kind(self) -> str:
        """Name what it is: "claim", "statement" or "query"."""
        return type(self.thing).__name__.lower()


class Tray:
    """What waits in one article until a person places, retires or restores it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.texts: dict[int, Reanchoring] = {}

    @cached_property
    def lost(self) -> list[Lost]:
        """Return the live claims, statements and open passages without a place."""
        related = {Claim: "statement", Statement: "source", Query: "created_by"}
        things: list[Thing] = []
        for model in (Claim, Statement, Query):
            rows: Any = model._default_manager.filter(article=self.article)
            things += rows.lost().select_related(related[model])
        return self.described(things)

    @cached_property
    def returned(self) -> list[Lost]:
        """Return retired claims and statements whose words are in the text again."""
        things: list[Thing] = []
        for model, name in ((Claim, "claim"), (Statement, "statement")):
            rows: Any = model._default_manager.filter(
                article=self.article, retired_at__isnull=False
            )
            things += without_place(rows, name).select_related("retired_by")
        return [row for row in self.described(things) if row.is_back]

    def __len__(self) -> int:
        return len(self.lost)

    def described(self, things: Iterable[Thing]) -> list[Lost]:
        """Return the things with their last words and where they may belong now, in text order."""
        current = self.article.current
        wanted = list(things)
        if current is None or not wanted:
            return []
        last = newest(wanted)
        rows = []
        for thing in wanted:
            thing.article = self.article
            anchors = last[type(thing), thing.pk]
            found = self.place(anchors, current)
            words = " … ".join(anchor.exact for anchor in anchors)
            spans = candidates_of(found)
            shown = tuple(around(current, start, end) for start, end in spans)
            rows.append(Lost(thing, state_of(found), words, anchors[0].revision, shown))
        return sorted(rows, key=lambda row: (row.revision.number, row.kind, row.thing.pk))

    def place(self, anchors: list[Anchor], current: Revision) -> Found:
        """Look for the longest part of the words in the current draft."""
        longest = max(anchors, key=lambda anchor: len(anchor.exact))
        old = longest.revision
        if old.pk not in self.texts:
            self.texts[old.pk] = Reanchoring(old.text, current.text)
        return self.texts[old.pk].place(longest.selector)


def newest(things: Iterable[Thing]) -> dict[tuple[type, int], list[Anchor]]:
    """Return for each thing the anchors of its words in the last draft that had them."""
    owners: dict[str, list[int]] = defaultdict(list)
    for thing in things:
        owners[type(thing).__name__.lower()].append(thing.pk)
    last: dict[tuple[type, int], list[Anchor]] = {}
    models = {"claim": Claim, "statement": Statement, "query": Query}
    for name, pks in owners.items():
        rows = Anchor.objects.filter(**{f"{name}__in": pks}, part=Part.CONTENT)
        for anchor in rows.order_by("-revision__number", "start"):
            kept = last.setdefault((models[name], getattr(anchor, f"{name}_id")), [])
            if not kept or kept[0].revision_id == anchor.revision_id:
                kept.append(anchor)
    found = [anchor for anchors in last.values() for anchor in anchors]
    texts = Revision.objects.in_bulk({anchor.revision_id for anchor in found})
    for anchor in found:  # each text is read once
        anchor.revision = texts[anchor.revision_id]
    return last


def state_of(found: Found) -> str:
    """Return "found" for words that are there again, else why they have no place."""
    if found.state in (State.UNCHANGED, State.MOVED):
        return "found"
    return "gone" if found.state == State.GONE else "ambiguous"


def candidates_of(found: Found) -> list[tuple[int, int]]:
    """Return where the words may belong, the likeliest first."""
    if found.start is not None and found.end is not None:
        return [(found.start, found.end)]
    return [(span.start, span.end) for span in found.candidates]


def around(revision: Revision, start: int, end: int) -> Candidate:
    """Return a place in its surroundings."""
    text = revision.text
    before = text[max(0, start - AROUND) : start]
    return Candidate(start, end, before, text[start:end], text[end : end + AROUND])
