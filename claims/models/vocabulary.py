"""The newsroom's own words: desks and tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.enums import ReviewPolicy

from .base import one_of


class Desk(models.Model):
    """A newsroom desk; it labels work and says when a second person is asked for."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    review_policy = models.CharField(
        _("second person"),
        max_length=20,
        choices=ReviewPolicy.choices,
        default=ReviewPolicy.EVERY,
    )
    origins_asked = models.PositiveSmallIntegerField(
        _("independent origins asked for"),
        default=1,
        help_text=_("A hint beside the evidence of a claim; 1 for none."),
    )

    may_archive = models.BooleanField(
        _("links may be sent to an outside archive"),
        default=True,
        help_text=_("By a click of a person only; never for what named people alone may read."),
    )

    class Meta:
        ordering = ("name",)
        constraints = [one_of("review_policy", ReviewPolicy)]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word people sort claims by."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
