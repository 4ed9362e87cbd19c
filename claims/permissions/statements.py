"""Who may answer "was it said", and decide suggestions."""

from django.utils.translation import gettext as _

from claims.models import Statement, Suggestion, User

from .articles import why_not_work_on


def why_not_mark_statement(user: User, statement: Statement) -> str:
    """Why ``user`` may not answer "was it said", or edit ``statement``."""
    if reason := why_not_work_on(user, statement.article):
        return reason
    if statement.retired_at:
        return _("This statement was retired. Restore it first.")
    return ""


def why_not_decide(user: User, suggestion: Suggestion) -> str:
    """Why ``user`` may not accept or dismiss ``suggestion``."""
    return why_not_work_on(user, suggestion.article)


def why_not_answer_said(user: User, statement: Statement) -> str:
    """Why ``user`` may not answer "was it said" now, or take the answer away."""
    if reason := why_not_mark_statement(user, statement):
        return reason
    if statement.approved_at:
        return _("This answer is approved. Reopen it first, with a reason.")
    return ""


def why_not_reopen_said(user: User, statement: Statement) -> str:
    """Why ``user`` may not take the approval off an answer."""
    if reason := why_not_mark_statement(user, statement):
        return reason
    return "" if statement.approved_at else _("Only an approved answer is reopened.")
