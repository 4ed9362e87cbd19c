"""What takes a transcript: a recording or conversation that came without a file."""

from django.utils.translation import gettext as _

from claims.enums import EvidenceKind
from claims.models import Evidence, User

from .people import why_not_add_evidence

SPOKEN = (EvidenceKind.RECORDING, EvidenceKind.INTERVIEW, EvidenceKind.EXPERT)


def why_not_put_transcript(user: User, evidence: Evidence) -> str:
    """Why ``user`` may not add the transcript of ``evidence``."""
    if reason := why_not_add_evidence(user):
        return reason
    if evidence.withdrawn_at:
        return _("This evidence was withdrawn.")
    if evidence.kind not in SPOKEN:
        return _("A transcript belongs to a recording or a conversation. Change its kind first.")
    if evidence.file:
        return _("It has a file already. Add the transcript as evidence of its own.")
    return ""
