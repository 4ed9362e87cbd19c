"""The right of reply by hand in a real browser: mark, log, answer, and what the gate says."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claims.models import Article, ReplyAttempt
from tests import factories
from tests.people import person
from tests.signed import COST

from .conftest import OpenPage, axe_clean
from .desk import open_claim, panel, sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(transactional_db: None) -> Article:
    made = factories.article()
    factories.claim(made, COST)
    factories.source("Port of Amsel")
    return made


def test_marked_asked_answered_and_out_of_the_way(
    article: Article, open_page: OpenPage, scheme: str, width: int
) -> None:
    page = open_page(person("carl"))
    open_claim(page, article, 1)
    section = panel(page).locator("#panel-replies")
    section.get_by_text("This is critical of somebody").click()
    name = section.get_by_label("Of whom")
    name.press_sequentially("port")
    expect(section.locator("datalist option[value='Port of Amsel']")).to_have_count(1)
    name.fill("Port of Amsel")
    section.get_by_role("button", name="They have a right of reply").click()
    expect(toast(page)).to_contain_text("somebody has a right of reply")
    expect(section).to_contain_text("was not asked")
    page.goto(reverse("gate-list", args=[article.uid, "replies"]))
    page.get_by_role("link", name="Port of Amsel: was not asked").click()

    section.get_by_text("Log an attempt").click()
    axe_clean(page)
    assert not sideways(page), sideways(page)
    section.get_by_label("Whom (optional)").fill("the press office")
    section.get_by_role("button", name="Log it").click()
    expect(toast(page)).to_contain_text("Attempt logged.")
    expect(section).to_contain_text("was asked, with no answer yet")

    section.get_by_text("Answer came").click()
    section.get_by_label("Answer", exact=True).fill("We paid what was agreed.")
    section.get_by_label("Where it is used").fill("paragraph 5")
    section.get_by_role("button", name="Save the answer").click()
    expect(section).to_contain_text("has had its say")
    axe_clean(page)
    assert ReplyAttempt.objects.get().answer == "We paid what was agreed."
    page.goto(reverse("gate", args=[article.uid]))
    expect(page.locator("#gate-replies")).to_have_count(0)
