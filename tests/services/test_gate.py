"""Letting an article pass, taking it back, and saying what blocks."""

import pytest

from claims.enums import GateLevel
from claims.models import AuditEvent, GateSetting, Override
from claims.queries.gate import Gate, levels, print_of
from claims.services import articles, claims, gate
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person
from tests.signed import COST, SIXTH, fresh

pytestmark = pytest.mark.django_db
OPEN = "open_claims"


def kinds() -> list[str]:
    return [event.kind for event in AuditEvent.objects.filter(kind__startswith="gate.")]


def test_an_editor_lets_pass_with_a_reason_and_it_is_on_record() -> None:
    article = factories.article()
    claim = factories.claim(article, SIXTH)
    made = gate.override(
        article=article, condition=OPEN, reason="  Read by the desk. ", by=person("edda")
    )
    assert (made.reason, made.covers) == ("Read by the desk.", [str(claim.uid)])
    assert Gate(fresh(article)).is_open
    event = AuditEvent.objects.get(kind="gate.overridden")
    assert (event.article_uid, event.note) == (article.uid, "Read by the desk.")
    assert event.changes == {"count": [None, 1]}


@pytest.mark.parametrize("who", ["ada", "carl", "rita", "adam", "nora"])
def test_nobody_but_an_editor_lets_pass_or_takes_it_back(who: str) -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    with pytest.raises(Refused, match="Only an editor"):
        gate.override(article=article, condition=OPEN, reason="So.", by=person(who))
    made = gate.override(article=article, condition=OPEN, reason="So.", by=person("edda"))
    with pytest.raises(Refused, match="Only an editor"):
        gate.withdraw_override(override=made, by=person(who))
    assert Override.objects.standing().count() == 1


def test_an_editor_who_wrote_it_lets_nothing_pass() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    article.authors.add(person("edda"))
    with pytest.raises(Refused, match="You wrote this article"):
        gate.override(article=article, condition=OPEN, reason="So.", by=person("edda"))


def test_nothing_passes_in_an_archived_article() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    articles.archive_article(article=article, by=person("edda"))
    with pytest.raises(Refused, match="archived"):
        gate.override(article=article, condition=OPEN, reason="So.", by=person("edda"))


@pytest.mark.parametrize(
    ("condition", "reason", "sentence"),
    [
        (OPEN, "   ", "Say why"),
        (OPEN, "broken \x00 words", "broken characters"),
        ("placeholders", "So.", "Nothing is in the way"),
        ("no-such-thing", "So.", "no condition"),
        ("", "So.", "no condition"),
    ],
)
def test_an_override_says_why_and_of_what(condition: str, reason: str, sentence: str) -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    with pytest.raises(Invalid, match=sentence):
        gate.override(article=article, condition=condition, reason=reason, by=person("edda"))
    assert not Override.objects.exists()


def test_who_lets_pass_what_they_have_not_seen_is_told() -> None:
    article = factories.article()
    claim = factories.claim(article, SIXTH)
    seen = print_of([str(claim.uid)])
    factories.claim(article, COST)
    with pytest.raises(Stale):
        gate.override(article=article, condition=OPEN, reason="So.", by=person("edda"), seen=seen)
    claims.retire_claim(claim=claim, reason="doubled", by=person("carl"))
    with pytest.raises(Stale):
        gate.override(article=article, condition=OPEN, reason="So.", by=person("edda"), seen=seen)
    assert not Override.objects.exists()


def test_letting_pass_again_takes_the_place_of_the_first_which_stays_on_record() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    first = gate.override(article=article, condition=OPEN, reason="One.", by=person("edda"))
    factories.claim(article, COST)
    second = gate.override(article=article, condition=OPEN, reason="Two.", by=person("edda"))
    assert list(Override.objects.standing()) == [second]
    assert len(second.covers) == 2
    first.refresh_from_db()
    assert first.withdrawn_by == person("edda")
    assert kinds() == ["gate.overridden", "gate.override_withdrawn", "gate.overridden"]


def test_what_is_taken_back_counts_again_and_twice_is_once() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    made = gate.override(article=article, condition=OPEN, reason="So.", by=person("edda"))
    for _ in range(2):
        gate.withdraw_override(override=made, by=person("edda"))
    assert not Gate(fresh(article)).is_open
    assert kinds() == ["gate.override_withdrawn", "gate.overridden"]


# --- what blocks ----------------------------------------------------------------------------------


def test_a_level_is_set_told_and_set_back() -> None:
    gate.set_level(condition=OPEN, level="warning", by=person("edda"))
    gate.set_level(condition=OPEN, level="warning", by=person("edda"))
    gate.set_level(condition=OPEN, level="blocker", by=person("edda"))
    told = AuditEvent.objects.filter(kind="gate.level_set").order_by("pk")
    assert [event.changes["level"] for event in told] == [
        ["blocker", "warning"],
        ["warning", "blocker"],
    ]
    assert GateSetting.objects.get().version == 3


@pytest.mark.parametrize("who", ["carl", "rita", "adam", "ada"])
def test_only_an_editor_sets_what_blocks(who: str) -> None:
    with pytest.raises(Refused):
        gate.set_level(condition=OPEN, level="off", by=person(who))
    with pytest.raises(Refused):
        gate.set_levels(levels_now={OPEN: "off"}, seen={}, by=person(who))
    assert not GateSetting.objects.exists()


def test_several_levels_are_set_all_or_none() -> None:
    with pytest.raises(Invalid):
        gate.set_levels(
            levels_now={OPEN: "off", "placeholders": "nonsense"}, seen={}, by=person("edda")
        )
    assert levels()[OPEN] == GateLevel.BLOCKER
    wanted = {OPEN: "off", "placeholders": "warning", "unlooked": "warning"}
    done = gate.set_levels(levels_now=wanted, seen={}, by=person("edda"))
    assert len(done) == 2
    assert {key: str(level) for key, level in levels().items() if key in wanted} == wanted


def test_who_saves_second_keeps_what_they_left_alone_and_is_told_of_the_rest() -> None:
    seen = {key: str(level) for key, level in levels().items()}
    gate.set_level(condition=OPEN, level="off", by=person("edda"))
    gate.set_levels(levels_now=seen | {"unlooked": "off"}, seen=seen, by=person("edda"))
    assert (levels()[OPEN], levels()["unlooked"]) == (GateLevel.OFF, GateLevel.OFF)
    with pytest.raises(Invalid, match=r"Claims still to check.*Not asked"):
        gate.set_levels(levels_now=seen | {OPEN: "warning"}, seen=seen, by=person("edda"))
    assert levels()[OPEN] == GateLevel.OFF
