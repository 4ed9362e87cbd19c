"""Evidence is tied to claims and statements, and a tie is changed, taken off and put back."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from claims.enums import Question, Stance, State, Verdict
from claims.models import AuditEvent, Claim, Support
from claims.services import claims, evidence, supports, undo, verdicts, withdrawal
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept
from .test_evidence import a_file, files, secret

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
URL = "https://example.org/closures"


def raised() -> Claim:
    return factories.claim(factories.article(), WORDS)


def now(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def test_a_tie_answers_the_question_of_what_it_is_tied_to() -> None:
    claim = raised()
    statement = factories.statement(claim.article, "We will not open a day early.")
    page = evidence.add_evidence(by=person("carl"), url=URL)
    ties = supports.attach_to_all(
        evidence=page,
        targets=[claim, statement],
        by=person("cleo"),
        stance="partly",
        passage=" Six times. ",
        locator="p. 3",
        note="Since April?",
    )
    assert {tie.question for tie in ties} == {Question.TRUE, Question.SAID}
    for tie, thing in zip(ties, (claim, statement), strict=True):
        assert (tie.stance, tie.passage, tie.locator, tie.note) == (
            "partly",
            "Six times.",
            "p. 3",
            "Since April?",
        )
        assert tie.created_by == person("cleo")
        event = events(thing)[-2 if thing is claim else -1]
        assert event.kind == "evidence.attached"
        assert event.changes == {"evidence": [None, {"id": tie.pk}]}
        thing.refresh_from_db()
        assert thing.version > 1
    assert now(claim).state == State.CHECKING


def test_attaching_the_same_again_changes_the_tie() -> None:
    claim = raised()
    first = factories.support(claim, url=URL, passage="Six.")
    version = now(claim).version
    again = factories.support(claim, url=URL, passage="Six.", by=person("cleo"))
    assert (again, now(claim).version) == (first, version)
    changed = factories.support(
        claim, url=URL, stance=Stance.REFUTES, note="No.", by=person("cleo")
    )
    assert (changed.pk, changed.stance, changed.passage, changed.note) == (
        first.pk,
        "refutes",
        "",
        "No.",
    )
    assert changed.created_by == person("carl")
    assert now(claim).version == version + 1
    assert kinds(claim)[-1] == "support.edited"
    assert undo.offer(claim, person("cleo")) is None  # nothing of Carl's is taken off by undo


def test_a_reviewers_verdict_on_the_evidence_counts_at_once() -> None:
    claim = factories.checked(raised())
    factories.support(claim, stance=Stance.REFUTES, by=person("cleo"))
    assert now(claim).state == State.CHECKING


def test_a_stale_hand_ties_nothing() -> None:
    claim = raised()
    factories.support(claim, url="https://example.org/1")
    page = evidence.add_evidence(by=person("carl"), url=URL)
    with nothing_kept(Stale):
        supports.attach(evidence=page, target=claim, by=person("carl"), stance="supports", seen=1)


def test_all_targets_are_tied_or_none() -> None:
    claim = raised()
    retired = factories.claim(claim.article, "The repair cost")
    claims.retire_claim(claim=retired, reason="twice", by=person("carl"))
    page = evidence.add_evidence(by=person("carl"), url=URL)
    with nothing_kept(Refused):
        supports.attach_to_all(
            evidence=page, targets=[claim, retired], by=person("carl"), stance="supports"
        )


@pytest.mark.parametrize(
    "about",
    [
        {"stance": "proves"},
        {"stance": ""},
        {"stance": "supports", "passage": "a\x00b"},
        {"stance": "supports", "locator": "\ud800"},
        {"stance": "supports", "note": "\x00"},
    ],
)
def test_a_tie_nothing_can_keep_is_refused(about: dict[str, str]) -> None:
    claim = raised()
    page = evidence.add_evidence(by=person("carl"), url=URL)
    with nothing_kept(Invalid):
        supports.attach(evidence=page, target=claim, by=person("carl"), **about)
    support = factories.support(claim)
    with nothing_kept(Invalid):
        supports.edit_support(support=support, by=person("carl"), **about)


def test_withdrawn_evidence_is_tied_to_nothing() -> None:
    claim = raised()
    page = evidence.add_evidence(by=person("carl"), url=URL)
    withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=person("carl"))
    with nothing_kept(Invalid):
        supports.attach(evidence=page, target=claim, by=person("carl"), stance="supports")


def test_a_tie_is_edited_with_a_trace() -> None:
    support = factories.support(raised())
    event = supports.edit_support(
        support=support, by=person("cleo"), seen=1, note="Read again.", stance=Stance.PARTLY
    )
    assert event is not None
    cleo = {"id": person("cleo").pk, "name": "Cleo Checker"}
    assert event.changes == {
        "note": ["", "Read again."],
        "stance": ["supports", "partly"],
        "edited_by": [None, cleo],
    }
    support.refresh_from_db()
    assert (support.note, support.stance, support.version) == ("Read again.", "partly", 2)
    with nothing_kept(Stale):
        supports.edit_support(support=support, by=person("carl"), seen=1, note="x")
    assert supports.edit_support(support=support, by=person("carl"), note="Read again.") is None


def test_taking_off_and_putting_back_twice_counts_once() -> None:
    claim = raised()
    support = factories.support(claim)
    for verb in (supports.detach, supports.detach, supports.put_back, supports.put_back):
        verb(support=support, by=person("carl"))
    told = [kind for kind in kinds(claim) if kind.startswith("evidence.")]
    assert told == ["evidence.attached", "evidence.detached", "evidence.put_back"]
    support.refresh_from_db()
    assert support.removed_at is None


def test_a_tie_taken_off_is_not_edited_nor_put_back_beside_a_new_one() -> None:
    claim = raised()
    support = factories.support(claim, url=URL)
    supports.detach(support=support, by=person("carl"))
    with nothing_kept(Invalid):
        supports.edit_support(support=support, by=person("carl"), note="x")
    factories.support(claim, url=URL)
    with nothing_kept(Invalid):
        supports.put_back(support=support, by=person("carl"))


# --- files that are added with a tie --------------------------------------------------------------


@pytest.mark.parametrize("where", [(evidence, "record"), (supports, "attach_to_all")])
def test_an_upload_that_fails_leaves_no_file(
    where: tuple[Any, str], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    claim = raised()
    monkeypatch.setattr(*where, breaks)
    with nothing_kept(RuntimeError):
        supports.add_and_attach(
            targets=[claim], by=person("carl"), about={"stance": "supports"}, file=a_file()
        )
    assert files(settings) == []


def test_a_refused_tie_leaves_no_new_evidence_but_keeps_what_was_there(settings: Any) -> None:
    claim = raised()
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    other = ContentFile(b"other", name="other.csv")
    there = evidence.add_evidence(by=person("carl"), file=a_file())
    for file in (a_file(), other):
        with nothing_kept(Refused):
            supports.add_and_attach(
                targets=[claim], by=person("carl"), about={"stance": "supports"}, file=file
            )
    assert [path.name for path in files(settings)] == [Path(there.file.name).name]


# --- named people only ----------------------------------------------------------------------------


def test_restricted_evidence_is_used_by_those_it_names_only() -> None:
    claim = raised()
    hidden = secret()
    support = supports.attach(evidence=hidden, target=claim, by=person("rita"), stance="supports")
    cleo = person("cleo")
    deeds: list[Any] = [
        lambda: supports.attach(evidence=hidden, target=claim, by=cleo, stance="supports"),
        lambda: supports.edit_support(support=support, by=cleo, stance="refutes"),
        lambda: supports.detach(support=support, by=cleo),
        lambda: supports.put_back(support=support, by=cleo),
        lambda: withdrawal.withdraw_evidence(evidence=hidden, by=cleo, reason="x"),
    ]
    for deed in deeds:
        with nothing_kept(Invalid):
            deed()


def test_restricted_evidence_counts_for_the_claim_whoever_looks_at_it() -> None:
    claim = raised()
    supports.attach(evidence=secret(), target=claim, by=person("carl"), stance="supports")
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("cleo"))
    assert now(claim).state == State.CHECKED
    assert not Support.objects.visible_to(person("cleo")).filter(claim=claim).exists()


def test_the_history_of_a_claim_tells_nothing_of_restricted_evidence() -> None:
    claim = raised()
    page = secret(description="A memo by the minister", publisher="The minister")
    support = supports.attach(
        evidence=page,
        target=claim,
        by=person("carl"),
        stance="supports",
        passage="We knew about it.",
        note="From the minister's aide.",
    )
    supports.edit_support(support=support, by=person("carl"), passage="We knew all along.")
    supports.edit_support(support=support, by=person("carl"), note="Aide", locator="p. 9")
    supports.detach(support=support, by=person("carl"))
    supports.put_back(support=support, by=person("carl"))
    withdrawal.withdraw_evidence(evidence=page, reason="The aide lied.", by=person("carl"))
    for username in ("cleo", "edda", "adam", "nora"):
        rows = AuditEvent.objects.visible_to(person(username))
        told = " ".join(f"{e.object_name} {e.changes} {e.note}" for e in rows).lower()
        for word in ("memo", "minister", "knew", "aide", "p. 9"):
            assert word not in told, (username, word)
    own = AuditEvent.objects.visible_to(person("rita"))
    assert "memo" in " ".join(e.object_name for e in own)
