"""What people wait for, one line each, asked through Django's test client in this process."""

import html
import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Count
from django.test import Client

from claims.enums import Stage, State, Verdict, Visibility
from claims.models import Article, Claim, Source, User

T = TypeVar("T")
HTMX = {"HX-Request": "true"}
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
QUEUES = {
    "queue: page 1": "",
    "queue: waiting for review": "state=review",
    "queue: due this week, nobody's": "due=week&assignee=nobody",
    "queue: a desk, high risk, no evidence": "desk=every&risk=high&evidence=none",
    "queue: a word": "text=ferries",
    "queue: every state and stage": "state=all&stage=all",
    "queue: statements": "show=statements",
}
Answer = Any  # a response with what the test client adds to it
Ask = Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of a request, by the clock and of processor time; SQL of the last one."""

    p50: float
    p95: float
    cpu: float
    statements: int


def percentile(times: list[float], share: float) -> float:
    """Return the time that ``share`` of all requests did not exceed (nearest rank)."""
    return sorted(times)[math.ceil(len(times) * share) - 1]


def measure(ask: Ask, *, seconds: float, most: int = 60) -> Timing:
    """Ask for so many seconds at most (three times at least), after once that does not count.

    Raises RuntimeError when an answer is not 200: an error page is quickly drawn.
    """
    statements = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal statements
        statements += not sql.startswith(NOT_COUNTED)
        return execute(sql, *rest)

    check(ask())
    times: list[float] = []
    work: list[float] = []
    least = 3 if seconds else 1
    with connection.execute_wrapper(count):
        while len(times) < least or (sum(times) < seconds * 1000 and len(times) < most):
            begun, worked, statements = time.perf_counter(), time.process_time(), 0
            response = ask()
            times.append((time.perf_counter() - begun) * 1000)
            work.append((time.process_time() - worked) * 1000)
            check(response)
    p50, p95, cpu = percentile(times, 0.5), percentile(times, 0.95), percentile(work, 0.5)
    return Timing(p50, p95, cpu, statements)


def check(response: Answer) -> None:
    """Raise RuntimeError unless the answer is a page."""
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} instead of a page")


class Reader:
    """A signed-in reviewer who goes through the newsroom."""

    def __init__(self, long: Article) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(User.objects.get(username="reviewer1"))
        rows = Article.objects.filter(stage=Stage.IN_CHECK, visibility=Visibility.NEWSROOM)
        self.articles = list(rows.exclude(pk=long.pk).order_by("pk")[:40])
        self.long = long

    def lines(self) -> Iterator[tuple[str, Ask]]:
        """Yield each line's name and its request, another article or claim every time."""
        for name, articles in (("", self.articles), (", 200 claims", [self.long])):
            claims = markable(articles)
            yield f"workspace{name}", partial(self.each, cycle(articles), self.page)
            yield f"panel{name}", partial(self.each, cycle(claims), self.panel)
            yield f"one mark{name}", partial(self.each, iter(claims), self.mark)
        for name, query in QUEUES.items():
            yield name, partial(self.client.get, f"/queue/?{query}")
        yield "queue: next page", self.next_page()
        yield "today", partial(self.client.get, "/")
        yield "articles", partial(self.client.get, "/articles/")
        yield "sources", partial(self.client.get, "/sources/")
        busiest = Source.objects.annotate(said=Count("statements")).order_by("-said")[0]
        yield "one source", partial(self.page, busiest)
        yield "figures", partial(self.client.get, "/figures/")

    def each(self, things: Iterator[T], ask: Callable[[T], Answer]) -> Answer:
        """Ask about the next of ``things``."""
        return ask(next(things))

    def page(self, thing: Article | Source) -> Answer:
        """Open the whole page."""
        return self.client.get(thing.get_absolute_url())

    def panel(self, claim: Claim) -> Answer:
        """Open the panel beside the text, as htmx does."""
        return self.client.get(claim.get_absolute_url(), headers=HTMX)

    def mark(self, claim: Claim) -> Answer:
        """Set a verdict as the page does, with the version that was shown."""
        data = {"verdict": Verdict.VERIFIED, "verdict_note": "", "seen": claim.version}
        return self.client.post(f"{claim.get_absolute_url()}verdict/", data, headers=HTMX)

    def next_page(self) -> Ask:
        """Return the request that turns the queue's pages, from the second on."""
        address = "/queue/"

        def ask() -> Answer:
            nonlocal address
            response = self.client.get(address)
            found = re.search(r'href="([^"]*[?&;]after=[^"]*)"', response.content.decode())
            address = html.unescape(found[1]) if found else "/queue/"
            return response

        return ask


def markable(articles: list[Article]) -> list[Claim]:
    """Return claims without a verdict, with their articles."""
    rows = Claim.objects.filter(article__in=articles, state__in=(State.TO_CHECK, State.CHECKING))
    return list(rows.select_related("article").order_by("pk"))


def measure_all(long: Article, *, seconds: float) -> dict[str, Timing]:
    """Return the timing of each line."""
    return {name: measure(ask, seconds=seconds) for name, ask in Reader(long).lines()}
