"""Tasks of workers that died run again; what is over is cleared away."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from claims.services import upkeep

from .lost_task import wait_while_held

LEASE = timedelta(seconds=900)


@pytest.fixture
def _real_queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.TASK_LEASE = LEASE.total_seconds()


def running(*workers: str, for_how_long: timedelta) -> DBTaskResult:
    """A task that the last of `workers` took up so long ago."""
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - for_how_long,
        args_kwargs={"args": ["."], "kwargs": {}},
        task_path="tests.services.lost_task.wait_while_held",
        worker_ids=list(workers),
        backend_name="default",
        run_after=timezone.now(),
    )


def database_url() -> str:
    """The address of the test database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_real_queue")
def test_a_task_whose_worker_was_killed_runs_again(tmp_path: Path) -> None:
    (tmp_path / "hold").touch()
    result = wait_while_held.enqueue(str(tmp_path))
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--verbosity", "0"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DATABASE_URL": database_url(),
    }
    worker = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        patience = time.monotonic() + 30
        while not (tmp_path / "attempts").exists() and time.monotonic() < patience:
            time.sleep(0.05)
    finally:
        worker.kill()
        worker.wait()
    lost = DBTaskResult.objects.get(pk=result.id)
    assert lost.status == TaskResultStatus.RUNNING

    (tmp_path / "hold").unlink()
    later = timezone.now() + LEASE
    assert upkeep.recover_lost_tasks(now=later) == upkeep.Recovered(requeued=1, failed=0)
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)

    lost.refresh_from_db()
    assert (lost.status, lost.return_value) == (TaskResultStatus.SUCCESSFUL, "done")
    assert len(lost.worker_ids) == 2
    assert (tmp_path / "attempts").read_text() == "begun\nbegun\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("_real_queue")
def test_a_task_within_its_lease_is_left_alone() -> None:
    task = running("one", for_how_long=LEASE - timedelta(seconds=5))
    assert upkeep.recover_lost_tasks() == upkeep.Recovered(requeued=0, failed=0)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
@pytest.mark.usefixtures("_real_queue")
def test_a_task_that_kills_every_worker_is_given_up() -> None:
    task = running("one", "two", "three", for_how_long=LEASE + timedelta(seconds=5))
    assert upkeep.recover_lost_tasks() == upkeep.Recovered(requeued=0, failed=1)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert "3 workers" in task.traceback


@pytest.mark.django_db
@pytest.mark.usefixtures("_real_queue")
def test_tick_says_what_it_found_and_forgets_what_is_over() -> None:
    lost = running("one", for_how_long=LEASE + timedelta(seconds=5))
    old, recent = (running("one", for_how_long=timedelta()) for _ in range(2))
    for task, age in ((old, timedelta(days=31)), (recent, timedelta(days=29))):
        task.status, task.finished_at = TaskResultStatus.SUCCESSFUL, timezone.now() - age
        task.save()
    Session.objects.create(session_key="over", expire_date=timezone.now() - timedelta(minutes=1))
    Session.objects.create(session_key="open", expire_date=timezone.now() + timedelta(minutes=1))
    out = StringIO()
    call_command("tick", stdout=out)
    told = "1 tasks queued again, 0 given up, 0 feeds to read, 0 links to look at"
    assert out.getvalue() == f"{told}, 0 people to write to\n"
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {lost.pk, recent.pk}
    assert [session.session_key for session in Session.objects.all()] == ["open"]
