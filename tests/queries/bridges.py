"""An article of many paragraphs, each with a claim in it."""

from typing import Any

from claims.models import Article, Claim
from tests import factories

LINES = "\n\n".join(f"The bridge number {n} cost {n} million crowns." for n in range(1, 24))


def bridges(many: int, **about: Any) -> tuple[Article, list[Claim]]:
    """Return an article with so many claims (23 at most), numbered as in the text."""
    article = factories.article(text=LINES, **about)
    words = [f"The bridge number {n} cost {n} million" for n in range(1, many + 1)]
    return article, [factories.claim(article, w) for w in words]
