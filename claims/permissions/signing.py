"""Who may let an article through the gate, and who may seal it."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from claims.enums import Stage
from claims.models import Article, User

from .articles import blocked_sentence, why_not_read
from .people import EDITS, lacks


def why_not_set_gate(user: User) -> str:
    """Why ``user`` may not say what blocks and what only warns."""
    return _("Only an editor sets what blocks an article.") if lacks(user, EDITS) else ""


def why_not_loosen(user: User) -> str:
    """Why ``user`` may not say what else a verdict may rest on."""
    return _("Only an editor says what a verdict may rest on.") if lacks(user, EDITS) else ""


def why_not_override(user: User, article: Article, *, hands: Collection[int] = ()) -> str:
    """Why ``user`` may not let ``article`` pass a condition, or take that back.

    ``hands``: the ids of those who checked what the condition keeps for somebody else's eyes.
    """
    if lacks(user, EDITS):
        return _("Only an editor lets an article pass all the same.")
    if user in article.authors.all():
        return _("You wrote this article; another editor has to decide.")
    if user.pk in hands:
        return _("You checked what this would let pass; another editor has to decide.")
    if article.archived_at:
        return _("This article is archived.")
    return why_not_read(user, article)


def why_not_sign_off(
    user: User, article: Article, *, blockers: Sequence[str], hands: Collection[int]
) -> str:
    """Why ``user`` may not seal ``article``.

    ``blockers`` are the open conditions in words; ``hands`` the ids of those who checked what
    nobody else has looked at, where the desk leaves the second look to the sign-off.
    """
    if lacks(user, EDITS):
        return _("Only an editor signs off.")
    if reason := why_not_read(user, article):
        return reason
    if article.archived_at:
        return _("This article is archived.")
    if article.stage == Stage.KILLED:
        return _("This article was killed. An editor can bring it back.")
    if user in article.authors.all():
        return _("You wrote this article; somebody else has to sign it off.")
    if user.pk in hands:
        return _(
            "You checked what nobody else has looked at; the sign-off is the second look, so"
            " another editor has to give it."
        )
    return blocked_sentence(blockers)
