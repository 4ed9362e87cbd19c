"""The audit chain grows in one line, and tells what was changed behind its back."""

import logging
import math
from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.enums import Origin
from claims.models import AuditEvent, AuditLink, ChainHead, Revision, SignOff
from claims.models.chain import SEALED, START, fingerprint, follow
from claims.services import chain, saving, upkeep, verdicts
from tests import factories
from tests.people import person
from tests.tampering import found_after

from .test_together import failures, together

committing = pytest.mark.django_db(transaction=True)
WORDS = "It was the sixth closure since April."


def tell(kind: str, **about: Any) -> AuditEvent:
    """Write down a deed on Carl, by Carl."""
    carl = person("carl")
    return saving.record(carl, by=carl, kind=kind, **about)


def take_back(kind: str) -> None:
    """Write down a deed and roll that back."""
    with transaction.atomic():
        tell(kind)
        transaction.set_rollback(True)


@pytest.fixture
def six(db: None, monkeypatch: pytest.MonkeyPatch) -> list[AuditEvent]:
    """Six chained events at positions 1 to 6; the chain is walked four links at a time."""
    monkeypatch.setattr(chain, "AT_ONCE", 4)
    events = [tell(f"tried.{number}", note="as it was") for number in range(1, 7)]
    assert chain.seal_stragglers() == 6
    return events


@pytest.fixture
def signed(db: None) -> tuple[SignOff, AuditEvent]:
    """A sign-off with its chained event."""
    article, edda, now = factories.article(), person("edda"), timezone.now()
    row = SignOff.objects.create(
        article=article,
        revision=article.current,
        record={"revision": {"number": 1}, "signed": {"at": now.isoformat()}, "claims": [1, 2.5]},
        created_by=edda,
        created_at=now,
    )
    told = {"id": row.pk, "name": str(row), "uid": str(row.uid), "sha256": row.sha256}
    event = saving.record(
        article, by=edda, kind=chain.SIGNED_OFF, changes={"sign_off": [None, told]}
    )
    chain.seal_stragglers()
    assert chain.verify().fault == ""
    return row, event


def whole() -> chain.Report:
    """Assert that all events are chained, one after the other, and fit; return the report."""
    report = chain.verify()
    assert (report.fault, report.waiting) == ("", 0)
    assert report.checked == AuditEvent.objects.count()
    assert report.head == str(chain.head())
    return report


# --- growing ------------------------------------------------------------------------------------
@committing
def test_every_deed_is_chained_as_soon_as_it_is_done() -> None:
    claim = factories.claim(factories.article(), WORDS)
    verdicts.note_finding(claim=claim, note="A note.", by=person("carl"))
    assert whole().checked > 3
    positions = AuditLink.objects.values_list("position", flat=True)
    assert list(positions) == list(range(1, len(positions) + 1))


@committing
def test_what_one_transaction_did_is_chained_once_and_in_order() -> None:
    with transaction.atomic():
        events = [tell(f"tried.{number}") for number in range(3)]
        assert chain.verify().waiting == 3
    assert [link.event_id for link in AuditLink.objects.all()] == [event.pk for event in events]
    whole()


@committing
def test_what_is_rolled_back_leaves_no_gap() -> None:
    kept = []
    with transaction.atomic():
        take_back("in.a.savepoint")
        kept.append(tell("kept"))
    take_back("altogether")
    kept.append(tell("kept.too"))
    assert [link.event_id for link in AuditLink.objects.all()] == [event.pk for event in kept]
    whole()


@committing
def test_many_hands_at_once_make_one_chain() -> None:
    article = factories.article()
    many = [factories.claim(article, words) for words in (WORDS, "The repair cost", "12 days")]
    people = [person("carl"), person("cleo")]

    def work(hand: int) -> None:
        for step in range(6):
            claim, by = many[(hand + step) % len(many)], people[hand % len(people)]
            verdicts.note_finding(claim=claim, note=f"{hand}.{step}", by=by)

    assert failures(together(*(lambda hand=hand: work(hand) for hand in range(8)))) == []
    assert whole().checked >= 48


