"""Who may be the second pair of eyes."""

import copy
from collections.abc import Iterable

from django.utils.translation import gettext as _

from claims.enums import ReviewDecision, ReviewPolicy, Risk, State
from claims.models import Article, Claim, Desk, Review, SignOff, Statement, Support, User

from .articles import why_not_edit_article
from .claims import why_not_mark
from .people import EDITS, REVIEWS, lacks
from .statements import why_not_mark_statement


def why_not_second(user: User, article: Article, hands: set[int | None]) -> str:
    """Why ``user`` is not a second person beside ``hands``, the ids of those who checked."""
    if user.pk in hands:
        return _("A second person has to look at this: you checked it.")
    if user in article.authors.all():
        return _("You wrote this article; somebody else has to look at it.")
    return ""


def hands_in(supports: Iterable[Support]) -> set[int | None]:
    """Return the ids of those who added ``supports``, or changed how they bear on the words."""
    return {pk for s in supports for pk in (s.created_by_id, s.edited_by_id)}


def why_not_review(user: User, claim: Claim, supports: Iterable[Support]) -> str:
    """Why ``user`` may not approve or return ``claim``: two pairs of eyes, by server rule.

    Who checked is whoever set the current verdict, or added or changed one of its supports.
    """
    if reason := why_not_mark(user, claim):
        return reason
    if lacks(user, REVIEWS):
        return _("Only reviewers and editors approve.")
    if claim.state != State.CHECKED:
        return _("Only a checked claim can be approved or returned.")
    return why_not_second(user, claim.article, {claim.verdict_by_id, *hands_in(supports)})


def why_not_review_said(user: User, statement: Statement, supports: Iterable[Support]) -> str:
    """Why ``user`` may not approve or return the answer to "was it said"."""
    if reason := why_not_mark_statement(user, statement):
        return reason
    if lacks(user, REVIEWS):
        return _("Only reviewers and editors approve.")
    if not statement.said or statement.approved_at:
        return _("Only an answer that waits can be approved or returned.")
    return why_not_second(user, statement.article, {statement.said_by_id, *hands_in(supports)})


def why_not_stand_again(approver: User, article: Article, hands: set[int | None]) -> str:
    """Why an undo may not bring the approval of ``approver`` back."""
    if why_not_second(approver, article, hands):
        return _(
            "%(name)s approved this and is no second person any more: have it approved anew."
        ) % {"name": approver}
    return ""


def why_not_set_risk(user: User, claim: Claim, risk: str, supports: Iterable[Support]) -> str:
    """Why ``user`` may not set the risk of ``claim``: a lower one may spare it a second look."""
    desk = claim.article.desk
    asks = desk is not None and desk.review_policy == ReviewPolicy.HIGH_RISK
    if not asks or claim.risk != Risk.HIGH or risk == Risk.HIGH:
        return ""
    if lacks(user, REVIEWS):
        return _(
            "This desk has a second person look at high-risk claims. Only a reviewer or an"
            " editor lowers the risk."
        )
    return why_not_second(user, claim.article, {claim.verdict_by_id, *hands_in(supports)})


def why_not_move_to_desk(user: User, article: Article, desk: Desk | None) -> str:
    """Why ``user`` may not give ``article`` to ``desk``, which may ask for no second person."""
    if reason := why_not_edit_article(user, article):
        return reason
    if lacks(user, EDITS) and frees(article, desk):
        return _(
            "Something in this article waits for a second person, and that desk would ask for"
            " none. Only an editor moves it there."
        )
    return ""


def frees(article: Article, desk: Desk | None) -> bool:
    """Whether something that waits for a second person would not wait at ``desk``."""
    there = copy.copy(article)
    there.desk = desk
    waiting: list[Claim | Statement] = [
        *Claim.objects.filter(article=article).awaiting_review(),
        *Statement.objects.filter(article=article).awaiting_review(),
    ]
    for thing in waiting:
        thing.article = there
    return not all(thing.needs_second_person for thing in waiting)


def why_not_name_authors(user: User, article: Article, authors: Iterable[User]) -> str:
    """Why ``user`` may not have just these ``authors``: no author is the second pair of eyes."""
    before, after = set(article.authors.all()), set(authors)
    if user in before - after:
        return _("Somebody else has to take you off the authors.")
    for person in sorted(after - before, key=str):
        if has_approved_in(article, person):
            return _(
                "%(name)s has approved or signed off in this article, which no author may: reopen"
                " what was approved first."
            ) % {"name": person}
    return ""


def has_approved_in(article: Article, person: User) -> bool:
    """Whether ``article`` was signed off by ``person``, or an approval that stands there is theirs.

    Approvals of retired things count too.
    """
    if SignOff.objects.filter(article=article, created_by=person).exists():
        return True
    if Statement.objects.filter(article=article, approved_by=person).exists():
        return True
    claims = Claim.objects.filter(article=article, state=State.APPROVED)
    return any(approver_of(claim) == person for claim in claims)


def approver_of(thing: Claim | Statement) -> User | None:
    """Return who gave the last approval that stands."""
    rows = thing.reviews.standing().filter(decision=ReviewDecision.APPROVED)
    last: Review | None = rows.select_related("created_by").first()
    return last.created_by if last else None


def why_not_set_policy(desk: Desk, policy: str) -> str:
    """Why ``desk`` may not ask for fewer second persons now: nothing that waits is let go so."""
    if policy in (desk.review_policy, ReviewPolicy.EVERY):
        return ""
    for model in (Claim, Statement):
        waiting = model.objects.filter(article__desk=desk).awaiting_review()
        if waiting.exists():
            return _("Claims or answers of this desk wait for a second person. Review those first.")
    return ""
