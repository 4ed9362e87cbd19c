"""AuditEvent: who did what, when, to what; written once and never changed."""

from typing import Any, NoReturn, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Visibility

from .article import Article
from .base import Addressed
from .evidence import Evidence, Support
from .people import User
from .source import Source

# The tie to evidence that an event of a claim or statement tells of, 0 for none.
_BEFORE, _AFTER = (Cast(KT(f"changes__evidence__{n}__id"), models.BigIntegerField()) for n in "01")
TIE = Coalesce(_AFTER, _BEFORE, models.Value(0))


def tie_of(changes: dict[str, Any]) -> int:
    """Return what ``TIE`` is for an event at hand with these ``changes``."""
    sides = changes.get("evidence")
    before, after = sides if isinstance(sides, list) and len(sides) == 2 else (None, None)
    ids = (side.get("id") for side in (after, before) if isinstance(side, dict))
    return next((int(found) for found in ids if found is not None), 0)


def ties_hidden_from(user: User | AnonymousUser) -> models.QuerySet[Support, int]:
    """Return the keys of the ties to evidence for named people, of whom ``user`` is none."""
    named = Support.objects.filter(evidence__visibility=Visibility.NAMED)
    hidden = named.exclude(evidence__in=Evidence.objects.visible_to(user))
    return hidden.values_list("pk", flat=True)


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the events of what ``user`` may read; those of people only to admins."""
        seen = models.Q(article_uid__in=Article.objects.visible_to(user).values("uid"))
        shared = {
            "evidence": Evidence.objects.visible_to(user),
            "support": Support.objects.visible_to(user),
            "source": Source.objects.visible_to(user),
        }
        for name, readable in shared.items():
            seen |= models.Q(object_type=name, object_uid__in=readable.values("uid"))
        if isinstance(user, User) and user.is_active and user.is_staff:
            seen |= models.Q(article_uid__isnull=True) & ~models.Q(object_type__in=shared)
        return self.filter(seen).alias(tie=TIE).exclude(tie__in=ties_hidden_from(user))

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is written once.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit log is written once.")


class AuditEvent(Addressed):
    """One deed. Actor and object stand by uid and printed name, so nothing can unwrite them."""

    at = models.DateTimeField(_("time"), default=timezone.now, editable=False, db_index=True)
    actor_uid = models.UUIDField(null=True)
    actor_name = models.CharField(_("who"), max_length=150)
    kind = models.CharField(_("what"), max_length=40)
    object_type = models.CharField(_("type"), max_length=30)
    object_uid = models.UUIDField(null=True)
    object_name = models.CharField(_("object"), max_length=300)
    object_version = models.PositiveIntegerField(null=True)
    article_uid = models.UUIDField(null=True, db_index=True)
    changes = models.JSONField(default=dict)  # {field: [before, after]} as stored values
    note = models.TextField(blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["object_uid", "id"], name="auditevent_object"),
            models.Index(fields=["actor_uid", "id"], name="auditevent_actor"),
            models.Index(fields=["actor_uid", "article_uid", "at"], name="auditevent_in_article"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.object_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The audit log is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is written once.")
