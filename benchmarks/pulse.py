"""What a page left open costs the server: `python -m benchmarks.pulse --seconds 20` by itself.

One pulse against one workspace page, in one process; then what pages left open for a minute ask,
read and take, with nobody at work and with ten colleagues marking.
"""

import argparse
import html
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .scratch import scratch

if TYPE_CHECKING:
    from django.test import Client

    from claims.models import Article

BEAT = 2.5  # seconds between two pulses of a page in sight
MARKED = 5.0  # seconds in which each colleague sets one verdict
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass
class Cost:
    """What requests cost: how many, of them without an answer to show, SQL, processor time."""

    requests: int = 0
    empty: int = 0
    statements: int = 0
    cpu: float = 0
    bytes: int = 0
    each: list[float] = field(default_factory=list)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the statements and the processor time of what is done inside."""
        from django.db import connection

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            self.statements += not sql.startswith(NOT_COUNTED)
            return execute(sql, *rest)

        begun = time.process_time()
        with connection.execute_wrapper(count):
            yield
        self.each.append((time.process_time() - begun) * 1000)
        self.cpu += self.each[-1]

    def line(self, name: str, *, minutes: float, pages: int, page: float) -> str:
        """Return the line of the table: all of it for one open page and minute."""
        share = minutes * pages
        cells = (self.requests, self.empty, self.statements)
        told = "".join(f"{cell / share:>10.0f}" for cell in cells)
        ms = self.cpu / share
        return f"{name:<40}{told}{self.bytes / share / 1024:>9.0f}{ms:>9.0f}{ms / page:>9.1f}"


class Window:
    """A page left open by one person, which asks as its script does."""

    def __init__(self, client: "Client", article: "Article", at: str = "") -> None:
        from django.urls import reverse

        self.client = client
        self.address = reverse("article-pulse", args=[article.uid])
        self.seen = told(client.get(article.get_absolute_url()), "seen")
        self.at = at
        self.here = ""

    def beat(self, cost: Cost) -> None:
        """Ask once; raise RuntimeError when the answer is a mistake."""
        sent = {"seen": self.seen, "at": self.at, "held": "999999999", "here": self.here}
        with cost.counting():
            answer = self.client.get(self.address, sent)
        if answer.status_code not in (200, 204):
            raise RuntimeError(f"{answer.status_code} instead of a pulse")
        self.seen = answer.headers["Pulse-Seen"]
        cost.requests += 1
        cost.empty += answer.status_code == 204
        cost.bytes += len(answer.content)
        if answer.status_code == 200:
            self.here = told(answer, "here")


def told(answer: Any, name: str) -> str:
    """Return what a page keeps for its script under ``data-name``."""
    found = re.search(rf'data-{name}="([^"]*)"', answer.content.decode())
    return html.unescape(found[1]) if found else ""


def main() -> None:
    """Measure on a database of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pulse", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="of open pages, in their time")
    asked = parser.parse_args()
    with scratch():
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from .newsroom import Newsroom

        call_command("setup")
        newsroom = Newsroom()
        long = newsroom.add_long()
        newsroom.grow(300)
        measure_pulse(long, seconds=asked.seconds)
        connection.close()


def measure_pulse(long: "Article", *, seconds: float) -> None:
    """Print the figures: of an article of 12 claims, and of the long one."""
    from claims.enums import Stage, Visibility
    from claims.models import Article

    rows = Article.objects.filter(stage=Stage.IN_CHECK, visibility=Visibility.NEWSROOM)
    usual = rows.exclude(pk=long.pk).order_by("pk")[0]
    print("\nAn article left open, for each open page and minute: requests, of them 204, SQL,")
    print(
        "KiB sent, processor ms, and that in whole workspace pages. Time is told, not waited for."
    )
    print(" " * 40 + "".join(f"{head:>10}" for head in ("asked", "204", "SQL")), end="")
    print("".join(f"{head:>9}" for head in ("KiB", "ms", "pages")))
    for name, article in (("12 claims", usual), ("200 claims", long)):
        page = whole_page(article)
        for state, pages, marking in (("nobody at work", 1, 0), ("10 others mark", 1, 10)):
            cost = left_open(article, seconds=seconds, pages=pages, marking=marking)
            minutes = seconds / 60
            print(
                cost.line(f"{name}, {state}", minutes=minutes, pages=pages, page=page), flush=True
            )
    cost = left_open(usual, seconds=seconds, pages=10, marking=10)
    minutes, page = seconds / 60, whole_page(usual)
    print(cost.line("12 claims, 10 checkers on it", minutes=minutes, pages=10, page=page))


def people(count: int) -> "list[Client]":
    """Return so many signed-in people; the newsroom has eleven."""
    from django.test import Client

    from claims.models import User

    clients = []
    checking = User.objects.filter(is_active=True).exclude(is_author=True, is_checker=False)
    found = list(checking.order_by("pk"))
    for number in range(count):
        client = Client(SERVER_NAME="localhost")
        client.force_login(found[number % len(found)])
        clients.append(client)
    return clients


def whole_page(article: "Article") -> float:
    """Return the processor time of the whole workspace in ms, the median of a few."""
    (client,) = people(1)
    cost = Cost()
    for _again in range(5):
        with cost.counting():
            client.get(article.get_absolute_url())
    return sorted(cost.each)[2]


def left_open(article: "Article", *, seconds: float, pages: int, marking: int) -> Cost:
    """Return what the open pages cost while ``marking`` others set a verdict every `MARKED` s.

    Nobody waits: what would happen at each moment is done as soon as the one before is over.
    The marks themselves are not counted.
    """
    cost = Cost()
    windows = [Window(client, article) for client in people(pages)]
    mark = marks(article)
    deeds: list[tuple[float, Callable[[Cost], None]]] = []
    for n, window in enumerate(windows):
        deeds += [(at + n * BEAT / pages, window.beat) for at in moments(BEAT, seconds)]
    for n in range(marking):
        at_its_time = [at + n * MARKED / marking for at in moments(MARKED, seconds)]
        deeds += [(at, lambda _cost: next(mark)) for at in at_its_time]
    for window in windows:
        window.beat(Cost())  # who is here is told once
    for _moment, deed in sorted(deeds, key=lambda pair: pair[0]):
        deed(cost)
    return cost


def moments(every: float, seconds: float) -> list[float]:
    """Return the moments at which something happens that happens ``every`` so often."""
    return [number * every for number in range(int(seconds / every))]


def marks(article: "Article") -> "Iterator[None]":
    """Set a verdict on the next claim, round and round, each by another person."""
    from itertools import cycle

    from claims.enums import Verdict
    from claims.models import Claim, User
    from claims.services import verdicts
    from claims.services.saving import Refused

    checking = list(User.objects.filter(is_active=True, is_checker=True).order_by("pk"))
    claims = list(Claim.objects.filter(article=article, retired_at=None).order_by("pk"))
    choice = cycle(Verdict)
    for by, claim in zip(cycle(checking), cycle(claims), strict=False):
        claim = Claim.objects.get(pk=claim.pk)
        try:
            verdicts.set_verdict(claim=claim, verdict=next(choice), by=by)
        except Refused:
            continue  # approved by somebody: the next one
        yield


if __name__ == "__main__":
    main()
