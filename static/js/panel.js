// The panel and the text show the same claim. Panel: <div id="panel" class="panel" data-mark="4">;
// every piece of claim 4 in the text: <mark data-mark="4">. The mark of the panel gets aria-current.

const panel = () => document.querySelector(".panel[data-mark]");
let shown = panel()?.dataset.mark ?? "";

function marksOf(name) {
  return name ? [...document.querySelectorAll(`mark[data-mark="${CSS.escape(name)}"]`)] : [];
}

function point(name) {
  for (const mark of document.querySelectorAll("mark[data-mark][aria-current]")) {
    if (mark.dataset.mark !== name) mark.removeAttribute("aria-current");
  }
  const marks = marksOf(name);
  for (const mark of marks) mark.setAttribute("aria-current", "true");
  return marks[0];
}

/** Scroll so that the mark is in sight, above the bottom sheet if there is one. */
function reveal(mark) {
  const sheet = document.querySelector(".workspace__panel");
  const fixed = sheet && getComputedStyle(sheet).position === "fixed";
  const foot = fixed ? sheet.getBoundingClientRect().top : window.innerHeight;
  const box = mark.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= foot) return;
  window.scrollBy({ top: box.top - foot / 3 });
}

function follow() {
  const now = panel();
  const name = now?.dataset.mark ?? "";
  const mark = point(name);
  const changed = name !== shown;
  shown = name;
  if (mark && changed) reveal(mark);
  const lost = !document.activeElement || document.activeElement === document.body;
  const alert = now?.querySelector("[data-focus-here]");
  if (alert) alert.focus();
  else if (now && (changed || lost)) now.querySelector("[data-panel-heading]")?.focus({ preventScroll: true });
}

const isPanel = (element) => element?.matches?.(".panel") || element?.querySelector?.(":scope > .panel");

document.addEventListener("htmx:beforeRequest", (event) => {
  // while the next claim is on its way, keys must not act on the one before
  if (isPanel(event.detail.target)) panel()?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (isPanel(event.detail.target)) panel()?.removeAttribute("aria-busy");
});
document.addEventListener("htmx:afterSettle", () => follow());

const first = point(shown);
if (first && !location.hash) reveal(first);
