"""Look at what the verbs leave behind: events, versions, and after a refusal nothing at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from claims.models import AuditEvent
from claims.models.base import Addressed


def events(thing: Addressed) -> list[AuditEvent]:
    """What was done to `thing`, oldest first."""
    return list(AuditEvent.objects.filter(object_uid=thing.uid).order_by("pk"))


def kinds(thing: Addressed) -> list[str]:
    """The kinds of what was done to `thing`, oldest first."""
    return [event.kind for event in events(thing)]


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, joining tables included."""
    models = apps.get_app_config("claims").get_models(include_auto_created=True)
    rows = {}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            rows[model._meta.label] = cursor.fetchall()
    return rows


@contextmanager
def nothing_kept(error: type[Exception]) -> Iterator[pytest.ExceptionInfo[Exception]]:
    """Expect `error`, with a sentence, and not one row changed."""
    before = snapshot()
    with pytest.raises(error) as caught, transaction.atomic():
        yield caught
    assert str(caught.value)
    assert snapshot() == before
