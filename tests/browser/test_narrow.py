"""On a telephone: the text first, the claim as a sheet at the foot, the rest behind a button."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import mark, panel, panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)
HEIGHT = 740


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(
        person("carl"), viewport={"width": 360, "height": HEIGHT}, has_touch=True, is_mobile=True
    )


def box(target: Locator) -> dict[str, float]:
    found = target.bounding_box()
    assert found is not None
    return dict(found)  # type: ignore[call-overload,no-any-return]


def test_a_claim_comes_up_as_a_sheet_that_can_be_enlarged(phone: Page) -> None:
    claim = factories.claim(factories.article(), "the sixth closure since April")
    phone.goto(claim.article.get_absolute_url())
    mark(phone, 1).locator("a").first.tap()
    panel_shows(phone, "Claim 1")
    sheet = phone.locator(".workspace__panel")
    half = box(sheet)
    assert 0.3 * HEIGHT < half["height"] < 0.55 * HEIGHT
    assert half["y"] + half["height"] == pytest.approx(HEIGHT, abs=1)
    words = box(mark(phone, 1))
    assert words["y"] >= 0
    assert words["y"] + words["height"] <= half["y"]  # the words stay in sight above the sheet

    size = phone.get_by_role("button", name="Size of the panel")
    size.tap()
    assert box(sheet)["height"] > 0.8 * HEIGHT
    axe_clean(phone)
    size.tap()
    assert box(sheet)["height"] < 60
    expect(size).to_have_attribute("aria-expanded", "false")
    size.tap()
    assert box(sheet)["height"] == pytest.approx(half["height"], abs=1)


def test_a_verdict_is_set_by_a_tap(phone: Page) -> None:
    claim = factories.claim(factories.article(), "the sixth closure since April")
    phone.goto(claim.get_absolute_url())
    verdict = phone.get_by_role("button", name="Misleading")
    assert box(verdict)["height"] >= 44
    verdict.tap()
    expect(toast(phone)).to_contain_text("Saved: claim 1, Misleading.")
    expect(panel(phone)).to_have_attribute("data-state", "checking")
    toast(phone).get_by_role("button", name="Undo").tap()
    expect(toast(phone)).to_contain_text("Undone.")


def test_the_side_column_is_a_drawer(phone: Page) -> None:
    phone.goto(factories.article().get_absolute_url())
    side = phone.locator("#side")
    opener = phone.get_by_role("link", name="Progress and people")
    expect(side).not_to_be_in_viewport()
    opener.tap()
    expect(side).to_be_in_viewport()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(side.get_by_role("link", name="Ines Volk").first).to_be_visible()
    axe_clean(phone)
    side.get_by_role("button", name="Close").tap()
    expect(side).not_to_be_in_viewport()
    expect(opener).to_be_focused()
    opener.tap()
    phone.keyboard.press("Escape")
    expect(side).not_to_be_in_viewport()
    opener.tap()
    side.get_by_role("link", name="Ines Volk").first.tap()
    panel_shows(phone, "Suggested statement")
    expect(side).not_to_be_in_viewport()
