"""The application's entry in Django."""

import importlib

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """Articles, their claims, and the work of checking them."""

    name = "claims"
    verbose_name = _("Fact-checking")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, and have the database guard what is written once."""
        importlib.import_module("claims.checks")
        guards = importlib.import_module("claims.models.guards")
        post_migrate.connect(guards.after_migrate, sender=self)
