"""Evidence is stored once, tied to claims and statements, and seen by those who may."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File

from claims.enums import Question, Stance, State, Verdict
from claims.models import AuditEvent, Claim, Evidence, Support
from claims.services import claims, evidence, undo, verdicts
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
URL = "https://example.org/closures"


def raised() -> Claim:
    return factories.claim(factories.article(), WORDS)


def now(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def a_file(data: bytes = b"figures", name: str = "closures.csv") -> File[bytes]:
    return ContentFile(data, name=name)


def files(settings: Any) -> list[Path]:
    """Every file that is stored."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def secret(**about: Any) -> Evidence:
    """Evidence that Carl lets Rita read, and nobody else."""
    readers = [person("rita")]
    return factories.web_page(
        url=URL, title="The leaked memo", visibility="named", readers=readers, **about
    )


# --- adding ---------------------------------------------------------------------------------------


def test_evidence_by_address_file_or_words_names_itself(settings: Any) -> None:
    carl = person("carl")
    page = evidence.add_evidence(by=carl, url=f" {URL}?page=2 ")
    kept = evidence.add_evidence(by=carl, file=a_file(), kind="dataset", is_primary=True)
    call = evidence.add_evidence(
        by=carl, description="Called the port.\nTwice.", kind="interview", publisher="The port"
    )
    assert [e.title for e in (page, kept, call)] == [
        "example.org/closures",
        "closures.csv",
        "Called the port.",
    ]
    assert page.url == f"{URL}?page=2"
    assert (kept.file_name, kept.is_primary, len(kept.sha256)) == ("closures.csv", True, 64)
    assert [path.read_bytes() for path in files(settings)] == [b"figures"]
    assert (call.publisher, call.kind) == ("The port", "interview")
    for added in (page, kept, call):
        assert kinds(added) == ["evidence.added"]


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org?a=b"])
def test_an_address_without_a_path_is_a_title_too(url: str) -> None:
    assert evidence.add_evidence(by=person("carl"), url=url).title == "example.org"


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"url": " ", "description": "\n"},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://example.org/x"},
        {"url": "http://[::1"},
        {"url": "https://example.org/" + "x" * 2000},
        {"url": URL, "kind": "hunch"},
        {"url": URL, "visibility": "secret"},
        {"url": URL, "title": "a\x00b"},
        {"url": URL, "publisher": "p" * 201},
        {"url": f"{URL}\x00"},
        {"description": "a\ud800"},
    ],
)
@pytest.mark.parametrize("with_file", [False, True])
def test_evidence_nothing_can_keep_leaves_no_row_and_no_file(
    about: dict[str, str], with_file: bool, settings: Any
) -> None:
    person("carl")
    if with_file and not about.get("url", "").strip():
        about = {**about, "url": "no address"}
    file = a_file() if with_file else None
    with nothing_kept(Invalid):
        evidence.add_evidence(by=person("carl"), file=file, **about)
    assert files(settings) == []


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_add_evidence_leaves_no_file(username: str, settings: Any) -> None:
    person(username)
    with nothing_kept(Refused):
        evidence.add_evidence(by=person(username), file=a_file())
    assert files(settings) == []


