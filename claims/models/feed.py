"""Feed: a list of articles somewhere on the web that is read again and again; what it brought."""

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import FeedKind

from .article import Article
from .base import Versioned, one_of
from .people import User
from .vocabulary import Desk

SHORTEST, LONGEST = 5, 7 * 24 * 60  # minutes between two polls


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self, now: datetime | None = None) -> Self:
        """Return those that are on and whose time has come."""
        moment = now or timezone.now()
        return self.filter(enabled=True).filter(
            models.Q(next_at__isnull=True) | models.Q(next_at__lte=moment)
        )


class Feed(Versioned):
    """What an admin set up, and how the last polls went."""

    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("web address"), max_length=2000, unique=True)
    kind = models.CharField(
        _("kind"), max_length=8, choices=FeedKind.choices, blank=True, editable=False
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("desk"), null=True, blank=True, on_delete=models.PROTECT
    )
    account = models.ForeignKey(
        User,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who stands as having brought its articles in: a checker, reviewer or editor."),
    )
    enabled = models.BooleanField(
        _("on"),
        default=False,
        editable=False,
        help_text=_("Its first poll takes the newest ten items; older ones are passed over."),
    )
    every = models.PositiveIntegerField(
        _("minutes between polls"),
        default=30,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
        help_text=_("At least 5. Each poll takes at most fifty items."),
    )
    full_text = models.BooleanField(
        _("fetch each item's page"),
        default=False,
        help_text=_("For feeds that hold summaries only. Else the words in the feed are taken."),
    )
    etag = models.CharField(_("print of it"), max_length=500, blank=True, editable=False)
    modified = models.CharField(_("date of it"), max_length=100, blank=True, editable=False)
    next_at = models.DateTimeField(_("next poll"), null=True, blank=True, editable=False)
    last_polled_at = models.DateTimeField(_("last poll"), null=True, blank=True, editable=False)
    last_ok_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    # Why the last poll failed, or what it could not read, in the user's words.
    sentence = models.TextField(_("what went wrong"), blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            one_of("kind", FeedKind, blank=True),
            models.CheckConstraint(
                name="feed_is_not_polled_too_often",
                condition=models.Q(every__gte=SHORTEST, every__lte=LONGEST),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeedItem(models.Model):
    """One item of a feed as it was last read; without an article where none came of it."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    guid = models.CharField(max_length=500)  # what the feed calls it
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # SHA-256 of what the feed says of it; blank for one that is passed over for good.
    fingerprint = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid"], name="feed_item_once"),
        ]

    def __str__(self) -> str:
        return self.guid
