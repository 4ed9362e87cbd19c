"""The words of the article: choosing them over the borders of marks, and copying them."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.enums import SuggestionKind
from claims.models import Article, Claim
from tests import factories
from tests.people import person

from .conftest import OpenPage
from .desk import chosen_words, drag_over, panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)


def marked_article() -> Article:
    """Return an article with a claim inside a statement, beside suggestions."""
    article = factories.article()
    words = "“Every one of the 40 mooring posts has been replaced,”"
    factories.statement(article, words)
    claim = factories.claim(article, "the 40 mooring posts")
    assert article.suggestions.pending().filter(kind=SuggestionKind.CLAIM).exists()
    assert claim.statement_id
    return article


def open_article(open_page: OpenPage, article: Article) -> Page:
    page = open_page(person("carl"), permissions=["clipboard-read", "clipboard-write"])
    page.goto(article.get_absolute_url())
    return page


def paragraph(article: Article, beginning: str) -> str:
    assert article.current is not None
    return next(line for line in article.current.text.split("\n") if line.startswith(beginning))


def test_a_paragraph_full_of_marks_is_copied_word_for_word(open_page: OpenPage) -> None:
    article = marked_article()
    page = open_article(open_page, article)
    for beginning in ("“Every one", "The repair cost"):
        words = paragraph(article, beginning)
        block = page.locator("#article .block").filter(has_text=words[:30])
        assert block.locator("mark").count() >= 1
        drag_over(page, words)
        page.keyboard.press("Control+c")
        assert page.evaluate("() => navigator.clipboard.readText()") == words


def test_the_whole_article_is_copied_word_for_word(open_page: OpenPage) -> None:
    article = marked_article()
    assert article.current is not None
    page = open_article(open_page, article)
    lines = [line for line in article.current.text.split("\n") if line]
    page.evaluate(
        """() => {
          const blocks = document.querySelectorAll("#article .block");
          getSelection().setBaseAndExtent(blocks[0], 0, blocks[blocks.length - 1],
            blocks[blocks.length - 1].childNodes.length);
        }"""
    )
    page.keyboard.press("Control+c")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert [line for line in copied.split("\n") if line] == lines


def test_words_inside_a_mark_are_chosen_by_dragging_and_the_link_is_not_followed(
    open_page: OpenPage,
) -> None:
    page = open_article(open_page, marked_article())
    here = page.url
    drag_over(page, "one of the 40 mooring")
    assert chosen_words(page) == "one of the 40 mooring"
    drag_over(page, "3.1 million crowns")  # begins and ends in one link
    assert chosen_words(page) == "3.1 million crowns"
    assert page.url == here
    page.keyboard.press("m")
    panel_shows(page, "Claim 2")
    assert Claim.objects.get(number=2).text == "3.1 million crowns"
    page.locator("#claim-1 a").first.click()
    panel_shows(page, "Claim 1")


def test_a_choice_over_two_paragraphs_keeps_their_break(open_page: OpenPage) -> None:
    page = open_article(open_page, factories.article())
    drag_over(page, "hurt in the storm.")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("m")
    panel_shows(page, "Claim 1")
    claim = Claim.objects.get()
    article = Article.objects.get()
    anchor = claim.anchors.get()
    assert article.current is not None
    words = article.current.text[anchor.start : anchor.end]
    assert words.startswith("hurt in the storm.\n\nIt was")


def test_characters_beyond_the_first_plane_do_not_shift_a_choice(open_page: OpenPage) -> None:
    text = "Flags 🇸🇪🇳🇴 fly\n\nThe 🎉 party, e\u0301lan and all, cost 3 million crowns, they said."
    page = open_article(open_page, factories.article(text=text))
    drag_over(page, "3 million crowns")
    page.keyboard.press("m")
    panel_shows(page, "Claim 1")
    expect(page.locator("#panel .quote")).to_have_text("3 million crowns")


def test_making_the_same_claim_twice_says_so_and_shows_it(open_page: OpenPage) -> None:
    page = open_article(open_page, factories.article())
    for _ in range(2):
        drag_over(page, "the sixth closure since April")
        page.keyboard.press("m")
        expect(page).to_have_url(re.compile("/claims/1/$"))
        panel_shows(page, "Claim 1")
    assert Claim.objects.count() == 1
    expect(toast(page)).to_be_visible()
