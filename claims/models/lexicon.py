"""LexiconEntry: a word or line of this newsroom that the text engine is told of."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import LexiconKind

from .base import Addressed, one_of
from .people import User


class LexiconEntry(Addressed):
    """One word (base form), or the pattern of a whole line with * for anything."""

    kind = models.CharField(_("kind"), max_length=10, choices=LexiconKind.choices)
    text = models.CharField(_("word or line"), max_length=120)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("kind", "text")
        verbose_name_plural = "lexicon entries"
        constraints = [
            one_of("kind", LexiconKind),
            models.CheckConstraint(name="lexiconentry_has_text", condition=~models.Q(text="")),
            models.UniqueConstraint("kind", Lower("text"), name="lexiconentry_once"),
        ]

    def __str__(self) -> str:
        return self.text
