"""What every model here shares: a random address and a version against lost updates."""

import uuid
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from claims.enums import Part, Role


class Addressed(models.Model):
    """A thing with an address that gives nothing away."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(Addressed):
    """A thing people edit; ``version`` grows by one with every change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


R = TypeVar("R", bound="models.QuerySet[Any]")


def without_place(rows: R, owner: str) -> R:
    """Return those whose words stood in a draft and have no place in the current one.

    ``owner`` is the anchors' field for what ``rows`` are of: claim, statement or query.
    """
    anchors: Any = rows.model._meta.get_field("anchors").related_model
    own = anchors.objects.filter(**{owner: OuterRef("pk")}, part=Part.CONTENT).order_by()
    here = own.filter(revision=OuterRef("article__current"))
    return rows.filter(Exists(own), ~Exists(here))


def one_of(
    field: str, choices: type[TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """Return the constraint that ``field`` holds one of ``choices`` (or nothing, where blank)."""
    values = [*choices.values, *([""] if blank else [])]
    return models.CheckConstraint(
        name=f"%(class)s_{field}_is_known", condition=Q(**{f"{field}__in": values})
    )


def all_or_none(
    name: str, *, texts: tuple[str, ...], rest: tuple[str, ...]
) -> models.CheckConstraint:
    """Return the constraint that fields which belong together are all set or all empty."""
    empty = Q(**dict.fromkeys(texts, "")) & Q(**{f"{field}__isnull": True for field in rest})
    full = Q(**{f"{field}__isnull": False for field in rest})
    for field in texts:
        full &= ~Q(**{field: ""})
    return models.CheckConstraint(name=f"%(class)s_{name}_all_or_none", condition=empty | full)


TAKERS = [(r.value, r.label) for r in (Role.CHECKER, Role.REVIEWER, Role.EDITOR)]


def assigned_once() -> list[models.CheckConstraint]:
    """Return the constraints that a thing is given to one person or one role, with a date."""
    roles = ["", *(value for value, _label in TAKERS)]
    return [
        models.CheckConstraint(name="%(class)s_role_takes", condition=Q(assigned_role__in=roles)),
        models.CheckConstraint(
            name="%(class)s_assigned_once",
            condition=Q(assignee__isnull=True) | Q(assigned_role=""),
            violation_error_message=_("Give it to a person or to a role, not to both."),
        ),
        models.CheckConstraint(
            name="%(class)s_lead_has_a_date",
            condition=Q(due_lead__isnull=True) | Q(due_at__isnull=False),
        ),
    ]
