// Next and previous with real focus. <button data-walk="next" data-walk-list="#article">:
// walks the [data-walk-item] links inside the list. With data-walk-open the link is also
// pressed, so that the panel always shows the claim that the keys act on. An item may name what
// it leads to (data-walk-item="uid"), so that the one in the panel is known again.

function current(items) {
  const focused = document.activeElement?.closest("[data-walk-item], [data-walk-row]");
  const inside = items.findIndex((item) => item === focused || focused?.contains(item));
  if (inside >= 0) return inside;
  const shown = document.querySelector(".panel[data-mark]")?.dataset.mark;
  if (shown) return items.findIndex((item) => item.dataset.walkItem === shown);
  return items.findIndex((item) => item.closest("[aria-current]"));
}

function itemsOf(button) {
  const list = document.querySelector(button.dataset.walkList);
  if (!list) return [];
  const seen = new Set(); // a quote in pieces is one stop
  return [...list.querySelectorAll("[data-walk-item]")].filter((item) => {
    const name = item.dataset.walkItem;
    if (!item.checkVisibility() || (name && seen.has(name))) return false;
    return seen.add(name);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-walk]");
  if (!button) return;
  const items = itemsOf(button);
  if (!items.length) return;
  event.preventDefault();
  const forward = button.dataset.walk === "next";
  const at = current(items);
  const to = at < 0 ? (forward ? 0 : items.length - 1) : at + (forward ? 1 : -1);
  if (to < 0 || to >= items.length) {
    const words = forward ? button.dataset.walkEnd : button.dataset.walkStart;
    if (words) document.dispatchEvent(new CustomEvent("factcheck:say", { detail: { text: words } }));
    return;
  }
  items[to].focus({ preventScroll: true });
  items[to].scrollIntoView({ block: "nearest" });
  if ("walkOpen" in button.dataset) items[to].click();
});
