"""A new draft comes in: pasted, compared in both views, on a desk and on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.enums import Origin
from claims.formats import read_plain
from claims.models import Article
from claims.services.revisions import revise
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import panel_shows, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)

COST = "The repair cost 3.1 million crowns"
LAST = "\n\nIt was the sixth closure since April."
NEXT = (
    factories.STORY.replace("3.1 million", "4.1 million")
    .replace(LAST, "")
    .replace("\n\n“Every one", f"{LAST}\n\n“Every one")
    .strip()
)


@pytest.fixture
def article(transactional_db: None) -> Article:
    made = factories.article()
    factories.approved(factories.claim(made, COST))
    return made


def test_a_draft_is_pasted_and_what_it_changed_is_seen(
    article: Article, open_page: OpenPage
) -> None:
    page = open_page(person("carl"))
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="New draft").click()
    expect(page.get_by_label("Story")).to_be_visible()
    axe_clean(page)
    page.get_by_label("Story").fill(factories.STORY)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("alert").first).to_contain_text("This is the text we have")
    expect(page.get_by_label("Story")).to_have_value(factories.STORY)
    axe_clean(page)

    page.get_by_label("Story").fill(NEXT)
    page.get_by_role("button", name="Bring it in").click()
    expect(page).to_have_url(re.compile(r"/revisions/compare/\?old=1&new=2$"))
    expect(toast(page)).to_contain_text("Draft 2 is the text now.")
    expect(page.locator("#d1")).to_contain_text("Moved: was paragraph 5, is paragraph 3")
    changed = page.locator("#d2")
    expect(changed.locator("del")).to_contain_text("3.1")
    expect(changed.locator("ins")).to_contain_text("4.1")
    expect(changed).to_contain_text("Re-check")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(changed.get_by_role("link", name="2", exact=True)).to_be_focused()
    axe_clean(page)

    page.get_by_role("link", name="In one text").click()
    expect(changed.locator("del")).to_contain_text("3.1")
    expect(changed.locator("p.diff__words")).to_have_count(1)
    axe_clean(page)
    changed.get_by_role("link", name="Claim 1").click()
    panel_shows(page, "Claim 1")


def test_the_drafts_are_listed_and_an_earlier_one_is_read(
    article: Article, open_page: OpenPage
) -> None:
    bring(article, NEXT)
    bring(article, NEXT.replace("12 days", "9 days"))
    page = open_page(person("ada"))
    article.authors.add(person("ada"))
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("link", name="New draft")).to_have_count(0)
    page.get_by_role("link", name="Drafts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Drafts")
    axe_clean(page)
    page.get_by_role("link", name="Draft 1").click()
    expect(page.locator("article")).to_contain_text("3.1 million crowns")
    axe_clean(page)
    page.get_by_role("link", name="Compare with the text now").click()
    expect(page.get_by_label("From")).to_have_value("1")
    page.get_by_label("From").select_option("2")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".diff__line[id]")).to_have_count(1)
    expect(page.locator("#d1 del")).to_contain_text("12")


def bring(article: Article, text: str) -> None:
    revise(article=article, draft=read_plain(text), by=person("carl"), origin=Origin.PASTE)


@pytest.mark.parametrize("view", ["side", "inline"])
def test_the_comparison_in_every_look(
    article: Article, open_page: OpenPage, width: int, scheme: str, view: str
) -> None:
    bring(article, NEXT + "\n\n" + "Unbrokenwordunbrokenword" * 20)
    page = open_page(person("carl"))
    page.goto(f"{article.get_absolute_url()}revisions/compare/?view={view}")
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert not sideways(page), sideways(page)
    axe_clean(page)
    old, new = (page.locator("#d2 .diff__words").nth(n) for n in (0, 1))
    if view == "side":
        assert beside(page) is (width == 1400)
        expect(old).to_contain_text("3.1")
        expect(new).to_contain_text("4.1")


def beside(page: Page) -> bool:
    """Whether the two drafts stand side by side, and not one below the other."""
    boxes = [page.locator("#d2 .diff__words").nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    return boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
