"""Statement: words an article puts down to a source, with the question "was it said"."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Manner, Said, Terms

from .article import Article
from .base import Versioned, all_or_none, one_of
from .people import User
from .source import Source


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the statements of the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def current(self) -> Self:
        """Leave out what was retired."""
        return self.filter(retired_at__isnull=True)

    def unheard(self) -> Self:
        """Return those nobody has yet compared with what was really said."""
        return self.current().filter(said="")


class Statement(Versioned):
    """Content, cue and source mention, as printed; the spans are its anchors."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="statements")
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    words = models.TextField(_("words"))
    cue = models.CharField(_("cue"), max_length=300, blank=True)
    mention = models.CharField(_("source as printed"), max_length=300, blank=True)
    role_printed = models.CharField(_("role as printed"), max_length=300, blank=True)
    manner = models.CharField(_("manner"), max_length=10, choices=Manner.choices)
    terms = models.CharField(
        _("terms"), max_length=14, choices=Terms.choices, default=Terms.ON_RECORD
    )
    said = models.CharField(_("was it said"), max_length=16, choices=Said.choices, blank=True)
    said_note = models.TextField(_("note"), blank=True)
    said_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.CharField(max_length=300, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("article", "pk")
        constraints = [
            one_of("manner", Manner),
            one_of("terms", Terms),
            one_of("said", Said, blank=True),
            all_or_none("said", texts=("said",), rest=("said_by", "said_at")),
            all_or_none("retirement", texts=("retired_reason",), rest=("retired_by", "retired_at")),
            models.CheckConstraint(name="statement_has_words", condition=~models.Q(words="")),
        ]
        indexes = [models.Index(fields=["said", "article"], name="statement_said")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("statement-detail", args=[self.article.uid, self.uid])
