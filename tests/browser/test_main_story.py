"""The whole story, as a newsroom lives it: from an empty desk to an approved claim."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import Article, Claim, Statement
from tests import people
from tests.people import person

from .conftest import OpenPage
from .desk import (
    chosen_words,
    copy_to_clipboard,
    drag_over,
    mark,
    panel,
    panel_shows,
    toast,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.main_story]

STORY = """Valley tram to open six weeks late after failed brake test

HOLMBERG — The first tram of the valley line will run on 3 May, six weeks later than planned, \
after two of its nine cars failed a brake test in February.

“All nine cars have now passed the test,” said Mirja Osten, head of the transport authority. \
“The line is safe.”

The line cost 412 million crowns, 18 percent more than the council approved in 2021, according \
to the audit office. Osten said the tunnel under the old town had caused most of the delay.

The depot stands where the old gasworks was. The city has not built a tram line since 1968.
"""
SUGGESTED = "#article mark[data-kind=suggestion]"
FOUND = "#article mark[data-kind=found]"


def test_from_a_pasted_story_to_an_approved_claim(open_page: OpenPage) -> None:
    for name in ("carl", "rita", "adam"):
        person(name)
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, "carl")
    paste(page)
    accept_and_dismiss(page)
    page.keyboard.press("1")
    expect(toast(page)).to_contain_text("Saved: claim 1, Verified.")
    what_is_missing(page)
    add_evidence(page)
    select_with_the_mouse(page)
    select_with_the_keyboard(page)
    attach_again(page)
    correct_a_speaker(page)
    answer_was_it_said(page)
    undo(page)
    walk(page)
    reload_and_go_back(page)
    review(open_page)
    administer(open_page)


def sign_in(page: Page, username: str) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/accounts/login/"))
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def paste(page: Page) -> None:
    """Paste the story; its suggestions stand in the text, its speakers beside it."""
    page.get_by_role("banner").get_by_role("link", name="Import article").click()
    page.get_by_label("Story").focus()
    copy_to_clipboard(page, STORY)
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Story")).to_have_value(STORY)
    page.get_by_role("button", name="Import").click()
    panel_shows(page, "Suggested claim")  # the first one worth checking
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY.split("\n")[0])
    assert page.locator(SUGGESTED).count() >= 4
    assert page.locator(FOUND).count() >= 2
    expect(page.locator(SUGGESTED).filter(has_text="412 million crowns").first).to_be_visible()
    speakers = page.locator("#speakers-card")
    expect(speakers).to_contain_text("Mirja Osten")
    expect(speakers).to_contain_text("audit office")


def accept_and_dismiss(page: Page) -> None:
    """Take the first suggestion; `a` makes it a claim and numbers its words."""
    page.goto(Article.objects.get().get_absolute_url())
    page.keyboard.press("j")
    panel_shows(page, "Suggested claim")
    words = page.locator("#panel .quote").inner_text()
    page.keyboard.press("d")
    expect(toast(page)).to_contain_text("Dismissed.")
    expect(page.locator("#panel .quote")).not_to_have_text(words)
    panel_shows(page, "Suggested claim")
    page.keyboard.press("a")
    panel_shows(page, "Claim 1")
    expect(mark(page, 1)).to_have_attribute("data-n", "1")
    expect(page).to_have_url(re.compile(r"/claims/1/$"))


def what_is_missing(page: Page) -> None:
    """A verdict alone is saved and leaves the claim in checking, with what it waits for."""
    claim = Claim.objects.get(number=1)
    assert (claim.state, claim.verdict) == ("checking", "verified")
    expect(panel(page)).to_have_attribute("data-state", "checking")
    expect(page.locator(".panel__missing")).to_contain_text("evidence that supports")
    expect(page.locator("#verdict-verified")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#side")).to_contain_text("0 of 1 settled")


def add_evidence(page: Page) -> None:
    """`e` opens the form on its first field; an address is enough, and the claim is checked."""
    page.keyboard.press("e")
    expect(page.get_by_label("Web address")).to_be_focused()
    page.keyboard.type("https://example.org/brake-test")
    page.keyboard.press("Enter")
    expect(panel(page)).to_have_attribute("data-state", "checked")
    expect(page.locator("#panel .panel__head .badge")).to_contain_text("to review")
    expect(page.locator("#panel .evidence__item")).to_contain_text("example.org/brake-test")
    expect(mark(page, 1)).to_have_attribute("data-state", "checked")


def select_with_the_mouse(page: Page) -> None:
    drag_over(page, "The depot stands where the old gasworks was")
    expect(page.get_by_role("button", name="Make a claim m")).to_be_visible()
    assert chosen_words(page) == "The depot stands where the old gasworks was"
    page.keyboard.press("m")
    panel_shows(page, "Claim 2")
    expect(page.locator("#panel .quote")).to_have_text(
        "The depot stands where the old gasworks was"
    )
    expect(page.locator("#claim-from-selection")).to_be_hidden()


def select_with_the_keyboard(page: Page) -> None:
    """`v` begins at the claim in the panel; arrows move, shift and arrows widen."""
    page.keyboard.press("v")
    expect(page.get_by_role("button", name="Make a claim m")).to_be_visible()
    assert chosen_words(page).strip() == "The"
    for key in ("ArrowRight", *["Shift+ArrowRight"] * 2):
        page.keyboard.press(key)
    assert chosen_words(page).strip() == "depot stands where"
    page.keyboard.press("m")
    panel_shows(page, "Claim 3")
    expect(page.locator("#panel .quote")).to_have_text("depot stands where")


def attach_again(page: Page) -> None:
    """`E` ties the evidence attached last to the claim in the panel."""
    page.keyboard.press("Shift+E")
    expect(toast(page)).to_contain_text("Evidence attached.")
    expect(page.locator("#panel .evidence__item")).to_contain_text("example.org/brake-test")
    assert Claim.objects.get(number=3).supports.count() == 1


def correct_a_speaker(page: Page) -> None:
    """A suggested statement is put down to somebody else than the engine thought."""
    page.locator(FOUND).filter(has_text="the tunnel under").locator("a").first.click()
    page.locator("#side .people__item").filter(has_text="Mirja Osten").click()
    panel_shows(page, "Suggested statement")
    speaker = panel(page).get_by_label("Who says it")
    expect(speaker).to_have_value("Mirja Osten")
    speaker.fill("Mirja Ostén")
    page.get_by_role("button", name="Accept").click()
    panel_shows(page, "Statement")
    expect(page.get_by_role("link", name="Mirja Ostén").first).to_be_visible()
    assert Statement.objects.get().source.name == "Mirja Ostén"


def answer_was_it_said(page: Page) -> None:
    page.keyboard.press("Shift+1")
    expect(toast(page)).to_contain_text("Saved: Verbatim.")
    expect(panel(page)).to_have_attribute("data-said", "verbatim")
    expect(page.locator("#article mark[data-said=verbatim]").first).to_be_visible()


def undo(page: Page) -> None:
    page.keyboard.press("u")
    expect(toast(page)).to_contain_text("Undone.")
    expect(panel(page)).to_have_attribute("data-said", "")
    assert Statement.objects.get().said == ""


def walk(page: Page) -> None:
    """`j` and `k` go through the text in its order, and the panel follows."""
    page.goto(Article.objects.get().get_absolute_url())
    names = page.locator("#article [data-walk-item]").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    for href in names[:3]:
        page.keyboard.press("j")
        expect(page).to_have_url(re.compile(re.escape(href) + "$"))
        expect(page.locator("#article mark[aria-current]").first).to_be_visible()
        expect(page.locator("#panel:not([aria-busy])[data-mark]")).to_be_visible()
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(re.escape(names[1]) + "$"))
    expect(page.locator("#panel:not([aria-busy])[data-mark]")).to_be_visible()


def reload_and_go_back(page: Page) -> None:
    mark(page, 2).locator("a").last.click()
    panel_shows(page, "Claim 2")
    mark(page, 1).locator("a").first.click()
    panel_shows(page, "Claim 1")
    page.reload()
    panel_shows(page, "Claim 1")
    expect(page.locator("#article mark[aria-current]").first).to_have_attribute("id", "claim-1")
    page.go_back()
    panel_shows(page, "Claim 2")
    page.go_forward()
    panel_shows(page, "Claim 1")


def review(open_page: OpenPage) -> None:
    """A reviewer finds the claim among what is unverified, and approves it."""
    page = open_page(person("rita"))
    page.goto("/queue/")
    expect(page.locator("#queue-rows tbody tr")).to_have_count(3)
    fold = page.locator("details.facets__group", has=page.locator("#facet-verdict-none"))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.locator("#facet-verdict-none").click()
    expect(page.locator("#queue-rows tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("verdict=none"))
    page.locator("#queue-text").fill("gasworks")
    page.keyboard.press("Enter")
    expect(page.locator("#queue-rows tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("text=gasworks"))
    page.reload()
    expect(page.locator("#queue-rows tbody tr")).to_have_count(1)
    page.goto("/queue/?state=checked")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    panel_shows(page, "Claim 1")
    page.keyboard.press("y")
    expect(panel(page)).to_have_attribute("data-state", "approved")
    expect(page.locator("#verdict-verified")).to_be_disabled()
    assert Claim.objects.get(number=1).state == "approved"


ADMIN_LISTS = {"article": "tram", "claim": "gasworks", "source": "Ost", "auditevent": ""}


def administer(open_page: OpenPage) -> None:
    """An admin sees everything in the administration, and finds it by its words."""
    page = open_page(person("adam"))
    page.goto("/admin/")
    expect(page.locator("#content")).to_contain_text("Claims")
    for model, words in ADMIN_LISTS.items():
        page.goto(f"/admin/claims/{model}/")
        expect(page.locator("#result_list tbody tr").first).to_be_visible()
        if words:
            page.locator("#searchbar").fill(words)
            page.keyboard.press("Enter")
            expect(page).to_have_url(re.compile("q="))
            expect(page.locator("#result_list tbody tr").first).to_be_visible()
    page.goto("/admin/claims/claim/")
    page.locator("#result_list th a").first.click()
    expect(page.locator("#content h1")).to_be_visible()
