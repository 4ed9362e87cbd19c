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
document.addEventListener("selectionchange", () => {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(update);
});
// pressing the bar must not lose the words it is about
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("form[data-selection]")) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-selection]");
  if (form && event.detail.successful && event.detail.xhr.status < 400) document.getSelection().removeAllRanges();
});
