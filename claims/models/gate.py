"""The gate: how much each condition weighs, and which items an editor let pass all the same."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import GateLevel

from .article import Article
from .base import Addressed, Versioned, all_or_none, one_of
from .people import User


class GateSetting(Versioned):
    """What an editor decided about one condition, by its key; none stored: its usual level."""

    condition = models.SlugField(_("condition"), max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=8, choices=GateLevel.choices)

    class Meta:
        ordering = ("condition",)
        constraints = [one_of("level", GateLevel)]

    def __str__(self) -> str:
        return self.condition


class OverrideQuerySet(models.QuerySet["Override"]):
    def standing(self) -> Self:
        """Return those nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Override(Addressed):
    """One condition of one article, let pass with a reason: for the items it covers, no others."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="overrides")
    condition = models.SlugField(_("condition"), max_length=40)
    covers = models.JSONField(default=list)  # the uids (or keys) of the items, as text
    reason = models.TextField(_("reason"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            all_or_none("withdrawal", texts=(), rest=("withdrawn_by", "withdrawn_at")),
            models.CheckConstraint(name="override_has_a_reason", condition=~models.Q(reason="")),
            models.UniqueConstraint(
                fields=["article", "condition"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="override_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition} · {self.article}"
