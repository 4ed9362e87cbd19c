"""Presence: who has which article open, and looks at what in it."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from .article import Article
from .people import User


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> Self:
        """Return those seen a moment ago."""
        return self.filter(at__gt=timezone.now() - Presence.LASTS)


class Presence(models.Model):
    """One person at one article, as last seen there; the last word of several windows counts."""

    LASTS = timedelta(seconds=30)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    thing_uid = models.UUIDField(null=True, blank=True)  # of the claim or statement in the panel
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "pk")
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="presence_unique")]

    def __str__(self) -> str:
        return f"{self.user} · {self.article}"
