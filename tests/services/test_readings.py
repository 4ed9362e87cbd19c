"""Whoever is shown evidence for named people leaves a line in its history."""

import datetime

import pytest
from django.utils import timezone

from claims.enums import Shown
from claims.models import AuditEvent, Evidence
from claims.queries.telling import tell
from claims.services import chain, evidence, readings
from claims.services.readings import note_readings
from tests import factories
from tests.people import person

from .deeds import events

pytestmark = pytest.mark.django_db


def secret() -> Evidence:
    return factories.web_page(title="The memo", visibility="named", readers=[person("rita")])


def told(thing: Evidence) -> list[tuple[str, str]]:
    return [(e.actor_name, e.note) for e in events(thing) if e.kind == readings.READ]


def test_only_what_is_for_named_people_is_noted() -> None:
    note_readings([factories.web_page()], by=person("rita"), where=Shown.PAGE)
    assert not AuditEvent.objects.filter(kind=readings.READ).exists()


def test_one_reading_in_one_place_is_one_line_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hidden, rita, carl = secret(), person("rita"), person("carl")
    for who, where in ((rita, Shown.PAGE), (rita, Shown.PAGE), (carl, Shown.PAGE)):
        note_readings([hidden, hidden], by=who, where=where)
    note_readings([hidden], by=rita, where=Shown.FILE)
    lines = [("Rita Reviewer", "page"), ("Carl Checker", "page"), ("Rita Reviewer", "file")]
    assert told(hidden) == lines
    later = timezone.now() + datetime.timedelta(minutes=11)
    monkeypatch.setattr("claims.services.readings.timezone.now", lambda: later)
    note_readings([hidden], by=rita, where=Shown.PAGE)
    assert told(hidden) == [*lines, ("Rita Reviewer", "page")]


def test_those_who_may_read_it_learn_who_read_what() -> None:
    hidden = secret()
    note_readings([hidden], by=person("rita"), where=Shown.WORD)
    rows = AuditEvent.objects.filter(kind=readings.READ)
    (line,) = tell(list(rows.visible_to(person("carl"))), person("carl"), own=hidden.uid)
    assert (line.who, line.note) == ("Rita Reviewer", "in a Word file")
    assert not rows.visible_to(person("cleo")).exists()
    evidence.share(evidence=hidden, visibility="named", by=person("carl"))
    assert not rows.visible_to(person("rita")).exists()


@pytest.mark.django_db(transaction=True)
def test_the_chain_stays_whole_when_a_page_is_read_in_no_transaction() -> None:
    hidden = secret()
    note_readings([hidden], by=person("rita"), where=Shown.PANEL)
    report = chain.verify()
    assert (report.fault, report.waiting) == ("", 0)
    assert report.checked == AuditEvent.objects.count()
