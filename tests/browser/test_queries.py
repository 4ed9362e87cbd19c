"""Queries in a real browser: an author answers, names are completed, words are asked about."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.enums import Role
from claims.models import Article, Query
from claims.services import queries
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import drag_over, open_claim, panel, panel_shows, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "It was the sixth closure since April."
LIST = "/queries/"


@pytest.fixture
def article(transactional_db: None) -> Article:
    for name in ("cleo", "rita", "edda"):
        person(name)
    made = factories.article()
    made.authors.add(person("ada"))
    return made


def on_passage(article: Article, text: str) -> Query:
    assert article.current is not None
    return queries.ask(
        on=article.current,
        text=text,
        by=person("carl"),
        to_role=Role.AUTHOR,
        passage=factories.span(article, SENTENCE),
    )


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.id"))


def test_an_author_answers_by_keyboard(
    article: Article, open_page: OpenPage, scheme: str, width: int
) -> None:
    first, second = on_passage(article, "Which six?"), on_passage(article, "Since which April?")
    page = open_page(person("ada"))
    page.goto(LIST)
    expect(page.locator("#query-count")).to_contain_text("2")
    axe_clean(page)
    assert not sideways(page), sideways(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator(f"#reply-text-{second.uid}")).to_be_focused()
    page.keyboard.type("Of this year.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    card = page.locator(f"#card-{second.uid}")
    expect(card.locator(".thread__replies")).to_contain_text("Of this year.")
    expect(toast(page)).to_contain_text("Reply sent.")
    expect(page.locator("#query-count")).to_contain_text("1")
    expect(page.locator(f"#card-{first.uid} .thread__replies")).to_have_count(0)
    assert second.replies.get().text == "Of this year."
    axe_clean(page)
    page.reload()
    expect(page.locator(".query-card")).to_have_count(1)


def test_what_cannot_be_sent_stays_in_the_card(article: Article, open_page: OpenPage) -> None:
    query = on_passage(article, "Which six?")
    page = open_page(person("ada"))
    page.goto(LIST)
    field = page.locator(f"#reply-text-{query.uid}")
    field.fill("Ask @nobody.")
    page.locator(f"#reply-send-{query.uid}").click()
    expect(page.get_by_role("alert").filter(has_text="@nobody")).to_be_visible()
    expect(field).to_have_value("Ask @nobody.")
    axe_clean(page)


def test_a_name_is_completed_by_keyboard(article: Article, open_page: OpenPage) -> None:
    claim = factories.claim(article, SENTENCE)
    page = open_page(person("carl"))
    open_claim(page, article, claim.number)
    page.keyboard.press("q")
    expect(page.locator("#ask-text")).to_be_focused()
    names = page.locator("#mention-list").get_by_role("option")
    page.keyboard.type("Mail me@ada or ask @")
    expect(names).to_have_count(5)
    page.keyboard.type("c")
    expect(names).to_have_text([r"Carl Checker @carl", r"Cleo Checker @cleo"])
    field = page.locator("#ask-text")
    expect(field).to_have_attribute("aria-activedescendant", "mention-0")
    axe_clean(page)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "mention-1")
    expect(names.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(names).to_have_count(0)
    expect(field).to_have_value("Mail me@ada or ask @cleo ")
    page.keyboard.type("and @ri")
    expect(names).to_have_count(1)
    page.keyboard.press("Escape")
    expect(names).to_have_count(0)
    expect(field).to_be_focused()
    page.keyboard.type("t")
    expect(names).to_have_count(1)
    page.keyboard.press("Tab")
    expect(field).to_have_value("Mail me@ada or ask @cleo and @rita ")
    expect(field).not_to_have_attribute("aria-activedescendant", "mention-0")
    page.keyboard.press("Tab")  # with the list closed it goes on
    expect(page.locator("#ask-to")).to_be_focused()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(toast(page)).to_contain_text("Asked.")
    expect(panel(page).locator(".thread__text")).to_contain_text("ask Cleo Checker and Rita Rev")
    assert {user.username for user in Query.objects.get().mentions.all()} == {"cleo", "rita"}


def test_a_name_is_chosen_with_the_mouse(article: Article, open_page: OpenPage) -> None:
    query = on_passage(article, "Which six?")
    page = open_page(person("ada"))
    page.goto(LIST)
    field = page.locator(f"#reply-text-{query.uid}")
    field.press_sequentially("@ed")
    page.get_by_role("option", name="Edda Editor").click()
    expect(field).to_have_value("@edda ")
    expect(field).to_be_focused()


def test_chosen_words_are_asked_about(
    article: Article, open_page: OpenPage, scheme: str, width: int
) -> None:
    claim = factories.claim(article, "no one was hurt in the storm")
    page = open_page(person("carl"))
    page.goto(article.get_absolute_url())
    drag_over(page, "sixth closure since")
    expect(page.get_by_role("button", name="Ask about this q")).to_be_visible()
    axe_clean(page)
    page.keyboard.press("q")
    panel_shows(page, "Ask about these words")
    expect(page.locator("#ask-text")).to_be_focused()
    expect(panel(page).locator(".quote")).to_have_text("sixth closure since")
    axe_clean(page)
    page.keyboard.type("Which six?")
    page.locator("#ask-to").select_option("editor")
    page.locator("#ask-passage button[type=submit]").click()
    panel_shows(page, "Query")
    query = Query.objects.get()
    mark = page.locator(f"mark[data-mark='{query.uid}']")
    expect(mark).to_have_text("sixth closure since")
    expect(mark).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(f"{page.url.split('/articles')[0]}{query.get_absolute_url()}")
    assert not sideways(page), sideways(page)
    axe_clean(page)
    # the walk goes through it
    page.keyboard.press("k")
    expect(panel(page)).not_to_have_attribute("data-mark", str(query.uid))
    page.goto(claim.get_absolute_url())
    panel_shows(page, "Claim 1")
    for _ in range(5):
        if panel(page).get_attribute("data-mark") == str(query.uid):
            break
        page.keyboard.press("j")
        page.wait_for_function("() => !document.querySelector('.panel[aria-busy]')")
        page.wait_for_timeout(300)
    expect(panel(page)).to_have_attribute("data-mark", str(query.uid))
    # and once it is resolved its mark is gone
    page.get_by_role("button", name="Resolve").click()
    expect(toast(page)).to_contain_text("Resolved.")
    expect(mark).to_have_count(0)
    axe_clean(page)


def test_a_thread_in_the_panel_with_everything_open(
    article: Article, open_page: OpenPage, scheme: str, width: int
) -> None:
    claim = factories.claim(article, SENTENCE)
    for number in range(2):
        query = queries.ask(on=claim, text=f"Question {number}?", by=person("carl"))
        queries.reply(query=query, text="An answer.", by=person("ada"))
    queries.resolve(query=query, by=person("carl"))
    page = open_page(person("cleo"))
    open_claim(page, article, claim.number)
    page.evaluate("() => document.querySelectorAll('#panel details').forEach((d) => d.open = true)")
    expect(page.locator("#panel .thread")).to_have_count(2)
    assert not sideways(page), sideways(page)
    axe_clean(page)
    page.goto(reverse("query-list") + "?show=all&state=all")
    expect(page.locator(".query-card")).to_have_count(2)
    assert not sideways(page), sideways(page)
    axe_clean(page)
