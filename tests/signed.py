"""Articles at the gate: one with something under every condition, one ready to be signed."""

from typing import Any

from claims.enums import Said, Stance
from claims.models import Article, SignOff
from claims.services import gate, reviews, signoffs, statements, supports
from tests import factories
from tests.people import person

SIXTH = "It was the sixth closure since April."
COST = "The repair cost 3.1 million crowns"
HURT = "no one was hurt in the storm"
EARLY = "We will not open a day early."


def ready(**about: Any) -> Article:
    """An article with an approved claim and a heard, approved statement: nothing is in its way.

    Passages nobody has looked at are there too, and only warn.
    """
    article = factories.article(**about)
    factories.approved(factories.claim(article, SIXTH))
    statement = factories.statement(article, EARLY)
    page = factories.web_page(url="https://example.org/recording")
    supports.attach(
        evidence=page, target=statement, by=person("carl"), stance=Stance.SUPPORTS, passage="no"
    )
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    reviews.approve_said(statement=statement, by=person("rita"))
    return fresh(article)


def fresh(article: Article) -> Article:
    """The article as it is stored now, read as the pages read it."""
    return Article.objects.select_related("desk", "current").get(pk=article.pk)


def signed(article: Article | None = None, *, by: str = "edda") -> SignOff:
    """Sign an article off: one that is ready, if none is given."""
    return signoffs.sign_off(article=article or ready(), by=person(by))


def let_pass(article: Article, condition: str, reason: str = "The page is closing.") -> None:
    gate.override(article=article, condition=condition, reason=reason, by=person("edda"))
