"""An editor teaches the engine a verb and has an article read again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claims.models import Suggestion
from claims.services import lexicon
from tests import factories
from tests.people import person

from .conftest import OpenPage
from .test_every_page import look

pytestmark = pytest.mark.django_db(transaction=True)
GRIPED = "The ministry griped that the pier had cost 14 million crowns."


def test_from_a_missed_quote_to_the_verb_and_back(open_page: OpenPage) -> None:
    article = factories.article(text=f"{factories.STORY}\n{GRIPED}\n", by=person("edda"))
    page = open_page(person("edda"))
    page.goto(article.get_absolute_url())
    page.locator(".topbar details.menu summary").click()
    page.get_by_role("link", name="Words for the text engine").click()
    page.get_by_label("A passage to try").fill(GRIPED)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("The engine finds nobody quoted here")).to_be_visible()
    page.get_by_label("Word or line").fill("gripe")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("“gripe” is added.")).to_be_visible()
    page.get_by_label("A passage to try").fill(GRIPED)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("“griped”", exact=False).last).to_be_visible()
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Read again").click()
    expect(page.get_by_role("button", name="Read again")).to_have_count(0)
    assert Suggestion.objects.filter(article=article, words__contains="had cost 14").count() == 2


def test_the_page_is_readable_by_everybody(open_page: OpenPage) -> None:
    lexicon.add_entry(kind="cue", text="gripe", by=person("edda"))
    lexicon.add_entry(kind="furniture", text="Photo desk: *", by=person("edda"))
    look(open_page(person("edda")), reverse("lexicon"))
