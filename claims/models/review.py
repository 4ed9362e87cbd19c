"""Review: the second person's decision on a checked claim, or on an answer to "was it said"."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import ReviewDecision

from .base import Addressed, one_of
from .claim import Claim
from .people import User
from .statement import Statement


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> Self:
        """Leave out what who decided has undone."""
        return self.filter(undone_at__isnull=True)


class Review(Addressed):
    """Approved, or returned with a reason."""

    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="reviews"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="reviews"
    )
    decision = models.CharField(_("decision"), max_length=10, choices=ReviewDecision.choices)
    reason = models.TextField(_("reason"), blank=True)
    verdict = models.CharField(_("answer then"), max_length=16)  # a verdict, or "was it said"
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            one_of("decision", ReviewDecision),
            models.CheckConstraint(
                name="review_return_has_a_reason",
                condition=Q(decision=ReviewDecision.APPROVED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="review_is_of_one",
                condition=Q(claim__isnull=True, statement__isnull=False)
                | Q(claim__isnull=False, statement__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()
