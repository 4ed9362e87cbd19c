"""Notice: something happened that a person wants to know; how each wants to be told."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import How, NoticeKind

from .article import Article
from .base import Addressed, Versioned, one_of
from .people import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        """Return a person's own notices of articles that this person may (still) read."""
        return self.filter(user=user, article__in=Article.objects.visible_to(user))

    def unread(self) -> Self:
        """Return what was not looked at yet."""
        return self.filter(read_at__isnull=True)


class Notice(Addressed):
    """It names the thing by its uid only: words are read when it is shown, to who may read them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    object_type = models.CharField(max_length=30)  # claim, statement, query, change, article
    object_uid = models.UUIDField()
    by = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)  # also: an e-mail needs not tell of it

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [one_of("kind", NoticeKind)]
        indexes = [
            models.Index(fields=["user", "read_at", "at"], name="notice_user"),
            models.Index(fields=["object_uid"], name="notice_object"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class NoticeChoice(models.Model):
    """When an e-mail tells a person of one kind; none stored: queries.notices.USUAL."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    how = models.CharField(max_length=10, choices=How.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_unique"),
            one_of("kind", NoticeKind),
            one_of("how", How),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_how_display()}"


class NoticeSetting(Versioned):
    """What e-mails and calendars may tell; the only row has the key 1, none stored is the least."""

    names_things = models.BooleanField(
        _("name articles, claims and people"),
        default=False,
        help_text=_("In e-mails and calendars; else they hold counts and links only."),
    )
    digest_hour = models.PositiveSmallIntegerField(_("hour of the daily e-mail"), default=7)

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_setting_is_one", condition=Q(pk=1)),
            models.CheckConstraint(name="notice_setting_hour", condition=Q(digest_hour__lte=23)),
        ]

    def __str__(self) -> str:
        return str(_("E-mails and calendars"))

    @classmethod
    def now(cls) -> "NoticeSetting":
        """Return the setting as it stands."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
