"""Sharing an article's claims out among people, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Article, Claim, Statement, User
from claims.queries.shares import What, plan_of

from .articles import hold_contents
from .claims import assign_claim, set_due
from .saving import Invalid, Refused, lock, refuse
from .statements import assign_statement, set_statement_due


class Outdated(Invalid):
    """What was looked at before is no longer how the claims would be shared out."""


@dataclass(slots=True)
class Shared:
    """What came of it: who got how many claims and statements, and what was refused and why."""

    given: list[tuple[User, int, int]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def share_out(
    *,
    article: Article,
    among: Sequence[User],
    by: User,
    what: What | None = None,
    lead: int | None = None,
    seen: str = "",
) -> Shared:
    """Share the article's open claims out evenly; each person gets a stretch of the text.

    ``what`` says what is shared beside the claims that are nobody's, ``lead`` by when it is due,
    in minutes before the deadline. ``seen`` is the mark of the plan the person looked at: raises
    Outdated when it would go otherwise by now. People who may not have it are left out, and told.
    """
    article = lock(article)
    refuse(permissions.why_not_share_out(by, article))
    hold_contents(article)
    plan = plan_of(article, among, what or What(), by=by)
    if seen and seen != plan.mark:
        raise Outdated(_("The claims have changed since you looked. Look again, then share out."))
    if not plan.shares:
        raise Invalid(_("Choose at least one person who may check this article."))
    if plan.is_empty:
        raise Invalid(_("There is nothing left to share out."))
    if lead is not None and article.deadline is None:
        raise Invalid(_("This article has no deadline. Set one first, or leave the hours out."))
    done = Shared(refused=[(str(person), reason) for person, reason in plan.refused])
    for share in plan.shares:
        given = sum(give(c, share.person, done, by=by, lead=lead) for c in share.claims)
        heard = sum(give(s, share.person, done, by=by, lead=lead) for s in share.statements)
        done.given.append((share.person, given, heard))
    return done


def give(
    thing: Claim | Statement, person: User, done: Shared, *, by: User, lead: int | None
) -> bool:
    """Give one thing to ``person`` with its date; tell why where a rule says no."""
    try:
        with transaction.atomic():
            if isinstance(thing, Claim):
                assign_claim(claim=thing, assignee=person, by=by)
                if lead is not None:
                    set_due(claim=thing, due_at=None, lead=lead, by=by)
            else:
                assign_statement(statement=thing, assignee=person, by=by)
                if lead is not None:
                    set_statement_due(statement=thing, due_at=None, lead=lead, by=by)
    except (Refused, Invalid) as error:
        name = f"{thing.number} · {thing}" if isinstance(thing, Claim) else str(thing)
        done.refused.append((name[:120], str(error)))
        return False
    return True
