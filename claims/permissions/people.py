"""What a role by itself allows."""

from django.utils.translation import gettext as _

from claims.enums import Role
from claims.models import Evidence, User

CHECKS = frozenset({Role.CHECKER, Role.REVIEWER, Role.EDITOR})
REVIEWS = frozenset({Role.REVIEWER, Role.EDITOR})
EDITS = frozenset({Role.EDITOR})


def lacks(user: User, roles: frozenset[Role]) -> bool:
    """Whether ``user`` holds none of ``roles``."""
    return not user.is_active or not user.roles & roles


def why_not_import(user: User) -> str:
    """Why ``user`` may not bring articles in."""
    return _("Only checkers, reviewers and editors import articles.") if lacks(user, CHECKS) else ""


def why_not_keep_lexicon(user: User) -> str:
    """Why ``user`` may not tell the text engine of words of this newsroom."""
    return _("Only an editor adds words for the text engine.") if lacks(user, EDITS) else ""


def why_not_edit_sources(user: User) -> str:
    """Why ``user`` may not rename, merge or describe sources."""
    return _("Only checkers, reviewers and editors edit sources.") if lacks(user, CHECKS) else ""


def why_not_add_evidence(user: User) -> str:
    """Why ``user`` may not add evidence."""
    return _("Only checkers, reviewers and editors add evidence.") if lacks(user, CHECKS) else ""


def why_not_share(user: User, evidence: Evidence) -> str:
    """Why ``user`` may not say who reads ``evidence``."""
    if reason := why_not_add_evidence(user):
        return reason
    if user.pk != evidence.created_by_id and lacks(user, EDITS):
        return _("Only who added it, or an editor who may read it, says who else may.")
    return ""


def why_not_keep_feeds(user: User) -> str:
    """Why ``user`` may not set up feeds, or turn them on."""
    if not user.is_active or not user.is_staff:
        return _("Only an admin looks after feeds.")
    return ""


def why_not_set_watch(user: User) -> str:
    """Why ``user`` may not turn the watch over links on or off."""
    if not user.is_active or not user.is_staff:
        return _("Only an admin decides whether links are watched.")
    return ""


def why_not_set_notices(user: User) -> str:
    """Why ``user`` may not decide what e-mails and calendars tell."""
    if not user.is_active or not user.is_staff:
        return _("Only an admin decides what e-mails and calendars tell.")
    return ""


def why_not_keep_people(user: User) -> str:
    """Why ``user`` may not invite people or change vocabularies."""
    if not user.is_active or not user.is_staff:
        return _("Only an admin looks after people and vocabularies.")
    return ""
