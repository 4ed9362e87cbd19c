"""LoosenedFit: evidence that an editor lets a verdict rest on beyond the usual stances."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import EvidenceKind, Stance, Verdict

from .base import Addressed, one_of
from .people import User


class LoosenedFit(Addressed):
    """One stance of one kind of evidence (blank: any kind) that a verdict may rest on too."""

    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=EvidenceKind.choices, blank=True)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    reason = models.CharField(_("reason"), max_length=300)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("verdict", "kind", "stance")
        constraints = [
            one_of("verdict", Verdict),
            one_of("kind", EvidenceKind, blank=True),
            one_of("stance", Stance),
            models.UniqueConstraint(fields=["verdict", "kind", "stance"], name="loosened_fit_once"),
            models.CheckConstraint(
                name="loosened_fit_has_a_reason", condition=~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        kind = self.get_kind_display() if self.kind else _("Any evidence")
        return f"{self.get_verdict_display()}: {kind}, {self.get_stance_display().lower()}"
