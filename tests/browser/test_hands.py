"""How many keys and clicks the daily work takes: counted, printed, and never more than the aim."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import Hand, copy_to_clipboard, open_claim, panel, panel_shows, toast

pytestmark = pytest.mark.django_db(transaction=True)
Tell = Callable[[str], None]
FACTS = [f"The harbour at mile {n} cost {n} million crowns in 20{n + 10}." for n in range(1, 11)]
TEXT = "\n\n".join(["Ten harbours and their price", *FACTS])
# Which verdict each of the ten claims gets, and what its evidence then does.
JUDGED = [
    ("1", "supports"),
    ("3", "refutes"),
    ("1", "supports"),
    ("2", "context"),
    ("4", "partly"),
    ("1", "supports"),
    ("3", "refutes"),
    ("1", "supports"),
    ("2", "context"),
    ("1", "supports"),
]


def with_clipboard(open_page: OpenPage, username: str = "carl") -> Page:
    return open_page(person(username), permissions=["clipboard-read", "clipboard-write"])


def within(hand: Hand, journey: str, aim: int, tell: Tell) -> None:
    """Print what it took; more than the aim is a step too many."""
    tell(hand.told(journey, aim=aim))
    assert hand.count <= aim, hand.told(journey, aim=aim)


def test_from_paste_to_the_first_verdict(open_page: OpenPage, tell: Tell) -> None:
    page = with_clipboard(open_page)
    page.goto("/articles/import/")
    copy_to_clipboard(page, TEXT)
    hand = Hand(page)
    hand.press("Control+v")
    hand.press("Control+Enter")
    panel_shows(page, "Suggested claim")
    axe_clean(page)
    hand.press("1")
    expect(toast(page)).to_contain_text("Accepted. Saved: claim 1, Verified.")
    within(hand, "paste to first verdict", 3, tell)
    assert Claim.objects.get().verdict == "verified"
    page.keyboard.press("u")
    expect(toast(page)).to_contain_text("Undone.")
    panel_shows(page, "Suggested claim")
    assert not Claim.objects.current().exists()


def claims_walked(page: Page, hand: Hand) -> Iterator[tuple[str, str]]:
    """Open ten claims one after the other, each with an address of its own on the clipboard."""
    article = factories.article(text=TEXT)
    for fact in FACTS:
        factories.claim(article, fact)
    open_claim(page, article, 1)
    for number, (digit, stance) in enumerate(JUDGED, 1):
        if number > 1:
            hand.press("j")
            panel_shows(page, f"Claim {number}")
        copy_to_clipboard(page, f"https://example.org/{number}")
        yield digit, stance
        expect(panel(page)).to_have_attribute("data-state", "checked")


def evidence_fits() -> None:
    """Every claim is checked, and rests on evidence of its own that fits its verdict."""
    rows = Claim.objects.order_by("number")
    found = [(c.supports.get().evidence.url, c.supports.get().stance, c.state) for c in rows]
    wanted = [
        (f"https://example.org/{n}", stance, "checked") for n, (_, stance) in enumerate(JUDGED, 1)
    ]
    assert found == wanted


def test_ten_verdicts_with_evidence(open_page: OpenPage, tell: Tell) -> None:
    page = with_clipboard(open_page)
    hand = Hand(page)
    for digit, _stance in claims_walked(page, hand):
        hand.press(digit)
        expect(toast(page)).to_contain_text("Saved: claim")
        hand.press("Control+v")
        hand.press("Enter")
    within(hand, "10 verdicts with evidence", 40, tell)
    evidence_fits()


def test_evidence_first_or_the_same_again_costs_no_more(open_page: OpenPage, tell: Tell) -> None:
    page = with_clipboard(open_page)
    article = factories.article(text=TEXT)
    first, second = (factories.claim(article, fact) for fact in FACTS[:2])
    open_claim(page, article, 1)
    words, address = panel(page).get_by_label("What was found"), "https://example.org/1"
    copy_to_clipboard(page, address)
    words.focus()
    page.keyboard.press("Control+v")
    expect(words).to_have_value(address)  # in a field, what is pasted is its text
    words.fill("")
    page.evaluate("() => document.activeElement.blur()")
    copy_to_clipboard(page, "no address: https://example.org/1")
    page.keyboard.press("Control+v")
    expect(panel(page).get_by_label("Web address")).to_be_hidden()

    copy_to_clipboard(page, address)
    hand = Hand(page)
    hand.press("Control+v")
    expect(panel(page).get_by_label("Web address")).to_have_value(address)
    axe_clean(page)
    hand.press("3")
    expect(toast(page)).to_contain_text("Saved: claim 1, Inaccurate.")
    expect(panel(page).get_by_label("Refutes")).to_be_focused()
    hand.press("Enter")
    expect(panel(page)).to_have_attribute("data-state", "checked")
    within(hand, "verdict with evidence, the evidence first", 3, tell)
    hand = Hand(page)
    hand.press("j")
    panel_shows(page, "Claim 2")
    hand.press("1")
    expect(toast(page)).to_contain_text("Saved: claim 2, Verified.")
    hand.press("E")
    expect(panel(page)).to_have_attribute("data-state", "checked")
    within(hand, "the next verdict with the same evidence", 3, tell)
    assert (first.supports.get().stance, second.supports.get().stance) == ("refutes", "supports")


def checked_by_carl() -> None:
    article = factories.article(text=TEXT)
    for fact in FACTS:
        factories.checked(factories.claim(article, fact))


def test_ten_approvals_each_looked_at_or_all_at_once(open_page: OpenPage, tell: Tell) -> None:
    checked_by_carl()
    page = open_page(person("rita"))
    page.goto("/")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="To review: checked by others"))
    hand.press("g")
    for _ in FACTS:
        shown = page.locator("#panel[data-state=checked]").get_attribute("data-mark")
        hand.press("y")
        page.locator(f"#panel:not([data-mark='{shown}']), #panel[data-state=approved]").wait_for()
    within(hand, "approving 10 claims, each looked at", 12, tell)
    assert Claim.objects.filter(state="approved").count() == 10

    checked_by_carl()
    page.goto("/queue/?state=for_me")
    hand = Hand(page)
    hand.press("X")
    expect(page.locator("[data-selected-count]")).to_have_text("10")
    hand.press("y")
    expect(page.locator("#queue-rows tbody tr")).to_have_count(0)
    within(hand, "approving 10 claims at once", 2, tell)
    assert Claim.objects.filter(state="approved").count() == 20
