"""The list of evidence: what is found, and that every count is that of the list it leads to."""

import datetime
from typing import Any

import pytest

from claims.enums import EvidenceKind, Health, Stance, Visibility
from claims.models import Evidence
from claims.queries import evidence_list as query
from claims.queries.evidence_list import EvidenceList, known_origins, to_attach
from claims.queries.evidence_page import EvidencePage
from claims.services import claims, evidence, supports, withdrawal
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
WORDS = "The repair cost 3.1 million crowns"
WHOLE = {
    "publisher": "Port of Amsel",
    "published_on": datetime.date(2026, 3, 1),
    "primacy": "primary",
    "reliability": "high",
}


def add(title: str, **what: Any) -> Evidence:
    what = {"description": "Words.", "kind": EvidenceKind.DOCUMENT, **what}
    return evidence.add_evidence(by=what.pop("by", person("carl")), title=title, **what)


def titles(who: str = "carl", **asked: str) -> list[str]:
    return sorted(row.title for row in EvidenceList(person(who), asked).page.rows)


def missing(row: Evidence, who: str = "carl") -> set[str]:
    names = [str(label) for label in EvidencePage(row, person(who), {}).missing]
    return {key for key, label in query.MISSING.items() if str(label) in names}


def test_every_word_is_looked_for_in_the_whole_record() -> None:
    add("Budget", publisher="Port of Amsel", origin="The audit of 2025")
    add("Call", kind="interview", interview={"person": "Ines Volk"})
    add("Table", url="https://stats.example/ferries", author="Otto Lind")
    assert titles(text="AMSEL audit") == ["Budget"]
    assert titles(text="volk") == ["Call"]
    assert titles(text="stats.example") == titles(text="lind") == ["Table"]
    assert titles(text="nobody") == []
    assert titles() == ["Budget", "Call", "Table"]


def test_what_others_may_not_read_is_neither_listed_nor_counted_nor_offered() -> None:
    secret = add("Ledger", visibility=Visibility.NAMED, origin="The leak")
    hidden = factories.claim(factories.article(visibility=Visibility.NAMED), WORDS)
    supports.attach(
        evidence=add("Known to few"), target=hidden, by=person("carl"), stance="refutes"
    )
    add("Open")
    claim = factories.claim(factories.article(by=person("cleo")), WORDS)
    assert titles("cleo") == ["Open"]
    facets = EvidenceList(person("cleo"), {}).facets
    assert {c.value: c.count for f in facets for c in f.choices if f.key == "visibility"} == {
        "newsroom": 1
    }
    assert "origin" not in {facet.key for facet in facets}
    assert known_origins(person("cleo")) == []
    assert [row.title for row in to_attach(claim, "", person("cleo"))] == ["Open"]
    assert titles("ada") == []
    secret.readers.add(person("cleo"))
    assert titles("cleo") == ["Ledger", "Open"]
    assert known_origins(person("cleo")) == []  # offered where nothing would log that it was read


def test_each_count_is_that_of_the_list_it_leads_to() -> None:
    claim = factories.claim(factories.article(), WORDS)
    for number in range(3):
        row = add(f"Report {number}", origin="The audit", **(WHOLE if number else {}))
        supports.attach(evidence=row, target=claim, by=person("carl"), stance=Stance.SUPPORTS)
    add("Ledger", visibility=Visibility.NAMED, kind="dataset", origin="A leak")
    add("Call", kind="interview", interview={"person": "I. Volk", "terms": "unnamed"})
    add("His word", kind="on_author")
    add("The sum", kind="own_calculation")
    gone = add("Wrong table", kind="dataset", url="https://stats.example/x")
    withdrawal.withdraw_evidence(evidence=gone, reason="retracted", by=person("carl"))
    Evidence.objects.filter(title="Report 2").update(health=Health.DEAD)
    Evidence.objects.filter(title="Report 1").update(health=Health.MOVED)
    assert titles(health="dead") == ["Report 2"]
    starts: list[dict[str, str]] = [{}, {"text": "e"}, {"kind": "document"}, {"state": "used"}]
    starts += [{"thin": "any"}, {"origin": "The audit", "state": "withdrawn"}]
    for start in starts:
        for facet in EvidenceList(person("carl"), start).facets:
            for choice in facet.choices:
                asked = {**start, facet.key: choice.value}
                found = titles(**asked)
                assert len(found) == choice.count, (start, facet.key, choice)
    assert titles(state="withdrawn") == ["Wrong table"]
    assert "Wrong table" not in titles()
    assert titles(mark="confidential") == ["Ledger"]
    assert titles(mark="on_author") == ["His word"]
    assert len(titles(state="used")) == 3


