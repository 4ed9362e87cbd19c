"""Who may ask, answer and settle queries, and let an outside expert in."""

from django.utils.translation import gettext as _

from claims.enums import Role
from claims.models import Article, Claim, ExpertLink, Query, Statement, User

from .articles import why_not_read, why_not_work_on
from .people import CHECKS, REVIEWS, lacks

CLOSES = REVIEWS | {Role.ADMIN}  # an admin too: a link that leaked has to be closed at once


def why_not_ask(user: User, article: Article, on: Claim | Statement | None = None) -> str:
    """Why ``user`` may not ask about words of ``article``, or about a claim or statement in it."""
    if lacks(user, CHECKS):
        return _("Only checkers, reviewers and editors ask queries.")
    if reason := why_not_work_on(user, article):
        return reason
    if on is not None and on.retired_at:
        return _("This was retired. Restore it before asking about it.")
    return ""


def why_not_put_to(person: User, article: Article) -> str:
    """Why a query on ``article`` may not be put to ``person``, or mention them."""
    if not person.is_active or not person.roles:
        return _("%(name)s does not work here any more.") % {"name": person}
    if not Article.objects.visible_to(person).filter(pk=article.pk).exists():
        return _("%(name)s may not read this article.") % {"name": person}
    if lacks(person, CHECKS) and not article.authors.filter(pk=person.pk).exists():
        return _("%(name)s does not answer queries.") % {"name": person}
    return ""


def why_not_put_to_role(role: str, article: Article) -> str:
    """Why a query on ``article`` may not be put to a role."""
    if role == Role.ADMIN:
        return _("Admins look after people and vocabularies; they answer no queries.")
    if role == Role.AUTHOR and not article.authors.exists():
        return _("No author is named on this article. Name one, or put the query to a person.")
    return ""


def why_not_reply(user: User, query: Query) -> str:
    """Why ``user`` may not answer ``query``: its readers may, authors of the article included."""
    article = query.article
    if lacks(user, CHECKS) and user not in article.authors.all():
        return _("Only checkers, reviewers, editors and the article’s authors answer queries.")
    if reason := why_not_read(user, article):
        return reason
    if article.archived_at:
        return _("This article is archived.")
    return "" if query.is_open else _("This query is resolved. Reopen it first.")


def why_not_settle(user: User, query: Query) -> str:
    """Why ``user`` may not resolve or reopen ``query``."""
    theirs = user.pk in (query.created_by_id, query.article.lead_checker_id)
    if lacks(user, CHECKS) or (not theirs and lacks(user, REVIEWS)):
        return _("Only who asked, the lead checker, a reviewer or an editor resolves a query.")
    return why_not_work_on(user, query.article)


def why_not_resolve(user: User, query: Query) -> str:
    """Why ``user`` may not resolve ``query``."""
    return why_not_settle(user, query) or ("" if query.is_open else _("It is resolved already."))


def why_not_reopen_query(user: User, query: Query) -> str:
    """Why ``user`` may not reopen ``query``."""
    return why_not_settle(user, query) or (_("It is open already.") if query.is_open else "")


def why_not_invite_expert(user: User, query: Query) -> str:
    """Why ``user`` may not show the passage of ``query`` to somebody outside."""
    if reason := why_not_ask(user, query.article):
        return reason
    return "" if query.is_open else _("This query is resolved. Reopen it first.")


def why_not_revoke(user: User, link: ExpertLink) -> str:
    """Why ``user`` may not close an expert's link."""
    if reason := why_not_read(user, link.query.article):
        return reason
    if link.created_by_id != user.pk and lacks(user, CLOSES):
        return _("Only who made the link, a reviewer, an editor or an admin closes it.")
    return "" if link.is_open else _("This link is closed already.")
