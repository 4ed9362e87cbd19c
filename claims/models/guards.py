"""Database triggers on what is written once: the database itself refuses to change it.

They are put in after every `migrate`, because SQLite loses a table's triggers without a word
whenever a migration rebuilds the table. Whoever owns the database can still take them off.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

WRITTEN_ONCE = ("AuditEvent", "AuditLink", "SignOff")
FUNCTION = "claims_written_once"
BODY = """
BEGIN
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
"""
# PostgreSQL's own number for BEFORE DELETE OR UPDATE OR TRUNCATE … FOR EACH STATEMENT
REFUSES_ALL = 2 + 8 + 16 + 32


class Trigger(NamedTuple):
    """One trigger: what it is called, where it sits, and how it is made."""

    name: str
    table: str
    sql: str


def triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """Yield the triggers that belong on those of the tables which the database has by now."""
    existing = set(connection.introspection.table_names())
    made = postgresql if connection.vendor == "postgresql" else sqlite
    for name in WRITTEN_ONCE:
        model = apps.get_model("claims", name)
        if model._meta.db_table in existing:
            yield from made(model)


def postgresql(model: type[models.Model]) -> Iterator[Trigger]:
    """Yield the one trigger that PostgreSQL needs; it refuses even what would touch no row."""
    table = model._meta.db_table
    when = f'BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" FOR EACH STATEMENT'
    name = f"{table}_once"
    yield Trigger(name, table, f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {FUNCTION}()")


def sqlite(model: type[models.Model]) -> Iterator[Trigger]:
    """Yield SQLite's three; the last is there as INSERT OR REPLACE deletes without asking."""
    table = model._meta.db_table
    unique = [field.column for field in model._meta.concrete_fields if field.unique]
    taken = " OR ".join(f'"{column}" = NEW."{column}"' for column in unique)
    for deed, when in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", f' WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {taken})'),  # noqa: S608 – our names
    ):
        name = f"{table}_no_{deed.lower()}"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
        sql = f'CREATE TRIGGER {name} BEFORE {deed} ON "{table}"{when} {refuse}'
        yield Trigger(name, table, sql)


def missing(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Return the triggers that are not there, are switched off, or are not as we made them."""
    wanted = list(triggers(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE t.tgenabled IN ('O', 'A') AND t.tgtype = %s AND t.tgqual IS NULL"
                " AND p.prosrc = %s AND pg_table_is_visible(t.tgrelid)",
                [REFUSES_ALL, BODY],
            )
            standing = {name for (name,) in cursor.fetchall()}
            return [trigger for trigger in wanted if trigger.name not in standing]
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        standing = {sql for (sql,) in cursor.fetchall()}
        return [trigger for trigger in wanted if trigger.sql not in standing]


def remove(connection: BaseDatabaseWrapper, unwanted: list[Trigger]) -> None:
    """Take triggers off, whether they are there or not."""
    with connection.cursor() as cursor:
        for trigger in unwanted:
            where = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{where}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in the triggers that are missing; cheap when none is."""
    if not (wanted := missing(connection)):
        return
    with transaction.atomic(using=connection.alias):
        remove(connection, wanted)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger"
                    f" LANGUAGE plpgsql AS $${BODY}$$"
                )
            for trigger in wanted:
                cursor.execute(trigger.sql)


def after_migrate(*, using: str, **_: Any) -> None:
    """Receive Django's post_migrate."""
    install(connections[using])
