"""What the audit log names, read for many events at once, as far as the reader may know it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import (
    Article,
    AuditEvent,
    Calculation,
    Claim,
    Evidence,
    Interview,
    ReplyAttempt,
    Source,
    Support,
    User,
)

from . import deeds
from .gate_conditions import BY_KEY
from .given import lead_words, role_words

SHARED = (Evidence, Support)  # these hang on more than one article


class Words(str):
    """A value as people read it; ``url`` is where it leads, ``none`` says that there is none."""

    url: str = ""
    none: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What was done something to: "claim 4", its words as they were, and where it is now."""

    label: str
    words: str
    url: str = ""
    article: Article | None = None


def confidential() -> str:
    """Return the name of evidence for those who may not know its name."""
    return _("confidential evidence")


def may_open_person(viewer: User, uid: UUID | None) -> bool:
    """Whether ``viewer`` may read what this person did; authors only of themselves."""
    return uid is not None and (viewer.in_newsroom or viewer.uid == uid)


def person_words(name: str, uid: UUID | None, viewer: User) -> Words:
    """Return a name that leads to the person's history where ``viewer`` may open it."""
    words = Words(name)
    if may_open_person(viewer, uid):
        words.url = reverse("person-history", args=[uid])
    return words


def model_of(object_type: str) -> type[models.Model] | None:
    """Return the model of a type as the log keeps it."""
    return apps.all_models["claims"].get(object_type)


def field_of(model: type[models.Model] | None, name: str) -> Any:
    """Return the column ``name`` of ``model``; None for what only hangs on it."""
    fields = model._meta.fields if model else ()
    return next((field for field in fields if field.name == name), None)


def field_told(model: type[models.Model] | None, name: str) -> Any:
    """Return the column that an event tells of: of the thing itself, or of what is part of it."""
    parts = (model, Support, Interview, Calculation, ReplyAttempt)
    return next((field for part in parts if (field := field_of(part, name))), None)


def plain_words(field: Any, value: Any) -> str:
    """Return a stored value that names nothing else as people read it; "" for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return ", ".join(plain_words(None, item) for item in value)
    if isinstance(field, models.DateTimeField) and (time := parse_datetime(str(value))):
        return date_format(timezone.localtime(time), "j M Y H:i")
    if isinstance(field, models.DateField) and (day := parse_date(str(value))):
        return date_format(day, "j M Y")
    if getattr(field, "name", "") == "due_lead":
        return lead_words(value)
    if getattr(field, "name", "") == "assigned_role":
        return role_words(value)
    labels = dict(field.flatchoices) if field is not None and field.choices else {}
    return str(labels.get(value, value))


def name_of(event: AuditEvent) -> str:
    """Return the name of an event's thing; conditions of the gate are logged by their key."""
    if event.object_type not in ("gatesetting", "override"):
        return event.object_name
    key = event.object_name.split(" ")[0]
    return str(BY_KEY[key].label) if key in BY_KEY else key.replace("_", " ")


def target_of(field: Any, name: str) -> type[models.Model] | None:
    """Return the model a field's values are of, where their names are not for everybody."""
    if name == "evidence":
        return Support
    if name == "merged_into":
        return Source
    related = getattr(field, "related_model", None)
    return related if related is User else None


