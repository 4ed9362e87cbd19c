"""The browser's own guards bite: policy, script errors, accessibility."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import OpenPage, Watch, axe_clean

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p style='color: red'>", "style-src"),
        ("<script>1</script>", "script-src"),
        ("<button onclick='1'>x</button>", "script-src"),
        ("<img src='https://cdn.example/x.png'>", "img-src"),
    ],
)
def test_a_policy_violation_is_noticed(
    page: Page, watches: list[Watch], html: str, fault: str
) -> None:
    plant(page, html)
    page.goto("/accounts/login/")
    page.wait_for_timeout(200)
    (watch,) = watches
    assert any(fault in found for found in watch.faults), watch.faults
    watch.faults.clear()


def test_a_script_error_and_a_5xx_are_noticed(page: Page, watches: list[Watch]) -> None:
    page.route("**/broken/", lambda route: route.fulfill(status=500, body="no"))
    page.goto("/broken/")
    page.goto("/accounts/login/")
    page.evaluate("setTimeout(() => { throw new Error('planted') })")
    page.wait_for_timeout(200)
    (watch,) = watches
    assert [re.sub(r"\d+ from .*", "5xx", fault)[:24] for fault in watch.faults][:1] == ["5xx"]
    assert "planted" in watch.faults[-1]
    watch.faults.clear()


def test_an_inaccessible_page_is_noticed(page: Page) -> None:
    page.route(
        "**/bare/",
        lambda route: route.fulfill(
            content_type="text/html",
            body="<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src='data:,'>",
        ),
    )
    page.goto("/bare/")
    with pytest.raises(AssertionError, match="image-alt"):
        axe_clean(page)


def test_pages_open_in_each_scheme_and_width(
    page: Page, scheme: str, width: int, open_page: OpenPage
) -> None:
    page.goto("/accounts/login/")
    dark = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    assert (dark, page.evaluate("() => innerWidth")) == (scheme == "dark", width)


def test_a_page_can_be_opened_signed_in(open_page: OpenPage, django_user_model: Any) -> None:
    page = open_page(django_user_model.objects.create_user("ada", password="x"))
    page.goto("/accounts/password/change/")
    assert page.url.endswith("/accounts/password/change/")


def plant(page: Page, html: str) -> None:
    """Add `html` to the end of the sign-in page, under the page's own policy."""

    def fulfil(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</body>", f"{html}</body>"))

    page.route("**/accounts/login/", fulfil)
