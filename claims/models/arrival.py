"""Arrival: an article on its way in from a web address, fetched in the background."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import ArrivalState

from .article import Article
from .base import Addressed, one_of
from .people import User
from .vocabulary import Desk


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the arrivals ``user`` ordered, unless the article is theirs to read no more."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        readable = Article.objects.visible_to(user)
        here = models.Q(article__isnull=True) | models.Q(article__in=readable)
        onto = models.Q(onto__isnull=True) | models.Q(onto__in=readable)
        return self.filter(here, onto, by=user)


class Arrival(Addressed):
    """What was ordered, by whom, and how far it has come."""

    url = models.URLField(_("web address"), max_length=2000)
    title = models.CharField(_("title"), max_length=300, blank=True)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    again = models.BooleanField(default=False)
    # The article of which it is a new draft, if it is one.
    onto = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ArrivalState.choices, default=ArrivalState.WAITING
    )
    sentence = models.TextField(blank=True)  # why it failed, in the user's words
    warnings = models.JSONField(default=list)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            one_of("state", ArrivalState),
            models.CheckConstraint(
                name="arrival_here_has_an_article",
                condition=~models.Q(state__in=(ArrivalState.HERE, ArrivalState.KNOWN))
                | models.Q(article__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return reverse("arrival-detail", args=[self.uid])
