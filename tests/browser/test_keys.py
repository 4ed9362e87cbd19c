"""Keys press what is on the page, in sight and allowed; and they can be switched off."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, toast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "the sixth closure since April"


@pytest.fixture
def at_claim(open_page: OpenPage) -> Page:
    page = open_page(person("carl"))
    open_claim(page, factories.claim(factories.article(), WORDS).article, 1)
    return page


def settled(page: Page) -> None:
    """Wait long enough for a key to have done something."""
    page.wait_for_timeout(300)


def test_the_question_mark_lists_the_keys_of_the_page(at_claim: Page) -> None:
    page = at_claim
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    rows = dialog.locator("[data-keyhelp-list] li").all_inner_texts()
    keys = {row.split("\n")[0].strip(): row.split("\n")[-1].strip() for row in rows}
    assert keys["1"] == "Verified"
    assert keys["6"] == "Unverifiable"
    assert keys["e"] == "Add evidence"
    assert keys["Ctrl+V"].startswith("Attach a web address")
    assert {"j", "k", "v"} <= set(keys)
    assert "a" not in keys  # no suggestion is shown, so no such key
    axe_clean(page)
    page.keyboard.press("2")  # behind the dialog nothing is pressed
    settled(page)
    assert Claim.objects.get().verdict == ""
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_off_switch_is_kept_in_this_browser(at_claim: Page) -> None:
    page = at_claim
    page.keyboard.press("?")
    page.get_by_label("Use single keys in this browser").uncheck()
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("1")
        settled(page)
        assert Claim.objects.get().verdict == ""
        page.reload()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use single keys in this browser").check()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(toast(page)).to_contain_text("Verified")


def test_digits_typed_into_a_field_set_no_verdict(at_claim: Page) -> None:
    page = at_claim
    for field in (page.get_by_label("What was found"), page.get_by_label("Web address")):
        if not field.is_visible():
            page.keyboard.press("e")
        field.focus()
        page.keyboard.type("1 2 j e d")
        expect(field).to_have_value("1 2 j e d")
        page.evaluate("() => document.activeElement.blur()")
    settled(page)
    assert Claim.objects.get().verdict == ""


def test_modified_keys_stay_the_browsers(at_claim: Page) -> None:
    for key in ("Control+1", "Alt+1", "Meta+1"):
        at_claim.keyboard.press(key)
    settled(at_claim)
    assert Claim.objects.get().verdict == ""


def test_a_verdict_that_is_not_allowed_has_no_key(open_page: OpenPage) -> None:
    claim = factories.approved(factories.claim(factories.article(), WORDS))
    page = open_page(person("carl"))
    open_claim(page, claim.article, 1)
    expect(page.get_by_role("button", name="Inaccurate 3")).to_be_disabled()
    page.keyboard.press("3")
    settled(page)
    expect(panel(page)).to_have_attribute("data-state", "approved")
    claim.refresh_from_db()
    assert (claim.verdict, claim.state) == ("verified", "approved")


def test_at_the_ends_of_the_text_walking_says_so(open_page: OpenPage) -> None:
    page = open_page(person("carl"))
    article = factories.article(text="Title\n\nHe slept.\n")
    claim = factories.claim(article, "He slept")
    article.suggestions.exclude(claim=claim).delete()
    page.goto(article.get_absolute_url())
    page.keyboard.press("j")
    expect(page.locator("#panel:not([aria-busy])[data-mark]")).to_be_visible()
    page.keyboard.press("j")
    expect(toast(page)).to_contain_text("This is the last one.")
    page.keyboard.press("k")
    expect(toast(page)).to_contain_text("This is the first one.")
