"""The watch over the links of evidence: off until an admin turns it on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Versioned


class WatchSetting(Versioned):
    """How the newsroom's links are watched; the only row has the key 1, none stored is off."""

    is_on = models.BooleanField(
        _("watch links"),
        default=False,
        help_text=_("Looks at the addresses of evidence from time to time, from this machine."),
    )
    every_hours = models.PositiveSmallIntegerField(_("hours between two looks"), default=24)
    rechecks = models.BooleanField(
        _("check settled claims again"),
        default=True,
        help_text=_("A settled claim whose evidence is gone is to be checked again."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="watch_setting_is_one", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="watch_setting_takes_its_time", condition=models.Q(every_hours__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return str(_("Watch over links"))

    @classmethod
    def now(cls) -> "WatchSetting":
        """Return the setting as it stands."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
