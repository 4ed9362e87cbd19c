// Chosen words become a claim. Works for mouse, touch and keyboard: it only listens to the selection.
// <form id="claim-from-selection" data-selection="#article" hidden> holds fields start, end, exact.
// Blocks of the article: <p data-block data-start="123">; [data-skip] inside is not the article's text.
// Offsets are Unicode code points into the revision's text, half-open.

const points = (text) => [...text].length;

function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("[data-skip]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** The part of a block's own words that lies inside the range: {start, text}, or null. */
function partOf(block, range) {
  let start = Number(block.dataset.start);
  let found = null;
  for (const node of textNodes(block)) {
    let from = 0;
    let to = node.length;
    if (range.comparePoint(node, to) < 0 || range.comparePoint(node, 0) > 0) {
      start += points(node.data);
      continue;
    }
    if (node === range.startContainer) from = range.startOffset;
    if (node === range.endContainer) to = range.endOffset;
    found ??= { start: start + points(node.data.slice(0, from)), text: "" };
    found.text += node.data.slice(from, to);
    start += points(node.data);
  }
  return found;
}

/** {start, end, exact} of the selection inside root, white space at the ends left out; or null. */
function chosen(root) {
  const selection = document.getSelection();
  if (!root || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  let start = null;
  let exact = "";
  for (const block of root.querySelectorAll("[data-block]")) {
    const part = range.intersectsNode(block) ? partOf(block, range) : null;
    if (!part?.text) continue;
    start ??= part.start;
    // between two blocks the text has only line breaks
    exact += "\n".repeat(Math.max(0, part.start - start - points(exact))) + part.text;
  }
  if (start === null || !exact.trim()) return null;
  start += points(exact) - points(exact.trimStart());
  exact = exact.trim();
  return { start, end: start + points(exact), exact };
}

function place(form) {
  const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const frame = (form.offsetParent ?? document.body).getBoundingClientRect();
  const room = document.documentElement.clientWidth - form.offsetWidth - 8;
  const above = box.top - form.offsetHeight - 8;
  form.style.setProperty("--x", `${Math.max(8, Math.min(box.left, room)) - frame.left}px`);
  form.style.setProperty("--y", `${(above > 0 ? above : box.bottom + 8) - frame.top}px`);
}

function update() {
  for (const form of document.querySelectorAll("form[data-selection]")) {
    if (form.contains(document.activeElement) && document.getSelection().isCollapsed) continue;
    const words = chosen(document.querySelector(form.dataset.selection));
    form.hidden = !words;
    if (!words) continue;
    for (const name of ["start", "end", "exact"]) form.elements[name].value = words[name];
    place(form);
  }
}

let due = 0;
function soon() {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(update);
}
document.addEventListener("selectionchange", soon);
soon(); // words chosen before this script was there
// pressing the bar must not lose the words it is about, and sends those chosen at this moment
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("form[data-selection]")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("form[data-selection]")) update();
}, true);
// Marked words are links, and a browser begins no selection on a link. So it is none while the
// button or finger is down; whoever drew over the words has chosen them and does not follow it.
let pressed = null;
let begun = { x: 0, y: 0 };
document.addEventListener("pointerdown", (event) => {
  const link = event.target.closest?.("[data-block] a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  pressed = { link, href: link.getAttribute("href") };
  begun = { x: event.clientX, y: event.clientY };
  link.removeAttribute("href");
}, true);
function release() {
  pressed?.link.setAttribute("href", pressed.href);
  pressed = null;
}
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, release, true);
document.addEventListener("click", (event) => {
  if (!event.detail || !event.target.closest?.("[data-block] a")) return; // a key's click has detail 0
  const still = Math.hypot(event.clientX - begun.x, event.clientY - begun.y) < 4;
  if (still || document.getSelection().isCollapsed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-selection]");
  if (form && event.detail.successful && event.detail.xhr.status < 400) document.getSelection().removeAllRanges();
});
