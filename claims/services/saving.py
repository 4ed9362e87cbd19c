"""How every verb writes: lock the row, refuse a stale hand, change, and leave a trace."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from claims.models import Article, AuditEvent, User
from claims.models.base import Addressed, Versioned

from . import chain

V = TypeVar("V", bound=Versioned)
M = TypeVar("M", bound=models.Model)
C = TypeVar("C", bound=models.TextChoices)
Changes = dict[str, list[Any]]


class Refused(PermissionDenied):
    """A rule said no; the message is its sentence."""


class Invalid(ValueError):
    """What was given cannot be used; the message is a sentence for whoever gave it."""


class Stale(Exception):
    """Somebody else changed the thing since it was shown; ``fresh`` is how it stands now."""

    def __init__(self, fresh: Versioned, seen: int) -> None:
        super().__init__(f"{fresh.version} is newer than {seen}")
        self.fresh = fresh
        self.seen = seen


def refuse(reason: str) -> None:
    """Raise Refused when a rule gave a reason."""
    if reason:
        raise Refused(reason)


def lock(thing: V, *, seen: int | None = None) -> V:
    """Return ``thing`` freshly read and held until the transaction ends.

    ``seen`` is the version the person had before them; raises Stale when it is not the present one.
    Who holds several takes them in one order, or two people wait for each other: article,
    suggestions, evidence, claims, statements, supports, queries; of a kind by their keys. Rows
    that point to a held one (no_key) are written meanwhile.
    """
    model = type(thing)
    related = [
        name
        for name in ("article", "article__desk", "article__current", "statement")
        if follows(model, name)
    ]
    held = model._default_manager.select_for_update(of=("self",), no_key=True)
    rows = held.select_related(*related)
    fresh = rows.get(pk=thing.pk)
    if seen is not None and fresh.version != seen:
        raise Stale(fresh, seen)
    return fresh


def follows(model: type[models.Model], path: str) -> bool:
    """Whether ``path`` is a chain of foreign keys from ``model``."""
    name, _, rest = path.partition("__")
    field = next((f for f in model._meta.fields if f.name == name), None)
    target = field.related_model if isinstance(field, models.ForeignKey) else None
    if not (isinstance(target, type) and issubclass(target, models.Model)):
        return False
    return follows(target, rest) if rest else True


def stored(value: object) -> Any:
    """Return ``value`` as the audit log keeps it: people and things by id and printed name."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)[:200]}
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return value


def broken(text: str) -> bool:
    """Whether no database can keep ``text``: NUL characters or halves of characters."""
    return "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an http(s) address with a host; nothing else may become a link."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def why_not_keep(field: models.Field[Any, Any], value: str) -> str:
    """Return why the text field cannot hold ``value``, as a sentence, or nothing."""
    if not value:
        return "" if field.blank else _("this is needed.")
    if broken(value):
        return _("this holds broken characters.")
    if field.choices and value not in dict(field.flatchoices):
        return _("“%(value)s” is not one of the choices.") % {"value": value[:40]}
    if isinstance(field, models.URLField) and not is_web_address(value):
        return _("this is no web address. It begins with https:// or http://.")
    for validator in field.validators:
        try:
            # Django's own rule for addresses refuses names of machines in the house.
            if not isinstance(validator, URLValidator):
                validator(value)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def fit(thing: M, *names: str) -> M:
    """Return ``thing`` when its texts (all, or those named) can be kept; else raise Invalid.

    SQLite keeps what is too long or broken; PostgreSQL answers with an error nobody understands.
    """
    for field in thing._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField):
            continue
        asked = not names or field.name in names
        if asked and (reason := why_not_keep(field, getattr(thing, field.attname))):
            raise Invalid(f"{capfirst(str(field.verbose_name))}: {reason}")
    return thing


def add(thing: M) -> M:
    """Store a new thing whose texts can be kept; raises Invalid otherwise."""
    fit(thing).save(force_insert=True)
    return thing


def chosen(choices: type[C], value: str) -> C:
    """Return ``value`` as one of ``choices``; raises Invalid for anything else."""
    try:
        return choices(value)
    except ValueError as error:
        raise Invalid(_("“%(value)s” is not one of the choices.") % {"value": value}) from error


def allow_only(values: Mapping[str, object], allowed: frozenset[str]) -> None:
    """Raise TypeError for a field that a verb does not change: states have verbs of their own."""
    if unknown := values.keys() - allowed:
        raise TypeError(f"not changed by this verb: {', '.join(sorted(unknown))}")


def change(
    thing: V, *, by: User | None, deed: str, remark: str = "", **values: Any
) -> AuditEvent | None:
    """Set ``values`` on a locked ``thing``, one version up, audited; return None for no change.

    ``deed`` and ``remark`` become the event's kind and note: things have fields of those names.
    Raises Invalid for a text that cannot be kept.
    """
    changes: Changes = {}
    for name, value in values.items():
        before, after = stored(getattr(thing, name)), stored(value)
        if before != after:
            changes[name] = [before, after]
            setattr(thing, name, value)
    if not changes:
        return None
    fit(thing, *changes)
    thing.version += 1
    thing.save(update_fields=[*changes, "version"])
    return record(thing, by=by, kind=deed, changes=changes, note=remark)


def bump(thing: Versioned) -> None:
    """Count a change to what hangs on a locked ``thing`` (its tags, its evidence)."""
    thing.version += 1
    thing.save(update_fields=["version"])


def record(
    thing: Addressed,
    *,
    by: User | None,
    kind: str,
    changes: Mapping[str, list[Any]] | None = None,
    note: str = "",
    name: str | None = None,
) -> AuditEvent:
    """Write one audit event about ``thing``; ``by`` None is the system itself.

    ``name`` is what the log calls it, where that is not what it is called. Raises Invalid for a
    note that cannot be kept.
    """
    if broken(note):
        raise Invalid(_("This text holds broken characters."))
    article = thing if isinstance(thing, Article) else getattr(thing, "article", None)
    event = AuditEvent.objects.create(
        actor_uid=by.uid if by else None,
        actor_name=str(by)[:150] if by else "",
        kind=kind,
        object_type=thing._meta.model_name or "",
        object_uid=thing.uid,
        object_name=(str(thing) if name is None else name)[:300],
        object_version=getattr(thing, "version", None),
        article_uid=article.uid if article else None,
        changes=dict(changes or {}),
        note=note,
    )
    return chain.seal_on_commit(event)
