"""Views of the queue: keep a question under a name, rename it, share it, delete it."""

from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import AuditEvent, SavedView, User
from claims.queries.queue_asking import asked

from .saving import Changes, Invalid, add, fit, lock, record, refuse

MOST_OWN = 20
NAMING = frozenset({"article", "source"})  # filters by what not everybody may know of
MOST_SHARED = 5  # of those: each is counted on everybody's page of the queue


@transaction.atomic
def save_view(*, name: str, query: str, by: User, is_shared: bool = False) -> SavedView:
    """Keep the question ``query`` of the queue's address under a name nobody's own has yet."""
    refuse(permissions.why_not_save_view(by, shared=is_shared))
    question = asked(QueryDict(query), by)
    if question.notes:
        raise Invalid(_("This view cannot be saved: %(why)s") % {"why": " ".join(question.notes)})
    own = held(by)
    if own.count() >= MOST_OWN:
        raise Invalid(
            _("You have %(most)d views, which is as many as fit. Delete one first.")
            % {"most": MOST_OWN}
        )
    name = free_name(name, own)
    refuse_too_many(own, shared=is_shared)
    view = SavedView(owner=by, name=name, query=question.filters.query, is_shared=is_shared)
    note(add(view), by=by, kind="view.saved", changes={"is_shared": [None, is_shared]})
    return view


@transaction.atomic
def edit_view(
    *, view: SavedView, by: User, name: str, is_shared: bool, seen: int | None = None
) -> AuditEvent | None:
    """Rename the view, and share it with the newsroom or keep it for oneself again."""
    own = held(view.owner)
    view = lock(view, seen=seen)
    refuse(permissions.why_not_change_view(by, view, shared=is_shared and not view.is_shared))
    name = free_name(name, own.exclude(pk=view.pk))
    refuse_too_many(own, shared=is_shared and not view.is_shared)
    changes: Changes = {}
    if is_shared != view.is_shared:
        changes["is_shared"] = [view.is_shared, is_shared]
    if name != view.name and is_told(view) and is_shared:
        changes["name"] = [view.name, name]
    if not changes and name == view.name:
        return None
    kind = "view.renamed" if is_shared == view.is_shared else shared_kind(is_shared)
    view.name, view.is_shared = name, is_shared
    view.version += 1
    fit(view).save(update_fields=["name", "is_shared", "version"])
    return note(view, by=by, kind=kind, changes=changes)


@transaction.atomic
def drop_view(*, view: SavedView, by: User) -> AuditEvent:
    """Delete the view; what it lists stays."""
    view = lock(view)
    refuse(permissions.why_not_drop_view(by, view))
    event = note(view, by=by, kind="view.dropped", changes={"is_shared": [view.is_shared, None]})
    view.delete()
    return event


def shared_kind(is_shared: bool) -> str:
    """Return the kind of event by which a view is shared, or shared no more."""
    return "view.shared" if is_shared else "view.unshared"


def held(owner: User) -> Any:
    """Return the owner's views, and let nobody save another one meanwhile."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    return SavedView.objects.filter(owner=owner)


def free_name(name: str, others: Any) -> str:
    """Return ``name`` as it is kept; raises Invalid for none, or one that stands on another."""
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("Give the view a name."))
    if name.casefold() in {taken.casefold() for taken in others.values_list("name", flat=True)}:
        raise Invalid(_("You have a view named “%(name)s” already.") % {"name": name})
    return name


def refuse_too_many(own: Any, *, shared: bool) -> None:
    """Raise Invalid where one more is to be ``shared`` than is good for the newsroom's list."""
    if shared and own.filter(is_shared=True).count() >= MOST_SHARED:
        raise Invalid(
            _("You share %(most)d views, which is as many as fit. Stop sharing one first.")
            % {"most": MOST_SHARED}
        )


def is_told(view: SavedView) -> bool:
    """Whether the log may hold its name: not of one's own, nor of one on what few may know of."""
    return view.is_shared and not NAMING & QueryDict(view.query).keys()


def note(view: SavedView, *, by: User, kind: str, changes: Changes) -> AuditEvent:
    """Write one audit event."""
    name = view.name if is_told(view) else ""
    return record(view, by=by, kind=kind, changes=changes, name=name)
