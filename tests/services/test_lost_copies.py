"""Copies whose worker, task, file or evidence goes away meanwhile: one copy, or a sentence."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from claims.enums import CaptureState, Found, Health, Stance, Visibility
from claims.models import AuditEvent, Capture, Evidence, Support
from claims.services import (
    captures,
    evidence,
    health,
    passages,
    storing,
    supports,
    upkeep,
    withdrawal,
)
from tests import factories
from tests.fetching.servers import Line, RawServer, html
from tests.people import person

from .test_together import failures, together
from .test_upkeep import LEASE, database_url

PAGE = html(b"<title>The report</title><p>All forty mooring posts were replaced.</p>")


@pytest.fixture
def server(settings: Any) -> Iterator[RawServer]:
    settings.FETCH_ALLOW_LOOPBACK = True
    with RawServer() as running:
        yield running


@pytest.fixture
def _real_queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.TASK_LEASE = LEASE.total_seconds()


def page_at(server: RawServer) -> Evidence:
    """Return evidence at an address, of which a copy is ordered."""
    server.sayings["/report"] = PAGE
    return evidence.add_evidence(by=person("cleo"), url=server.url("/report"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_real_queue")
def test_a_copy_whose_worker_was_killed_in_mid_fetch_is_taken_once(server: RawServer) -> None:
    found = page_at(server)
    asked = threading.Event()

    def hold(line: Line) -> None:
        line.say(PAGE[:20])
        asked.set()
        line.silence()

    server.sayings["/report"] = hold
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--verbosity", "0"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "DATABASE_URL": database_url(),
    }
    worker = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        assert asked.wait(30)
    finally:
        worker.kill()
        worker.wait()
    assert found.captures.get().state == CaptureState.RUNNING

    server.sayings["/report"] = PAGE
    later = timezone.now() + LEASE
    assert upkeep.recover_lost_tasks(now=later) == upkeep.Recovered(requeued=1, failed=0)
    assert upkeep.go_on_with_copies(now=later) == 0
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)

    capture = found.captures.get()
    found.refresh_from_db()
    assert (capture.state, capture.attempts) == (CaptureState.DONE, 2)
    assert (found.title, found.health) == ("The report", Health.OK)
    assert AuditEvent.objects.filter(kind="evidence.copied").count() == 1
    files = {path.name for path in Path(configured.MEDIA_ROOT).rglob("*") if path.is_file()}
    assert files == {Path(file.name).name for file in (capture.body, capture.archive)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_real_queue")
def test_a_copy_that_no_worker_comes_back_to_ends_and_can_be_ordered_again(
    server: RawServer,
) -> None:
    found, later = page_at(server), timezone.now() + LEASE
    first = found.captures.get()
    assert upkeep.go_on_with_copies(now=later) == 0  # its task waits
    DBTaskResult.objects.all().delete()
    assert upkeep.go_on_with_copies(now=timezone.now()) == 0  # it may be on its way
    for _ in range(captures.MOST_ATTEMPTS):  # its task is lost, and lost again
        assert upkeep.go_on_with_copies(now=later) == 1
        assert DBTaskResult.objects.ready().count() == 1
        assert upkeep.go_on_with_copies(now=later) == 0
        DBTaskResult.objects.all().delete()
    assert upkeep.go_on_with_copies(now=later) == 1
    first.refresh_from_db()
    assert (first.state, first.trouble) == (CaptureState.FAILED, captures.lost())

    second = captures.order(evidence=found, by=person("carl"))
    assert second != first
    captures.begin(str(second.uid))
    later = timezone.now() + LEASE
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    assert captures.order(evidence=found, by=person("carl")) == second
    assert upkeep.go_on_with_copies(now=later) == 1
    second.refresh_from_db()
    assert (second.state, second.trouble) == (CaptureState.FAILED, captures.lost())

    third = captures.order(evidence=found, by=person("carl"))
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    third.refresh_from_db()
    assert third.state == CaptureState.DONE


@pytest.mark.django_db
def test_who_comes_too_late_changes_nothing(server: RawServer) -> None:
    found = page_at(server)
    uid = str(found.captures.get().uid)
    slow, quick = captures.begin(uid), captures.begin(uid)
    assert slow
    assert quick
    taken = captures.take(slow)
    captures.give_up(slow, "The slow one broke.")
    assert found.captures.get().state == CaptureState.RUNNING  # the other is at it
    captures.finish(quick, taken)
    captures.finish(slow, taken)
    captures.give_up(slow, "The slow one broke.")
    capture = found.captures.get()
    assert (capture.state, capture.trouble) == (CaptureState.DONE, "")
    assert AuditEvent.objects.filter(kind="evidence.copied").count() == 1
    capture.delete()
    captures.run(uid=uid)  # the order is gone
    captures.finish(slow, taken)


@pytest.mark.django_db
def test_what_breaks_on_our_side_ends_with_a_sentence(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page_at(server)
    for broken in ("take", "finish"):
        capture = captures.order(evidence=found, by=person("cleo"))
        with monkeypatch.context() as patch:
            patch.setattr(captures, broken, lambda *_: [][0])
            with pytest.raises(IndexError):
                captures.run(uid=str(capture.uid))
        capture.refresh_from_db()
        assert capture.state == CaptureState.FAILED
        assert "on our side" in capture.trouble
    server.sayings.clear()  # 404: the exception comes while a failure is written down
    capture = captures.order(evidence=found, by=person("cleo"))
    monkeypatch.setattr(captures, "finish", lambda *_: [][0])
    with pytest.raises(IndexError):
        captures.run(uid=str(capture.uid))
    capture.refresh_from_db()
    assert capture.state == CaptureState.FAILED


@pytest.mark.django_db
def test_what_a_killed_worker_left_of_a_file_is_written_anew(server: RawServer) -> None:
    found = page_at(server)
    body = PAGE.partition(b"\r\n\r\n")[2]
    left = storing.name_for(ContentFile(body))
    default_storage.save(left, ContentFile(body[:10]))
    capture = found.captures.get()
    captures.run(uid=str(capture.uid))
    capture.refresh_from_db()
    assert capture.body.name == left
    with capture.body.open("rb") as file:
        assert file.read() == body


@pytest.mark.django_db
def test_an_order_ends_where_the_evidence_was_withdrawn_or_closed_meanwhile(
    server: RawServer,
) -> None:
    found, cleo = page_at(server), person("cleo")
    first = found.captures.get()
    evidence.share(evidence=found, visibility=Visibility.NAMED, by=cleo, readers=[])
    Capture.objects.update(asked_by=person("carl"))
    captures.run(uid=str(first.uid))
    second = captures.order(evidence=found, by=cleo)
    withdrawal.withdraw_evidence(evidence=found, by=cleo, reason="A mistake.")
    captures.run(uid=str(second.uid))
    first.refresh_from_db()
    second.refresh_from_db()
    assert "may not read" in first.trouble
    assert "withdrawn" in second.trouble
    assert not server.requests


@pytest.mark.django_db
def test_a_file_that_is_no_longer_there_is_told() -> None:
    file = ContentFile(b"All forty mooring posts.", name="notes.txt")
    found = evidence.add_evidence(by=person("cleo"), file=file)
    capture = found.captures.get()
    default_storage.delete(found.file.name)
    captures.run(uid=str(capture.uid))
    capture.refresh_from_db()
    assert (capture.state, capture.status) == (CaptureState.FAILED, None)
    assert "not where it was stored" in capture.trouble


def tied(found: Evidence, passage: str) -> Support:
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    return supports.attach(
        evidence=found, target=claim, by=person("cleo"), stance=Stance.SUPPORTS, passage=passage
    )


@pytest.mark.django_db(transaction=True)
def test_a_passage_that_changes_while_a_copy_is_taken_is_looked_for(server: RawServer) -> None:
    found = page_at(server)
    support = tied(found, "all forty mooring posts")
    assert support.found == Found.FOUND

    def edit(line: Line) -> None:
        line.say(PAGE)
        supports.edit_support(support=support, by=person("cleo"), passage="thirty lamp posts")
        connection.close()  # of the server's thread

    server.sayings["/report"] = edit
    captures.order(evidence=found, by=person("cleo"))
    support.refresh_from_db()
    newest = found.captures.done().first()
    assert (support.found, support.found_in) == (Found.MISSING, newest)
    supports.edit_support(support=support, by=person("cleo"), passage="")
    support.refresh_from_db()
    assert (support.found, support.found_in, support.differs) == ("", None, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_real_queue")
def test_many_hands_at_one_piece_of_evidence_get_one_copy_and_block_nobody(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page_at(server)
    captures.run(uid=str(found.captures.get().uid))
    article = factories.article()
    ties = [
        supports.attach(
            evidence=found,
            target=factories.claim(article, words),
            by=person("cleo"),
            stance=Stance.SUPPORTS,
            passage="all forty mooring posts",
        )
        for words in ("It was the sixth closure since April.", "the 40 mooring posts")
    ]
    server.sayings["/report"] = html(b"<p>Nothing is left of the report.</p>")
    ordered = together(*[partial(captures.order, evidence=found, by=person("carl"))] * 4)
    assert len({capture.uid for capture in ordered}) == 1
    noted, judge = threading.Event(), health.judge

    def slowly(*args: Any, **about: Any) -> None:
        noted.set()
        time.sleep(0.5)
        judge(*args, **about)

    def edit(tie: Support, passage: str, *, in_between: bool) -> None:
        if in_between:  # when the ties are written, and what they bear on is still to be told
            noted.wait(10)
        supports.edit_support(support=tie, by=person("cleo"), passage=passage)

    monkeypatch.setattr(health, "judge", slowly)
    edits = [
        partial(edit, tie, passage, in_between=passage == "all of it")
        for passage in ("all forty mooring posts!", "all of it")
        for tie in ties
    ]
    runs = [partial(captures.run, uid=str(ordered[0].uid))] * 2
    looks = [partial(passages.look_again, uid=str(found.uid))] * 2
    assert not failures(together(*runs, *edits, *looks))
    assert [capture.state for capture in found.captures.all()] == [CaptureState.DONE] * 2
    assert AuditEvent.objects.filter(kind="evidence.copied").count() == 2


@pytest.mark.django_db(transaction=True)
def test_words_that_no_longer_stand_word_for_word_are_gone(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page_at(server)
    support = tied(found, "all forty mooring posts were replaced")
    server.sayings["/report"] = html(PAGE.partition(b"\r\n\r\n")[2].replace(b"forty", b"four"))
    captures.order(evidence=found, by=person("cleo"))
    support.refresh_from_db()
    found.refresh_from_db()
    assert (support.found, found.health) == (Found.SIMILAR, Health.PASSAGE_GONE)
    assert support.differs
    captures.order(evidence=found, by=person("cleo"))
    found.refresh_from_db()
    assert found.health == Health.PASSAGE_GONE  # a second look makes it no better
    monkeypatch.setattr(passages, "AT_ONCE", 10)  # from here on in the background
    supports.edit_support(support=support, by=person("cleo"), passage="all four mooring posts")
    support.refresh_from_db()
    assert (support.found, support.differs) == (Found.FOUND, [])
    monkeypatch.undo()
    default_storage.delete(found.captures.done()[0].body.name)  # who attaches is not stopped by it
    supports.edit_support(support=support, by=person("cleo"), passage="lamp posts of the sound")
    support.refresh_from_db()
    assert support.found == Found.MISSING
