"""The audit log in words: who did what, from what to what, and what a colleague did since."""

import ast
import inspect
import pkgutil
import re
from importlib import import_module

import pytest

from claims import services
from claims.enums import Said, Verdict
from claims.models import AuditEvent, Claim, Tag
from claims.queries.history import DEEDS, colleagues_since, history
from claims.services import claims, evidence, statements, undo, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CLAIM = "The repair cost 3.1 million crowns"


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), CLAIM)


def told(thing: Claim) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [(row.event.actor_name, row.deed, row.changes) for row in history(thing)]


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
            ],
        ),
        ("Carl Checker", "raised the claim", []),
    ]


def test_people_tags_and_choices_are_told_by_name(claim: Claim) -> None:
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    claims.edit_claim(claim=claim, by=person("carl"), risk="high", action="cut")
    tag = Tag.objects.create(name="Money", slug="money")
    claims.set_tags(claim=claim, by=person("carl"), add=[tag])
    changes = [row.changes for row in history(claim)]
    assert changes[0] == [("tags", "nothing", "Money")]
    assert sorted(changes[1]) == [("editorial action", "Keep", "Cut"), ("risk", "Normal", "High")]
    assert changes[2] == [("assigned to", "nothing", "Carl Checker")]


def test_evidence_is_told_without_its_name(claim: Claim) -> None:
    secret = evidence.add_evidence(
        by=person("carl"), url="https://x.example/s", title="Leaked memo", visibility="named"
    )
    support = evidence.attach(evidence=secret, target=claim, by=person("carl"), stance="supports")
    evidence.detach(support=support, by=person("carl"))
    deeds = [deed for _, deed, _ in told(claim)]
    assert {"took evidence off", "attached evidence"} <= set(deeds)
    assert "Leaked" not in repr(told(claim))


def test_a_statement_has_its_own_words() -> None:
    statement = factories.statement(factories.article(), "We will not open a day early.")
    statements.answer_said(statement=statement, said=Said.ALTERED, by=person("carl"), note="“may”")
    event = AuditEvent.objects.filter(object_uid=statement.uid)[0]
    undo.undo(event=event, by=person("carl"))
    assert [row.deed for row in history(statement)] == [
        "undid the last step",
        "answered “was it said”",
        "raised the statement",
    ]
    assert history(statement)[1].changes[0] == ("was it said", "nothing", "Altered")


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
    evidence.edit_support(support=support, by=person("cleo"), stance="refutes", note="old")
    (row,) = colleagues_since(support, seen=support.version, user=person("carl"))
    assert row.deed == "edited how evidence bears on it"
    assert sorted(row.changes) == [("note", "nothing", "old"), ("stance", "Supports", "Refutes")]


def test_a_long_history_is_cut_at_a_hundred(claim: Claim) -> None:
    for number in range(101):
        verdicts.note_finding(claim=claim, note=str(number), by=person("carl"))
    assert len(history(claim)) == 100


def test_every_deed_done_to_claims_and_statements_has_words() -> None:
    kinds = set()
    for module in pkgutil.iter_modules(services.__path__, f"{services.__name__}."):
        tree = ast.parse(inspect.getsource(import_module(module.name)))
        strings = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        kinds |= {s for s in strings if isinstance(s, str) and re.fullmatch(KIND, s)}
    assert len(kinds) > 25
    assert kinds - set(DEEDS) == {"evidence.added"}  # that is done to no claim


KIND = r"(?:claim|statement|said|verdict|finding|deed|evidence|support)\.[a-z_]+"
