"""Interviews and calculations: kept with the evidence, told in its log, contacts nowhere."""

import datetime
from typing import Any

import pytest

from claims.models import AuditEvent, Calculation, Evidence, Interview
from claims.services import evidence
from claims.services.saving import Invalid
from tests import factories
from tests.people import person

from .deeds import events, nothing_kept

pytestmark = pytest.mark.django_db

CALL = {
    "person": "Ines Volk",
    "role": "harbour master",
    "held_on": datetime.date(2026, 5, 1),
    "channel": "phone",
    "notes": "full",
    "terms": "on_background",
    "contact": "+47 555 0199",
}
GROWTH = {"method": "change", "inputs": {"old": "200", "new": "250"}}


def call(**more: Any) -> Evidence:
    return evidence.add_evidence(
        by=person("carl"), description="Called the port.", kind="interview", interview=CALL, **more
    )


def edited(thing: Evidence, **values: Any) -> AuditEvent | None:
    return evidence.edit_evidence(evidence=thing, by=person("cleo"), **values)


def test_a_conversation_is_kept_with_its_evidence() -> None:
    talk = Interview.objects.get(evidence=call())
    assert {name: getattr(talk, name) for name in CALL} == CALL
    assert talk.shows_contact_to(person("carl"))
    assert talk.shows_contact_to(person("edda"))
    assert not talk.shows_contact_to(person("cleo"))


def test_an_edit_of_the_conversation_is_told_but_for_how_to_reach_the_person() -> None:
    talk = call()
    event = edited(talk, interview={**CALL, "role": "spokeswoman", "contact": "+47 555 0200"})
    assert event is not None
    assert event.changes == {"role": ["harbour master", "spokeswoman"], "contact": ["", ""]}
    talk.refresh_from_db()
    assert talk.version == 2
    assert (
        edited(talk, interview={**CALL, "role": "spokeswoman", "contact": "+47 555 0200"}) is None
    )
    kept = str(list(AuditEvent.objects.values_list()))
    assert " 555 " not in kept


def test_who_may_not_see_how_to_reach_the_person_takes_nothing_away() -> None:
    talk = call()
    edited(talk, interview={name: value for name, value in CALL.items() if name != "contact"})
    assert Interview.objects.get(evidence=talk).contact == CALL["contact"]


def test_a_conversation_taken_away_goes_whole() -> None:
    talk = call()
    event = edited(talk, interview={})
    assert event is not None
    assert event.changes["person"] == ["Ines Volk", ""]
    assert event.changes["contact"] == ["", ""]
    assert not Interview.objects.exists()


def test_a_sum_is_worked_out_here() -> None:
    sum_ = evidence.add_evidence(by=person("carl"), description="Growth", calculation=GROWTH)
    done = Calculation.objects.get(evidence=sum_)
    assert "25" in done.result
    assert done.formula
    assert done.inputs == GROWTH["inputs"]
    event = edited(sum_, calculation={**GROWTH, "inputs": {"old": "200", "new": "300"}})
    assert event is not None
    assert event.changes["inputs"] == ["old: 200, new: 250", "old: 200, new: 300"]
    assert "50" in event.changes["result"][1]


def test_another_sum_stands_as_it_was_typed() -> None:
    typed = {"method": "other", "inputs": {}, "formula": " 2 × 3 ", "result": "6"}
    sum_ = evidence.add_evidence(by=person("carl"), description="Sum", calculation=typed)
    done = Calculation.objects.get(evidence=sum_)
    assert (done.formula, done.result) == ("2 × 3", "6")


@pytest.mark.parametrize(
    "particulars",
    [
        {"interview": {**CALL, "person": ""}},
        {"interview": {**CALL, "person": "p" * 201}},
        {"interview": {**CALL, "channel": "drums"}},
        {"interview": {**CALL, "contact": "a\x00"}},
        {"calculation": {"method": "guess"}},
        {"calculation": {"method": "change", "inputs": {"old": "0", "new": "5"}}},
        {"calculation": {"method": "change", "inputs": {"old": "many", "new": "5"}}},
        {"calculation": {"method": "other", "formula": "1", "result": ""}},
        {
            "calculation": {
                "method": "other",
                "inputs": {"a": "\x00"},
                "formula": "1",
                "result": "1",
            }
        },
    ],
)
def test_what_nothing_can_keep_or_work_out_is_refused(particulars: dict[str, Any]) -> None:
    page = factories.web_page()
    with nothing_kept(Invalid):
        evidence.add_evidence(by=person("carl"), description="New.", **particulars)
    with nothing_kept(Invalid):
        evidence.edit_evidence(evidence=page, by=person("carl"), **particulars)


def test_what_is_left_out_stays_as_it_is() -> None:
    talk = call(calculation=GROWTH)
    edited(talk, publisher="The port")
    assert (Interview.objects.count(), Calculation.objects.count()) == (1, 1)
    assert [event.kind for event in events(talk)] == ["evidence.added", "evidence.edited"]