@pytest.mark.parametrize("what", ["record", "attach_to_all"])
def test_an_upload_that_fails_leaves_no_file(
    what: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    claim = raised()
    monkeypatch.setattr(evidence, what, breaks)
    with nothing_kept(RuntimeError):
        evidence.add_and_attach(
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
            evidence.add_and_attach(
                targets=[claim], by=person("carl"), about={"stance": "supports"}, file=file
            )
    assert [path.name for path in files(settings)] == [Path(there.file.name).name]


# --- once -----------------------------------------------------------------------------------------


def test_the_same_address_and_the_same_bytes_are_stored_once(settings: Any) -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    assert evidence.add_evidence(by=person("cleo"), url=f" {URL} ", title="Mine") == page
    assert evidence.add_evidence(by=person("cleo"), url=f"{URL}/") != page
    kept = evidence.add_evidence(by=person("carl"), file=a_file())
    assert evidence.add_evidence(by=person("cleo"), file=a_file(name="again.csv")) == kept
    assert evidence.add_evidence(by=person("cleo"), file=a_file(b"others")) != kept
    assert len(files(settings)) == 2
    assert kinds(page) == ["evidence.added"]


def test_two_descriptions_are_two_pieces_of_evidence() -> None:
    first, second = (
        evidence.add_evidence(by=person("carl"), description="Called the port.") for _ in "12"
    )
    assert first != second


def test_what_one_may_not_read_is_not_found_by_its_address_or_bytes() -> None:
    hidden = secret()
    file = evidence.add_evidence(by=person("carl"), file=a_file(), visibility="named")
    assert evidence.add_evidence(by=person("cleo"), url=URL) != hidden
    assert evidence.add_evidence(by=person("cleo"), file=a_file()) != file


def test_evidence_meant_for_the_newsroom_is_never_swapped_for_restricted_evidence() -> None:
    hidden = secret()
    shown = evidence.add_evidence(by=person("carl"), url=URL)
    assert shown != hidden
    assert Evidence.objects.visible_to(person("cleo")).contains(shown)
    again = evidence.add_evidence(by=person("carl"), url=URL, visibility="named")
    assert again not in (hidden, shown)


def test_withdrawn_evidence_is_not_offered_again() -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    evidence.withdraw_evidence(evidence=page, reason="A forgery.", by=person("carl"))
    assert evidence.add_evidence(by=person("carl"), url=URL) != page


# --- tying ----------------------------------------------------------------------------------------


def test_a_tie_answers_the_question_of_what_it_is_tied_to() -> None:
    claim = raised()
    statement = factories.statement(claim.article, "We will not open a day early.")
    page = evidence.add_evidence(by=person("carl"), url=URL)
    ties = evidence.attach_to_all(
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
        evidence.attach(evidence=page, target=claim, by=person("carl"), stance="supports", seen=1)


def test_all_targets_are_tied_or_none() -> None:
    claim = raised()
    retired = factories.claim(claim.article, "The repair cost")
    claims.retire_claim(claim=retired, reason="twice", by=person("carl"))
    page = evidence.add_evidence(by=person("carl"), url=URL)
    with nothing_kept(Refused):
        evidence.attach_to_all(
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
        evidence.attach(evidence=page, target=claim, by=person("carl"), **about)
    support = factories.support(claim)
    with nothing_kept(Invalid):
        evidence.edit_support(support=support, by=person("carl"), **about)


def test_withdrawn_evidence_is_tied_to_nothing() -> None:
    claim = raised()
    page = evidence.add_evidence(by=person("carl"), url=URL)
    evidence.withdraw_evidence(evidence=page, reason="A forgery.", by=person("carl"))
    with nothing_kept(Invalid):
        evidence.attach(evidence=page, target=claim, by=person("carl"), stance="supports")


def test_a_tie_is_edited_with_a_trace() -> None:
    support = factories.support(raised())
    event = evidence.edit_support(
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
        evidence.edit_support(support=support, by=person("carl"), seen=1, note="x")
    assert evidence.edit_support(support=support, by=person("carl"), note="Read again.") is None


def test_taking_off_and_putting_back_twice_counts_once() -> None:
    claim = raised()
    support = factories.support(claim)
    for verb in (evidence.detach, evidence.detach, evidence.put_back, evidence.put_back):
        verb(support=support, by=person("carl"))
    told = [kind for kind in kinds(claim) if kind.startswith("evidence.")]
    assert told == ["evidence.attached", "evidence.detached", "evidence.put_back"]
    support.refresh_from_db()
    assert support.removed_at is None


def test_a_tie_taken_off_is_not_edited_nor_put_back_beside_a_new_one() -> None:
    claim = raised()
    support = factories.support(claim, url=URL)
    evidence.detach(support=support, by=person("carl"))
    with nothing_kept(Invalid):
        evidence.edit_support(support=support, by=person("carl"), note="x")
    factories.support(claim, url=URL)
    with nothing_kept(Invalid):
        evidence.put_back(support=support, by=person("carl"))


# --- withdrawing ----------------------------------------------------------------------------------


def test_everything_that_rests_on_withdrawn_evidence_follows() -> None:
    checked, approved = factories.checked(raised()), factories.approved(raised())
    statement = factories.statement(checked.article, "We will not open a day early.")
    support = factories.support(statement)
    page = support.evidence
    assert page in {tie.evidence for claim in (checked, approved) for tie in claim.supports.all()}
    evidence.withdraw_evidence(evidence=page, reason=" A forgery. ", by=person("cleo"))
    assert (now(checked).state, now(approved).state) == (State.CHECKING, State.RECHECK)
    for thing in (checked, approved, statement):
        assert "evidence.withdrawn" in kinds(thing)
        assert list(thing.supports.current()) == []
    page.refresh_from_db()
    assert page.withdrawn_reason == "A forgery."
    with nothing_kept(Invalid):
        evidence.withdraw_evidence(evidence=page, reason="Again.", by=person("carl"))


def test_nothing_undone_settles_a_claim_whose_evidence_was_withdrawn_since() -> None:
    claim = factories.approved(raised())
    verdicts.reopen(claim=claim, reason="New report.", by=person("carl"))
    page = claim.supports.get().evidence
    evidence.withdraw_evidence(evidence=page, reason="A forgery.", by=person("cleo"))
    assert undo.offer(claim, person("carl")) is None
    assert now(claim).state == State.CHECKING


def test_evidence_withdrawn_while_it_was_off_is_not_put_back() -> None:
    claim = factories.checked(raised())
    support = claim.supports.get()
    evidence.detach(support=support, by=person("carl"))
    evidence.withdraw_evidence(evidence=support.evidence, reason="A forgery.", by=person("cleo"))
    event = undo.offer(claim, person("carl"))
    assert event is not None
    with nothing_kept(Invalid):
        undo.undo(event=event, by=person("carl"))


@pytest.mark.parametrize("reason", ["", " ", "a\x00"])
def test_evidence_is_withdrawn_for_a_reason(reason: str) -> None:
    page = factories.web_page()
    with nothing_kept(Invalid):
        evidence.withdraw_evidence(evidence=page, reason=reason, by=person("carl"))


# --- named people only ----------------------------------------------------------------------------


def test_restricted_evidence_is_used_by_those_it_names_only() -> None:
    claim = raised()
    hidden = secret()
    support = evidence.attach(evidence=hidden, target=claim, by=person("rita"), stance="supports")
    cleo = person("cleo")
    deeds: list[Any] = [
        lambda: evidence.attach(evidence=hidden, target=claim, by=cleo, stance="supports"),
        lambda: evidence.edit_support(support=support, by=cleo, stance="refutes"),
        lambda: evidence.detach(support=support, by=cleo),
        lambda: evidence.put_back(support=support, by=cleo),
        lambda: evidence.withdraw_evidence(evidence=hidden, by=cleo, reason="x"),
    ]
    for deed in deeds:
        with nothing_kept(Invalid):
            deed()


def test_restricted_evidence_counts_for_the_claim_whoever_looks_at_it() -> None:
    claim = raised()
    evidence.attach(evidence=secret(), target=claim, by=person("carl"), stance="supports")
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("cleo"))
    assert now(claim).state == State.CHECKED
    assert not Support.objects.visible_to(person("cleo")).filter(claim=claim).exists()


def test_the_history_of_a_claim_tells_nothing_of_restricted_evidence() -> None:
    claim = raised()
    page = secret(description="A memo by the minister", publisher="The minister")
    support = evidence.attach(
        evidence=page,
        target=claim,
        by=person("carl"),
        stance="supports",
        passage="We knew about it.",
        note="From the minister's aide.",
    )
    evidence.edit_support(support=support, by=person("carl"), passage="We knew all along.")
    evidence.edit_support(support=support, by=person("carl"), note="Aide", locator="p. 9")
    evidence.detach(support=support, by=person("carl"))
    evidence.put_back(support=support, by=person("carl"))
    evidence.withdraw_evidence(evidence=page, reason="The aide lied.", by=person("carl"))
    for username in ("cleo", "edda", "adam", "nora"):
        rows = AuditEvent.objects.visible_to(person(username))
        told = " ".join(f"{e.object_name} {e.changes} {e.note}" for e in rows).lower()
        for word in ("memo", "minister", "knew", "aide", "p. 9"):
            assert word not in told, (username, word)
    own = AuditEvent.objects.visible_to(person("rita"))
    assert "memo" in " ".join(e.object_name for e in own)