@committing
def test_the_same_events_sealed_by_many_are_chained_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "seal_on_commit", lambda event: event)
    events = [tell(f"tried.{number}") for number in range(20)]
    assert (chain.verify().waiting, AuditLink.objects.count()) == (20, 0)
    sealed = together(*[chain.seal_stragglers] * 8)
    assert failures(sealed) == []
    assert sum(sealed) == len(events)
    whole()


@committing
def test_events_left_behind_are_chained_by_the_upkeep(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(pks: list[int]) -> int:
        raise OperationalError("the server went away")

    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(chain, "seal", away)
        left = tell("left.behind")
    assert chain.verify().waiting == 1
    after = tell("went.well")
    assert upkeep.seal_left_behind() == 1
    assert [link.event_id for link in AuditLink.objects.all()] == [after.pk, left.pk]
    assert upkeep.seal_left_behind() == 0
    whole()


@pytest.mark.django_db
def test_a_chain_whose_head_is_gone_neither_grows_nor_stops_the_upkeep(
    six: list[AuditEvent], caplog: pytest.LogCaptureFixture
) -> None:
    ChainHead.objects.all().delete()
    tell("one.more")
    with caplog.at_level(logging.CRITICAL), transaction.atomic():
        assert upkeep.seal_left_behind() == 0
    assert AuditLink.objects.count() == len(six)
    assert chain.verify().fault == ("Position 1 lies behind the chain's head, which stands at 0.")


@pytest.mark.django_db
def test_events_that_wait_are_told_but_no_fault(six: list[AuditEvent]) -> None:
    tell("just.now")
    report = chain.verify()
    assert (report.fault, report.checked, report.waiting) == ("", 6, 1)


# --- what does not fit --------------------------------------------------------------------------
EVENT, LINK = "claims_auditevent", "claims_auditlink"


def fault(six: list[AuditEvent], *statements: str) -> str:
    """What `verify` finds after statements in which {e1} to {e6} are the events' numbers."""
    numbers = {f"e{place}": event.pk for place, event in enumerate(six, start=1)}
    return found_after(*((sql.format(**numbers), []) for sql in statements))


@pytest.mark.parametrize("place", [1, 4, 5, 6])
@pytest.mark.parametrize(
    "column",
    [
        "note = 'changed'",
        "changes = '{{\"state\": [1, 2]}}'",
        "actor_name = 'Somebody else'",
        "actor_uid = NULL",
        "at = '2020-01-01 00:00:00+00:00'",
        "object_version = 99",
    ],
)
def test_a_changed_event_is_named(six: list[AuditEvent], place: int, column: str) -> None:
    found = fault(six, f"UPDATE {EVENT} SET {column} WHERE id = {{e{place}}}")
    assert found == (
        f"Position {place}: event {six[place - 1].pk} (tried.{place}) is not what was chained here;"
        " it was changed, or another was put in its place."
    )


@pytest.mark.parametrize("place", [1, 4, 6])
def test_a_changed_hash_is_told_from_a_changed_event(six: list[AuditEvent], place: int) -> None:
    found = fault(six, f"UPDATE {LINK} SET hash = '{'0' * 64}' WHERE position = {place}")
    number = six[place - 1].pk
    assert found == (
        f"Position {place}: event {number} (tried.{place}) is what was chained here, "
        "but the hash in its link was changed."
    )


def test_of_several_changes_the_first_is_named(six: list[AuditEvent]) -> None:
    found = fault(six, f"UPDATE {EVENT} SET note = 'changed' WHERE id IN ({{e3}}, {{e4}}, {{e6}})")
    assert found.startswith(f"Position 3: event {six[2].pk} (tried.3) or its link was changed")


@pytest.mark.parametrize("place", [1, 4, 5, 6])
def test_a_missing_event_is_named(six: list[AuditEvent], place: int) -> None:
    found = fault(six, f"DELETE FROM {EVENT} WHERE id = {{e{place}}}")
    assert found == f"Position {place}: its event, number {six[place - 1].pk}, is missing."


@pytest.mark.parametrize("place", [1, 4, 5, 6])
def test_a_missing_link_is_named(six: list[AuditEvent], place: int) -> None:
    found = fault(six, f"DELETE FROM {LINK} WHERE position = {place}")
    assert found.startswith(f"Position {place}: its link is missing")


def test_events_that_changed_places_are_named(six: list[AuditEvent]) -> None:
    found = fault(
        six,
        f"UPDATE {LINK} SET event_id = -1 WHERE position = 2",
        f"UPDATE {LINK} SET event_id = {{e2}} WHERE position = 5",
        f"UPDATE {LINK} SET event_id = {{e5}} WHERE position = 2",
    )
    assert found.startswith(f"Position 2: event {six[4].pk} (tried.5) is not what was chained here")


def test_a_closed_gap_is_named(six: list[AuditEvent]) -> None:
    found = fault(
        six,
        f"DELETE FROM {LINK} WHERE position = 3",
        f"DELETE FROM {EVENT} WHERE id = {{e3}}",
        f"UPDATE {LINK} SET position = 3 WHERE position = 4",
        f"UPDATE {LINK} SET position = 4 WHERE position = 5",
        f"UPDATE {LINK} SET position = 5 WHERE position = 6",
        "UPDATE claims_chainhead SET position = 5",
    )
    assert found.startswith(f"Position 3: event {six[3].pk} (tried.4) is not what was chained here")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("position = 5", "Position 6 lies behind the chain's head, which stands at 5."),
        ("position = 8", "Position 7: its link is missing; the chain's head stands at 8."),
        (
            f"hash = '{START}'",
            "The chain's head bears another hash than the last link, position 6.",
        ),
    ],
)
def test_a_head_that_does_not_fit_is_told(six: list[AuditEvent], sql: str, expected: str) -> None:
    assert fault(six, f"UPDATE claims_chainhead SET {sql}") == expected


