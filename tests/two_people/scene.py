"""One article with its people: two checkers, and every mix of roles that could be one too many."""

from typing import Any

from django.test import Client

from claims.enums import ReviewPolicy, Role, Visibility
from claims.models import Article, User
from claims.models.people import ROLE_FIELDS
from tests import factories

R = Role
PEOPLE: dict[str, dict[str, Any]] = {
    "chris": {"roles": {R.CHECKER}},
    "clara": {"roles": {R.CHECKER}},
    "ralph": {"roles": {R.REVIEWER}},
    "edgar": {"roles": {R.EDITOR}},
    "anna": {"roles": {R.AUTHOR, R.CHECKER}},  # writes the article
    "alice": {"roles": {R.AUTHOR, R.REVIEWER}},  # writes it too
    "sue": {"roles": {R.ADMIN}, "is_superuser": True},
    "sam": {"roles": {R.ADMIN, R.CHECKER, R.REVIEWER}, "is_superuser": True},  # checks, too
}
WHO = list(PEOPLE)
NAMES = ("anna", "alice")
QUOTE = "“Every one of the 40 mooring posts has been replaced,”"
INSIDE = "40 mooring posts"
WORDS = ("Every one of the 40 mooring posts has been replaced", "3.1 million crowns", "12 days")
PAGES = 3  # of evidence; the last may be read by two people only


def build(policy: ReviewPolicy | None) -> Article:
    """Make the people, two desks, evidence, and the article with a statement and three claims."""
    for name, about in PEOPLE.items():
        roles = {ROLE_FIELDS[role]: True for role in about["roles"]}
        is_superuser = about.get("is_superuser", False)
        User.objects.create(username=name, name=name.title(), is_superuser=is_superuser, **roles)
    desk = factories.desk("Home", review_policy=policy) if policy else None
    factories.desk("Other", review_policy=ReviewPolicy.HIGH_RISK)
    factories.desk("Loose", review_policy=ReviewPolicy.SIGN_OFF)
    chris = who("chris")
    article = factories.article(by=chris)
    Article.objects.filter(pk=article.pk).update(desk=desk)
    article.authors.set([who(name) for name in NAMES])
    factories.statement(article, QUOTE, by=chris)
    for words in WORDS:
        factories.claim(article, words, by=chris)
    for number in range(PAGES - 1):
        factories.web_page(by=who("edgar"), url=f"https://example.org/{number}")
    factories.web_page(
        by=who("ralph"),
        url="https://example.org/secret",
        visibility=Visibility.NAMED,
        readers=[who("chris")],
    )
    return article


def who(name: str) -> User:
    return User.objects.get(username=name)


def clients() -> dict[str, Client]:
    """Sign everybody in."""
    found = {name: Client() for name in PEOPLE}
    for name, client in found.items():
        client.force_login(who(name))
    return found
