"""The annotated copy in a real browser: on the screen, by its links, and printed to PDF."""

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claims.enums import Stance
from claims.services import changes, queries, verdicts
from tests import factories
from tests.people import person
from tests.signed import COST, EARLY, HURT, SIXTH

from .conftest import OpenPage, axe_clean
from .desk import sideways

pytestmark = pytest.mark.django_db(transaction=True)


def copy_of_a_busy_article() -> str:
    """Return the address of a copy with something in each of its parts, over several pages."""
    article = factories.article()
    for number, words in enumerate((SIXTH, COST, HURT)):
        claim = factories.claim(article, words)
        address = f"https://example.org/{'a-very-long-path/' * 8}{number}"
        for stance in (Stance.SUPPORTS, Stance.REFUTES):
            factories.support(claim, stance=stance, url=f"{address}-{stance}", passage="So. " * 90)
        verdicts.set_verdict(claim=claim, verdict="disputed", by=person("carl"))
        changes.propose(to=claim, new="Something else", reason="It is.", by=person("carl"))
        queries.ask(on=claim, text="Who says so?", by=person("carl"))
    factories.statement(article, EARLY)
    assert article.current is not None
    passage = factories.span(article, "on Friday")
    queries.ask(on=article.current, passage=passage, text="Which Friday?", by=person("carl"))
    return reverse("article-annotated", args=[article.uid])


def test_the_copy_is_accessible_at_any_width(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page(person("carl"))
    page.goto(copy_of_a_busy_article())
    expect(page.locator("#annotated mark[data-n]")).to_have_count(5)
    axe_clean(page)
    assert sideways(page) == ""


def test_one_walks_from_the_words_to_what_is_behind_them_and_back(open_page: OpenPage) -> None:
    page = open_page(person("carl"))
    page.goto(copy_of_a_busy_article())
    page.get_by_role("link", name=COST, exact=True).click()
    entry = page.locator("#copy-2")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("#at-2")).to_be_in_viewport()
    expect(page.locator("#at-2")).to_have_text(COST)


def test_on_paper_every_page_bears_the_title_and_its_number(open_page: OpenPage) -> None:
    page = open_page(person("carl"))
    page.goto(copy_of_a_busy_article())
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert "Ferry line to reopen after storm" in text
        assert f"{number} / {len(texts)}" in text
    whole = "".join(" ".join(texts).split())
    assert "example.org/a-very-long-path" in whole
    assert "Importarticle" not in whole  # the page's own chrome stays on the screen