def test_a_link_before_the_first_is_told(six: list[AuditEvent]) -> None:
    found = fault(six, f"INSERT INTO {LINK} (position, event_id, hash) VALUES (0, 0, '')")
    assert found.startswith("Position 1: its link is missing (the next one there is 0)")


# --- what only a noted head tells -----------------------------------------------------------------
def test_a_tail_cut_off_tidily_is_told_by_the_noted_head_alone(six: list[AuditEvent]) -> None:
    link, last = AuditLink.objects.get(position=4), AuditLink.objects.get(position=6)
    cut = [
        (f"DELETE FROM {LINK} WHERE position > 4", []),
        (f"DELETE FROM {EVENT} WHERE id IN (%s, %s)", [six[4].pk, six[5].pk]),
        ("UPDATE claims_chainhead SET position = 4, hash = %s", [link.hash]),
    ]
    assert found_after(*cut) == ""
    assert found_after(*cut, expect=(4, link.hash)) == ""
    assert found_after(*cut, expect=(6, last.hash)) == (
        "The chain was cut off: it ends at position 4, noted was 6."
    )


def test_a_chain_written_anew_is_told_by_the_noted_head_alone(six: list[AuditEvent]) -> None:
    noted = (5, AuditLink.objects.get(position=5).hash)
    anew: list[tuple[str, Any]] = [
        (f"UPDATE {EVENT} SET note = 'changed' WHERE id = %s", [six[2].pk])
    ]
    six[2].note, previous = "changed", START
    for place, event in enumerate(six, start=1):
        event.changes = {}
        previous = follow(previous, event)
        anew.append((f"UPDATE {LINK} SET hash = %s WHERE position = %s", [previous, place]))
    anew.append(("UPDATE claims_chainhead SET hash = %s", [previous]))
    assert found_after(*anew) == ""
    assert found_after(*anew, expect=noted).startswith("Position 5 was rewritten: its hash is ")


def test_a_noted_head_fits_while_the_chain_grows(six: list[AuditEvent]) -> None:
    end = chain.head()
    tell("afterwards")
    chain.seal_stragglers()
    for noted in [(0, START), (end.position, end.hash), (7, chain.head().hash)]:
        assert chain.verify(expect=noted).fault == ""
    assert "was rewritten" in chain.verify(expect=(0, end.hash)).fault


