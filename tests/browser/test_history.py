"""The panel fetches the history of its claim when somebody opens the fold."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.people import person

from .conftest import OpenPage
from .desk import open_claim, panel

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_history_comes_once_its_fold_is_opened(open_page: OpenPage) -> None:
    claim = factories.claim(factories.article(), "The repair cost 3.1 million crowns")
    page = open_page(person("cleo"))
    open_claim(page, claim.article, 1)
    line = panel(page).locator(".log__item")
    expect(line).to_have_count(0)
    panel(page).get_by_text("History", exact=True).click()
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Carl Checker raised the claim")
