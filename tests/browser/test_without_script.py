"""Without JavaScript everything that saves is a plain form."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import factories
from tests.people import person

from .conftest import OpenPage
from .desk import mark, panel, panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain_page(open_page: OpenPage) -> Page:
    return open_page(person("rita"), java_script_enabled=False)


def test_import_marking_evidence_and_undo(plain_page: Page) -> None:
    page = plain_page
    page.goto("/articles/import/")
    page.get_by_label("Story").fill(factories.STORY)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry line to reopen after storm")

    page.locator("mark[data-kind=suggestion] a").filter(has_text="3.1 million").first.click()
    panel_shows(page, "Suggested claim")
    page.get_by_role("button", name="Accept a", exact=True).click()
    panel_shows(page, "Claim 1")

    page.goto(page.url.split("claims/")[0])
    mark(page, 1).locator("a").first.click()
    page.get_by_label("What was found").fill("The ministry's table says 2.9.")
    page.get_by_role("button", name="Inaccurate 3").click()
    expect(toast(page)).to_contain_text("Saved: claim 1, Inaccurate.")
    expect(panel(page)).to_have_attribute("data-state", "checking")
    assert Claim.objects.get().verdict_note == "The ministry's table says 2.9."

    page.get_by_text("Add evidence").click()
    page.get_by_label("Web address").fill("https://example.org/table")
    page.get_by_label("Refutes").check()
    page.get_by_role("button", name="Attach", exact=True).click()
    expect(panel(page)).to_have_attribute("data-state", "checked")

    panel(page).get_by_text("History", exact=True).click()
    page.get_by_role("button", name="Undo my last step").click()
    expect(toast(page)).to_contain_text("Undone.")
    expect(panel(page)).to_have_attribute("data-state", "checking")
    expect(panel(page).locator(".evidence__item")).to_have_count(0)


def test_a_claim_is_made_by_typing_its_words(plain_page: Page) -> None:
    page = plain_page
    page.goto(factories.article().get_absolute_url())
    page.get_by_text("Make a claim by typing its words").click()
    page.get_by_label("Words of the text").fill("words that stand nowhere")
    page.get_by_role("button", name="Make a claim", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Words of the text")).to_have_value("words that stand nowhere")
    page.get_by_label("Words of the text").fill("no one was hurt in the storm")
    page.get_by_role("button", name="Make a claim", exact=True).click()
    panel_shows(page, "Claim 1")
    assert Claim.objects.get().text == "No one was hurt in the storm"


def test_a_conflict_is_told_and_what_was_typed_is_kept(plain_page: Page) -> None:
    page = plain_page
    claim = factories.claim(factories.article(), "The repair cost 3.1 million crowns")
    page.goto(claim.get_absolute_url())
    factories.checked(claim)
    page.get_by_label("What was found").fill("2.9 says the table")
    page.get_by_role("button", name="Inaccurate 3").click()
    expect(page.get_by_role("alert").filter(has_text="Carl Checker")).to_be_visible()
    expect(page.get_by_label("What was found")).to_have_value("2.9 says the table")
    page.get_by_role("button", name="Inaccurate 3").click()
    expect(toast(page)).to_contain_text("Inaccurate")


def test_the_queue_is_filtered_and_assigned_in_bulk(plain_page: Page) -> None:
    page = plain_page
    article = factories.article()
    for words in ("The repair cost 3.1 million crowns", "the sixth closure since April"):
        factories.claim(article, words)
    page.goto("/queue/")
    page.locator("#facet-state-to_check").click()
    expect(page.locator("#queue-rows tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("state=to_check"))
    for box in page.locator("tbody input[type=checkbox]").all():
        box.check()
    page.get_by_label("Assign to").select_option("me")
    page.get_by_role("button", name="Change the chosen rows").click()
    expect(page.locator("#messages")).to_contain_text("2 rows saved.")
    expect(page).to_have_url(re.compile("state=to_check"))
    assert {str(claim.assignee) for claim in Claim.objects.all()} == {"Rita Reviewer"}
