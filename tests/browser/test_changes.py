"""A proposed change on its way: from a bad verdict to the author's decision, and on paper."""

import pytest
from playwright.sync_api import expect

from claims.models import Article, Change, Claim
from claims.services import changes
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)

OLD = "The repair cost 3.1 million crowns"
NEW = "The repair cost 2.9 million crowns"


@pytest.fixture
def article(transactional_db: None) -> Article:
    made = factories.article()
    made.authors.add(person("ada"))
    return made


def list_of(article: Article) -> str:
    return f"{article.get_absolute_url()}changes/"


def test_a_checker_proposes_after_a_bad_verdict_and_the_author_accepts(
    article: Article, open_page: OpenPage
) -> None:
    factories.claim(article, OLD)
    page = open_page(person("carl"))
    open_claim(page, article, 1)
    page.keyboard.press("3")
    ask = panel(page).locator(".ask")
    expect(ask).to_contain_text("Inaccurate: what should the article do?")
    expect(ask).to_be_in_viewport(ratio=1)
    axe_clean(page)
    page.keyboard.press("c")
    words = page.get_by_label("Words instead")
    expect(words).to_be_focused()
    expect(words).to_have_value(OLD)
    axe_clean(page)
    words.fill(NEW)
    page.get_by_role("button", name="Propose these words").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why")
    expect(words).to_have_value(NEW)
    page.get_by_label("Why").fill("The ministry's table says 2.9.")
    page.get_by_role("button", name="Propose these words").click()
    expect(toast(page)).to_contain_text("Proposed.")
    expect(panel(page).locator(".wording del")).to_contain_text("3.1")
    expect(panel(page).locator(".wording ins")).to_contain_text("2.9")
    expect(panel(page)).to_contain_text("What the article should do: Change")
    expect(ask).to_have_count(0)
    expect(page.locator("#side")).to_contain_text("1 proposed change to decide")
    expect(panel(page).get_by_role("button", name="Accept")).to_be_disabled()

    author = open_page(person("ada"))
    author.goto("/")
    author.get_by_role("link", name="Proposed changes to decide").click()
    row = author.locator(".change--row")
    expect(row).to_have_count(1)
    author.keyboard.press("j")
    author.keyboard.press("a")
    expect(row).to_contain_text("Accepted, not in the text yet")
    expect(toast(author)).to_contain_text("Accepted.")
    expect(author.locator("#change-filters")).to_contain_text("To decide 0")
    expect(author.locator("#change-filters")).to_contain_text("Accepted, not in the text 1")
    assert Change.objects.outstanding().count() == 1


def test_one_key_says_what_else_the_article_should_do(
    article: Article, open_page: OpenPage
) -> None:
    factories.claim(article, OLD)
    page = open_page(person("carl"))
    open_claim(page, article, 1)
    page.keyboard.press("4")
    expect(panel(page).locator(".ask")).to_be_visible()
    page.keyboard.press("g")
    expect(panel(page)).to_contain_text("What the article should do: Legal read")
    page.keyboard.press("u")
    expect(panel(page).locator(".ask")).to_be_visible()


def test_the_list_is_worked_through_by_keyboard(article: Article, open_page: OpenPage) -> None:
    claim = factories.claim(article, OLD)
    made = [propose(claim, f"{OLD} {n}") for n in range(3)]
    page = open_page(person("edda"))
    page.goto(list_of(article))
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(f"#change-{made[1].uid}")
    page.keyboard.press("d")  # without a word: it asks for one, where the word goes
    expect(second.get_by_role("alert")).to_contain_text("Say in a word why it is declined.")
    note = second.get_by_label("A word on it")
    expect(note).to_be_focused()
    note.fill("It is the same.")
    second.get_by_role("button", name="Decline").click()
    expect(second).to_contain_text("Declined by Edda Editor")
    expect(second.get_by_role("link", name="Claim 1")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(f"#change-{made[2].uid}")).to_contain_text("Accepted by Edda Editor")
    states = {c.state for c in Change.objects.all()}
    assert states == {"proposed", "declined", "accepted"}


def propose(claim: Claim, new: str) -> Change:
    return changes.propose(to=claim, new=new, reason="Better so.", by=person("carl"))


def test_the_list_in_every_look(article: Article, open_page: OpenPage) -> None:
    claim = factories.checked(factories.claim(article, OLD))
    accepted, declined = propose(claim, NEW), propose(claim, "")
    changes.accept(proposal=accepted, by=person("ada"), note="Right.")
    changes.decline(proposal=declined, note="We need it.", by=person("edda"))
    propose(factories.claim(article, "no one was hurt in the storm"), "nobody was hurt")
    page = open_page(person("ada"))
    page.goto(list_of(article))
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => d.open = true)")
    for width in (1400, 360):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 800})
            assert not sideways(page), sideways(page)
            axe_clean(page)


def test_on_paper_it_is_a_sheet_to_decide_on_by_hand(article: Article, open_page: OpenPage) -> None:
    propose(factories.claim(article, OLD), NEW)
    page = open_page(person("ada"))
    page.goto(list_of(article))
    tick = page.locator(".change__tick")
    expect(tick).to_be_hidden()
    page.emulate_media(media="print")
    for gone in (".topbar", ".footer", "#change-filters", ".change__steps", "[data-print-page]"):
        expect(page.locator(gone)).to_be_hidden()
    expect(tick).to_be_visible()
    sheet = page.locator(".change-sheet")
    expect(sheet).to_contain_text(article.title)
    expect(sheet).to_contain_text("Revision 1")
    expect(sheet).to_contain_text("All changes: 1")
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".wording del").first.evaluate(line) == "line-through"
    assert page.locator(".wording ins").first.evaluate(line) == "underline"


def test_without_a_script_words_are_proposed_and_decided(
    article: Article, open_page: OpenPage
) -> None:
    factories.claim(article, OLD)
    plain = open_page(person("carl"), java_script_enabled=False)
    open_claim(plain, article, 1)
    plain.get_by_text("Propose a change").click()
    plain.get_by_label("Words instead").fill(NEW)
    plain.get_by_label("Why").fill("The table says 2.9.")
    plain.get_by_role("button", name="Propose these words").click()
    expect(toast(plain)).to_contain_text("Proposed.")
    author = open_page(person("ada"), java_script_enabled=False)
    author.goto(list_of(article))
    author.get_by_role("button", name="Decline").click()
    expect(author.get_by_role("alert").first).to_contain_text("Say in a word")
    author.get_by_label("A word on it").fill("It was 3.1 then.")
    author.get_by_role("button", name="Decline").click()
    expect(toast(author)).to_contain_text("Declined.")
    expect(author.locator(".change--row")).to_contain_text("It was 3.1 then.")


def test_two_people_approve_what_was_said(article: Article, open_page: OpenPage) -> None:
    statement = factories.statement(article, "We will not open a day early.")
    page = open_page(person("carl"))
    page.goto(statement.get_absolute_url())
    page.keyboard.press("Shift+Digit1")
    expect(panel(page)).to_contain_text("The answer waits for a second person.")
    expect(panel(page).get_by_role("button", name="Approve")).to_be_disabled()
    axe_clean(page)
    reviewer = open_page(person("rita"))
    reviewer.goto(statement.get_absolute_url())
    reviewer.keyboard.press("y")
    expect(panel(reviewer)).to_contain_text("approved by Rita Reviewer")
    axe_clean(reviewer)
    page.reload()
    expect(panel(page).locator("#said-altered")).to_be_disabled()