# --- sign-offs ------------------------------------------------------------------------------------
Signed = tuple[SignOff, AuditEvent]


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("UPDATE claims_signoff SET record = '{\"claims\": [1, 2]}'", "is not what was signed"),
        (f"UPDATE claims_signoff SET sha256 = '{START}'", "is not what was signed"),
        ("UPDATE claims_signoff SET created_by_id = {person}", "was put to another"),
        ("UPDATE claims_signoff SET revision_id = {revision}", "was put to another"),
        ("UPDATE claims_signoff SET created_at = '2020-01-01 00:00:00+00:00'", "was put to an"),
        ("DELETE FROM claims_signoff", "is missing"),
    ],
)
def test_a_sign_off_that_was_changed_is_named(signed: Signed, sql: str, why: str) -> None:
    row, event = signed
    other = Revision.objects.create(
        article=row.article, number=2, text="x", origin=Origin.PASTE, created_by=row.created_by
    )
    sql = sql.replace("{person}", str(person("adam").pk)).replace("{revision}", str(other.pk))
    found = found_after((sql, []))
    assert found.startswith(f"Event {event.pk}: the sign-off {row.uid} that it tells of {why}")


def test_a_record_forged_together_with_its_hash_is_named(signed: Signed) -> None:
    row, event = signed
    sql = "UPDATE claims_signoff SET record = '{\"claims\": []}', sha256 = %s"
    found = found_after((sql, [fingerprint({"claims": []})]))
    assert found.startswith(f"Event {event.pk}: the sign-off {row.uid} that it tells of is not wh")


def test_a_sign_off_that_nobody_gave_is_named(signed: Signed) -> None:
    row, _event = signed
    forged = SignOff.objects.create(
        article=row.article, revision=row.revision, record={}, created_by=row.created_by
    )
    assert chain.verify().fault == (
        f"No event tells of the sign-off {forged.uid}, number {forged.pk}."
    )


@pytest.mark.parametrize("changes", [{}, {"sign_off": None}, {"sign_off": [None, {"uid": "x"}]}])
def test_an_event_that_tells_of_no_sign_off_is_a_fault(signed: Signed, changes: Any) -> None:
    row, _event = signed
    event = saving.record(row.article, by=row.created_by, kind=chain.SIGNED_OFF, changes=changes)
    chain.seal_stragglers()
    assert chain.verify().fault.startswith(f"Event {event.pk}: the sign-off ")


# --- the print ------------------------------------------------------------------------------------
def test_every_field_of_an_event_is_sealed() -> None:
    assert set(SEALED) == {field.name for field in AuditEvent._meta.concrete_fields}


@pytest.mark.django_db
def test_what_the_database_gives_back_has_the_print_it_had_before() -> None:
    awkward = {
        "floats": [1.0, -0.0, 1e16, 1e22, 1e23, 0.1, 1e-7, 5e-324, 1.7976931348623157e308, 2.50],
        "integers": [2**63, -(10**40), True, False, None],
        "ключ": "“quoted”\u2028\U0001f600 e\u0301 \\u0041 \x7f",
        "": {"b": [], "a": {}},
        "tuple": (1, 2),
    }
    event = tell("awkward", changes=awkward)
    before = fingerprint(awkward)
    event.refresh_from_db()
    assert fingerprint(event.changes) == before


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)  # fmt: skip


@given(json, json)
def test_equal_values_and_only_they_have_the_same_print(one: Any, other: Any) -> None:
    def exact(value: Any) -> Any:
        """`value` with True apart from 1, and 1e23 as written, not as stored in a float."""
        if isinstance(value, list):
            return [exact(item) for item in value]
        if isinstance(value, dict):
            return {key: exact(item) for key, item in value.items()}
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return Decimal(repr(value)) if number else (type(value), value)

    assert (fingerprint(one) == fingerprint(other)) == (exact(one) == exact(other))
    if isinstance(one, dict):
        assert fingerprint(dict(reversed(one.items()))) == fingerprint(one)


@pytest.mark.parametrize("odd", [{1: 2}, {"at": object()}, {"x": {1, 2}}, b"bytes"])
def test_what_json_cannot_hold_has_no_print(odd: Any) -> None:
    with pytest.raises(TypeError):
        fingerprint(odd)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_no_number_has_no_print(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        fingerprint([number])
