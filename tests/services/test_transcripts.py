"""A transcript for what came without a file; and what is read without a click."""

from typing import Any

import pytest

from claims.enums import EvidenceKind, Visibility
from claims.models import AuditEvent, Evidence
from claims.services import captures, evidence
from claims.services.saving import Invalid, Refused, Stale
from claims.services.transcripts import as_file, put_transcript
from tests.people import person

pytestmark = pytest.mark.django_db

TALK = "[12:31] VOLK: We will not open a day early."


def add(**about: Any) -> Evidence:
    given = {"kind": EvidenceKind.RECORDING, "description": "From the recorder"}
    return evidence.add_evidence(by=person("cleo"), **given | about)


def test_a_transcript_becomes_the_file_and_is_read() -> None:
    found = add(url="https://example.org/stream")
    assert found.captures.get().way == "site"
    event = put_transcript(evidence=found, text=f"\n{TALK}\n", by=person("carl"))
    assert event.changes == {"file_name": ["", "transcript.txt"]}
    capture = found.captures.get()  # what was ordered and not begun is for the file now
    assert capture.way == "file"
    captures.run(uid=str(capture.uid))
    capture.refresh_from_db()
    found.refresh_from_db()
    assert (capture.state, capture.text) == ("done", TALK)
    assert (found.version, found.sha256) == (event.object_version, capture.sha256)


def test_what_takes_no_transcript_says_why_and_keeps_its_own() -> None:
    found = add()
    put_transcript(evidence=found, text=TALK, by=person("carl"))
    cases: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({}, Invalid, "a file already"),
        ({"text": " "}, Invalid, "Paste what was said"),
        ({"text": "a\x00b"}, Invalid, "broken characters"),
        ({"seen": 1}, Stale, "newer"),
        ({"by": person("ada")}, Invalid, "cannot be used"),
        ({"by": person("adam")}, Refused, r"\w"),
        ({"evidence": add(kind=EvidenceKind.DATASET)}, Invalid, "a recording or a conversation"),
        ({"evidence": add(visibility=Visibility.NAMED)}, Invalid, "cannot be used"),
    ]
    for about, problem, words in cases:
        given = {"evidence": found, "text": "Other words.", "by": person("carl")} | about
        with pytest.raises(problem, match=words):
            put_transcript(**given)
    found.refresh_from_db()
    with found.file.open() as file:
        assert file.read().decode() == TALK
    assert AuditEvent.objects.filter(kind="evidence.edited").count() == 1


def test_a_confidential_file_is_read_and_a_confidential_address_waits_for_a_click() -> None:
    hidden = {"visibility": Visibility.NAMED}
    assert add(**hidden, file=as_file(TALK)).captures.get().way == "file"
    assert not add(**hidden, url="https://example.org/leak").captures.exists()
