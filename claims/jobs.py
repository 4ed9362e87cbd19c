"""Hand work to the background by name, once what it is about has been saved."""

import importlib

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def enqueue(name: str, *args: str) -> None:
    """Run the task ``name`` of ``claims.tasks`` with ``args`` after the transaction commits."""

    def hand_over() -> None:
        getattr(importlib.import_module("claims.tasks"), name).enqueue(*args)

    transaction.on_commit(hand_over)


def in_hand(name: str) -> set[str]:
    """Return what the unfinished tasks ``name`` are about: the first argument of each."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    rows = DBTaskResult.objects.filter(task_path=f"claims.tasks.{name}", status__in=unfinished)
    return {told["args"][0] for told in rows.values_list("args_kwargs", flat=True)}
