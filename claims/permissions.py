"""Who may do what, and in which state: each rule answers with its reason, or with nothing.

A rule is told everything it needs; services obey it, pages show its sentence beside the
disabled button. Being a superuser changes nothing here.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.enums import (
    AT_WORK,
    FITTING,
    STAGE_MOVES,
    Question,
    Role,
    Stage,
    Stance,
    State,
    Verdict,
    Visibility,
)
from claims.models import Article, Claim, Statement, Suggestion, Support, User

CHECKS = frozenset({Role.CHECKER, Role.REVIEWER, Role.EDITOR})
REVIEWS = frozenset({Role.REVIEWER, Role.EDITOR})
EDITS = frozenset({Role.EDITOR})


def lacks(user: User, roles: frozenset[Role]) -> bool:
    """Whether ``user`` holds none of ``roles``."""
    return not user.is_active or not user.roles & roles


def why_not_import(user: User) -> str:
    """Why ``user`` may not bring articles in."""
    return _("Only checkers, reviewers and editors import articles.") if lacks(user, CHECKS) else ""


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


def why_not_archive(user: User, article: Article) -> str:
    """Why ``user`` may not put ``article`` away or bring it back."""
    if lacks(user, EDITS):
        return _("Only an editor archives articles.")
    return why_not_read(user, article)


def why_not_move_article(user: User, article: Article, stage: str) -> str:
    """Why ``user`` may not put ``article`` into ``stage``."""
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
    return why_not_read(user, article)


def why_not_check(claim: Claim, supports: Iterable[Support]) -> list[str]:
    """Return what is still missing before ``claim`` counts as checked, in words."""
    if not claim.verdict:
        return [_("a verdict")]
    stances = {Stance(s.stance) for s in supports if s.question == Question.TRUE}
    if claim.verdict == Verdict.UNVERIFIABLE:
        return [] if claim.verdict_note.strip() else [_("a written account of what was tried")]
    missing = []
    for group in FITTING[Verdict(claim.verdict)]:
        if not group & stances:
            names = _(" or ").join(
                str(stance.label).lower() for stance in Stance if stance in group
            )
            missing.append(_("evidence that %(stances)s it") % {"stances": names})
    return missing


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


def why_not_review(user: User, claim: Claim, supports: Iterable[Support]) -> str:
    """Why ``user`` may not approve or return ``claim``: two pairs of eyes, by server rule.

    Who checked is whoever set the current verdict or added one of its supports.
    """
    if reason := why_not_mark(user, claim):
        return reason
    if lacks(user, REVIEWS):
        return _("Only reviewers and editors approve.")
    if claim.state != State.CHECKED:
        return _("Only a checked claim can be approved or returned.")
    if user.pk in {claim.verdict_by_id, *(support.created_by_id for support in supports)}:
        return _("A second person has to look at this: you checked it.")
    if user in claim.article.authors.all():
        return _("You wrote this article; somebody else has to look at it.")
    return ""


def why_not_assign(user: User, assignee: User | None, article: Article) -> str:
    """Why ``user`` may not give claims or statements of ``article`` to ``assignee``."""
    if reason := why_not_work_on(user, article):
        return reason
    if assignee not in (None, user) and lacks(user, REVIEWS):
        return _("Checkers take claims themselves; a reviewer or editor gives them to others.")
    if assignee is not None and lacks(assignee, CHECKS):
        return _("%(name)s does not check claims.") % {"name": assignee}
    if assignee is not None and not Article.objects.visible_to(assignee).contains(article):
        return _("%(name)s may not read this article.") % {"name": assignee}
    return ""


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


def why_not_edit_sources(user: User) -> str:
    """Why ``user`` may not rename, merge or describe sources."""
    return _("Only checkers, reviewers and editors edit sources.") if lacks(user, CHECKS) else ""


def why_not_add_evidence(user: User) -> str:
    """Why ``user`` may not add evidence."""
    return _("Only checkers, reviewers and editors add evidence.") if lacks(user, CHECKS) else ""


def why_not_keep_people(user: User) -> str:
    """Why ``user`` may not invite people or change vocabularies."""
    if not user.is_active or not user.is_staff:
        return _("Only an admin looks after people and vocabularies.")
    return ""


def missing_sentence(missing: list[str]) -> str:
    """Put what is missing into one sentence."""
    return ngettext("Still missing: %(what)s.", "Still missing: %(what)s.", len(missing)) % {
        "what": _(" and ").join(missing)
    }
