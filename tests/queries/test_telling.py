"""The audit log in words: who did what, from what to what, and who may know the names in it."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone

from claims.enums import Said, Verdict
from claims.models import (
    AuditEvent,
    Claim,
    Statement,
    Support,
    Tag,
)
from claims.queries.history import (
    History,
    colleagues_since,
    history,
    of_article,
    of_person,
)
from claims.queries.telling import Line, tell
from claims.services import (
    claims,
    evidence,
    replies,
    statements,
    supports,
    undo,
    verdicts,
    withdrawal,
)
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CLAIM = "The repair cost 3.1 million crowns"
EARLY = "We will not open a day early."
Told = list[tuple[str, str, list[tuple[str, str, str]]]]


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), CLAIM)


def told(thing: Claim | Statement | Support, viewer: str = "carl") -> Told:
    lines = history(thing, viewer=person(viewer))
    return [(row.who, row.deed, [tuple(c) for c in row.changes]) for row in lines]  # type: ignore[misc]


def lines_of(found: History) -> list[Line]:
    return [line for _day, lines in found.days for line in lines]


# --- one thing ------------------------------------------------------------------------------------


def test_a_verdict_is_told_in_the_words_of_the_page_newest_first(claim: Claim) -> None:
    verdicts.set_verdict(
        claim=claim, verdict=Verdict.NEEDS_CONTEXT, by=person("carl"), note="it was a loan"
    )
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("cleo"))
    assert told(claim) == [
        ("Cleo Checker", "set the verdict", [("verdict", "Needs context", "Inaccurate")]),
        (
            "Carl Checker",
            "set the verdict",
            [
                ("verdict", "nothing", "Needs context"),
                ("what was found", "nothing", "it was a loan"),
                ("check state", "To check", "Checking"),
            ],
        ),
        ("Carl Checker", "raised the claim", []),
    ]


def test_people_tags_and_choices_are_told_by_name(claim: Claim) -> None:
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    claims.edit_claim(claim=claim, by=person("carl"), risk="high", action="cut")
    tag = Tag.objects.create(name="Money", slug="money")
    claims.set_tags(claim=claim, by=person("carl"), add=[tag])
    changes = [row[2] for row in told(claim)]
    assert changes[0] == [("tags", "nothing", "Money")]
    assert sorted(changes[1]) == [("editorial action", "Keep", "Cut"), ("risk", "Normal", "High")]
    assert ("assigned to", "nothing", "Carl Checker") in changes[2]


def test_a_statement_has_its_own_words() -> None:
    statement = factories.statement(factories.article(), EARLY)
    statements.answer_said(statement=statement, said=Said.ALTERED, by=person("carl"), note="“may”")
    event = AuditEvent.objects.filter(object_uid=statement.uid)[0]
    undo.undo(event=event, by=person("carl"))
    lines = history(statement, viewer=person("carl"))
    assert [row.deed for row in lines] == [
        "undid the last step: answered “was it said”",
        "answered “was it said”",
        "raised the statement",
    ]
    assert tuple(lines[1].changes[0]) == ("was it said", "nothing", "Altered")
    assert lines[0].note == ""  # not the name the log has for it


def test_times_stand_in_the_clock_of_the_reader(claim: Claim) -> None:
    due = datetime.datetime(2026, 5, 1, 22, 30, tzinfo=datetime.UTC)
    claims.set_due(claim=claim, due_at=due, by=person("carl"))
    with timezone.override(zoneinfo.ZoneInfo("Asia/Tokyo")):
        assert told(claim)[0][2] == [("due", "nothing", "2 May 2026 07:30")]
    with timezone.override(datetime.UTC):
        assert told(claim)[0][2] == [("due", "nothing", "1 May 2026 22:30")]


def test_a_reason_that_is_a_field_too_is_told_once(claim: Claim) -> None:
    verdicts.call_not_checkable(claim=claim, reason="a forecast", by=person("carl"))
    claim.refresh_from_db()
    verdicts.reopen(claim=claim, reason="the figures are out", by=person("edda"))
    line = history(claim, viewer=person("carl"))[0]
    assert line.deed == "reopened the claim"
    assert line.note == ""
    assert ("reason", "a forecast", "the figures are out") in line.changes


def test_only_what_came_after_and_from_others_is_a_conflict(claim: Claim) -> None:
    verdicts.note_finding(claim=claim, note="one", by=person("cleo"))
    claim.refresh_from_db()
    seen = claim.version
    verdicts.note_finding(claim=claim, note="two", by=person("carl"))
    verdicts.note_finding(claim=claim, note="three", by=person("cleo"))
    rows = colleagues_since(claim, seen=seen, user=person("carl"))
    assert [row.changes for row in rows] == [[("what was found", "two", "three")]]


def test_a_conflict_over_evidence_tells_what_the_other_changed(claim: Claim) -> None:
    support = factories.support(claim)
    supports.edit_support(support=support, by=person("cleo"), stance="refutes", note="old")
    (row,) = colleagues_since(support, seen=support.version, user=person("carl"))
    assert row.deed == "edited how evidence bears on it"
    assert sorted(row.changes) == [("note", "nothing", "old"), ("stance", "Supports", "Refutes")]


def test_a_long_history_is_cut_at_a_hundred(claim: Claim) -> None:
    for number in range(101):
        verdicts.note_finding(claim=claim, note=str(number), by=person("carl"))
    assert len(history(claim, viewer=person("carl"))) == 100


def test_a_person_leads_to_what_they_did_for_those_who_may_open_that(claim: Claim) -> None:
    ada, carl = person("ada"), person("carl")
    claim.article.authors.add(ada)
    claims.assign_claim(claim=claim, assignee=carl, by=carl)
    for viewer, leads in ((carl, True), (person("adam"), True), (ada, False)):
        line = history(claim, viewer=viewer)[0]
        (assigned,) = [c.after for c in line.changes if c.field == "assigned to"]
        assert bool(line.who.url) is leads
        assert bool(assigned.url) is leads
    assert str(carl.uid) in history(claim, viewer=carl)[0].who.url


def test_a_long_text_shows_what_went_and_what_came(claim: Claim) -> None:
    old = "The repair cost 3.1 million crowns, about a third more than was planned in the spring."
    new = "The repair cost 3.4 million crowns, about a third more than was planned in the spring."
    claims.edit_claim(claim=claim, by=person("carl"), text=old)
    claim.refresh_from_db()
    claims.edit_claim(claim=claim, by=person("carl"), text=new)
    (change,) = history(claim, viewer=person("carl"))[0].changes
    assert change.is_long
    assert [piece for piece in change.pieces if piece[0] != "same"] == [
        ("del", "3.1"),
        ("ins", "3.4"),
    ]


def test_what_was_said_of_evidence_is_told_and_how_to_reach_somebody_never() -> None:
    page = evidence.add_evidence(by=person("carl"), kind="interview", description="A call")
    evidence.edit_evidence(
        evidence=page,
        by=person("carl"),
        interview={"person": "Ines Volk", "channel": "phone", "contact": "0170 555 0199"},
        published_on=datetime.date(2024, 5, 3),
    )
    page.refresh_from_db()
    evidence.share(evidence=page, visibility="named", readers=[person("cleo")], by=person("carl"))
    rows = list(AuditEvent.objects.filter(object_uid=page.uid).order_by("pk"))
    told = [(line.deed, [tuple(c) for c in line.changes]) for line in tell(rows, person("carl"))]
    assert told[0] == ("added evidence", [])
    assert told[1] == (
        "edited what is said about evidence",
        [("published on", "nothing", "3 May 2024")],
    )
    deed, changes = told[2]
    assert deed == "edited what is said about evidence"
    assert sorted(changes) == [
        ("how", "nothing", "Phone"),
        ("how to reach them", "", "changed, not shown here"),
        ("with whom", "nothing", "Ines Volk"),
    ]
    assert {deed for deed, _changes in told[3:]} == {"set who may read evidence"}
    assert ("named people", "nothing", "Cleo Checker") in [c for _d, cs in told[3:] for c in cs]
    assert "0170 " not in repr([list(AuditEvent.objects.values()), told])


def test_no_line_shows_how_to_reach_somebody_even_if_the_log_did_hold_it() -> None:
    page = evidence.add_evidence(by=person("carl"), kind="interview", description="A call")
    event = AuditEvent(
        kind="evidence.edited",
        object_type="evidence",
        object_uid=page.uid,
        changes={"contact": ["0170 555 0199", "0170 555 0200"]},
    )
    assert " 555 " not in repr(tell([event], person("carl")))


def test_the_figures_of_a_sum_are_told_each_by_its_name() -> None:
    page = evidence.add_evidence(by=person("carl"), kind="own_calculation", description="A sum")
    by_hand = {"method": "other", "formula": "a + b", "result": "7", "inputs": {"a": 3, "b": 4}}
    evidence.edit_evidence(evidence=page, by=person("carl"), calculation=by_hand)
    line = tell(list(AuditEvent.objects.filter(object_uid=page.uid)), person("carl"))[0]
    assert ("figures", "nothing", "a: 3, b: 4") in line.changes
    assert ("sum", "nothing", "Another sum, by hand") in line.changes
    assert ("result", "nothing", "7") in line.changes


def test_a_right_of_reply_is_told_by_the_name_of_the_source(claim: Claim) -> None:
    volk = factories.source("Ines Volk")
    criticism = replies.mark_critical(claim=claim, source=volk, by=person("carl"))
    attempt = replies.log_attempt(
        criticism=criticism,
        by=person("carl"),
        asked_by="Carl Checker",
        asked_at=timezone.now(),
        channel="phone",
    )
    replies.edit_attempt(attempt=attempt, by=person("carl"), answer="We did not.")
    replies.unmark_critical(criticism=criticism, by=person("carl"))
    by_name = [row[1:] for row in told(claim) if row[2] == [("source", "", "Ines Volk")]]
    assert [deed for deed, _changes in by_name] == [
        "no longer marks it as critical of a source",
        "noted that the source was asked for an answer",
        "marked it as critical of a source",
    ]
    answered = AuditEvent.objects.filter(kind="reply.answered", object_type="replyattempt")
    (line,) = tell(list(answered), person("carl"))
    assert line.deed == "noted the source's answer"
    assert ("answer", "nothing", "We did not.") in line.changes
    assert line.thing
    assert line.thing.label == "right of reply"


# --- evidence that not everybody may know of ------------------------------------------------------


@pytest.fixture
def secret(claim: Claim) -> Support:
    """Carl's evidence for named people only, tied to a claim that everybody reads."""
    memo = evidence.add_evidence(
        by=person("carl"), url="https://x.example/s", title="Leaked memo", visibility="named"
    )
    tie = supports.attach(evidence=memo, target=claim, by=person("carl"), stance="supports")
    supports.edit_support(support=tie, by=person("carl"), passage="page of the mole", note="hush")
    supports.detach(support=tie, by=person("carl"))
    supports.put_back(support=tie, by=person("carl"))
    withdrawal.withdraw_evidence(evidence=memo, reason="the mole was wrong", by=person("carl"))
    return tie


