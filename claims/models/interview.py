"""Interview: with whom one spoke for a piece of evidence, when, how, and on what terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.enums import Channel, Notes, Terms

from .base import one_of
from .evidence import Evidence
from .people import User


class Interview(models.Model):
    """What stands of a conversation beside the evidence itself; part of it, versioned with it."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="interview")
    person = models.CharField(_("with whom"), max_length=200)
    role = models.CharField(
        _("role then"), max_length=200, blank=True, help_text=_("On the day of the conversation.")
    )
    held_on = models.DateField(_("day"), null=True, blank=True)
    channel = models.CharField(_("how"), max_length=10, choices=Channel.choices, blank=True)
    notes = models.CharField(
        _("what is left of it"), max_length=10, choices=Notes.choices, blank=True
    )
    terms = models.CharField(_("terms"), max_length=16, choices=Terms.choices, blank=True)
    contact = models.TextField(
        _("how to reach them"),
        blank=True,
        help_text=_("Only you and editors see this."),
    )

    class Meta:
        constraints = [
            one_of("channel", Channel, blank=True),
            one_of("notes", Notes, blank=True),
            one_of("terms", Terms, blank=True),
            models.CheckConstraint(
                name="interview_is_with_somebody", condition=~models.Q(person="")
            ),
        ]

    def __str__(self) -> str:
        return self.person

    def shows_contact_to(self, user: User) -> bool:
        """Whether ``user`` may read how to reach the person: who noted it, and editors."""
        return user.pk == self.evidence.created_by_id or user.is_editor
