"""Was it said: a transcript pasted in the panel, what it shows, the answer that it offers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.enums import EvidenceKind, Manner, Said, Stance, Visibility
from claims.models import AuditEvent, Capture, Evidence, Statement
from claims.queries import heard
from claims.services import captures, evidence, supports
from tests import factories
from tests.people import person

from .pages import Element, Parts, counted, find, look, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db

QUOTE = "Every one of the 40 mooring posts has been replaced"
TALK = (
    "[12:25] REPORTER: Well?\n[12:31] VOLK: Nearly every one of the 40 posts has been replaced.\n"
)
SENT = {"stance": "supports", "visibility": "newsroom"}
Commits = Callable[..., Any]


@pytest.fixture
def statement() -> Statement:
    return factories.statement(factories.article(), QUOTE, manner=Manner.DIRECT)


def heard_in(root: Element, statement: Statement) -> Element:
    (found,) = find(root, id=f"heard-{statement.uid}")
    return found


def on(statement: Statement, text: str = TALK, **about: Any) -> Evidence:
    """Tie a transcript to the statement; it is read."""
    file = SimpleUploadedFile("talk.srt", text.encode())
    about = {"kind": EvidenceKind.RECORDING, "title": "The call"} | about
    found = evidence.add_evidence(by=person("cleo"), file=file, **about)
    supports.attach(evidence=found, target=statement, by=person("cleo"), stance=Stance.SUPPORTS)
    captures.run(uid=str(captures.order(evidence=found, by=person("cleo")).uid))
    return found


def test_a_pasted_transcript_is_kept_read_compared_and_its_answer_saved_by_a_person(
    statement: Statement, django_capture_on_commit_callbacks: Commits
) -> None:
    client = signed_in("carl")
    typed = {**SENT, "transcript": TALK, "person": "Ines Volk"}
    waiting = Parts(press(client, place("statement-evidence", statement), **typed))
    found = Evidence.objects.get()
    assert (found.kind, found.title) == ("interview", "Conversation with Ines Volk")
    with found.file.open() as file:
        assert (found.file_name, file.read().decode()) == ("transcript.txt", TALK.strip())
    piece = heard_in(waiting.panel, statement)
    assert "still being read" in words(piece)
    assert piece.get("hx-trigger") == "load delay:3s"
    with django_capture_on_commit_callbacks(execute=True):
        captures.order(evidence=found, by=person("carl"))
        Capture.objects.update(asked_at="2024-01-01T00:00Z")
        captures.order(evidence=found, by=person("carl"))
    panel = Parts(look(client, statement.get_absolute_url())).panel
    piece = heard_in(panel, statement)
    assert "at 12:31, VOLK" in words(piece)
    marks = [words(mark) for mark in find(piece, "mark")]
    assert marks == ["mooring added"]
    assert Statement.objects.get().said == ""  # nothing is set by itself
    (button,) = find(piece, "button", name="said")
    assert (button.get("value"), words(button)) == ("altered", "Answer: Altered")
    (form,) = button.iterancestors("form")
    assert form.get("hx-post") == place("statement-said", statement)
    note = {"said_note": "From the call", "seen": str(statement.version + 1)}
    panel = Parts(press(client, form.get("hx-post"), said=button.get("value"), **note)).panel
    statement.refresh_from_db()
    assert (statement.said, statement.said_by, statement.said_note) == (
        Said.ALTERED, person("carl"), "From the call"
    )  # fmt: skip
    assert "That is the answer given." in words(heard_in(panel, statement))
    assert not find(heard_in(panel, statement), "button")


def test_what_is_wrong_with_a_transcript_is_said_and_what_was_typed_stays(
    statement: Statement,
) -> None:
    client = signed_in("carl")
    typed: dict[str, Any] = {
        **SENT,
        "transcript": TALK,
        "file": SimpleUploadedFile("call.mp3", b"ID3 sound"),
    }
    answer = press(client, place("statement-evidence", statement), **typed)
    assert answer.status_code == 422
    panel = Parts(answer).panel
    assert "Evidence has one file" in words(panel)
    assert find(panel, "textarea", name="transcript")[0].text.strip() == TALK.strip()
    assert not Evidence.objects.exists()


def test_a_long_transcript_comes_when_the_panel_stands(
    statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard, "AT_ONCE", 10)
    on(statement)
    client, address = signed_in("carl"), place("statement-heard", statement)
    piece = heard_in(Parts(look(client, statement.get_absolute_url())).panel, statement)
    assert (piece.get("hx-trigger"), piece.get("hx-get")) == ("load", address)
    assert find(piece, "a", href=address)  # without a script
    fragment = look(client, address)
    assert "12:31" in fragment.content.decode()
    assert b"<form" not in fragment.content
    whole = page(client.get(address))
    (form,) = [
        f for f in find(whole, "form") if f.get("action") == place("statement-said", statement)
    ]
    assert find(form, "button", name="said", value="altered")
    assert find(form, "input", name="seen")


def test_the_panel_of_a_claim_in_it_offers_the_comparison_folded(statement: Statement) -> None:
    claim = factories.claim(statement.article, QUOTE)
    client = signed_in("carl")
    bare = Parts(look(client, claim.get_absolute_url())).panel
    assert not find(bare, id=f"heard-{statement.uid}")
    on(statement)
    piece = heard_in(Parts(look(client, claim.get_absolute_url())).panel, statement)
    assert piece.get("hx-get") == place("statement-heard", statement)
    assert "12:31" not in words(piece)


PANEL_READS = 21


def test_the_panel_takes_the_same_few_reads_with_one_transcript_or_three(
    statement: Statement,
) -> None:
    client, found = signed_in("carl"), []
    for text in (TALK, f"{TALK} So.", f"{TALK} Yes."):
        on(statement, text)
        with counted() as reads:
            look(client, statement.get_absolute_url())
        found.append(len(reads))
    assert found == [PANEL_READS] * 3


def test_who_may_not_read_it_hears_nothing_and_each_hearing_is_noted(
    statement: Statement,
) -> None:
    found = on(statement, visibility=Visibility.NAMED, readers=[person("rita")])
    address, own = place("statement-heard", statement), reverse("evidence-heard", args=[found.uid])
    carl, rita = signed_in("carl"), signed_in("rita")
    for answer in (look(carl, statement.get_absolute_url()), look(carl, address)):
        assert b"VOLK" not in answer.content
        assert b"The call" not in answer.content
    assert carl.get(own).status_code == 404
    assert b"VOLK" in look(rita, address).content
    read = AuditEvent.objects.filter(kind="evidence.read", note="panel")
    assert [event.actor_uid for event in read] == [person("rita").uid]
    assert rita.get(own).status_code == 200


def test_the_page_of_evidence_shows_what_it_tells_of_each_statement(statement: Statement) -> None:
    found = on(statement)
    client = signed_in("carl")
    (section,) = find(
        page(client.get(reverse("evidence-detail", args=[found.uid]))), class_="heard-on"
    )
    assert "Altered at 12:31, VOLK" in words(section)
    assert find(section, "a", href=statement.get_absolute_url())


def test_a_recording_without_a_file_takes_its_transcript_once(statement: Statement) -> None:
    told = {"kind": EvidenceKind.RECORDING, "description": "From the recorder"}
    found = evidence.add_evidence(by=person("cleo"), **told)
    client = signed_in("carl")
    shown = reverse("evidence-detail", args=[found.uid])
    (form,) = find(page(client.get(shown)), "form", id="evidence-transcript")
    assert client.post(form.get("action"), {"transcript": " "}).status_code == 422
    sent = {"transcript": TALK, "seen": found.version}
    assert client.post(form.get("action"), sent).status_code == 302
    found.refresh_from_db()
    assert (found.file_name, found.captures.get().way) == ("transcript.txt", "file")
    assert not find(page(client.get(shown)), "form", id="evidence-transcript")
    again = client.post(form.get("action"), sent | {"seen": found.version})
    assert again.status_code == 422
    assert "It has a file already" in words(page(again))
    (kept,) = find(page(again), "textarea", name="transcript")
    assert kept.text.strip() == TALK.strip()
    book = evidence.add_evidence(by=person("cleo"), description="A book", kind="document")
    assert not find(
        page(client.get(reverse("evidence-detail", args=[book.uid]))), id="evidence-transcript"
    )
