"""Two people on one claim: the second sees what the first changed, and loses nothing she typed."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from claims.models import AuditEvent, Claim
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The repair cost 3.1 million crowns"


def two_at_one_claim(open_page: OpenPage) -> tuple[Page, Page, Claim]:
    claim = factories.claim(factories.article(), WORDS)
    pages = [open_page(person(name)) for name in ("carl", "cleo")]
    for page in pages:
        open_claim(page, claim.article, claim.number)
    return pages[0], pages[1], claim


def test_the_second_sees_what_changed_and_keeps_her_note(open_page: OpenPage) -> None:
    first, second, claim = two_at_one_claim(open_page)
    second.get_by_label("What was found").fill("The ministry's own table says 2.9.")
    first.keyboard.press("1")
    expect(toast(first)).to_contain_text("Saved: claim 1, Verified.")

    second.get_by_role("button", name="Inaccurate 3").click()
    notice = second.get_by_role("alert").filter(has_text="Somebody changed this")
    expect(notice).to_be_visible()
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("Carl Checker")
    expect(notice).to_contain_text("Verified")
    note = second.get_by_label("What was found")
    expect(note).to_have_value("The ministry's own table says 2.9.")
    expect(second.locator("#verdict-verified")).to_have_attribute("aria-pressed", "true")
    axe_clean(second)
    claim.refresh_from_db()
    assert (claim.verdict, claim.verdict_note) == ("verified", "")

    second.get_by_role("button", name="Inaccurate 3").click()
    expect(toast(second)).to_contain_text("Saved: claim 1, Inaccurate.")
    expect(notice).to_have_count(0)
    claim.refresh_from_db()
    assert (claim.verdict, claim.verdict_note) == (
        "inaccurate",
        "The ministry's own table says 2.9.",
    )
    assert str(claim.verdict_by) == "Cleo Checker"


def test_what_is_typed_about_evidence_outlives_verdicts_in_the_same_panel(
    open_page: OpenPage,
) -> None:
    first, second, claim = two_at_one_claim(open_page)
    second.keyboard.press("e")
    second.keyboard.type("https://example.org/table")
    second.get_by_label("Quoted passage").fill("2.9 million crowns, final account")
    first.keyboard.press("3")
    expect(toast(first)).to_contain_text("Inaccurate")

    second.locator("#verdict-verified").click()  # a conflict
    expect(second.get_by_role("alert").filter(has_text="Somebody changed this")).to_be_visible()
    second.locator("#verdict-inaccurate").click()  # and it is saved
    expect(toast(second)).to_contain_text("Saved")
    expect(second.get_by_label("Web address")).to_have_value("https://example.org/table")
    expect(second.get_by_label("Quoted passage").first).to_have_value(
        "2.9 million crowns, final account"
    )
    second.get_by_label("Refutes").check()
    second.get_by_role("button", name="Attach", exact=True).click()
    expect(panel(second)).to_have_attribute("data-state", "checked")
    assert claim.supports.get().passage == "2.9 million crowns, final account"


def test_going_on_while_a_verdict_is_being_saved_shows_the_next_claim(
    open_page: OpenPage,
) -> None:
    claim = factories.claim(factories.article(), WORDS)
    factories.claim(claim.article, "It was the sixth closure since April")
    page = open_page(person("carl"))
    open_claim(page, claim.article, 1)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/verdict/", slowly)
    page.keyboard.press("1")
    expect(page.locator("#panel[aria-busy]")).to_be_visible()
    page.locator("#claim-2 a").first.click()
    panel_shows(page, "Claim 2")
    page.wait_for_timeout(300)  # a late answer would come now
    panel_shows(page, "Claim 2")
    expect(page).to_have_url(re.compile("/claims/2/$"))
    claim.refresh_from_db()
    assert claim.verdict == "verified"


def test_an_undo_that_came_too_late_says_so(open_page: OpenPage) -> None:
    first, second, claim = two_at_one_claim(open_page)
    first.keyboard.press("1")
    expect(toast(first)).to_contain_text("Verified")
    open_claim(second, claim.article, 1)
    second.keyboard.press("2")
    expect(toast(second)).to_contain_text("Needs context")
    first.keyboard.press("u")
    expect(first.get_by_role("alert").filter(has_text="can no longer be undone")).to_be_visible()
    claim.refresh_from_db()
    assert claim.verdict == "needs_context"
    assert AuditEvent.objects.filter(kind="deed.undone").count() == 0
