"""Transcripts: what was said, kept as the file of the recording or conversation."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import CaptureState, CaptureWay
from claims.models import AuditEvent, Evidence, User

from .copies import ordered
from .evidence import refuse_unseen
from .saving import Invalid, broken, bump, lock, record, refuse
from .storing import hash_of, kept

NAME = "transcript.txt"


def as_file(text: str) -> ContentFile[bytes]:
    """Return typed words as the text file that an upload of them would be."""
    return ContentFile(text.strip().encode(), name=NAME)


def put_transcript(
    *, evidence: Evidence, text: str, by: User, seen: int | None = None
) -> AuditEvent:
    """Keep the transcript of a recording or conversation that came without a file.

    It is read in the background.
    """
    if not text.strip():
        raise Invalid(_("Paste what was said."))
    if broken(text):
        raise Invalid(_("This text holds broken characters."))
    file = as_file(text)
    with kept(file) as [name]:
        evidence = lock(evidence, seen=seen)
        refuse_unseen(evidence, by=by)
        refuse(permissions.why_not_add_evidence(by))
        if reason := permissions.why_not_put_transcript(by, evidence):
            raise Invalid(reason)
        evidence.file.name, evidence.file_name, evidence.sha256 = name, NAME, hash_of(file)
        evidence.save(update_fields=["file", "file_name", "sha256"])
        bump(evidence)
        changes = {"file_name": ["", NAME]}
        event = record(evidence, by=by, kind="evidence.edited", changes=changes)
        # An order that has not begun is for the file now: what counts is what was said.
        waiting = evidence.captures.filter(state=CaptureState.WAITING)
        waiting.update(way=CaptureWay.FILE)
        ordered(evidence, by=by)
    return event
