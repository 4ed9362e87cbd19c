"""Going through a list of the queue with the keyboard alone, the focus on each in turn."""

import pytest
from playwright.sync_api import Page, expect

from claims.enums import State
from claims.models import Claim
from claims.services.saved_views import save_view
from tests import factories
from tests.people import person
from tests.queries.desk_work import COST, HURT, SIXTH

from .conftest import OpenPage, axe_clean
from .desk import panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> list[Claim]:
    """Three claims of two articles, in the order of the articles."""
    older, newer = factories.article(), factories.article()
    return [
        factories.claim(newer, COST),
        factories.claim(newer, SIXTH),
        factories.claim(older, HURT),
    ]


def stands_at(page: Page, claim: Claim, left: str) -> None:
    """Wait until the panel shows the claim, the focus is on its heading, and the bar is right."""
    page.wait_for_url(f"**{claim.get_absolute_url()}")
    panel_shows(page, f"Claim {claim.number}")
    expect(page.locator(f"#panel[data-mark='{claim.uid}'] [data-panel-heading]")).to_be_focused()
    expect(page.locator("#pass .pass__left")).to_have_text(left)


def test_what_waits_for_review_is_approved_in_one_key_each(open_page: OpenPage) -> None:
    claims = [factories.checked(claim) for claim in rows()]
    page = open_page(person("rita"))
    save_view(name="Second looks", query="state=for_me&sort=article", by=person("rita"))
    page.goto("/queue/")
    page.get_by_role("link", name="Second looks").press("Enter")
    expect(page.get_by_role("link", name="Second looks")).to_have_attribute("aria-current", "true")
    page.keyboard.press("g")
    stands_at(page, claims[0], "2 more after this one")
    page.keyboard.press("y")
    stands_at(page, claims[1], "1 more after this one")
    expect(toast(page)).to_contain_text("Approved: claim 1.")
    axe_clean(page)
    page.keyboard.press("y")
    stands_at(page, claims[2], "nothing after this one")
    page.keyboard.press("y")
    expect(page.locator("#panel")).to_have_attribute("data-state", "approved")
    expect(page.locator("[data-panel-heading]")).to_be_focused()
    page.keyboard.press("n")
    page.wait_for_url("**/queue/?state=for_me&sort=article")
    assert set(Claim.objects.values_list("state", flat=True)) == {State.APPROVED}


def test_whoever_goes_on_while_it_saves_loses_no_verdict(open_page: OpenPage) -> None:
    claims = rows()
    page = open_page(person("carl"))
    page.goto("/queue/?sort=article&verdict=none")
    page.keyboard.press("g")
    stands_at(page, claims[0], "2 more after this one")
    page.keyboard.press("1")
    page.keyboard.press("n")
    stands_at(page, claims[1], "1 more after this one")
    claims[0].refresh_from_db()
    assert claims[0].verdict == "verified"
    page.keyboard.press("1")
    expect(toast(page)).to_contain_text("Saved: claim 2")
    stands_at(page, claims[1], "1 more after this one")  # it has left the list, its place has not
    page.keyboard.press("n")
    stands_at(page, claims[2], "nothing after this one")
    page.keyboard.press("b")
    expect(page.locator("#messages")).to_contain_text("This is the first one.")
    stands_at(page, claims[2], "nothing after this one")


def test_all_rows_of_the_page_are_approved_in_two_keys(open_page: OpenPage) -> None:
    claims = rows()
    factories.checked(claims[0])
    factories.checked(claims[1], by=person("rita"))
    page = open_page(person("rita"))
    page.goto("/queue/")
    page.keyboard.press("Shift+X")
    expect(page.locator("[data-selected-count]")).to_have_text("3")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")  # at the foot of a long list
    page.keyboard.press("y")
    expect(page.locator(".refused")).to_contain_text("you checked it")
    expect(page.locator(".refused a")).to_have_count(2)
    expect(page.locator(".refused")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    axe_clean(page)
    claims[0].refresh_from_db()
    assert claims[0].state == State.APPROVED
