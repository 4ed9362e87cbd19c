"""Eight people mark at once: a real server over loopback, and how many marks it takes a second."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.test import Client

from claims.enums import Stage, State, Visibility
from claims.models import Article, Claim, User

from .pages import percentile

PEOPLE = 8
TOKEN = "b" * 32  # a CSRF token is good when cookie and header agree


@dataclass(slots=True)
class Outcome:
    """What came of it: answers by status, and the milliseconds of the good ones."""

    seconds: float = 0.0
    answers: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        marks = self.answers.pop("200", 0)
        errors = ", ".join(f"{n} × {what}" for what, n in self.answers.items()) or "none"
        if not marks:
            return f"no marks; errors: {errors}"
        p50, p95 = percentile(self.times, 0.5), percentile(self.times, 0.95)
        speed = f"{marks / self.seconds:.0f} marks/s, p50 {p50:.0f} ms, p95 {p95:.0f} ms"
        return f"{speed}, errors: {errors}"


@contextmanager
def server() -> Iterator[int]:
    """Run the server as `make run` does, on a free port; yield the port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "factcheck.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "8"]
    process = subprocess.Popen([*command, "--log-level", "warning", "--no-control-socket"])
    try:
        until = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < until:
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def mark_together(*, apart_from: Article, seconds: float) -> Outcome:
    """Let eight checkers mark claims of usual articles, each as fast as the answers come."""
    rows = Claim.objects.exclude(article=apart_from).filter(
        state__in=(State.TO_CHECK, State.CHECKING),
        version=1,
        article__stage=Stage.IN_CHECK,
        article__visibility=Visibility.NEWSROOM,
    )
    claims = list(rows.select_related("article").order_by("pk"))
    with server() as port:
        together = Together(port, seconds)
        people = [
            threading.Thread(
                target=together.mark, args=(cookies(f"checker{n + 1}"), claims[n::PEOPLE])
            )
            for n in range(PEOPLE)
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
    return together.outcome


def cookies(username: str) -> str:
    """Sign somebody in and return the cookies of the session."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


class Together:
    """People who begin at the same moment, once the server is warm."""

    def __init__(self, port: int, seconds: float) -> None:
        self.port = port
        self.seconds = seconds
        self.outcome = Outcome()
        self.lock = threading.Lock()
        self.start = threading.Barrier(PEOPLE, timeout=120)

    def mark(self, cookie: str, claims: list[Claim]) -> None:
        """Mark one claim after the other over one connection, until time or claims are up."""
        headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "HX-Request": "true"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for claim in claims[:4]:  # both workers load their code and templates
            ask(connection, "GET", claim.get_absolute_url(), "", headers)
        connection.close()  # the server hangs up on those who wait
        self.start.wait()
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.monotonic()
        for claim in claims:
            if time.monotonic() - begun >= self.seconds:
                break
            body = urlencode({"verdict": "verified", "verdict_note": "", "seen": claim.version})
            asked = time.perf_counter()
            answer = ask(connection, "POST", f"{claim.get_absolute_url()}verdict/", body, headers)
            took = (time.perf_counter() - asked) * 1000
            with self.lock:
                self.outcome.answers[answer] += 1
                self.outcome.times += [took] if answer == "200" else []
        with self.lock:
            self.outcome.seconds = max(self.outcome.seconds, time.monotonic() - begun)
        connection.close()


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    address: str,
    body: str,
    headers: dict[str, str],
) -> str:
    """Return the status of the answer, or the name of what went wrong."""
    try:
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__
    return str(response.status)
