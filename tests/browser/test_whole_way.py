"""The whole way with four people: from import through review and the gate to a sign-off."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from claims.formats.pdf_out import can_print
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import mark, panel, panel_shows, toast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.main_story]

TITLE = "Harbour pool to open in June after eight years"
STORY = f"""{TITLE}

HOLMBERG — The harbour pool will open to swimmers on 6 June.

The pool cost 38 million crowns, twice what was planned, according to the audit office.

“The water has met the bathing standard on every one of the last 90 days,” said Mirja Osten, \
head of the harbour authority.

The pool holds 400 swimmers at a time.
"""
SIZE = "The pool holds 400 swimmers at a time"
COST = "The pool cost 38 million crowns, twice what was planned"
RIGHT_COST = "The pool cost 36 million crowns, nearly twice what was planned"
WATER = "The water has met the bathing standard on every one of the last 90 days"
RIGHT_WATER = "The water has met the bathing standard on 88 of the last 90 days"
QUESTION = "Where do the 38 million come from?"
REPLY = "From the draft. The printed report says 36."
DECLINED = "She did say every one."
RETURNED = "Quote the page of the report that has the sum."
PAGE = "Final account: 36 million crowns."
PASSED = "The desk puts it in with the evening edition."
ROWS = "#queue-rows tbody tr, #changes > li, #queries > li, .gate__item"


@dataclass(frozen=True)
class Desk:
    """The four, each at a browser of their own."""

    carl: Page
    ada: Page
    rita: Page
    edda: Page


def test_from_import_to_a_sign_off_that_a_later_change_voids(open_page: OpenPage) -> None:
    desk = Desk(*(open_page(person(name)) for name in ("carl", "ada", "rita", "edda")))
    bring_in(desk.carl)
    check(desk.carl)
    propose_and_ask(desk.carl)
    assert can_it_run(desk.edda) > 4
    answer_as_the_author(desk.ada)
    decide_as_the_author(desk.ada)
    settle_the_query(desk.carl)
    review(desk.rita)
    mend(desk.carl)
    approve_the_rest(desk.rita)
    let_the_rest_pass(desk.edda)
    sign_off(desk.edda)
    void_it(desk)


# --- the checker ----------------------------------------------------------------------------------


def bring_in(page: Page) -> None:
    """Paste the story and name its author."""
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Import article").click()
    page.get_by_label("Story").fill(STORY)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("link", name="About this article").click()
    page.get_by_role("group", name="Authors").get_by_label("Ada Author").check()
    page.get_by_role("button", name="Save").click()
    expect(toast(page)).to_contain_text("Saved.")


def accept(page: Page, kind: str, words: str) -> None:
    """Open what is suggested of these words and make it count."""
    page.locator(f"#article mark[data-kind={kind}]").filter(has_text=words).locator(
        "a"
    ).last.click()
    panel_shows(page, "Suggested claim" if kind == "suggestion" else "Suggested statement")
    expect(panel(page).locator(".quote")).to_contain_text(words)
    page.keyboard.press("a")


def attach(page: Page, address: str, stance: str) -> None:
    """Add a web page that bears so on what is in the panel."""
    page.keyboard.press("e")
    expect(page.get_by_label("Web address")).to_be_focused()
    page.keyboard.type(address)
    panel(page).get_by_role("radio", name=stance, exact=True).check()
    page.get_by_role("button", name="Attach", exact=True).click()
    expect(panel(page).locator(".evidence__item").last).to_contain_text(address[8:])


def check(page: Page) -> None:
    """Two claims, one of them wrong, and two statements: heard, and put down to whom it is."""
    accept(page, "suggestion", SIZE)
    panel_shows(page, "Claim 1")
    page.keyboard.press("1")
    expect(toast(page)).to_contain_text("Saved: claim 1, Verified.")
    attach(page, "https://example.org/permit", "Supports")
    expect(panel(page)).to_have_attribute("data-state", "checked")

    accept(page, "suggestion", COST)
    panel_shows(page, "Claim 2")
    page.keyboard.press("3")
    expect(toast(page)).to_contain_text("Saved: claim 2, Inaccurate.")
    expect(panel(page)).to_contain_text("Inaccurate: what should the article do?")
    page.keyboard.press("Shift+2")
    expect(toast(page)).to_contain_text("Saved: Fair paraphrase.")
    attach(page, "https://example.org/audit", "Refutes")
    expect(panel(page)).to_have_attribute("data-state", "checked")

    page.locator("#side .people__item").filter(has_text="Mirja Osten").click()
    panel_shows(page, "Suggested statement")
    page.keyboard.press("a")
    panel_shows(page, "Statement")
    page.keyboard.press("Shift+1")
    expect(toast(page)).to_contain_text("Saved: Verbatim.")


def propose(page: Page, new: str, why: str) -> None:
    page.keyboard.press("c")
    page.get_by_label("Words instead").fill(new)
    page.get_by_label("Why", exact=True).fill(why)
    page.get_by_role("button", name="Propose these words").click()
    expect(panel(page).locator(".change")).to_contain_text(why)


def propose_and_ask(page: Page) -> None:
    """Other words for two passages, and a question to the author about one."""
    propose(page, RIGHT_WATER, "Two days in May were above it.")
    mark(page, 2).locator("a").first.click()
    panel_shows(page, "Claim 2")
    expect(panel(page).locator(".quote").first).to_be_in_viewport()  # read from its top
    propose(page, RIGHT_COST, "So the final account.")
    page.keyboard.press("q")
    page.get_by_label("Question", exact=True).fill(QUESTION)
    expect(page.get_by_label("Put to").locator("option:checked")).to_have_text(
        "the author, Ada Author"
    )
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(toast(page)).to_contain_text("Asked.")
    expect(panel(page).locator(".thread")).to_contain_text(QUESTION)
    axe_clean(page)


def settle_the_query(page: Page) -> None:
    """Today tells the checker of the answer; it will do."""
    page.goto("/")
    page.get_by_role("link", name="Your queries that were answered").click()
    thread = page.locator("#queries .thread")
    expect(thread).to_contain_text(REPLY)
    thread.get_by_role("button", name="Resolve").click()
    expect(toast(page)).to_contain_text("Resolved.")


def mend(page: Page) -> None:
    """The checker finds the claim that came back by its reason, and does what it asks for."""
    page.goto("/")
    mine = page.get_by_role("region", name="My claims")
    expect(mine).to_contain_text(RETURNED)
    mine.get_by_role("link", name=COST).click()
    panel_shows(page, "Claim 2")
    told = panel(page).locator(".panel__section").first
    expect(told).to_contain_text("Returned by Rita Reviewer")
    expect(told).to_contain_text(RETURNED)
    axe_clean(page)
    item = panel(page).locator(".evidence__item")
    item.get_by_text("Edit").click()
    item.get_by_label("Quoted passage").fill(PAGE)
    item.get_by_role("button", name="Save").click()
    expect(item.locator("blockquote")).to_have_text(PAGE)
    page.keyboard.press("3")
    expect(panel(page)).to_have_attribute("data-state", "checked")
    expect(panel(page)).not_to_contain_text("Returned by")


# --- the author -----------------------------------------------------------------------------------


def answer_as_the_author(page: Page) -> None:
    """The author finds the question from the first page and answers beside its passage."""
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Queries").click()
    card = page.locator("#queries > li")
    expect(card).to_have_count(1)
    expect(card.locator(".passage__words")).to_have_text(COST)
    expect(card).to_contain_text(QUESTION)
    card.get_by_role("textbox", name="Reply").fill(REPLY)
    card.get_by_role("button", name="Reply").click()
    expect(toast(page)).to_contain_text("Reply sent.")
    axe_clean(page)


def decide_as_the_author(page: Page) -> None:
    """The author accepts one change and declines the other, which needs a word why."""
    page.goto("/")
    page.get_by_role("link", name="Proposed changes to decide").click()
    expect(page.locator("#changes > li")).to_have_count(2)
    cost = page.locator("#changes > li").filter(has_text="Claim 2")
    cost.get_by_role("button", name="Accept").click()
    expect(toast(page)).to_contain_text("Accepted. It waits to be put into the text.")
    water = page.locator("#changes > li").filter(has_text="Mirja Osten")
    water.get_by_role("button", name="Decline").click()
    expect(water.get_by_role("alert")).to_be_visible()
    axe_clean(page)
    water.get_by_label("A word on it").fill(DECLINED)
    water.get_by_role("button", name="Decline").click()
    expect(toast(page)).to_contain_text("Declined.")
    expect(water).to_contain_text(DECLINED)


# --- the reviewer ---------------------------------------------------------------------------------


def review(page: Page) -> None:
    """One claim is approved, one returned with a reason, and both answers are approved."""
    page.goto("/")
    page.get_by_role("link", name=SIZE).first.click()
    panel_shows(page, "Claim 1")
    page.keyboard.press("y")
    expect(toast(page)).to_contain_text("Approved: claim 1.")
    expect(panel(page)).to_have_attribute("data-state", "approved")

    mark(page, 2).locator("a").first.click()
    panel_shows(page, "Claim 2")
    page.get_by_role("button", name="Return it").last.click()
    expect(page.get_by_role("alert").filter(has_text="what is to be done")).to_be_visible()
    page.get_by_label("or return it: what is to be done?").fill(RETURNED)
    page.get_by_role("button", name="Return it").last.click()
    expect(panel(page)).to_have_attribute("data-state", "checking")

    page.goto("/queue/?show=statements&said=for_me")
    for left in (2, 1):
        expect(page.locator("#queue-rows tbody tr")).to_have_count(left)
        page.locator("#queue-rows .table__words").first.click()
        panel_shows(page, "Statement")
        page.keyboard.press("y")
        expect(panel(page)).to_contain_text("approved by Rita Reviewer")
        page.goto("/queue/?show=statements&said=for_me")
    expect(page.locator("#queue-rows tbody tr")).to_have_count(0)


def approve_the_rest(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=COST).first.click()
    panel_shows(page, "Claim 2")
    expect(panel(page).locator(".evidence__item")).to_contain_text(PAGE)
    page.keyboard.press("y")
    expect(panel(page)).to_have_attribute("data-state", "approved")


# --- the editor -----------------------------------------------------------------------------------


def lines(page: Page) -> Locator:
    return page.locator("#gate .gate__line")


def can_it_run(page: Page) -> int:
    """Open the gate and follow every count to a list that long; return how many there are."""
    page.goto("/")
    page.get_by_role("heading", name=TITLE).get_by_role("link").click()
    page.get_by_role("link", name="Can it run?").click()
    expect(page.get_by_role("heading", name="Not yet.")).to_be_visible()
    axe_clean(page)
    found = lines(page).count()
    for at in range(found):
        count = int(lines(page).nth(at).locator(".gate__count").inner_text())
        lines(page).nth(at).locator(".gate__name a").press("Enter")
        expect(page.locator(ROWS)).to_have_count(count)
        page.go_back()
        expect(page.get_by_role("heading", name="Not yet.")).to_be_visible()
    return found


def let_the_rest_pass(page: Page) -> None:
    """The accepted change is not in the text; the editor lets that pass, with a reason."""
    can_it_run(page)
    expect(page.locator("#gate [data-level=blocks]")).to_have_count(1)
    seal = page.get_by_role("button", name="Sign off revision 1")
    expect(seal).to_be_disabled()
    line = page.locator("#gate-outstanding_changes")
    line.get_by_text("Let it pass").click()
    line.get_by_label("Why may it run all the same?").fill(PASSED)
    line.get_by_role("button", name="Let 1 pass").click()
    expect(toast(page)).to_contain_text("Let pass.")
    expect(page.get_by_role("heading", name="Yes, it can run.")).to_be_visible()
    expect(line).to_contain_text(PASSED)
    expect(seal).to_be_enabled()
    axe_clean(page)


def sign_off(page: Page) -> None:
    """The packet says who checked and who approved, and what was let pass."""
    page.get_by_role("button", name="Sign off revision 1").click()
    expect(page.locator("#standing")).to_contain_text("Holds")
    packet = page.locator("#packet")
    for words in (
        "Edda Editor", COST, SIZE, WATER, RIGHT_COST, RIGHT_WATER, QUESTION, REPLY, DECLINED, PAGE,
        PASSED, "Checked by Carl Checker", "Approved by Rita Reviewer",
    ):  # fmt: skip
        expect(packet).to_contain_text(words)
    axe_clean(page)


def void_it(desk: Desk) -> None:
    """New evidence voids the sign-off on every page that shows it; the packet stays as it was."""
    sealed = desk.edda.locator("#packet").inner_html()
    page = desk.carl
    page.goto("/articles/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("#signed")).to_have_text("Signed off")
    mark(page, 1).locator("a").first.click()
    panel_shows(page, "Claim 1")
    attach(page, "https://example.org/newer", "Refutes")
    expect(page.locator("#signed")).to_have_text("Sign-off void")
    axe_clean(page)

    page = desk.edda
    page.reload()
    expect(page.locator("#standing")).to_contain_text("VOID")
    expect(page.locator("#standing li")).not_to_have_count(0)
    assert page.locator("#packet").inner_html() == sealed
    axe_clean(page)
    print_it(page)
    page.get_by_role("link", name="Can it run?").click()
    expect(page.locator(".sign-offs__item")).to_have_attribute("data-signed", "void")
    expect(page.locator(".gate__answer .signed")).to_have_text("Sign-off void")
    axe_clean(page)


def print_it(page: Page) -> None:
    """The packet comes as a PDF where the server makes them; where not, the page says so."""
    link = page.get_by_role("link", name="PDF")
    if can_print():
        answer = page.request.get(str(link.get_attribute("href")))
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
    else:
        expect(link).to_have_count(0)
        expect(page.get_by_text("This server makes no PDFs.")).to_be_visible()
