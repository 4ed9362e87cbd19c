"""SignOff: an editor's seal on one revision, with all that was known when it was given."""

from typing import Any, NoReturn, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .article import Article, Revision
from .base import Addressed
from .chain import fingerprint
from .people import User


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the sign-offs of the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A sign-off is written once.")

    def delete(self) -> NoReturn:
        raise TypeError("A sign-off is written once.")


class SignOff(Addressed):
    """A frozen record; its hash stands in the audit chain too. Database triggers guard the row."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="sign_offs")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    record = models.JSONField()  # as claims.queries.signing.record_of makes it
    sha256 = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return _("Sign-off of revision %(number)d") % {"number": self.revision.number}

    def get_absolute_url(self) -> str:
        return reverse("sign-off", args=[self.article.uid, self.uid])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A sign-off is written once.")
        self.sha256 = fingerprint(self.record)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A sign-off is written once.")
