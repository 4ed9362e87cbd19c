"""A new draft comes in: what changed is read, the tray is settled, a claim confirmed by one key."""

import pytest
from playwright.sync_api import Page, expect

from claims.enums import State
from claims.models import Article, Claim, Query, Statement
from claims.queries.tray import Tray
from claims.services import claims, queries, statements
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import drag_over, open_claim, panel, panel_shows, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)

STORM = "12 days after a storm broke its main pier"
COST = "The repair cost 3.1 million crowns"
THIRD = "about a third more than planned"
QUOTE = "We will not open a day early."
SIXTH = "It was the sixth closure since April."
DEAR = "It was dear, so the ministry says"


@pytest.fixture
def article(transactional_db: None) -> Article:
    """An article with a claim that is approved, one that is checked, a quote and a query."""
    made = factories.article()
    assert made.current is not None
    factories.approved(factories.claim(made, STORM))
    factories.checked(factories.claim(made, COST), by=person("cleo"))
    factories.claim(made, SIXTH)
    quote = factories.statement(made, QUOTE)
    statements.answer_said(statement=quote, said="verbatim", by=person("carl"))
    passage = factories.span(made, THIRD)
    queries.ask(on=made.current, text="Than when?", by=person("carl"), passage=passage)
    return made


NEXT = (
    factories.STORY.replace("12 days", "14 days")
    .replace("a day early", "a week early")
    .replace(f"{COST}, {THIRD}, according to the transport ministry.", f"{DEAR}.")
    .replace(
        SIXTH, f"So says the town.\n\n{SIXTH}\n\nSo says the port, louder.\n\n{SIXTH}\n\nThe end."
    )
)


def tray_of(article: Article) -> str:
    return f"{article.get_absolute_url()}tray/"


def paste(page: Page, article: Article) -> None:
    """Bring the next draft in by the page that takes drafts."""
    page.goto(f"{article.get_absolute_url()}revisions/new/")
    page.locator("textarea[name=text]").fill(NEXT)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: not url.endswith("/new/"))


def test_a_new_draft_is_settled_from_end_to_end(article: Article, open_page: OpenPage) -> None:
    page = open_page(person("carl"))
    paste(page, article)
    page.goto(article.get_absolute_url())
    waits = page.locator("#waits")
    expect(waits).to_contain_text("2 claims to check again")
    expect(waits).to_contain_text("3 in the tray")
    axe_clean(page)

    # what changed is called out, and one key confirms the verdict
    open_claim(page, article, 1)
    expect(panel(page)).to_contain_text("A number changed: 12 → 14")
    expect(panel(page).locator(".reworded del")).to_contain_text("12")
    expect(panel(page).locator(".reworded ins")).to_contain_text("14")
    axe_clean(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("It still holds")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(toast(page)).to_contain_text("Saved: claim 1, Verified.")
    expect(panel(page).locator(".reworded")).to_have_count(0)
    expect(waits).to_contain_text("1 claim to check again")
    assert Claim.objects.get(number=1).state == State.CHECKED
    page.keyboard.press("u")
    expect(panel(page).locator(".reworded")).to_be_visible()
    page.keyboard.press("y")
    expect(panel(page).locator(".reworded")).to_have_count(0)

    # the statement is heard anew
    page.goto(Statement.objects.get().get_absolute_url())
    expect(panel(page)).to_contain_text("Heard as “Verbatim” on the old words.")
    axe_clean(page)
    page.keyboard.press("Shift+Digit3")
    expect(panel(page).locator(".reworded")).to_have_count(0)

    # the tray: one of two places, words copied, a query resolved
    page.goto(article.get_absolute_url())
    waits.get_by_role("link", name="in the tray").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tray 3")
    axe_clean(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Claim 3")).to_be_focused()
    twins = page.locator(".tray__entry", has_text=SIXTH).filter(has=page.locator(".tray__spots"))
    expect(twins.get_by_role("button", name="Put it here")).to_have_count(2)
    twins.get_by_role("button", name="Put it here").nth(1).click()
    expect(toast(page)).to_contain_text("It has its place")
    entry = page.locator(".tray__entry", has_text=COST)
    entry.get_by_label("Copy the words from the text").fill("nowhere to be found")
    entry.get_by_role("button", name="Put it on these words").click()
    expect(page.get_by_role("alert").first).to_contain_text("not in the text")
    expect(entry.get_by_label("Copy the words")).to_have_value("nowhere to be found")
    axe_clean(page)
    entry.get_by_label("Copy the words from the text").fill(DEAR)
    entry.get_by_role("button", name="Put it on these words").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tray 1")
    page.get_by_text("Resolve it").click()
    page.get_by_label("A last word").fill("Cut from the text.")
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.get_by_text("Everything has its place")).to_be_visible()
    axe_clean(page)
    assert not Query.objects.open().exists()
    open_claim(page, article, 2)
    expect(panel(page).locator(".wording")).to_contain_text(DEAR)


def settle_up_to(article: Article) -> Tray:
    factories.revised(article, text=NEXT)
    return Tray(Article.objects.select_related("current").get(pk=article.pk))


def test_words_selected_in_the_article_take_what_is_lost(
    article: Article, open_page: OpenPage
) -> None:
    settle_up_to(article)
    page = open_page(person("carl"))
    open_claim(page, article, 2)
    expect(panel(page)).to_contain_text("These words have no place in this draft")
    here = panel(page).get_by_role("button", name="Put it on the selected words")
    expect(here).to_be_hidden()
    axe_clean(page)
    drag_over(page, DEAR)
    expect(here).to_be_visible()
    page.keyboard.press("p")
    expect(toast(page)).to_contain_text("It has its place")
    panel_shows(page, "Claim 2")
    expect(panel(page).locator(".reworded")).to_contain_text("The words changed in draft 2")
    expect(page.locator("#claim-2")).to_have_text(DEAR)
    expect(page.locator("#waits")).to_contain_text("2 in the tray")


def test_the_tray_in_every_look_and_what_may_come_back(
    article: Article, open_page: OpenPage
) -> None:
    claim = Claim.objects.get(number=2)
    settle_up_to(article)
    claims.retire_claim(claim=claim, reason="Cut.", by=person("carl"))
    again = f"{COST}, {THIRD}, according to the transport ministry."
    factories.revised(article, (f"{DEAR}.", again))
    page = open_page(person("carl"))
    page.goto(tray_of(article))
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => d.open = true)")
    for scheme in ("light", "dark"):
        for width in (1400, 360):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            assert not sideways(page), sideways(page)
            axe_clean(page)
    back = page.locator(f"#lost-{claim.uid}")
    expect(back).to_contain_text("retired by Carl Checker: Cut.")
    back.get_by_role("button", name="Restore").click()
    expect(toast(page)).to_contain_text("Restored.")
    claim.refresh_from_db()
    assert claim.retired_at is None


def test_without_a_script_the_tray_is_settled_too(article: Article, open_page: OpenPage) -> None:
    settle_up_to(article)
    page = open_page(person("carl"), java_script_enabled=False)
    page.goto(tray_of(article))
    entry = page.locator(".tray__entry", has_text=COST)
    entry.get_by_label("Copy the words from the text").fill(DEAR)
    entry.get_by_role("button", name="Put it on these words").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tray 2")
    entry = page.locator(".tray__entry", has_text=SIXTH)
    entry.get_by_text("Retire it").click()
    entry.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why the claim is retired.")
    entry.get_by_label("Reason").fill("Said twice now.")
    entry.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tray 1")
