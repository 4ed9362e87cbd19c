"""One of the crowd at work until the time is up, and several of them as threads of a process."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models.signals import post_save

from claims.models import AuditEvent, User
from claims.services.saving import Invalid, Refused, Stale

from .acts import ACTS
from .hand import Hand, Nothing
from .scene import PEOPLE

TOLD = (Refused, Invalid, Stale)


@dataclass(frozen=True, slots=True)
class Record:
    """One act and what came of it: done, nothing (to change), or the name of the exception."""

    act: str
    who: str
    ms: float
    outcome: str
    said: str = ""
    events: list[str] = field(default_factory=list)  # uids of the audit events written meanwhile


_written = threading.local()


def note_event(instance: AuditEvent, **_: Any) -> None:
    """Keep the uid of an audit event written by this thread."""
    getattr(_written, "uids", []).append(str(instance.uid))


@contextmanager
def listening() -> Iterator[None]:
    """Let every thread know which audit events it writes."""
    post_save.connect(note_event, sender=AuditEvent)
    try:
        yield
    finally:
        post_save.disconnect(note_event, sender=AuditEvent)


def do(hand: Hand, by: User) -> Record | None:
    """Do one act chosen by chance; None where there was nothing to do it to."""
    names = list(ACTS)
    name = hand.rng.choices(names, [weight for weight, _act in ACTS.values()])[0]
    _written.uids = []
    begun = time.perf_counter()
    outcome, said = "", ""
    try:
        ACTS[name][1](hand, by)
    except Nothing:
        return None
    except TOLD as no:
        outcome, said = type(no).__name__, str(no)
    except Exception as error:  # whatever it is: the judge calls it a fault
        outcome, said = f"{type(error).__module__}.{type(error).__name__}", str(error)
    took = (time.perf_counter() - begun) * 1000
    events = list(_written.uids)
    outcome = outcome or ("done" if events else "nothing")
    return Record(name, by.username, took, outcome, said, events)


def work(name: str, *, seed: int, until: float) -> list[Record]:
    """Act until the clock shows ``until``; return what came of it."""
    hand = Hand(name, random.Random(f"{seed} {name}"))
    people = list(User.objects.filter(username__in=PEOPLE).order_by("pk"))
    records = []
    while time.time() < until:
        if record := do(hand, hand.rng.choice(people)):
            records.append(record)
    return records


def work_in_threads(*, first: int, threads: int, seed: int, until: float) -> list[Record]:
    """Let so many threads work at once, each under a name of its own."""
    records: list[Record] = []
    errors: list[BaseException] = []

    def run(number: int) -> None:
        try:
            records.extend(work(f"hand{number}", seed=seed, until=until))
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    with listening():
        crowd = [threading.Thread(target=run, args=(first + n,)) for n in range(threads)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
    if errors:
        raise errors[0]
    return records
