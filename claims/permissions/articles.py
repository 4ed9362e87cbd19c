"""Who may read, work on, describe and move an article."""

from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.enums import AT_WORK, STAGE_MOVES, PubStatus, Role, Stage, Visibility
from claims.models import Article, User
from claims.models.people import ROLE_FIELDS

from .people import CHECKS, EDITS, REVIEWS, lacks


def why_not_read(user: User, article: Article) -> str:
    """Why ``user`` may not read ``article``, of which only named people may know."""
    named = article.visibility == Visibility.NAMED
    if named and not Article.objects.visible_to(user).filter(pk=article.pk).exists():
        return _("Only named people work on this article.")
    return ""


def why_not_work_on(user: User, article: Article) -> str:
    """Why ``user`` may not mark claims, statements and suggestions of ``article``."""
    if lacks(user, CHECKS):
        return _("Only checkers, reviewers and editors mark claims.")
    if reason := why_not_read(user, article):
        return reason
    if article.archived_at:
        return _("This article is archived.")
    if article.stage == Stage.KILLED:
        return _("This article was killed. An editor can bring it back.")
    return ""


def why_not_edit_article(user: User, article: Article) -> str:
    """Why ``user`` may not change an article's title, people, desk or deadline."""
    if lacks(user, CHECKS):
        return _("Only checkers, reviewers and editors edit articles.")
    if article.archived_at:
        return _("This article is archived.")
    return why_not_read(user, article)


def why_not_restrict(user: User, article: Article) -> str:
    """Why ``user`` may not change who reads ``article``."""
    theirs = article.created_by_id == user.pk and not lacks(user, CHECKS)
    if lacks(user, EDITS) and not theirs:
        return _("Only an editor, or who brought the article in, decides who reads it.")
    return ""


def why_not_set_embargo(user: User, article: Article) -> str:
    """Why ``user`` may not change an embargo that came with the article from its sender."""
    if article.uri and lacks(user, EDITS):
        return _("The embargo is the sender's. Only an editor changes it.")
    return ""


def why_not_archive(user: User, article: Article) -> str:
    """Why ``user`` may not put ``article`` away or bring it back."""
    if lacks(user, EDITS):
        return _("Only an editor archives articles.")
    return why_not_read(user, article)


def blocked_sentence(blockers: Sequence[str]) -> str:
    """Put the conditions that keep an article from running into one sentence; "" for none."""
    if not blockers:
        return ""
    return _("Still in the way: %(what)s.") % {"what": "; ".join(blockers)}


def why_not_move_article(
    user: User, article: Article, stage: str, *, blockers: Sequence[str] = ()
) -> str:
    """Why ``user`` may not put ``article`` into ``stage``.

    ``blockers``: the gate's open conditions in words; nothing is cleared past them.
    """
    if stage not in STAGE_MOVES[Stage(article.stage)]:
        return _("An article that is %(now)s cannot become %(then)s at once.") % {
            "now": article.get_stage_display().lower(),
            "then": Stage(stage).label.lower(),
        }
    if stage in AT_WORK and article.stage in AT_WORK:
        return why_not_edit_article(user, article)
    if lacks(user, EDITS):
        if stage in AT_WORK:
            return _("Only an editor takes an article back into check.")
        return _("Only an editor clears, publishes or kills an article.")
    if reason := why_not_read(user, article):
        return reason
    if stage == Stage.PUBLISHED:
        return why_not_out(article)
    return blocked_sentence(blockers) if stage == Stage.CLEARED else ""


def why_not_out(article: Article) -> str:
    """Why ``article`` may not be out now, whoever asks: its sender's word, or an embargo."""
    if article.pub_status != PubStatus.USABLE:
        return _("Whoever sent it says: %(status)s. It runs when a version comes that may.") % {
            "status": article.get_pub_status_display().lower()
        }
    if article.embargo_until and article.embargo_until > timezone.now():
        time = date_format(timezone.localtime(article.embargo_until), "j M Y H:i")
        return _("It is under embargo until %(time)s. An editor can change that first.") % {
            "time": time
        }
    return ""


def why_not_assign(user: User, assignee: User | None, article: Article, role: str = "") -> str:
    """Why ``user`` may not give claims or statements of ``article`` to a person, or to a role."""
    if reason := why_not_work_on(user, article):
        return reason
    if (role or assignee not in (None, user)) and lacks(user, REVIEWS):
        return _("Checkers take claims themselves; a reviewer or editor gives them to others.")
    if assignee is not None and (reason := why_not_take(assignee, article)):
        return reason
    return why_not_give_to_role(role, article) if role else ""


def why_not_take(person: User, article: Article, readers: Collection[int] | None = None) -> str:
    """Why ``person`` cannot be given claims of ``article``.

    ``readers`` are the keys of those who may read it, where they are known already.
    """
    if lacks(person, CHECKS):
        return _("%(name)s does not check claims.") % {"name": person}
    if why_not_read(person, article) if readers is None else person.pk not in readers:
        return _("%(name)s may not read this article.") % {"name": person}
    return ""


def why_not_share_out(user: User, article: Article) -> str:
    """Why ``user`` may not share the claims of ``article`` out among people."""
    if lacks(user, REVIEWS):
        return _("Only reviewers and editors share claims out.")
    return why_not_work_on(user, article)


def why_not_give_to_role(role: str, article: Article) -> str:
    """Why nobody of ``role`` could take claims or statements of ``article``."""
    if role not in CHECKS:
        return _("Only checkers, reviewers and editors check claims.")
    holders = User.objects.filter(is_active=True, **{ROLE_FIELDS[Role(role)]: True})
    if not any(Article.objects.visible_to(user).contains(article) for user in holders):
        return _("Nobody of this role may read this article.")
    return ""
