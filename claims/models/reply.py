"""Criticism: a claim that is critical of a source; ReplyAttempt: how the source was asked."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Channel

from .article import Article
from .base import Versioned, all_or_none, one_of
from .claim import Claim
from .people import User
from .source import Source


class CriticismQuerySet(models.QuerySet["Criticism"]):
    def standing(self) -> Self:
        """Leave out those that were taken off, and those of retired claims."""
        return self.filter(removed_at__isnull=True, claim__retired_at__isnull=True)

    def unheard(self) -> Self:
        """Return those whose source has not been asked, or still has time to answer.

        An answer ends it, and so does the last deadline that was given.
        """
        asked = ReplyAttempt.objects.filter(criticism=OuterRef("pk")).order_by()
        now = timezone.now()
        over = Exists(asked.filter(deadline__lte=now)) & ~Exists(asked.filter(deadline__gt=now))
        return self.standing().filter(~(Exists(asked.exclude(answer="")) | over))


class Criticism(Versioned):
    """That a claim is critical of a source, which therefore has a right of reply."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="criticisms")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="criticisms")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CriticismQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            all_or_none("removal", texts=(), rest=("removed_by", "removed_at")),
            models.UniqueConstraint(
                fields=["claim", "source"],
                condition=Q(removed_at__isnull=True),
                name="criticism_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def article(self) -> Article:
        """Return the article it stands in, whose history tells of it."""
        return self.claim.article


class ReplyAttempt(Versioned):
    """One attempt to get the source's answer: who asked, when, how, until when, what came."""

    criticism = models.ForeignKey(Criticism, on_delete=models.CASCADE, related_name="attempts")
    asked_by = models.CharField(_("who asked"), max_length=150)
    asked_at = models.DateTimeField(_("when"))
    channel = models.CharField(_("how"), max_length=10, choices=Channel.choices)
    asked_whom = models.CharField(_("whom"), max_length=200, blank=True)
    deadline = models.DateTimeField(_("time to answer until"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    used_in = models.CharField(
        _("where the answer is used"),
        max_length=300,
        blank=True,
        help_text=_("The paragraph, or why it is not used."),
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = [
            one_of("channel", Channel),
            models.CheckConstraint(name="attempt_was_made_by", condition=~Q(asked_by="")),
            all_or_none("answer", texts=("answer",), rest=("answered_at",)),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} · {self.get_channel_display()}"

    @property
    def article(self) -> Article:
        """Return the article it stands in, whose history tells of it."""
        return self.criticism.article
