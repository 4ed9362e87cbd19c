"""What the browser tests do with their hands: pick words, drag over them, read the panel."""

from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLong

from claims.models import Article

# Find `words` in the article, over the borders of marks, and return the boxes of the line pieces.
BOXES_OF = """(words) => {
  const root = document.getElementById("article");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const at = text.indexOf(words);
  if (at < 0) throw new Error("not in the article: " + words);
  const end = at + words.length;
  const [first, opening] = nodes.findLast(([from]) => from <= at);
  const [last, closing] = nodes.findLast(([from]) => from < end);
  const range = document.createRange();
  range.setStart(opening, at - first);
  range.setEnd(closing, end - last);
  opening.parentElement.scrollIntoView({block: "center"});
  return [...range.getClientRects()].map((box) => box.toJSON());
}"""


def drag_over(page: Page, words: str) -> None:
    """Select `words` of the article as a mouse does, once the page is whole."""
    page.wait_for_load_state()
    boxes = page.evaluate(BOXES_OF, words)
    first, last = boxes[0], boxes[-1]
    page.mouse.move(first["left"] + 1, (first["top"] + first["bottom"]) / 2)
    page.mouse.down()
    page.mouse.move(last["right"] - 3, (last["top"] + last["bottom"]) / 2, steps=5)
    page.mouse.move(last["right"] - 1, (last["top"] + last["bottom"]) / 2)
    page.mouse.up()
    with suppress(TooLong):  # who may not mark is offered nothing
        page.locator("#claim-from-selection").wait_for(state="visible", timeout=2_000)


def chosen_words(page: Page) -> str:
    """Return what is selected."""
    return str(page.evaluate("() => document.getSelection().toString()"))


def panel(page: Page) -> Locator:
    return page.locator("#panel")


def panel_shows(page: Page, title: str) -> None:
    """Wait until the panel is there, loaded, under this heading."""
    expect(page.locator("#panel:not([aria-busy]) [data-panel-heading]")).to_have_text(title)


def toast(page: Page) -> Locator:
    return page.locator("#messages [data-toast]")


def mark(page: Page, number: int) -> Locator:
    """Return the words of a claim in the text."""
    return page.locator(f"#claim-{number}")


def open_claim(page: Page, article: Article, number: int) -> None:
    page.goto(f"{article.get_absolute_url()}claims/{number}/")
    panel_shows(page, f"Claim {number}")


def copy_to_clipboard(page: Page, text: str, html: str = "") -> None:
    """Put text, and the same as HTML if there is any, on the clipboard."""
    page.evaluate(
        """async ([text, html]) => {
          const parts = {"text/plain": new Blob([text], {type: "text/plain"})};
          if (html) parts["text/html"] = new Blob([html], {type: "text/html"});
          await navigator.clipboard.write([new ClipboardItem(parts)]);
        }""",
        [text, html],
    )


def sideways(page: Page) -> str:
    """Return which elements make the page scroll sideways; "" if it does not."""
    return str(
        page.evaluate(
            """() => {
              const root = document.documentElement;
              if (root.scrollWidth <= innerWidth) return "";
              const wide = [...document.querySelectorAll("body *")].filter(
                (e) => e.getBoundingClientRect().right > innerWidth + 1);
              return `${root.scrollWidth} > ${innerWidth}: `
                + wide.slice(0, 5).map((e) => `${e.localName}.${e.className}`).join(", ");
            }"""
        )
    )


class Hand:
    """Presses keys and buttons, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.clicks = 0
        self.done: list[str] = []

    @property
    def count(self) -> int:
        """Return how many keys and clicks it took; a chord, as Ctrl+V, is one."""
        return self.keys + self.clicks

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1
        self.done.append(key)

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1
        self.done.append("click")

    def told(self, journey: str, *, aim: int) -> str:
        """Say how many it took, and which."""
        return f"HANDS {journey}: {self.count}, aim {aim} ({', '.join(self.done)})"
