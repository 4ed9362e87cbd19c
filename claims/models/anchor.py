"""Anchor: where a claim, a statement or the passage of a query stands in one revision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.enums import AnchorState, Part
from claims.text.selectors import Selector

from .article import Revision
from .base import one_of
from .claim import Claim
from .query import Query
from .statement import Statement


class Anchor(models.Model):
    """A W3C text quote and position selector, resolved in one revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="anchors")
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="anchors"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="anchors"
    )
    query = models.ForeignKey(
        Query, null=True, blank=True, on_delete=models.CASCADE, related_name="anchors"
    )
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.CONTENT)
    exact = models.TextField(_("words"))
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=AnchorState.choices, default=AnchorState.UNCHANGED
    )

    class Meta:
        ordering = ("start", "end")
        constraints = [
            one_of("part", Part),
            one_of("state", AnchorState),
            models.CheckConstraint(
                name="anchor_holds_words", condition=Q(end__gt=models.F("start"))
            ),
            models.CheckConstraint(
                name="anchor_has_one_owner",
                condition=Q(claim__isnull=False, statement__isnull=True, query__isnull=True)
                | Q(claim__isnull=True, statement__isnull=False, query__isnull=True)
                | Q(claim__isnull=True, statement__isnull=True, query__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["revision", "claim", "part", "start"], name="anchor_claim_once"
            ),
            models.UniqueConstraint(
                fields=["revision", "statement", "part", "start"], name="anchor_statement_once"
            ),
            models.UniqueConstraint(
                fields=["revision", "query", "part", "start"], name="anchor_query_once"
            ),
        ]

    def __str__(self) -> str:
        return self.exact

    @property
    def selector(self) -> Selector:
        """Return the selector as the text engine takes it."""
        return Selector(self.exact, self.prefix, self.suffix, self.start, self.end)
