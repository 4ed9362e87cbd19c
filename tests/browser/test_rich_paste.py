"""A story pasted from a page or a word processor keeps its links, and they become evidence."""

import pytest
from playwright.sync_api import expect

from claims.models import Article, Claim
from tests.people import person

from .conftest import OpenPage
from .desk import copy_to_clipboard, drag_over, panel, panel_shows

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Lake level falls\n\nThe lake fell by 40 centimetres in a year, the survey says."
HTML = """<meta charset="utf-8"><h1>Lake level falls</h1><p>The lake
 fell by <a href="https://example.org/levels">40 centimetres in a year</a>, the survey says.</p>
 <script>document.title = "taken over"</script>"""


def test_a_link_in_pasted_words_is_offered_and_taken_with_one_key(open_page: OpenPage) -> None:
    page = open_page(person("carl"), permissions=["clipboard-read", "clipboard-write"])
    page.goto("/articles/import/")
    page.get_by_label("Story").focus()
    copy_to_clipboard(page, TEXT, HTML)
    page.keyboard.press("Control+v")
    expect(page.get_by_text("Links and headings are kept.")).to_be_visible()
    page.get_by_role("button", name="Import").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Lake level falls")
    words = "The lake fell by 40 centimetres in a year"
    assert words in Article.objects.get().current.text
    drag_over(page, words)
    page.keyboard.press("m")
    panel_shows(page, "Claim 1")
    offered = page.locator(".evidence__item--offered")
    expect(offered).to_contain_text("https://example.org/levels")
    page.keyboard.press("l")
    expect(offered).to_have_count(0)
    expect(panel(page).locator(".evidence__item")).to_have_attribute("data-stance", "supports")
    support = Claim.objects.get().supports.get()
    assert support.evidence.url == "https://example.org/levels"


def test_pasted_text_that_is_edited_is_taken_as_it_stands_in_the_box(open_page: OpenPage) -> None:
    page = open_page(person("carl"), permissions=["clipboard-read", "clipboard-write"])
    page.goto("/articles/import/")
    page.get_by_label("Story").focus()
    copy_to_clipboard(page, TEXT, HTML)
    page.keyboard.press("Control+v")
    expect(page.get_by_text("Links and headings are kept.")).to_be_visible()
    page.keyboard.type(" So far.")
    expect(page.get_by_text("Links and headings are kept.")).to_be_hidden()
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#article")).to_contain_text("So far.")
    assert Article.objects.get().current.links == []