class Known:
    """What events name beyond themselves, as far as ``viewer`` may read it; read for all at once.

    The reads are one for each type of thing, however many events there are.
    """

    def __init__(
        self, events: Sequence[AuditEvent], viewer: User, *, articles: bool = False
    ) -> None:
        self.events = events
        self.viewer = viewer
        self.with_articles = articles

    # --- values -----------------------------------------------------------------------------

    def words(self, event: AuditEvent, field: Any, name: str, value: Any) -> Words:
        """Return a stored value as ``viewer`` may read it."""
        target = target_of(field, name)
        if isinstance(value, dict):
            found = self.named(target, value)
            if name == "sign_off" and event.article_uid:
                found.url = reverse("sign-off", args=[event.article_uid, value["uid"]])
        else:
            found = Words(plain_words(field, value))
        if not found:
            found = Words(_("nothing"))
            found.none = True
        return found

    def named(self, target: type[models.Model] | None, value: dict[str, Any]) -> Words:
        """Return the name of a thing that the log keeps by id; no name one may not know."""
        key, name = value.get("id"), str(value.get("name", ""))
        if target is Support:
            support = self.related[Support].get(key)
            return Words(support.evidence if support else confidential())
        if target is Source:
            return Words(name if key in self.related[Source] else _("another source"))
        if target is User and key in self.related[User]:
            return person_words(name, self.related[User][key].uid, self.viewer)
        return Words(name)

    @cached_property
    def related(self) -> dict[type[models.Model], dict[Any, Any]]:
        """Return the supports, sources and people that values name, by key."""
        asked: dict[type[models.Model], set[Any]] = {Support: set(), Source: set(), User: set()}
        for event in self.events:
            model = model_of(event.object_type)
            for name, sides in event.changes.items():
                target = target_of(field_of(model, name), name)
                if target in asked and isinstance(sides, list):
                    asked[target] |= {side["id"] for side in sides if isinstance(side, dict)}
        rows: dict[type[models.Model], models.QuerySet[Any]] = {
            Support: Support.objects.visible_to(self.viewer).select_related("evidence"),
            Source: Source.objects.visible_to(self.viewer),
            User: User.objects.all(),
        }
        return {model: rows[model].in_bulk(keys) if keys else {} for model, keys in asked.items()}

    # --- things -----------------------------------------------------------------------------

    @cached_property
    def things(self) -> dict[tuple[str, UUID | None], Any]:
        """Return the things done something to that are still here, by type and uid."""
        asked: dict[str, set[UUID]] = defaultdict(set)
        for event in self.events:
            if event.object_uid:
                asked[event.object_type].add(event.object_uid)
        found: dict[tuple[str, UUID | None], Any] = {}
        for object_type, uids in asked.items():
            model = model_of(object_type)
            manager: Any = model._default_manager if model else None
            if not hasattr(manager, "visible_to"):
                continue
            rows: models.QuerySet[Any] = manager.visible_to(self.viewer).filter(uid__in=uids)
            related = ("article", "claim") if object_type in deeds.ON_CLAIMS else ("article",)
            if field_of(model, "article"):
                rows = rows.select_related(*related)
            found |= {(object_type, row.uid): row for row in rows}
        return found

    @cached_property
    def articles(self) -> dict[UUID, Article]:
        """Return the articles in which the things stand, where they are to be named."""
        uids = {e.article_uid for e in self.events if e.article_uid and self.with_articles}
        rows = Article.objects.visible_to(self.viewer).filter(uid__in=uids)
        return {article.uid: article for article in rows} if uids else {}

    def is_hidden(self, event: AuditEvent) -> bool:
        """Whether the event is about evidence that ``viewer`` may not read."""
        shared = model_of(event.object_type) in SHARED
        return shared and (event.object_type, event.object_uid) not in self.things

    def thing(self, event: AuditEvent) -> Thing:
        """Return the thing of an event: where it still is, it leads there."""
        found: Any = self.things.get((event.object_type, event.object_uid))
        label = str(deeds.TYPES.get(event.object_type, ""))
        if isinstance(found, Claim):
            label = deeds.CLAIM_NUMBER % {"number": found.number}
        if event.object_type in deeds.ON_CLAIMS and found and found.claim:
            label = deeds.ON_CLAIM % {"thing": label, "number": found.claim.number}
        url = str(found.get_absolute_url()) if hasattr(found, "get_absolute_url") else ""
        if event.object_type == "user" and may_open_person(self.viewer, event.object_uid):
            url = reverse("person-history", args=[event.object_uid])
        is_article = event.object_type == "article"
        article = self.articles.get(event.article_uid) if event.article_uid else None
        return Thing(label, name_of(event), url, None if is_article else article)

    # --- evidence ---------------------------------------------------------------------------

    def named_in(self, event: AuditEvent) -> list[Evidence]:
        """Return the evidence that the line of an event names."""
        thing = self.things.get((event.object_type, event.object_uid))
        keys = [side["id"] for side in event.changes.get("evidence", ()) if isinstance(side, dict)]
        ties = [tie for key in keys if (tie := self.related[Support].get(key))]
        return [*([thing] if isinstance(thing, Evidence) else []), *(tie.evidence for tie in ties)]

    def more_changes(self, event: AuditEvent) -> dict[str, Any]:
        """Return what else was changed in a tie to evidence, which has a log of its own."""
        if event.kind != "support.edited" or event.object_type == "support":
            return {}
        support = self.related[Support].get(event.changes["evidence"][1]["id"])
        own = self.edits.get(support.uid, []) if support else []
        before = [edit for edit in own if edit.pk < event.pk]
        return max(before, key=lambda edit: edit.pk).changes if before else {}

    @cached_property
    def edits(self) -> dict[UUID | None, list[AuditEvent]]:
        """Return the edits of the ties to evidence that may be read, by tie."""
        uids = [support.uid for support in self.related[Support].values()]
        rows = AuditEvent.objects.filter(object_uid__in=uids, kind="support.edited")
        found: dict[UUID | None, list[AuditEvent]] = defaultdict(list)
        for edit in rows:
            found[edit.object_uid].append(edit)
        return found
