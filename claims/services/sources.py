"""Sources: find or add one, rename it, merge two, part them again."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import SourceKind
from claims.models import Article, AuditEvent, Source, SourceAlias, SourceRole, User

from .saving import Invalid, add, allow_only, broken, change, chosen, fit, lock, record, refuse

EDITED = frozenset({"name", "kind", "wikidata_id", "note"})


def find_or_create(*, name: str, kind: str, article: Article, by: User) -> Source | None:
    """Return the source of this name or alias, adding it when new; None for no name.

    An unnamed source ("a city engineer") speaks in one article only.
    """
    name = " ".join(name.split())[:200]
    if not name:
        return None
    if broken(name):
        raise Invalid(_("This name holds broken characters."))
    unnamed = kind == SourceKind.UNNAMED
    rows = (
        Source.objects.filter(article=article)
        if unnamed
        else Source.objects.filter(article__isnull=True)
    )
    known = rows.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name)).order_by("pk").first()
    if known:
        return known
    source = add(
        Source(name=name, kind=chosen(SourceKind, kind), article=article if unnamed else None)
    )
    record(source, by=by, kind="source.added")
    return source


@transaction.atomic
def edit_source(
    *, source: Source, by: User, seen: int | None = None, **values: Any
) -> AuditEvent | None:
    """Rename or describe a source; the old name stays as an alias, print stays as printed."""
    allow_only(values, EDITED)
    source = lock(source, seen=seen)
    refuse(permissions.why_not_edit_sources(by))
    name = " ".join(values.get("name", source.name).split())
    if not name:
        raise Invalid(_("A source needs a name."))
    values["name"] = name
    before = source.name
    event = change(source, by=by, deed="source.edited", **values)
    if name != before:
        SourceAlias.objects.get_or_create(source=source, name=before)
        SourceAlias.objects.filter(source=source, name=name).delete()
    return event


@transaction.atomic
def add_alias(*, source: Source, name: str, by: User) -> SourceAlias:
    """Note another name the source goes by."""
    source = lock(source)
    refuse(permissions.why_not_edit_sources(by))
    name = " ".join(name.split())[:200]
    if not name:
        raise Invalid(_("Type the other name first."))
    fit(SourceAlias(name=name))
    alias, created = SourceAlias.objects.get_or_create(source=source, name=name)
    if created:
        record(source, by=by, kind="source.alias_added", changes={"aliases": [None, name]})
    return alias


@transaction.atomic
def add_role(*, source: Source, by: User, title: str, **dates: Any) -> SourceRole:
    """Note what the source was, and from when until when."""
    source = lock(source)
    refuse(permissions.why_not_edit_sources(by))
    if not title.strip():
        raise Invalid(_("Type the role first."))
    role = SourceRole(source=source, title=title.strip()[:200], **dates)
    if role.since and role.until and role.until < role.since:
        raise Invalid(_("The role ends before it begins."))
    add(role)
    record(source, by=by, kind="source.role_added", changes={"roles": [None, role.title]})
    return role


@transaction.atomic
def merge_source(*, source: Source, into: Source, by: User) -> AuditEvent | None:
    """Say that ``source`` is the same as ``into``; everything it said counts there, undoably."""
    refuse(permissions.why_not_edit_sources(by))
    hold_all()
    source, into = lock(source), lock(into)
    if source.merged_into_id:
        raise Invalid(_("“%(name)s” is merged already.") % {"name": source})
    if into.root_id == source.pk:
        raise Invalid(_("These two are one source already."))
    event = change(source, by=by, deed="source.merged", merged_into=into)
    Source.objects.filter(root=source).update(root=into.root_id)
    return event


@transaction.atomic
def part_source(*, source: Source, by: User) -> AuditEvent | None:
    """Undo a merge: what this source said is its own again."""
    refuse(permissions.why_not_edit_sources(by))
    hold_all()
    source = lock(source)
    if source.merged_into_id is None:
        raise Invalid(_("“%(name)s” is not merged.") % {"name": source})
    event = change(source, by=by, deed="source.parted", merged_into=None)
    Source.objects.filter(pk__in=branch(source)).update(root=source)
    return event


def hold_all() -> None:
    """Let one merge or parting go on at a time, by holding the oldest source: roots are shared."""
    Source.objects.select_for_update(of=("self",)).order_by("pk").first()


def branch(source: Source) -> set[int]:
    """Return the keys of ``source`` and of everything merged into it, at any depth."""
    found = {source.pk}
    edge = {source.pk}
    while edge:
        rows = Source.objects.filter(merged_into__in=edge).values_list("pk", flat=True)
        edge = set(rows) - found
        found |= edge
    return found
