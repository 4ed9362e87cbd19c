"""Source: who says things. Never used for evidence."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import SourceKind

from .article import Article
from .base import Versioned, one_of
from .people import User


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the sources named in an article ``user`` may read, or in none yet.

        An article names who speaks in it, and whom a claim in it is critical of.

        A source merged into another is still only seen where it was itself named.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        visible = Article.objects.visible_to(user)
        seen = self.or_root_of(Source.objects.filter(statements__article__in=visible))
        seen |= self.or_root_of(Source.objects.filter(criticisms__claim__article__in=visible))
        if not user.in_newsroom:
            return self.filter(seen)
        named = self.or_root_of(Source.objects.filter(statements__isnull=False))
        named |= self.or_root_of(Source.objects.filter(criticisms__isnull=False))
        silent = ~named & (Q(article__isnull=True) | Q(article__in=visible))
        return self.filter(seen | silent)

    @staticmethod
    def or_root_of(rows: models.QuerySet["Source"]) -> Q:
        """Return the condition that a source is among ``rows`` or is what one of them leads to.

        Not by EXISTS, which PostgreSQL would run for every source here.
        """
        roots = rows.filter(root__isnull=False).values("root")
        return Q(pk__in=rows.values("pk")) | Q(pk__in=roots)

    def whole(self) -> Self:
        """Return the sources that are not merged into another."""
        return self.filter(merged_into__isnull=True)


class Source(Versioned):
    """A person, organisation, unnamed voice or document that an article puts words down to."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=12, choices=SourceKind.choices, default=SourceKind.PERSON
    )
    article = models.ForeignKey(
        Article,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unnamed_sources",
        help_text=_("For an unnamed source: the one article in which it speaks."),
    )
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # The source all merges lead to; itself when not merged. One join finds what was said.
    root = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="branches"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            one_of("kind", SourceKind),
            models.CheckConstraint(name="source_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="source_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
            ),
        ]
        indexes = [models.Index(fields=["name"], name="source_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.root_id is None:
            self.root = self
            Source.objects.filter(pk=self.pk).update(root=self)

    def get_absolute_url(self) -> str:
        return reverse("source-detail", args=[self.uid])


class SourceAlias(models.Model):
    """Another name the same source goes by."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "source aliases"
        constraints = [
            models.UniqueConstraint(fields=["source", "name"], name="sourcealias_unique"),
        ]
        indexes = [models.Index(fields=["name"], name="sourcealias_name")]

    def __str__(self) -> str:
        return self.name


class SourceRole(models.Model):
    """What a source was, and when: "port authority director, 2021–"."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(_("role"), max_length=200)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("-since", "title")
        constraints = [
            models.CheckConstraint(
                name="sourcerole_ends_after_it_starts",
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
