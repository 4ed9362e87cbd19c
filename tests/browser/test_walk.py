"""`j` and `k` reach every mark of an article, each once, and say where the text ends."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from claims.models import Article, User

from .conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
SHOWN = "() => document.querySelector('.panel[data-mark]')?.dataset.mark ?? ''"


def walk(page: Page, key: str, steps: int) -> list[str]:
    """Press `key` that often; return what the panel showed after each press."""
    shown = []
    for _ in range(steps):
        before = page.evaluate(SHOWN)
        page.keyboard.press(key)
        page.locator(f".panel[data-mark]:not([data-mark='{before}']):not([aria-busy])").wait_for()
        shown.append(page.evaluate(SHOWN))
    return shown


@pytest.mark.parametrize("title", ["Haraldt promises", "Harbour bridge"])
def test_the_walk_reaches_every_mark_once(
    live_server: object, open_page: OpenPage, title: str
) -> None:
    call_command("demo", verbosity=0)
    article = Article.objects.get(title__startswith=title)
    page = open_page(User.objects.get(username="mara"))
    page.goto(article.get_absolute_url())
    links = page.locator("#article mark a").evaluate_all("all => all.map(a => a.pathname)")
    marks = {link.rstrip("/").split("/")[-1] for link in links}
    there = walk(page, "j", len(marks))
    assert len(set(there)) == len(marks)
    page.keyboard.press("j")
    expect(page.locator("#messages")).to_contain_text("This is the last one.")
    back = walk(page, "k", len(marks) - 1)
    assert back == there[-2::-1]
    page.keyboard.press("k")
    expect(page.locator("#messages")).to_contain_text("This is the first one.")
