"""A real Chromium on a real server, which fails the test on any violation, error or 5xx."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect

# Playwright keeps an event loop in this thread; Django would refuse its database calls there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=10_000)
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("CSP: " + event.violatedDirective + " refused " + event.blockedURI))
"""
OpenPage = Callable[..., Page]
TOLD = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything below this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return `tell(line)`, which puts a measured line at the end of pytest's report."""
    return request.config.stash.setdefault(TOLD, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what the tests measured."""
    for line in config.stash.get(TOLD, []):
        terminalreporter.line(line)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stand in for pytest-playwright's own, which pytest 9.2 warns of; pages get the server's."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's Chromium, quietly."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Run the test in light and in dark; `page` follows."""
    return request.param


@pytest.fixture(params=[360, 1400])
def width(request: pytest.FixtureRequest) -> int:
    """Run the test on a telephone's and on a desk's width; `page` follows."""
    return request.param


class Watch:
    """Everything that went wrong in the pages of one browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        text = message.text
        if text.startswith("CSP: ") or "Content Security Policy" in text:
            self.faults.append(text)

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")


@pytest.fixture
def watches() -> list[Watch]:
    """The watches over this test's contexts; a test that wants a fault clears `faults`."""
    return []


def patient(page: Page) -> Page:
    """Let no key be pressed before the page is whole: a person sees that it is still loading."""
    hands: list[tuple[Any, tuple[str, ...]]] = [
        (page.keyboard, ("press", "type")),
        (page, ("go_back", "go_forward", "reload")),
    ]
    for hand, deeds in hands:
        for name in deeds:
            setattr(hand, name, once_loaded(page, getattr(hand, name)))
    return page


def once_loaded(page: Page, deed: Callable[..., Any]) -> Callable[..., Any]:
    def waiting(*args: Any, **options: Any) -> Any:
        page.wait_for_load_state()
        return deed(*args, **options)

    return waiting


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    watches: list[Watch],
) -> Any:
    """Return `open_page(user=None, **context)`: a page of a new browser, signed in as `user`.

    `context` overrides Playwright's context options; addresses are relative to the server.
    """
    asked = {"color_scheme": "light", "viewport": {"width": 1400, "height": 900}}
    if "scheme" in request.fixturenames:
        asked["color_scheme"] = request.getfixturevalue("scheme")
    if "width" in request.fixturenames:
        asked["viewport"] = {"width": request.getfixturevalue("width"), "height": 800}

    def open_page(user: Any = None, **context_options: Any) -> Page:
        options = {"base_url": live_server.url, "reduced_motion": "reduce", **asked}
        context = new_context(**{**options, **context_options})
        context.set_default_timeout(10_000)
        watches.append(Watch(context))
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return patient(context.new_page())

    yield open_page
    for watch in watches:
        assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A signed-out page that fails the test on any CSP violation, script error or 5xx."""
    return open_page()


AXE = Axe()
# Without preload: axe would copy imported style sheets into inline ones, which the policy reports.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}


def axe_clean(page: Page) -> None:
    """Fail with axe's report if the page, as it stands, has any accessibility violation."""
    page.wait_for_load_state()
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.axe_script)
    results = AxeResults(page.evaluate("(options) => axe.run(document, options)", AXE_OPTIONS))
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
