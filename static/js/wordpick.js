// Choosing words without a mouse. <button data-wordpick="#article" data-hotkey="v">: puts the
// selection on a word; arrows move it, shift and arrows widen it (with alt by letters), Escape leaves.
// selection.js sees the selection and offers what to do with it.

let root = null;

function select(direction, granularity) {
  const selection = document.getSelection();
  if (direction === "backward") selection.collapseToStart();
  else selection.collapseToEnd();
  if (direction === "backward" || granularity === "line") selection.modify("move", direction, granularity);
  if (granularity === "line") { // a line lands within a word: go to where it begins
    selection.modify("move", "forward", "word");
    selection.modify("move", "backward", "word");
  }
  selection.modify("extend", "forward", "word");
  show();
}

function show() {
  const selection = document.getSelection();
  if (!root.contains(selection.focusNode)) return;
  selection.focusNode.parentElement?.scrollIntoView({ block: "nearest" });
}

function begin(button) {
  root = document.querySelector(button.dataset.wordpick);
  const focused = document.activeElement;
  const at = root?.contains(focused) ? focused : (root?.querySelector("mark[aria-current]") ?? root?.querySelector("[data-block]"));
  if (!at) { root = null; return; }
  document.activeElement?.blur();
  const selection = document.getSelection();
  selection.collapse(at, 0);
  selection.modify("extend", "forward", "word");
  show();
  if (button.dataset.say) {
    document.dispatchEvent(new CustomEvent("factcheck:say", { detail: { text: button.dataset.say } }));
  }
}

function leave() {
  root = null;
  document.getSelection().removeAllRanges();
}

const STEPS = {
  ArrowRight: ["forward", "word"],
  ArrowLeft: ["backward", "word"],
  ArrowDown: ["forward", "line"],
  ArrowUp: ["backward", "line"],
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-wordpick]");
  if (button) begin(button);
});
document.addEventListener("keydown", (event) => {
  if (!root || event.ctrlKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "Escape") { event.preventDefault(); leave(); return; }
  const step = STEPS[event.key];
  if (!step || document.getSelection().isCollapsed) return;
  event.preventDefault();
  const [direction, granularity] = step;
  if (event.shiftKey) {
    document.getSelection().modify("extend", direction, event.altKey ? "character" : granularity);
    show();
  } else select(direction, granularity);
}, true);
