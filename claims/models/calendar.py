"""CalendarToken: the secret address of a person's deadlines; only its hash is kept."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .base import Addressed
from .people import User


class CalendarToken(Addressed):
    """Whoever has the address reads when something is due, so it can be taken back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="calendar_token_one"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
