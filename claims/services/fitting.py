"""What else a verdict may rest on: an editor loosens the rule for a kind, and takes it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import FITTING, EvidenceKind, Stance, Verdict
from claims.models import LoosenedFit, User

from .saving import Invalid, add, chosen, record, refuse


@transaction.atomic
def loosen(*, verdict: str, kind: str, stance: str, reason: str, by: User) -> LoosenedFit:
    """Let ``verdict`` rest on evidence of ``kind`` ("" for any) with this stance too."""
    refuse(permissions.why_not_loosen(by))
    asked, bears = chosen(Verdict, verdict), chosen(Stance, stance)
    kind = chosen(EvidenceKind, kind).value if kind else ""
    if not FITTING[asked]:
        raise Invalid(_("“Unverifiable” rests on a written account, not on evidence."))
    if len(FITTING[asked]) == 1 and bears in FITTING[asked][0]:
        raise Invalid(_("Such evidence fits this verdict anyway."))
    if not reason.strip():
        raise Invalid(_("Say why."))
    if LoosenedFit.objects.filter(verdict=asked, kind__in=("", kind), stance=bears).exists():
        raise Invalid(_("That is allowed already."))
    made = add(
        LoosenedFit(verdict=asked, kind=kind, stance=bears, reason=reason.strip(), created_by=by)
    )
    record(made, by=by, kind="fit.loosened", note=made.reason)
    return made


@transaction.atomic
def tighten(*, fit: LoosenedFit, by: User) -> None:
    """Take it back; what was checked under it stays until somebody touches it."""
    refuse(permissions.why_not_loosen(by))
    record(fit, by=by, kind="fit.tightened")
    fit.delete()
