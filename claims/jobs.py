"""Hand work to the background by name, once what it is about has been saved."""

import importlib

from django.db import transaction


def enqueue(name: str, *args: str) -> None:
    """Run the task ``name`` of ``claims.tasks`` with ``args`` after the transaction commits."""

    def hand_over() -> None:
        getattr(importlib.import_module("claims.tasks"), name).enqueue(*args)

    transaction.on_commit(hand_over)
