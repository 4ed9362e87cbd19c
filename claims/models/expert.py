"""ExpertLink: lets one person outside see one passage, and answer one question about it."""

import hashlib
import secrets
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Stage

from .base import Addressed, all_or_none
from .people import User
from .query import Query


class ExpertLinkQuerySet(models.QuerySet["ExpertLink"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the links of the queries ``user`` may read."""
        return self.filter(query__in=Query.objects.visible_to(user))


class ExpertLink(Addressed):
    """An expiring, revocable address; only the hash of its token is kept.

    ``passage`` is frozen when the link is made: whatever becomes of the article, the link never
    shows another word of it.
    """

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="expert_links")
    name = models.CharField(_("name"), max_length=150)
    question = models.TextField(_("question"))
    passage = models.TextField(_("passage"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ExpertLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            all_or_none("revocation", texts=(), rest=("revoked_by", "revoked_at")),
            models.CheckConstraint(name="expertlink_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def article(self) -> "models.Model":
        """Return the article, under which the audit log files what is done with the link."""
        return self.query.article

    @property
    def is_open(self) -> bool:
        """Whether the link itself is neither expired nor revoked."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def works(self) -> bool:
        """Whether its address shows the passage: it rests while the query or the article does."""
        article = self.query.article
        at_work = article.archived_at is None and article.stage != Stage.KILLED
        return self.is_open and self.query.is_open and at_work

    @staticmethod
    def new_token() -> str:
        """Return a token nobody can guess."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash_of(token: str) -> str:
        """Return what is stored in place of ``token``."""
        return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
