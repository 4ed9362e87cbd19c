"""`manage.py audit verify` says that all fits, or what does not, with a status to act upon."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import guards
from claims.services import chain, saving
from tests.people import person
from tests.tampering import lifted

pytestmark = pytest.mark.django_db


def verify(*arguments: str) -> list[str]:
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("audit", "verify", *arguments, stdout=out)
    return out.getvalue().splitlines()


def tell(times: int = 1) -> None:
    for _ in range(times):
        saving.record(person("carl"), by=person("carl"), kind="tried", note="as it was")


def test_an_empty_log_fits() -> None:
    assert verify() == [
        "0 events are chained, and all fit.",
        "The head, to be noted outside this database:",
        f"0:{'0' * 64}",
    ]


def test_the_head_it_prints_is_the_one_to_expect() -> None:
    tell(2)
    chain.seal_stragglers()
    tell()
    first, waiting, _label, head = verify()
    assert first == "2 events are chained, and all fit."
    assert waiting == "Waiting to be chained: 1."
    chain.seal_stragglers()
    assert verify("--expect", head)[1] == "Up to position 2 they are those noted."
    with pytest.raises(CommandError, match="Position 2 was rewritten"):
        verify("--expect", f"2:{'a' * 64}")
    with pytest.raises(CommandError, match="cut off: it ends at position 3, noted was 4"):
        verify("--expect", f"4:{'a' * 64}")


def test_what_does_not_fit_is_an_error() -> None:
    tell(2)
    chain.seal_stragglers()
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_auditevent SET note = 'changed'")
    with pytest.raises(CommandError, match=r"^Position 1: event ") as caught:
        verify()
    assert caught.value.returncode == 1


def test_missing_triggers_are_an_error() -> None:
    guards.remove(connection, list(guards.triggers(connection)))
    tables = "claims_auditevent, claims_auditlink, claims_signoff"
    with pytest.raises(CommandError, match=f"does not guard {tables} against changes"):
        verify()


@pytest.mark.parametrize("head", ["", "1", "1:abc", f"-1:{'a' * 64}", f"1:{'g' * 64}", "x:y"])
def test_a_head_that_cannot_be_read_is_told(head: str) -> None:
    with pytest.raises(CommandError, match="a noted head is POSITION:HASH"):
        verify(f"--expect={head}")


def test_the_deed_must_be_named() -> None:
    with pytest.raises(CommandError):
        call_command("audit")
