"""Evidence by address, file and conversation, from the panel and on its own pages."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Evidence, Support
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The repair cost 3.1 million crowns"
FILE = {"name": "budget.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 figures"}


def look(page: Page) -> None:
    """Look at the page as it stands, folds open, on a desk and on a telephone."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((d) => d.open = true)")
    for width, scheme in ((1400, "dark"), (360, "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        assert not sideways(page), sideways(page)
        axe_clean(page)
    page.set_viewport_size({"width": 1400, "height": 900})


def test_evidence_is_added_from_the_panel_and_used_again(
    transactional_db: None, open_page: OpenPage
) -> None:
    article = factories.article(by=person("carl"))
    claims = [factories.claim(article, words) for words in (WORDS, "no one was hurt")]
    page = open_page(person("carl"))
    open_claim(page, article, claims[0].number)
    form = panel(page).locator(f"#evidence-form-{claims[0].uid}")

    def attach(label: str, value: str) -> None:
        page.get_by_text("Add evidence").click()
        if label != "Web address":
            form.get_by_text("A file, a description, and more").click()
        form.get_by_label(label).fill(value)
        form.get_by_role("button", name="Attach", exact=True).click()
        expect(toast(page)).to_contain_text("Evidence attached.")
        page.wait_for_load_state("networkidle")

    attach("Web address", "https://example.org/budget")
    expect(panel(page).locator("li.evidence__item")).to_have_count(1)
    attach("With whom", "Ines Volk")
    expect(panel(page).locator("li.evidence__item")).to_have_count(2)
    page.get_by_text("Add evidence").click()
    form.get_by_text("A file, a description, and more").click()
    form.get_by_label("Or a file").set_input_files(FILE)  # type: ignore[arg-type]
    form.get_by_role("button", name="Attach", exact=True).click()
    expect(panel(page).locator("li.evidence__item")).to_have_count(3)

    open_claim(page, article, claims[1].number)
    panel(page).get_by_text("Use evidence that is here").click()
    found = page.locator(f"#found-{claims[1].uid} .pick")
    expect(found).to_have_count(3)  # the newest, before anything is typed
    panel(page).get_by_placeholder("Title, address or publisher").press_sequentially("volk")
    expect(found).to_have_count(1)
    look(page)
    found.get_by_role("button", name="Refutes").click()
    expect(panel(page).locator("li[data-stance=refutes]")).to_have_count(1)
    used = Support.objects.get(claim=claims[1]).evidence
    assert (used.kind, used.interview.person) == ("interview", "Ines Volk")
    panel(page).get_by_role("link", name="Conversation with Ines Volk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Conversation with Ines Volk")
    expect(page.locator("#uses li.card")).to_have_count(2)
    look(page)


def test_evidence_is_added_on_its_own_page(transactional_db: None, open_page: OpenPage) -> None:
    page = open_page(person("carl"))
    page.goto("/evidence/")
    look(page)
    for label, value in (("Web address", "https://example.org/a"), ("With whom", "Ines Volk")):
        page.goto("/evidence/new/")
        if label == "With whom":
            page.get_by_text("A conversation", exact=True).click()
        page.get_by_label(label).fill(value)
        page.get_by_role("button", name="Add evidence").click()
        expect(page.locator("#uses")).to_contain_text("Used 0 times")
    page.goto("/evidence/new/")
    page.get_by_label("Or a file").set_input_files(FILE)  # type: ignore[arg-type]
    page.get_by_text("A sum", exact=True).click()
    expect(page.locator(".sums__part:visible")).to_have_count(0)
    page.get_by_label("Which sum").select_option("change")
    expect(page.locator(".sums__part:visible")).to_have_count(1)
    page.get_by_label("Before").fill("200")
    page.get_by_label("After").fill("zig")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("alert").first).to_contain_text("“zig” cannot be read.")
    look(page)
    page.get_by_label("Or a file").set_input_files(FILE)  # type: ignore[arg-type]
    page.get_by_label("After").fill("250")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".figure-line")).to_have_text("+25%")
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    look(page)
    page.goto("/evidence/")
    expect(page.locator("#evidence tbody tr")).to_have_count(3)
    page.locator("#evidence").get_by_role("link", name="Interview 1").click()
    expect(page.locator("#evidence tbody tr")).to_have_count(1)
    page.get_by_role("searchbox").fill("con")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#evidence a[aria-current]")).to_contain_text("Interview")
    look(page)
    assert Evidence.objects.count() == 3
