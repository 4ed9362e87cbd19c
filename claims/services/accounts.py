"""Accounts: what a person is called and may do; at least one admin always remains."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import AuditEvent, User
from claims.models.people import ROLE_FIELDS

from .saving import Invalid, allow_only, fit, record, refuse

OWN = frozenset({"name", "email", "time_zone"})
KEPT_BY_ADMINS = OWN | {"username", "is_active", *ROLE_FIELDS.values()}


@transaction.atomic
def edit_profile(*, by: User, **values: Any) -> AuditEvent | None:
    """Change what one says about oneself: name, e-mail, time zone."""
    allow_only(values, OWN)
    return change_person(by, by=by, kind="person.profile_edited", values=values)


@transaction.atomic
def edit_person(*, person: User, by: User, **values: Any) -> AuditEvent | None:
    """Change a person's name, address, roles, or switch the account off or on."""
    allow_only(values, KEPT_BY_ADMINS)
    refuse(permissions.why_not_keep_people(by))
    if not values.get("is_staff", True) or not values.get("is_active", True):
        refuse_last_admin(person)
    return change_person(person, by=by, kind="person.edited", values=values)


@transaction.atomic
def set_password(*, person: User, password: str, by: User) -> AuditEvent:
    """Give a person who forgot it a new password; their other sessions end."""
    refuse(permissions.why_not_keep_people(by))
    person.set_password(password)
    person.save(update_fields=["password"])
    return record(person, by=by, kind="person.password_set")


def refuse_last_admin(person: User) -> None:
    """Raise Invalid when nobody but ``person`` could look after people."""
    admins = User.objects.select_for_update().filter(is_staff=True, is_active=True).order_by("pk")
    if {admin.pk for admin in admins} == {person.pk}:
        raise Invalid(_("This is the last admin. Make somebody else an admin first."))


def change_person(
    person: User, *, by: User, kind: str, values: dict[str, Any]
) -> AuditEvent | None:
    """Set ``values`` on the held row, audited; return None for no change."""
    fresh = User.objects.select_for_update().get(pk=person.pk)
    email = values.get("email", "")
    if email and User.objects.exclude(pk=fresh.pk).filter(email__iexact=email).exists():
        raise Invalid(_("Somebody else has this e-mail address."))
    changes = {
        name: [getattr(fresh, name), value]
        for name, value in values.items()
        if getattr(fresh, name) != value
    }
    if not changes:
        return None
    for name, (_before, after) in changes.items():
        setattr(fresh, name, after)
    fit(fresh, *changes).save(update_fields=list(changes))
    return record(fresh, by=by, kind=kind, changes=changes)
