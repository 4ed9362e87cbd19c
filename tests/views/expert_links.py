"""Links to outside experts, for the tests of their pages on both sides."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from claims.enums import Stage
from claims.models import Article, ExpertLink, Query
from claims.services import articles, experts, queries
from tests import factories
from tests.people import person

from .pages import page, words

PASSAGE = "The repair cost 3.1 million crowns"
QUESTION = "Is this sum plausible for a pier?"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
COMMENT = {"decision": "comment", "text": "It sounds high."}


def asked(*, by: str = "carl", text: str = QUESTION, **about: Any) -> Query:
    """A query on one claim of an article."""
    article = factories.article(**about)
    claim = factories.claim(article, PASSAGE)
    return queries.ask(on=claim, text=text, by=person(by))


def linked(query: Query | None = None, **about: Any) -> tuple[ExpertLink, str]:
    """A link and its address."""
    values = {"name": "Prof. Lind", "question": QUESTION, "by": person("carl"), **about}
    link, token = experts.invite(query=query or asked(), **values)
    return link, reverse("expert", args=[token])


def shut(link: ExpertLink, how: str) -> None:
    """Let the link stop working in one of the ways there are."""
    query = link.query
    ways = {
        "revoked": lambda: experts.revoke(link=link, by=person("rita")),
        "expired": lambda: ExpertLink.objects.update(expires_at=timezone.now()),
        "archived": lambda: articles.archive_article(article=query.article, by=person("edda")),
        "killed": lambda: Article.objects.update(stage=Stage.KILLED),
        "resolved": lambda: queries.resolve(query=query, by=person("carl")),
    }
    ways[how]()


WAYS_TO_SHUT = ("revoked", "expired", "archived", "killed", "resolved")


def text_of(answer: HttpResponse) -> str:
    return words(page(answer))
