"""When the network, the server or the session fails, what was typed is still there."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import factories
from tests.people import PASSWORD, person

from .conftest import OpenPage, Watch
from .desk import open_claim, panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "The ministry's own table says 2.9."


@pytest.fixture
def typed(open_page: OpenPage) -> Page:
    """A claim with a note typed and not saved."""
    page = open_page(person("carl"))
    open_claim(page, factories.claim(factories.article(), "3.1 million crowns").article, 1)
    page.get_by_label("What was found").fill(NOTE)
    return page


def press_verdict(page: Page) -> None:
    page.get_by_role("button", name="Inaccurate 3").click()


def still_typed(page: Page) -> None:
    expect(page.get_by_label("What was found")).to_have_value(NOTE)
    assert Claim.objects.get(number=1).verdict == ""


def saves_now(page: Page) -> None:
    press_verdict(page)
    expect(toast(page)).to_contain_text("Saved: claim 1, Inaccurate.")
    expect(page.locator("#errors")).to_be_empty()
    assert Claim.objects.get(number=1).verdict_note == NOTE


def test_no_network(typed: Page) -> None:
    typed.route("**/verdict/", lambda route: route.abort())
    press_verdict(typed)
    expect(typed.locator("#errors")).to_contain_text("the server did not answer")
    still_typed(typed)
    typed.unroute("**/verdict/")
    saves_now(typed)


def test_a_broken_server(typed: Page, watches: list[Watch]) -> None:
    page = "<!doctype html><title>x</title><p data-error-text>It broke.</p>"
    typed.route(
        "**/verdict/", lambda route: route.fulfill(status=500, content_type="text/html", body=page)
    )
    press_verdict(typed)
    expect(typed.locator("#errors")).to_contain_text("It broke.")
    still_typed(typed)
    typed.unroute("**/verdict/")
    saves_now(typed)
    watches[0].faults.clear()


def test_an_expired_session(typed: Page) -> None:
    typed.keyboard.press("Tab")
    typed.locator("summary", has_text="Add evidence").click()
    typed.get_by_label("Web address").fill("https://example.org/table")
    Session.objects.all().delete()
    press_verdict(typed)
    expect(typed).to_have_url(re.compile(r"/accounts/login/\?next=.*claims"))
    typed.locator("[name=login]").fill("carl")
    typed.locator("[name=password]").fill(PASSWORD)
    typed.get_by_role("button", name="Sign in").click()
    panel_shows(typed, "Claim 1")
    expect(toast(typed)).to_contain_text("What you had typed before signing in is back.")
    expect(typed.get_by_label("Web address")).to_have_value("https://example.org/table")
    expect(typed.get_by_label("Web address")).to_be_visible()
    still_typed(typed)
    saves_now(typed)


def test_a_claim_opened_with_no_network_says_so_and_stays(typed: Page) -> None:
    factories.claim(Claim.objects.get().article, "the sixth closure since April")
    typed.reload()
    typed.get_by_label("What was found").fill(NOTE)
    typed.route("**/claims/2/", lambda route: route.abort())
    typed.locator("#claim-2 a").first.click()
    expect(typed.locator("#errors")).to_contain_text("the server did not answer")
    panel_shows(typed, "Claim 1")
    still_typed(typed)