def test_a_tie_to_what_was_retired_or_taken_off_is_no_use() -> None:
    article = factories.article()
    first, second = factories.claim(article, WORDS), factories.claim(article, "no one was hurt")
    row = add("Report")
    for claim in (first, second):
        supports.attach(evidence=row, target=claim, by=person("carl"), stance=Stance.SUPPORTS)
    assert EvidenceList(person("carl"), {}).page.rows[0].uses == 2  # type: ignore[attr-defined]
    claims.retire_claim(claim=first, reason="twice", by=person("carl"))
    assert titles(state="used") == ["Report"]
    supports.detach(support=second.supports.get(), by=person("carl"))
    assert titles(state="unused") == ["Report"]


@pytest.mark.parametrize(
    ("what", "lacks"),
    [
        ({}, {"maker", "day", "primacy", "trust"}),
        (WHOLE, set()),
        ({**WHOLE, "publisher": "", "author": "O. Lind"}, set()),
        ({**WHOLE, "published_on": None, "accessed_on": datetime.date(2026, 3, 2)}, set()),
        ({"kind": "interview"}, {"maker", "day", "trust"}),
        ({"kind": "own_calculation"}, {"working"}),
        ({"kind": "own_observation"}, set()),
        ({"kind": "on_author"}, set()),
    ],
)
def test_thin_is_what_a_kind_should_say_and_does_not(what: dict[str, Any], lacks: set[str]) -> None:
    row = add("Report", **what)
    assert missing(row) == lacks
    assert titles(thin="any") == (["Report"] if lacks else [])
    for part in query.MISSING.keys() - {"any"}:
        assert titles(thin=part) == (["Report"] if part in lacks else [])


def test_a_passage_or_a_place_at_one_tie_is_enough() -> None:
    article = factories.article()
    row = add("Report", **WHOLE)
    first, second = factories.claim(article, WORDS), factories.claim(article, "no one was hurt")
    supports.attach(evidence=row, target=first, by=person("carl"), stance=Stance.SUPPORTS)
    assert missing(row) == {"place"}
    about = {"stance": Stance.CONTEXT, "locator": "p. 4"}
    supports.attach(evidence=row, target=second, by=person("carl"), **about)
    assert missing(row) == set()


def test_what_is_tied_already_or_withdrawn_is_not_offered() -> None:
    claim = factories.claim(factories.article(), WORDS)
    tied, gone = add("Report one"), add("Report two")
    supports.attach(evidence=tied, target=claim, by=person("carl"), stance=Stance.SUPPORTS)
    withdrawal.withdraw_evidence(evidence=gone, reason="wrong", by=person("carl"))
    add("Report three")
    add("Another")
    assert [row.title for row in to_attach(claim, "report", person("carl"))] == ["Report three"]


def test_the_chosen_origin_stands_there_even_when_it_is_none_of_the_most_frequent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(query, "ORIGINS", 1)
    for number, origin in enumerate(["often", "often", "seldom"]):
        add(f"Report {number}", origin=origin)
    for asked, shown in [("", ["often"]), ("seldom", ["often", "seldom"])]:
        facets = {f.key: f for f in EvidenceList(person("carl"), {"origin": asked}).facets}
        assert [choice.value for choice in facets["origin"].choices] == shown
