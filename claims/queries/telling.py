"""Events of the audit log as lines people read: who did what to which thing, from what to what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from claims.enums import Shown
from claims.models import AuditEvent, Evidence, User

from . import deeds
from .known import Known, Thing, Words, confidential, field_told, model_of, person_words
from .wording import pieces

LONG = 100  # code points of both wordings from which on they stand below each other
VERY_LONG = 900


class Changed(NamedTuple):
    """One field, before and after; ``before`` is "" where only the name of a thing is told."""

    field: str
    before: Words
    after: Words

    @property
    def is_long(self) -> bool:
        """Whether the two want room of their own."""
        return len(self.before) + len(self.after) > LONG or "\n" in self.before + self.after

    @property
    def is_very_long(self) -> bool:
        """Whether they would bury the lines around them."""
        return len(self.before) + len(self.after) > VERY_LONG

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Return what stayed, went and came, in the order to read it."""
        before, after = ("" if words.none else words for words in (self.before, self.after))
        return pieces(before, after)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history. ``thing`` is None where the page is about that thing."""

    event: AuditEvent
    who: Words
    deed: str
    changes: list[Changed]
    note: str
    thing: Thing | None
    evidence: Sequence[Evidence] = ()  # what it names

    @property
    def by_itself(self) -> str:
        """Return what became of it where nobody did it, "" for what people do."""
        return str(deeds.BY_ITSELF.get(self.event.kind, ""))

    @property
    def came_of_it(self) -> str:
        """Return what was set, where that is short and the deed does not say it already."""
        change = self.changes[0] if self.changes else None
        if change is None or change.is_long or change.after.none:
            return ""
        return "" if change.after.casefold() in self.deed.casefold() else change.after


def tell(
    events: Sequence[AuditEvent], viewer: User, *, own: UUID | None = None, articles: bool = False
) -> list[Line]:
    """Put ``events`` into words for ``viewer``; ``own`` is the uid of what the page is about.

    With ``articles`` each thing names the article it stands in.
    """
    known = Known(events, viewer, articles=articles)
    return [line(event, known, own) for event in events]


def line(event: AuditEvent, known: Known, own: UUID | None) -> Line:
    """Put one event into words."""
    if known.is_hidden(event):
        return Line(event, who(event, known.viewer), deed_of(event), [], "", masked())
    changes = list(changes_in_words(event, known))
    note = note_of(event)
    if any(note == change.after for change in changes):
        note = ""
    thing = None if event.object_uid == own else known.thing(event)
    if thing and thing.words in (note, *(change.after for change in changes)):
        thing = replace(thing, words="")  # they stand below
    return Line(
        event, who(event, known.viewer), deed_of(event), changes, note, thing, known.named_in(event)
    )


def note_of(event: AuditEvent) -> str:
    """Return what was noted with a deed, where its line does not tell it already."""
    if event.kind in deeds.NOTES_DEED:
        return ""
    if event.kind == "evidence.read" and event.note in Shown.values:
        return str(Shown(event.note).label)
    return event.note


def masked() -> Thing:
    """Return what stands for evidence that the viewer may not read."""
    return Thing(str(deeds.TYPES["evidence"]), confidential())


def who(event: AuditEvent, viewer: User) -> Words:
    """Return who did it, by the name of that day; of an outside expert that of the link."""
    if event.actor_name:
        return person_words(event.actor_name, event.actor_uid, viewer)
    if event.object_type == "expertlink":
        return Words(_("%(name)s, outside expert") % {"name": event.object_name})
    return Words(_("The system"))


def deed_of(event: AuditEvent) -> str:
    """Return what was done, in words; of an undoing also what was undone."""
    deed = str(deeds.DEEDS.get(event.kind, deeds.UNKNOWN))
    if event.kind == "deed.undone" and event.note in deeds.DEEDS:
        return f"{deed}: {deeds.DEEDS[event.note]}"
    return deed


def changes_in_words(event: AuditEvent, known: Known) -> Iterator[Changed]:
    """Yield the fields of an event with their values as people read them."""
    model = model_of(event.object_type)
    changes = {**event.changes, **known.more_changes(event)}
    for name in sorted(changes, key=lambda name: place_of(model, name)):
        sides = changes[name]
        if deeds.is_quiet(name) or not (isinstance(sides, list) and len(sides) == 2):
            continue
        field = field_told(model, name)
        if name in deeds.SECRET:
            yield Changed(label_of(field, name), Words(), Words(deeds.CHANGED))
            continue
        before, after = (known.words(event, field, name, side) for side in sides)
        if name in deeds.COME_OR_GO or event.kind in deeds.BY_NAME:
            before, after = Words(), before if after.none else after
        yield Changed(label_of(field, name), before, after)


def place_of(model: type[models.Model] | None, name: str) -> tuple[bool, int]:
    """Return the place of a field among others: as in the model, what follows from them last.

    The log has no order: PostgreSQL keeps the keys of JSON in its own.
    """
    field = field_told(model, name)
    return name == "state", 0 if field is None else field.creation_counter


def label_of(field: Any, name: str) -> str:
    """Return what people call a field."""
    if name in deeds.LABELS:
        return str(deeds.LABELS[name])
    return str(field.verbose_name) if field is not None else name.replace("_", " ")
