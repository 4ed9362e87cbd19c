"""Review: the second person's decision on a checked claim."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import ReviewDecision

from .base import Addressed, one_of
from .claim import Claim
from .people import User


class Review(Addressed):
    """Approved, or returned with a reason."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reviews")
    decision = models.CharField(_("decision"), max_length=10, choices=ReviewDecision.choices)
    reason = models.TextField(_("reason"), blank=True)
    verdict = models.CharField(_("verdict then"), max_length=14)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            one_of("decision", ReviewDecision),
            models.CheckConstraint(
                name="review_return_has_a_reason",
                condition=Q(decision=ReviewDecision.APPROVED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()
