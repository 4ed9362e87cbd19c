"""SavedView: a question to the queue under a name, for oneself or for everybody."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Versioned
from .people import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return one's own, and what others of the newsroom share."""
        if not isinstance(user, User) or not user.is_active or not user.roles:
            return self.none()
        own = Q(owner=user)
        return self.filter(own | Q(is_shared=True) if user.in_newsroom else own)


class SavedView(Versioned):
    """The question is kept as the queue's address holds it: "me" is whoever looks."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("question"), blank=True)  # Filters.query
    is_shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Everybody of the newsroom sees it.")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_unique"),
            models.CheckConstraint(name="saved_view_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
