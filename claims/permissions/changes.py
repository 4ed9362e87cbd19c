"""Who may propose other words, and who decides."""

from django.utils.translation import gettext as _

from claims.enums import ChangeState
from claims.models import Change, Claim, Statement, User

from .articles import why_not_read
from .claims import why_not_mark
from .people import EDITS, lacks
from .statements import why_not_mark_statement


def why_not_propose(user: User, thing: Claim | Statement) -> str:
    """Why ``user`` may not propose other words for a claim or statement."""
    if isinstance(thing, Claim):
        return why_not_mark(user, thing)
    return why_not_mark_statement(user, thing)


def why_not_decide_change(user: User, change: Change) -> str:
    """Why ``user`` may not accept or decline ``change``; what is not yet made may be redecided."""
    if lacks(user, EDITS) and user not in change.article.authors.all():
        return _("The article's author or an editor decides.")
    if reason := why_not_read(user, change.article):
        return reason
    if change.article.archived_at:
        return _("This article is archived.")
    if change.state == ChangeState.WITHDRAWN:
        return _("This proposal was withdrawn.")
    if change.landed_in_id is not None:
        return _("These words are in the text already.")
    return ""


def why_not_withdraw(user: User, change: Change) -> str:
    """Why ``user`` may not take a proposal back."""
    if reason := why_not_read(user, change.article):
        return reason
    if change.created_by_id != user.pk and lacks(user, EDITS):
        return _("Only who proposed it, or an editor, withdraws it.")
    if change.article.archived_at:
        return _("This article is archived.")
    if change.state != ChangeState.PROPOSED:
        return _("Only a proposal that waits for an answer is withdrawn.")
    return ""
