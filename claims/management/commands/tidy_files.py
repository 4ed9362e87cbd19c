"""`manage.py tidy_files`: remove stored files that nothing names."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat

from claims.services import sweeping


class Command(BaseCommand):
    """Prints each file; with --dry-run it removes none."""

    help = "Remove stored files older than a day that no row of the database names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        count = size = 0
        for file in sweeping.sweep(dry=dry_run):
            count, size = count + 1, size + file.size
            self.stdout.write(f"{file.name}  {filesizeformat(file.size)}")
        files = "1 unused file" if count == 1 else f"{count} unused files"
        deed = "would be removed" if dry_run else "removed"
        self.stdout.write(f"{files}, {filesizeformat(size)}, {deed}")
