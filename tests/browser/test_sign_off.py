"""At the gate with a mouse and a keyboard: let pass, sign off, see it void, print."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Article, SignOff
from tests import factories
from tests.people import person
from tests.signed import COST, ready, signed

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)


def gate_of(page: Page, article: Article) -> None:
    page.goto(f"{article.get_absolute_url()}gate/")


def test_an_editor_lets_pass_signs_off_and_a_later_mark_voids_it(open_page: OpenPage) -> None:
    article = ready()
    factories.claim(article, COST)
    page = open_page(person("edda"))
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Can it run?").click()
    word = page.locator(".gate__word")
    expect(word).to_have_text("Not yet.")
    expect(page.get_by_role("button", name="Sign off revision 1")).to_be_disabled()

    line = page.locator("#gate-open_claims")
    line.get_by_text("Let it pass").click()
    line.get_by_role("textbox").fill("Read by the desk.")
    line.get_by_role("button", name="Let 1 pass").click()
    expect(word).to_have_text("Yes, it can run.")
    expect(word).to_be_focused()
    expect(toast(page)).to_contain_text("Let pass.")
    expect(page.locator("#gate-open_claims")).to_contain_text("Read by the desk.")

    page.get_by_role("button", name="Sign off revision 1").click()
    expect(page.locator("#standing")).to_contain_text("Holds")
    packet = page.locator("#packet").inner_html()
    made = page.request.get(page.url + "packet.pdf")
    assert made.ok
    assert made.body().startswith(b"%PDF-")

    colleague = open_page(person("carl"))
    open_claim(colleague, article, 2)
    expect(colleague.locator("#signed")).to_have_text("Signed off")
    panel(colleague).get_by_role("button", name="Verified").click()
    expect(colleague.locator("#signed")).to_have_text("Sign-off void")

    page.reload()
    expect(page.locator("#standing")).to_contain_text("VOID")
    expect(page.locator("#standing")).to_contain_text("claim 2")
    assert page.locator("#packet").inner_html() == packet
    assert SignOff.objects.count() == 1


def test_what_is_missing_is_said_at_once_and_nothing_typed_is_lost(open_page: OpenPage) -> None:
    article = ready()
    factories.claim(article, COST)
    page = open_page(person("edda"))
    gate_of(page, article)
    line = page.locator("#gate-open_claims")
    line.get_by_text("Let it pass").click()
    line.get_by_role("textbox").fill("I typed this before a colleague came.")
    factories.claim(article, "about a third more than planned")
    line.get_by_role("button", name="Let 1 pass").click()
    told = page.get_by_text("Something else is in the way by now.")
    expect(told).to_be_visible()
    expect(page.locator(".notice--error")).to_be_focused()
    expect(line.get_by_role("textbox")).to_have_value("I typed this before a colleague came.")
    line.get_by_role("button", name="Let 2 pass").click()
    expect(page.locator(".gate__word")).to_have_text("Yes, it can run.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".gate__word")).to_have_text("Not yet.")


def test_the_gate_works_without_script(open_page: OpenPage) -> None:
    article = ready()
    factories.claim(article, COST)
    page = open_page(person("edda"), java_script_enabled=False)
    gate_of(page, article)
    line = page.locator("#gate-open_claims")
    line.get_by_text("Let it pass").click()
    line.get_by_role("textbox").fill("Read by the desk.")
    line.get_by_role("button", name="Let 1 pass").click()
    expect(page.locator(".gate__word")).to_have_text("Yes, it can run.")
    page.get_by_role("button", name="Sign off revision 1").click()
    expect(page.locator("#standing")).to_contain_text("Holds")


def test_gate_settings_lists_and_packet_are_accessible_at_any_width(
    open_page: OpenPage, width: int, scheme: str
) -> None:
    article = ready()
    sealed = signed(article)
    factories.claim(article, COST)
    page = open_page(person("edda"))
    for address in (
        f"{article.get_absolute_url()}gate/",
        f"{article.get_absolute_url()}gate/unlooked/",
        "/gate/",
        sealed.get_absolute_url(),
        article.get_absolute_url(),
    ):
        page.goto(address)
        for fold in page.locator("#gate details").all():
            fold.locator("summary").click()
        axe_clean(page)
        assert sideways(page) == ""
