"""`manage.py tick`: make up for processes that died, have feeds read and mails sent, tidy up."""

import signal
import sys
import time
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.db.utils import OperationalError

from claims.services import feeds, mailing, notices, upkeep, watching

log = structlog.get_logger(__name__)
TIDY_EVERY = 3600.0


class Command(BaseCommand):
    """Once by default, for cron; with --every for good, beside the worker."""

    help = "Give lost tasks to others, chain events, have feeds read and mails sent, tidy up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="go on for ever, so many seconds apart"
        )

    def handle(self, *, every: float | None, **options: Any) -> None:
        if every is None:
            found = upkeep.recover_lost_tasks()
            upkeep.go_on_with_copies()
            upkeep.seal_left_behind()
            upkeep.tidy()
            due, links = feeds.enqueue_due(), watching.enqueue_due()
            notices.tell_due()
            mails = mailing.enqueue_due()
            told = f"{found.requeued} tasks queued again, {found.failed} given up"
            told += f", {due} feeds to read, {links} links to look at, {mails} people to write to"
            self.stdout.write(told)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        self.repeat(every)

    def repeat(self, every: float) -> None:
        """Tick for ever; a database that is away for a moment is waited for."""
        tidied = -TIDY_EVERY
        while True:
            close_old_connections()
            try:
                upkeep.recover_lost_tasks()
                upkeep.go_on_with_copies()
                upkeep.seal_left_behind()
                feeds.enqueue_due()
                watching.enqueue_due()
                notices.tell_due()
                mailing.enqueue_due()
                if time.monotonic() - tidied >= TIDY_EVERY:
                    upkeep.tidy()
                    tidied = time.monotonic()
            except OperationalError:
                log.exception("tick_failed")
            time.sleep(every)
