"""People, claims and articles that were never stored, to ask the rules about."""

from typing import Any

from claims.enums import Question, Role, Stage, Stance, State, Verdict
from claims.models import Article, Claim, Statement, Support, User
from claims.models.people import ROLE_FIELDS

CHECKS = {Role.CHECKER, Role.REVIEWER, Role.EDITOR}
REVIEWS = {Role.REVIEWER, Role.EDITOR}


def somebody(*roles: Role, pk: int = 1, **about: Any) -> User:
    """A person with these roles who was never stored."""
    return User(pk=pk, **{ROLE_FIELDS[role]: True for role in roles}, **about)


POWERLESS = {
    "nobody's role": somebody(),
    "author": somebody(Role.AUTHOR),
    "admin": somebody(Role.ADMIN),
    "superuser": somebody(is_superuser=True),
    "superuser who is author and admin": somebody(Role.AUTHOR, Role.ADMIN, is_superuser=True),
    "editor who left": somebody(Role.EDITOR, is_active=False),
    "everything, but left": somebody(*Role, is_active=False, is_superuser=True),
}


def article(**about: Any) -> Article:
    return Article(pk=7, **{"created_by_id": 1, "stage": Stage.IN_CHECK, **about})


def claim(**about: Any) -> Claim:
    on = about.pop("article", None) or article()
    return Claim(pk=9, article=on, **{"state": State.CHECKING, **about})


def statement(**about: Any) -> Statement:
    return Statement(article=about.pop("article", None) or article(), **about)


def supporting(stance: Stance = Stance.SUPPORTS, *, by: int = 50) -> Support:
    return Support(question=Question.TRUE, stance=stance, created_by_id=by)


def checked(**about: Any) -> Claim:
    """A checked claim, by somebody else."""
    values = {"state": State.CHECKED, "verdict": Verdict.VERIFIED, "verdict_by_id": 50, **about}
    return claim(**values)
