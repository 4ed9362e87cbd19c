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

/** Scroll so that the mark is in sight: below the bar of a pass, above the bottom sheet. */
function reveal(mark) {
  const sheet = document.querySelector(".workspace__panel");
  const fixed = sheet && getComputedStyle(sheet).position === "fixed";
  const foot = fixed ? sheet.getBoundingClientRect().top : window.innerHeight;
  const head = document.getElementById("pass")?.getBoundingClientRect().bottom ?? 0;
  const box = mark.getBoundingClientRect();
  if (box.top >= head && box.bottom <= foot) return;
  window.scrollBy({ top: box.top - foot / 3 });
}

function follow() {
  const now = panel();
  const name = now?.dataset.mark ?? "";
  const mark = point(name);
  const changed = name !== shown;
  shown = name;
  if (mark && changed) reveal(mark);
  if (changed) now?.parentElement.scrollTo({ top: 0 }); // another thing is read from its top
  const lost = !document.activeElement || document.activeElement === document.body;
  const alert = now?.querySelector("[data-focus-here]");
  // whoever is quicker than the page has begun to type in the new panel already
  const typing = now?.querySelector("input:focus, textarea:focus, select:focus");
  if (alert) alert.focus();
  else if (now && !typing && (changed || lost)) now.querySelector("[data-panel-heading]")?.focus({ preventScroll: true });
}

const isPanel = (element) => element?.matches?.(".panel") || element?.querySelector?.(":scope > .panel");

// Whoever goes on while something is being saved sees the next claim after it, not the late answer
// about the last one. If it was not saved, she stays with what she typed.
let saving = false;
let wanted = "";
document.addEventListener("htmx:confirm", (event) => {
  const { verb, path, target } = event.detail;
  if (!saving || verb !== "get" || !isPanel(target)) return;
  event.preventDefault();
  wanted = path;
});
function goOn(saved) {
  const link = saved && wanted && document.querySelector(`a[href="${CSS.escape(wanted)}"]`);
  wanted = "";
  if (link) setTimeout(() => link.click());
}

document.addEventListener("htmx:beforeRequest", (event) => {
  // while the next claim is on its way, keys must not act on the one before
  if (!isPanel(event.detail.target)) return;
  saving = event.detail.requestConfig.verb !== "get";
  panel()?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isPanel(event.detail.target)) return;
  panel()?.removeAttribute("aria-busy");
  if (event.detail.requestConfig.verb === "get") return;
  saving = false;
  goOn(event.detail.successful && event.detail.xhr.status < 400);
});
document.addEventListener("htmx:afterSettle", () => follow());

const first = point(shown);
if (first && !location.hash) reveal(first);
