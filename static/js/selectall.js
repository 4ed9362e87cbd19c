// Choosing rows: <input type="checkbox" data-select-all="claim"> for the boxes named "claim" in its form;
// shift and click takes all between; [data-selected-count] shows how many.

let last = null;
const boxesOf = (form, name) => [...form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`)];

function show(form) {
  const all = form.querySelector("[data-select-all]");
  if (!all) return;
  const boxes = boxesOf(form, all.dataset.selectAll);
  const chosen = boxes.filter((box) => box.checked).length;
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  for (const output of form.querySelectorAll("[data-selected-count]")) output.textContent = String(chosen);
}

document.addEventListener("click", (event) => {
  const box = event.target;
  const form = box.form;
  const name = form?.querySelector("[data-select-all]")?.dataset.selectAll;
  if (!name || box.type !== "checkbox") return;
  if (box.matches("[data-select-all]")) {
    for (const one of boxesOf(form, name)) one.checked = box.checked;
  } else if (box.name === name) {
    const boxes = boxesOf(form, name);
    if (event.shiftKey && last && boxes.includes(last)) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
  }
  show(form);
});

function showAll() {
  for (const all of document.querySelectorAll("[data-select-all]")) if (all.form) show(all.form);
}
showAll();
document.addEventListener("htmx:afterSettle", showAll);
window.addEventListener("pageshow", showAll); // the browser may bring back old ticks
