"""A word without an end, or words from right to left, break no page."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from claims.models import Desk
from claims.services import claims
from tests import factories
from tests.people import person

from .conftest import OpenPage
from .desk import mark, sideways

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2


def fits(page: Page, *addresses: str) -> None:
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        for width in (1400, 768, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert not sideways(page), f"{address} at {width}: {sideways(page)}"


def test_a_word_of_126_letters_makes_no_page_wider(open_page: OpenPage) -> None:
    carl = person("carl")
    carl.name = WORD
    carl.save()
    desk = Desk.objects.create(name=WORD[:80], slug="long")
    text = f"{WORD} passed\n\nThe {WORD} passed in 1999. “Never {WORD},” said Ines Volk."
    article = factories.article(text=text, title=f"{WORD} passed", byline=WORD, desk=desk)
    article.authors.add(carl)
    claim = factories.claim(article, f"The {WORD} passed in 1999")
    tie = factories.support(claim, url=f"https://example.org/{WORD}", passage=WORD, note=WORD)
    said = factories.statement(article, f"Never {WORD}", speaker=WORD, role=WORD)
    assert said.source is not None
    rita = person("rita")
    claims.assign_claim(claim=claim, assignee=rita, by=person("edda"))
    lists = ("today", "article-list", "queue", "source-list", "evidence-list")
    lists += ("figures", "view-list", "notice-list", "notice-choices")
    of_it = ("article-annotated", "article-edit", "article-history", "revision-list", "gate")
    of_it += ("article-shares",)
    fits(
        open_page(rita),
        *(reverse(name) for name in lists),
        f"{reverse('queue')}?show=statements",
        *(reverse(name, args=[article.uid]) for name in of_it),
        *(thing.get_absolute_url() for thing in (claim, said, said.source)),
        reverse("evidence-detail", args=[tie.evidence.uid]),
    )


def test_words_from_right_to_left_stand_at_the_right(open_page: OpenPage) -> None:
    article = factories.article(text="أعلنت الوزارة\n\nبلغت كلفة الإصلاح 3.1 مليون كرون.")
    claim = factories.claim(article, "بلغت كلفة الإصلاح 3.1 مليون كرون")
    page = open_page(person("carl"))
    page.goto(claim.get_absolute_url())
    for words in (mark(page, 1).locator(".."), page.locator("#panel .quote")):
        assert words.evaluate("(words) => getComputedStyle(words).direction") == "rtl"
    note = page.get_by_label("What was found")
    note.fill("لم يُعرف")
    aligned = (
        "(field) => getComputedStyle(field).unicodeBidi + ' ' + getComputedStyle(field).textAlign"
    )
    assert note.evaluate(aligned) == "plaintext start"
