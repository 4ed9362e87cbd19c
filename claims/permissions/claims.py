"""Who may mark a claim, and in which state."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.enums import FITTING, Question, Stance, State, Verdict
from claims.models import Claim, Evidence, LoosenedFit, Support, User

from .articles import why_not_work_on
from .people import REVIEWS, lacks


def why_not_check(claim: Claim, supports: Iterable[Support]) -> list[str]:
    """Return what is still missing before ``claim`` counts as checked, in words."""
    if not claim.verdict:
        return [_("a verdict")]
    if claim.verdict == Verdict.UNVERIFIABLE:
        return [] if claim.verdict_note.strip() else [_("a written account of what was tried")]
    bearing = [s for s in supports if s.question == Question.TRUE]
    stances = {Stance(s.stance) for s in bearing}
    groups = [group for group in FITTING[Verdict(claim.verdict)] if not group & stances]
    missing = []
    for group in groups[spare(claim.verdict, bearing) :] if groups else ():
        names = _(" or ").join(str(stance.label).lower() for stance in Stance if stance in group)
        missing.append(_("evidence that %(stances)s it") % {"stances": names})
    return missing


def spare(verdict: str, supports: list[Support]) -> int:
    """Return how many of ``supports`` an editor lets ``verdict`` rest on in place of usual ones.

    One that is needed where it fits as usual stands for nothing else as well.
    """
    rows = LoosenedFit.objects.filter(verdict=verdict).values_list("kind", "stance")
    fits = set(rows) if supports else set()
    if not fits:
        return 0
    keys = [support.evidence_id for support in supports]
    kinds = dict(Evidence.objects.filter(pk__in=keys).values_list("pk", "kind"))
    more = [s for s in supports if not {(kinds[s.evidence_id], s.stance), ("", s.stance)} & fits]
    usual = {Stance(support.stance) for support in more}
    loose = [Stance(support.stance) for support in supports if support not in more]
    needed = [g for g in FITTING[Verdict(verdict)] if not g & usual and g & set(loose)]
    return len(loose) - len(needed)


def missing_sentence(missing: list[str]) -> str:
    """Put what is missing into one sentence."""
    return ngettext("Still missing: %(what)s.", "Still missing: %(what)s.", len(missing)) % {
        "what": _(" and ").join(missing)
    }


def why_not_mark(user: User, claim: Claim) -> str:
    """Why ``user`` may not set a verdict, add evidence or edit ``claim``."""
    if reason := why_not_work_on(user, claim.article):
        return reason
    if claim.retired_at:
        return _("This claim was retired. Restore it first.")
    return ""


def why_not_set_verdict(user: User, claim: Claim) -> str:
    """Why ``user`` may not set a verdict on ``claim`` now."""
    if reason := why_not_mark(user, claim):
        return reason
    if claim.state == State.APPROVED:
        return _("This claim is approved. Reopen it first, with a reason.")
    return ""


def why_not_call_not_checkable(user: User, claim: Claim) -> str:
    """Why ``user`` may not mark ``claim`` as not checkable."""
    if reason := why_not_mark(user, claim):
        return reason
    if claim.state not in (State.TO_CHECK, State.CHECKING):
        return _("Only a claim that is being checked can be called not checkable.")
    return ""


def why_not_release(user: User, claim: Claim) -> str:
    """Why ``user`` may not put ``claim`` back to be checked by somebody else."""
    if reason := why_not_mark(user, claim):
        return reason
    return "" if claim.state == State.CHECKING else _("Nobody is checking this claim.")


def why_not_take_back(user: User, claim: Claim) -> str:
    """Why ``user`` may not take checked work back while it waits for a second person."""
    if reason := why_not_mark(user, claim):
        return reason
    if claim.state != State.CHECKED:
        return _("Only a checked claim that waits can be taken back.")
    if claim.verdict_by_id != user.pk and lacks(user, REVIEWS):
        return _("Only who checked it, a reviewer or an editor takes it back.")
    return ""


def why_not_reopen(user: User, claim: Claim) -> str:
    """Why ``user`` may not open a settled claim again."""
    if reason := why_not_mark(user, claim):
        return reason
    if claim.state not in (State.APPROVED, State.NOT_CHECKABLE, State.RECHECK):
        return _("Only a claim that was approved or called not checkable is reopened.")
    return ""


def why_not_confirm(user: User, claim: Claim, supports: Iterable[Support]) -> str:
    """Why ``user`` may not confirm the old verdict of a claim to re-check."""
    if reason := why_not_mark(user, claim):
        return reason
    if claim.state != State.RECHECK:
        return _("There is nothing to confirm: the claim is not up for re-check.")
    if missing := why_not_check(claim, supports):
        return missing_sentence(missing)
    return ""
