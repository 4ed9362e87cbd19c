// What must outlive the drawing anew of a piece of the page: focus, open folds. For other modules.

/** The pieces of an answer: {id, inner, piece}; inner: its content goes into the element `id`. */
export function pieces(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("[hx-swap-oob]")].map((piece) => {
    const where = piece.getAttribute("hx-swap-oob");
    piece.removeAttribute("hx-swap-oob");
    const inner = where.startsWith("innerHTML:#");
    return { id: inner ? where.slice("innerHTML:#".length) : piece.id, inner, piece };
  });
}

const wordsOf = (element) => element.textContent.trim().replace(/\s+/g, " ").replace(/\d+/g, "#");
const nameOf = (fold) => fold.dataset.fold ?? wordsOf(fold.querySelector("summary") ?? fold);

/** Remember which folds are open; the function returned opens the same ones in what came instead. */
export function keepFolds(box) {
  const folds = [...box.querySelectorAll("details")];
  const open = new Map(folds.map((fold) => [nameOf(fold), fold.open]));
  return (fresh) => {
    for (const fold of fresh.querySelectorAll("details")) {
      if (open.get(nameOf(fold))) fold.open = true;
    }
  };
}

/** How to find the like of an element in another drawing of the same piece. */
function likeOf(element, box) {
  if (element.id) return (fresh) => fresh.querySelector(`#${CSS.escape(element.id)}`);
  const kind = element.localName;
  const same = (other) => other.getAttribute("href") === element.getAttribute("href")
    && other.getAttribute("name") === element.getAttribute("name") && wordsOf(other) === wordsOf(element);
  const place = [...box.querySelectorAll(kind)].filter(same).indexOf(element);
  return (fresh) => [...fresh.querySelectorAll(kind)].filter(same)[place];
}

/** Remember the focus if it is in `box`; the function returned gives it back, caret and all. */
export function keepFocus(box) {
  const held = document.activeElement;
  if (!held || held === document.body || !box.contains(held)) return () => {};
  const find = likeOf(held, box);
  const caret = "selectionStart" in held ? [held.selectionStart, held.selectionEnd] : null;
  return (fresh) => {
    const now = fresh.contains(held) ? held : find(fresh);
    now?.focus({ preventScroll: true });
    if (now && caret && caret[0] !== null) now.setSelectionRange(...caret);
  };
}
