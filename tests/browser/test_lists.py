"""Today, articles, sources, people and the admin in a real browser: no violation of any kind."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from claims.models import Claim, Source, User

from .conftest import OpenPage, axe_clean

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "quite-another-phrase-7"


@pytest.fixture
def demo(live_server: Any) -> None:
    """Fill the newsroom with the demo."""
    call_command("demo", verbosity=0)


def user(name: str) -> User:
    return User.objects.get(username=name)


def test_lists_are_readable_by_everybody(
    demo: None, open_page: OpenPage, scheme: str, width: int
) -> None:
    source = Source.objects.filter(statements__isnull=False, roles__isnull=False).first()
    source = source or Source.objects.filter(statements__isnull=False).first()
    assert source is not None
    page = open_page(user("tomas"))
    merge = reverse("source-merge", args=[source.uid])
    other = Source.objects.whole().exclude(pk=source.pk).first()
    assert other is not None
    urls = ["/", "/articles/", "/articles/?stage=all", "/sources/", source.get_absolute_url()]
    for url in [*urls, merge, f"{merge}?into={other.uid}", "/profile/"]:
        page.goto(url)
        axe_clean(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, url


def test_a_source_is_searched_merged_and_parted(demo: None, open_page: OpenPage) -> None:
    first, second = Source.objects.whole().filter(statements__isnull=False).distinct()[:2]
    page = open_page(user("tomas"))
    page.goto(first.get_absolute_url())
    page.get_by_role("link", name="Merge into another source…").click()
    page.get_by_label("Search for the other source").press_sequentially(second.name[:12])
    page.locator("#candidates").get_by_role("link", name=second.name).click()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(second.name)
    page.get_by_role("button", name="Part them again").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first.name)


def test_the_list_of_articles_follows_its_filters(demo: None, open_page: OpenPage) -> None:
    page = open_page(user("tomas"))
    page.goto("/articles/")
    page.get_by_role("navigation", name="Filters").get_by_role("link", name="All").click()
    expect(page).to_have_url(re.compile("stage=all"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles")


def test_an_admin_invites_somebody_who_joins(
    demo: None, open_page: OpenPage, live_server: Any
) -> None:
    page = open_page(user("anton"))
    page.goto(reverse("admin:claims_invitation_add"))
    page.get_by_label("Name").fill("Nils New")
    page.get_by_label("Checker").check()
    page.get_by_role("button", name="Save", exact=True).click()
    message = page.locator(".messagelist .warning").inner_text()
    link = message[message.index("http") :].split()[0]
    guest = open_page()
    guest.goto(link)
    axe_clean(guest)
    guest.get_by_label("User name").fill("nils")
    guest.get_by_label("Password", exact=True).fill(PASSWORD)
    guest.get_by_label("The same password again").fill("something else")
    guest.get_by_role("button", name="Join").click()
    expect(guest.get_by_role("alert").first).to_be_visible()
    expect(guest.get_by_label("User name")).to_have_value("nils")
    axe_clean(guest)
    guest.get_by_label("Password", exact=True).fill(PASSWORD)
    guest.get_by_label("The same password again").fill(PASSWORD)
    guest.get_by_role("button", name="Join").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Today")
    guest.goto(link)
    guest.goto("/accounts/logout/")


def test_the_admin_keeps_to_the_strict_policy(demo: None, open_page: OpenPage) -> None:
    User.objects.filter(username="anton").update(is_checker=True)
    page = open_page(user("anton"))
    claim = Claim.objects.first()
    assert claim is not None
    names = ["article", "claim", "source", "user", "invitation", "auditevent", "evidence"]
    for name in names:
        page.goto(reverse(f"admin:claims_{name}_changelist"))
    page.goto(reverse("admin:claims_claim_change", args=[claim.pk]))
    page.locator(".field-assignee .select2-selection").click()
    page.locator(".select2-search__field").last.fill("mara")
    page.locator(".select2-results__option", has_text="Mara Lind").click()
    expect(page.locator(".field-assignee .select2-selection")).to_contain_text("Mara Lind")
