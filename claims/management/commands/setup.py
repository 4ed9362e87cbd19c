"""`manage.py setup`: make the database fit this version. Safe to run at every start."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from claims.services import chain


class Command(BaseCommand):
    """One process instead of three: starting Django is what costs time here."""

    help = "Migrate the database and make the cache table; with --demo also the demo newsroom."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="add the demo newsroom, if empty")

    def handle(self, *, demo: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        chain.seal_stragglers()  # what was recorded before there was a chain
        if demo:
            call_command("demo", stdout=self.stdout, stderr=self.stderr)
