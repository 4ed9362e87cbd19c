"""The database itself refuses to change what is written once, whoever asks."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from claims.models import AuditEvent, AuditLink, SignOff, guards
from claims.services import chain
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

COLUMNS = {
    "claims_auditevent": "note",
    "claims_auditlink": "hash",
    "claims_signoff": "sha256",
}
ALTOGETHER = {
    "postgresql": "TRUNCATE {table} CASCADE",
    "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
}
SPOILING = {
    "postgresql": [
        ["ALTER TABLE claims_auditevent DISABLE TRIGGER claims_auditevent_once"],
        [
            "DROP TRIGGER claims_auditevent_once ON claims_auditevent",
            "CREATE TRIGGER claims_auditevent_once BEFORE TRUNCATE ON claims_auditevent"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {guards.FUNCTION}()",
        ],
        [
            f"CREATE OR REPLACE FUNCTION {guards.FUNCTION}() RETURNS trigger"
            " LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
        ],
    ],
    "sqlite": [
        ["DROP TRIGGER claims_auditevent_no_update"],
        [
            "DROP TRIGGER claims_auditevent_no_update",
            "CREATE TRIGGER claims_auditevent_no_update BEFORE UPDATE OF uid"
            " ON claims_auditevent BEGIN SELECT RAISE(ABORT, 'no'); END",
        ],
    ],
}


@pytest.fixture(autouse=True)
def _rows() -> None:
    article = factories.article()
    SignOff.objects.create(
        article=article, revision=article.current, record={"a": 1}, created_by=person("edda")
    )
    chain.seal_stragglers()
    connection.check_constraints()  # or PostgreSQL would refuse for another reason


def rows() -> list[list[tuple[object, ...]]]:
    models = (AuditEvent, AuditLink, SignOff)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET {column} = 'x'",
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE true"
        " ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'",
        "altogether",
    ],
)
def test_raw_sql_changes_nothing_that_is_written_once(table: str, sql: str) -> None:
    before = rows()
    assert all(before)
    if sql == "altogether":
        sql = ALTOGETHER[connection.vendor]
    key = "position" if table == "claims_auditlink" else "id"
    sql = sql.format(table=table, column=COLUMNS[table], key=key)
    refused = pytest.raises(IntegrityError, match="is written once")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(sql)
    assert rows() == before


def test_what_is_written_once_can_still_be_written() -> None:
    before = AuditEvent.objects.count()
    factories.article(text="Another headline\n\nAnother text of 12 words.")
    assert chain.seal_stragglers() == AuditEvent.objects.count() - before > 0


def test_triggers_that_a_rebuilt_table_lost_are_put_back_by_migrate() -> None:
    wanted = list(guards.triggers(connection))
    assert {trigger.table for trigger in wanted} == COLUMNS.keys()
    guards.remove(connection, wanted)
    assert guards.missing(connection) == wanted
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


@pytest.mark.parametrize("spoiling", SPOILING[connection.vendor])
def test_triggers_that_let_things_pass_are_noticed_and_replaced(spoiling: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in spoiling:
            cursor.execute(sql)
    assert guards.missing(connection)
    guards.install(connection)
    assert guards.missing(connection) == []
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_auditevent SET note = 'x'")
