"""Stored copies: taken from the panel, looked through, compared; a dead link stands in the way."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from claims.enums import Stance
from claims.models import Article, Claim, Evidence
from claims.services import evidence, supports
from tests import factories
from tests.fetching.servers import RawServer, html
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Every one of the 40 mooring posts"
POSTS = "The harbour authority replaced all forty mooring posts last week."
FERRY = "It says that the ferry will run on Monday, whatever the weather."
PASSAGE = "replaced all forty mooring posts"


@pytest.fixture
def site(settings: Any) -> Iterator[RawServer]:
    """A site whose one page can be changed."""
    settings.FETCH_ALLOW_LOOPBACK = True
    with RawServer() as running:
        says(running, POSTS, FERRY)
        yield running


def says(site: RawServer, *words: str) -> None:
    """Let the page say this from now on."""
    body = "".join(f"<p>{line}</p>" for line in words)
    hostile = (
        "<script>top.location='https://evil.example/'</script><img src='https://evil.example/'>"
    )
    page = f"<title>The report</title><article><h1>The report</h1>{hostile}{body}</article>"
    site.sayings["/report"] = html(page.encode())


@pytest.fixture
def article() -> Article:
    return factories.article(by=person("carl"))


@pytest.fixture
def claim(article: Article) -> Claim:
    return factories.claim(article, WORDS)


def resting(site: RawServer, claim: Claim) -> Evidence:
    """Return evidence at the page, of which there is a copy, and from which the claim quotes."""
    found = evidence.add_evidence(by=person("carl"), url=site.url("/report"))
    supports.attach(
        evidence=found, target=claim, by=person("carl"), stance=Stance.SUPPORTS, passage=PASSAGE
    )
    return found


def look(page: Page) -> None:
    """Look at the page as it stands, on a desk in the dark and on a telephone in the light."""
    for width, scheme in ((1400, "dark"), (360, "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        assert not sideways(page), sideways(page)
        axe_clean(page)
    page.set_viewport_size({"width": 1400, "height": 900})


def take_copy(page: Page) -> Locator:
    """Have a copy taken on the page of the evidence; return the card once that has ended."""
    page.get_by_role("button", name="Take a copy now").click()
    return page.locator("#copies")


def test_a_link_a_file_and_a_talk_are_attached_and_their_passages_looked_for(
    open_page: OpenPage, site: RawServer, article: Article, claim: Claim
) -> None:
    page = open_page(person("carl"))
    open_claim(page, article, claim.number)
    form = panel(page).locator(f"#evidence-form-{claim.uid}")
    items = panel(page).locator("li.evidence__item")

    def attach(
        count: int, *, passage: str = "", file: dict[str, Any] | None = None, **about: str
    ) -> None:
        page.get_by_text("Add evidence").click()
        if passage:
            form.get_by_label("Quoted passage").fill(passage)
        if file or "With_whom" in about:
            form.get_by_text("A file, a description, and more").click()
        if file:
            form.get_by_label("Or a file").set_input_files(file)  # type: ignore[arg-type]
        for label, value in about.items():
            form.get_by_label(label.replace("_", " ")).fill(value)
        form.get_by_role("button", name="Attach", exact=True).click()
        expect(toast(page)).to_contain_text("Evidence attached.")
        expect(items).to_have_count(count)

    attach(1, Web_address=site.url("/report"), passage=PASSAGE)
    expect(items.locator("[data-found=found]")).to_contain_text("in the stored copy of")
    expect(items.get_by_role("link", name="The report")).to_be_visible()
    notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": POSTS.encode()}
    attach(2, file=notes, passage="The harbour authority replaced all thirty mooring posts")
    similar = items.locator("[data-found=similar]")
    expect(similar).to_contain_text("not word for word")
    similar.get_by_text("What differs").click()
    expect(similar.locator("ins")).to_have_text("forty")
    attach(3, Web_address=site.url("/report?two"), passage="nobody was hurt in the storm at all")
    expect(items.locator("[data-found]")).to_have_count(2)  # that site has no such page
    attach(4, With_whom="Ines Volk")
    look(page)
    says(site, FERRY)
    items.get_by_role("link", name="The report").click()
    expect(take_copy(page)).to_contain_text("Words changed since the one before")
    open_claim(page, article, claim.number)
    expect(items.locator("[data-found=missing]")).to_contain_text("not found")


def test_two_copies_are_compared_and_one_is_looked_at(
    open_page: OpenPage, site: RawServer, claim: Claim
) -> None:
    found = resting(site, claim)
    says(site, POSTS.replace("all forty", "nearly thirty"), FERRY)
    page = open_page(person("carl"))
    page.goto(f"/evidence/{found.uid}/")
    card = take_copy(page)
    expect(card.locator("[data-copy=done]")).to_have_count(2)
    card.get_by_role("link", name="Words changed since the one before").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
    expect(page.locator("#diff del").first).to_contain_text("all forty")
    expect(page.locator("#diff ins").first).to_contain_text("nearly thirty")
    expect(page.locator(".copies__quoted li")).to_have_count(1)
    look(page)
    page.go_back()
    page.locator("#copies .copies__when").first.click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text(FERRY)).to_be_visible()
    assert not any("evil" in frame.url for frame in page.frames)


def test_a_dead_link_shows_on_the_claim_the_evidence_and_the_gate(
    open_page: OpenPage, site: RawServer, article: Article, claim: Claim
) -> None:
    found = resting(site, claim)
    site.sayings["/report"] = html(b"Gone.", status="410 Gone")
    page = open_page(person("carl"))
    page.goto(f"/evidence/{found.uid}/")
    card = take_copy(page)
    expect(card).to_contain_text("The last try brought no copy")
    expect(card).to_contain_text("410 Gone")
    expect(card.get_by_role("button", name="Try again")).to_be_visible()
    page.reload()
    expect(page.locator("#health")).to_contain_text("The address is dead")
    look(page)
    page.goto(f"{article.get_absolute_url()}gate/")
    line = page.locator("#gate-evidence_lost")
    expect(line.locator(".gate__count")).to_have_text("1")
    line.get_by_role("link", name="Evidence that is gone").press("Enter")
    expect(page.locator("main")).to_contain_text(claim.text)
    page.goto(f"/evidence/{found.uid}/")
    site.sayings.clear()
    says(site, POSTS, FERRY)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#copies [data-copy=done]")).to_have_count(2)
    page.goto(f"{article.get_absolute_url()}gate/")
    expect(page.locator("#gate-evidence_lost")).to_have_count(0)
