"""`manage.py audit verify`: walk the audit chain and name the first row that does not fit."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.services import chain


def noted(text: str) -> tuple[int, str]:
    """Return the position and hash of a noted head, ``POSITION:HASH``."""
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip().lower())
    if not found:
        raise ArgumentTypeError("a noted head is POSITION:HASH, as “audit verify” prints it")
    return int(found[1]), found[2]


class Command(BaseCommand):
    """Exit status 1, with a sentence, when something does not fit."""

    help = "Verify that nothing in the audit log and no sign-off was changed or taken out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        verify = deeds.add_parser("verify", help="walk the chain from its beginning to its head")
        verify.add_argument(
            "--expect",
            type=noted,
            metavar="POSITION:HASH",
            help="a head noted earlier: nothing up to there may have been rewritten or cut off",
        )

    def handle(self, *, expect: tuple[int, str] | None = None, **options: Any) -> None:
        report = chain.verify(expect=expect)
        if report.fault:
            raise CommandError(report.fault)
        say = self.stdout.write
        say(
            ngettext(
                "%(count)d event is chained, and it fits.",
                "%(count)d events are chained, and all fit.",
                report.checked,
            )
            % {"count": report.checked}
        )
        if expect:
            say(_("Up to position %(position)d they are those noted.") % {"position": expect[0]})
        if report.waiting:
            say(_("Waiting to be chained: %(count)d.") % {"count": report.waiting})
        say(_("The head, to be noted outside this database:"))
        say(report.head)
