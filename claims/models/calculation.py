"""Calculation: what a sum of our own was worked out from, and how."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.enums import Sum

from .base import one_of
from .evidence import Evidence


class Calculation(models.Model):
    """The working of a piece of evidence that is a sum; part of it, versioned with it."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="calculation")
    method = models.CharField(_("sum"), max_length=10, choices=Sum.choices)
    inputs = models.JSONField(_("figures"), default=dict)  # {name: as typed}
    formula = models.TextField(_("formula"))
    working = models.TextField(_("working"), blank=True)  # line by line
    result = models.CharField(_("result"), max_length=300)

    class Meta:
        constraints = [
            one_of("method", Sum),
            models.CheckConstraint(
                name="calculation_has_a_result",
                condition=~models.Q(result="") & ~models.Q(formula=""),
            ),
        ]

    def __str__(self) -> str:
        return self.result
