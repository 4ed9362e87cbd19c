"""Follow marks from one draft into the next; what has no honest place waits in the tray."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.enums import AnchorState, Decision, Part
from claims.models import (
    Anchor,
    Claim,
    NothingToCheck,
    Query,
    Revision,
    Statement,
    Suggestion,
    User,
)
from claims.text.reanchoring import Reanchoring, State
from claims.text.segments import BlockKind
from claims.text.selectors import describe

from .anchoring import new_row
from .rewording import misplaced, reworded

Thing = Claim | Statement | Query
KEPT = (State.UNCHANGED, State.MOVED)
OWNERS = ("claim", "statement", "query")


@dataclass(frozen=True, slots=True)
class Followed:
    """How many claims and statements hold the same words, have other words, have no place."""

    same: int = 0
    edited: int = 0
    lost: int = 0


NOTHING = Followed()


class Place(NamedTuple):
    """Where one part of a thing stands now."""

    part: Part
    start: int
    end: int
    state: AnchorState
    was: str


def follow(*, old: Revision, new: Revision, by: User) -> Followed:
    """Give what is marked in ``old`` its place in ``new``; both of one held article.

    Same words keep what was decided on them. Other words put the question anew. What is gone, or
    fits in several places, gets no place: it waits for a person.
    """
    texts = Reanchoring(old.text, new.text)
    found: list[Anchor] = []
    changed: dict[Thing, list[Place]] = {}  # no places: nobody knows where the words are
    same = 0
    for thing, anchors in marked(old):
        places = places_of(anchors, texts, new)
        found += [row_of(new, thing, place) for place in places]
        if is_same(anchors, places):
            same += is_live(thing)
        else:
            changed[thing] = places
    Anchor.objects.bulk_create(found)
    for thing in sorted(changed, key=in_order):
        if places := changed[thing]:
            words, parts = was_and_now(places, new), cue_and_mention(places, new)
            reworded(thing, words=words, parts=parts, by=by)
        else:
            misplaced(thing, by=by)
    carry_decisions(old, new, texts)
    live = [bool(places) for thing, places in changed.items() if is_live(thing)]
    return Followed(same, live.count(True), live.count(False))


def is_live(thing: Thing) -> bool:
    """Whether it counts among what people work on."""
    return not isinstance(thing, Query) and thing.retired_at is None


def in_order(thing: Thing) -> tuple[int, int]:
    """Return the order in which rows are held: claims, statements, queries, each by their keys."""
    return (Claim, Statement, Query).index(type(thing)), thing.pk


def marked(revision: Revision) -> Iterable[tuple[Thing, list[Anchor]]]:
    """Yield each claim, statement and query with its anchors, the retired and resolved ones too."""
    rows = Anchor.objects.filter(revision=revision).select_related(*OWNERS)
    by_owner: dict[Thing, list[Anchor]] = defaultdict(list)
    for anchor in rows:
        owner = anchor.claim or anchor.statement or anchor.query
        if owner is not None:
            by_owner[owner].append(anchor)
    return by_owner.items()


def places_of(anchors: Sequence[Anchor], texts: Reanchoring, new: Revision) -> list[Place]:
    """Return where the parts of one thing stand; nothing when a person has to say."""
    places = []
    for anchor in anchors:
        part = Part(anchor.part)
        there = texts.place(anchor.selector)
        if there.start is None or there.end is None:
            if there.state == State.AMBIGUOUS and part == Part.CONTENT:
                return []
            continue
        if part == Part.CONTENT and in_furniture(new, there.start, there.end):
            return []
        state = AnchorState(there.state.value)
        places.append(Place(part, there.start, there.end, state, anchor.exact))
    content = [(p.start, p.end) for p in places if p.part == Part.CONTENT]
    # parts that changed places or run into each other are no longer these words
    apart = all(end <= start for (_, end), (start, _) in itertools.pairwise(content))
    return places if content and apart else []


def in_furniture(revision: Revision, start: int, end: int) -> bool:
    """Whether words stand where nothing is checked."""
    touched = revision.blocks_touching(start, end)
    return not touched or any(block.kind == BlockKind.FURNITURE for block in touched)


def is_same(anchors: Sequence[Anchor], places: Sequence[Place]) -> bool:
    """Whether every part was found with the very words."""
    whole = len(places) == len(anchors)
    return whole and all(State(place.state.value) in KEPT for place in places)


def row_of(revision: Revision, thing: Thing, place: Place) -> Anchor:
    """Return the unsaved anchor of a part in its new place."""
    owner = {type(thing).__name__.lower(): thing}
    return new_row(revision, place.start, place.end, part=place.part, state=place.state, **owner)


def was_and_now(places: Sequence[Place], new: Revision) -> tuple[str, str]:
    """Return the content in old and in new words."""
    content = [place for place in places if place.part == Part.CONTENT]
    now = " … ".join(new.text[place.start : place.end] for place in content)
    return " … ".join(place.was for place in content), now


def cue_and_mention(places: Sequence[Place], new: Revision) -> dict[str, str]:
    """Return the words of cue and mention as they stand now; "" for one that is gone."""
    here = {place.part: new.text[place.start : place.end][:300] for place in places}
    return {"cue": here.get(Part.CUE, ""), "mention": here.get(Part.MENTION, "")}


def carry_decisions(old: Revision, new: Revision, texts: Reanchoring) -> None:
    """Keep "nothing to check here" and dismissals where the words are still the same."""

    def place(row: NothingToCheck | Suggestion) -> tuple[int, int] | None:
        there = texts.place(describe(old.text, row.start, row.end))
        if there.state not in KEPT or there.start is None or there.end is None:
            return None
        return there.start, there.end

    kept = {}
    for row in old.nothing_here.all():
        if span := place(row):
            kept[span] = NothingToCheck(
                revision=new,
                start=span[0],
                end=span[1],
                words=new.text[slice(*span)],
                decided_by_id=row.decided_by_id,
                decided_at=row.decided_at,
            )
    NothingToCheck.objects.bulk_create(kept.values())
    dismissed = old.suggestions.filter(decision=Decision.DISMISSED)
    Suggestion.objects.bulk_create(
        carried(row, new, span) for row in dismissed if (span := place(row))
    )


LEFT = frozenset({"id", "uid", "revision", "inside", "claim", "statement", "cue", "mention"})


def carried(row: Suggestion, new: Revision, span: tuple[int, int]) -> Suggestion:
    """Return a dismissed suggestion as a row of the next draft; what it stood in is left behind."""
    fields = [field for field in Suggestion._meta.concrete_fields if field.name not in LEFT]
    copied = Suggestion(**{field.attname: getattr(row, field.attname) for field in fields})
    copied.revision = new
    shift, length = span[0] - row.start, span[1] - span[0]
    if row.content and length != row.end - row.start:  # the typography changed inside
        copied.content = [list(span)]
    else:
        copied.content = [[start + shift, end + shift] for start, end in row.content]
    copied.start, copied.end = span
    copied.words = new.text[slice(*span)]
    return copied
