"""Take the README's pictures of a demo newsroom: `pictures.py ADDRESS FOLDER`, see bin/pictures."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main(address: str, folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take(browser, address, folder / "workspace.png", workspace)
        take(browser, address, folder / "queue.png", queue, user="tomas")
        take(browser, address, folder / "today.png", today)
        phone = {"width": 390, "height": 800}
        take(browser, address, folder / "workspace-phone.png", workspace, size=phone, dark=True)
        browser.close()


def take(
    browser: Browser,
    address: str,
    target: Path,
    walk: Callable[[Page], None],
    *,
    user: str = "mara",
    size: dict[str, int] | None = None,
    dark: bool = False,
) -> None:
    """Sign in, walk to the page, and keep the picture."""
    context = browser.new_context(
        base_url=address,
        viewport=size or {"width": 1400, "height": 900},  # type: ignore[arg-type]
        color_scheme="dark" if dark else "light",
        is_mobile=bool(size),  # a telephone: a finger, and no hints of keys
        has_touch=bool(size),
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", "newsroom-demo")
    page.click("form button[type=submit]")
    page.wait_for_url(f"{address}/")
    walk(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target)
    context.close()


def workspace(page: Page) -> None:
    """Open the hard-news article with its fourth claim in the panel."""
    page.goto("/articles/")
    page.get_by_role("link", name="Veskan jets").first.click()
    page.locator("#claim-3 a").first.click()
    page.locator("#panel[data-mark]").wait_for()


def today(page: Page) -> None:
    """Open the first page again: without the word that greets who signs in."""
    page.goto("/")


def queue(page: Page) -> None:
    """Open the queue of what is unverified."""
    page.goto("/queue/")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