def test_who_may_read_the_evidence_reads_its_name(claim: Claim, secret: Support) -> None:
    evidence_told = [
        (deed, changes)
        for _who, deed, changes in told(claim)
        if changes and changes[0][0] == "evidence"
    ]
    assert evidence_told == [
        ("withdrew evidence", [("evidence", "", "Leaked memo")]),
        ("put evidence back", [("evidence", "", "Leaked memo")]),
        ("took evidence off", [("evidence", "", "Leaked memo")]),
        (
            "edited how evidence bears on it",
            [
                ("evidence", "", "Leaked memo"),
                ("quoted passage", "nothing", "page of the mole"),
                ("note", "nothing", "hush"),
            ],
        ),
        ("attached evidence", [("evidence", "", "Leaked memo")]),
    ]


@pytest.mark.parametrize("viewer", ["cleo", "edda", "adam", "ada"])
def test_nobody_else_does_in_any_history(claim: Claim, secret: Support, viewer: str) -> None:
    claim.article.authors.add(person("ada"))
    who = person(viewer)
    everywhere = [
        history(claim, viewer=who),
        lines_of(of_article(claim.article, who, {})),
        lines_of(of_person(person("carl"), who, {})),
    ]
    for lines in everywhere:
        seen = repr([(line.changes, line.note, line.thing) for line in lines])
        assert lines
        assert "evidence" not in {change.field for line in lines for change in line.changes}
        assert "Leaked" not in seen
        assert "mole" not in seen
        assert "hush" not in seen


def test_an_event_about_such_evidence_keeps_quiet_even_if_it_is_handed_out(secret: Support) -> None:
    about = AuditEvent.objects.filter(object_type__in=("evidence", "support"))
    lines = tell(list(about), person("edda"))
    assert len(lines) == 5
    assert {(line.thing.words if line.thing else "") for line in lines} == {"confidential evidence"}
    assert [line.changes for line in lines] == [[]] * 5
    assert "mole" not in repr([line.note for line in lines])
