"""What an owner of the database could do: take the triggers off, and change what stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from claims.models import guards
from claims.services import chain


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers off and put them back in the end, all in one transaction."""
    with transaction.atomic():
        connection.check_constraints()  # PostgreSQL drops no trigger while checks are due
        guards.remove(connection, list(guards.triggers(connection)))
        yield
        guards.install(connection)


def found_after(*statements: tuple[str, Any], expect: tuple[int, str] | None = None) -> str:
    """Return the fault that `verify` finds after raw SQL behind the triggers; all is taken back."""
    with transaction.atomic():
        with lifted(), connection.cursor() as cursor:
            for sql, values in statements:
                cursor.execute(sql, values)
                assert cursor.rowcount, f"touched nothing: {sql}"
        report = chain.verify(expect=expect)
        transaction.set_rollback(True)
    return report.fault
