"""What may leave the house: evidence sent to a public archive."""

from django.db.models import Q
from django.utils.translation import gettext as _

from claims.enums import Visibility
from claims.fetching.addresses import looks_public
from claims.models import Desk, Evidence, User

from .people import why_not_add_evidence


def why_not_send_to_archive(user: User, evidence: Evidence) -> str:
    """Why ``user`` may not send the address of ``evidence`` to a public archive."""
    if reason := why_not_add_evidence(user):
        return reason
    if evidence.visibility == Visibility.NAMED:
        return _("Evidence for named people goes to no archive outside the house.")
    if evidence.withdrawn_at:
        return _("This evidence was withdrawn.")
    if not evidence.url:
        return _("It has no web address that could be sent.")
    if not looks_public(evidence.url):
        return _("This address cannot be reached from outside the house.")
    if is_kept_in(evidence):
        return _("A desk that works with it sends nothing to archives outside the house.")
    return ""


def is_kept_in(evidence: Evidence) -> bool:
    """Whether a desk that forbids it has an article that rests on ``evidence``, seen or not."""
    ties = evidence.supports.filter(removed_at__isnull=True)
    claims, statements = ties.values("claim__article"), ties.values("statement__article")
    articles = Q(article__in=claims) | Q(article__in=statements)
    return Desk.objects.filter(articles, may_archive=False).exists()
