// Evidence in few keys. An address pasted outside of any field opens the evidence form of the panel
// with the address in it, and Enter attaches it. What it does to the claim follows the verdict
// ([data-stance-likely]) until somebody chooses.

const FIELD = "textarea, select, [contenteditable], input:not([type='radio'], [type='checkbox'])";
const ADDRESS = /^https?:\/\/\S+$/i;

document.addEventListener("paste", (event) => {
  const fold = document.querySelector("#panel:not([aria-busy]) [data-add-evidence]");
  const address = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (!fold || event.target.closest?.(FIELD) || !ADDRESS.test(address)) return;
  if (document.querySelector("dialog:modal")) return;
  event.preventDefault();
  const field = fold.querySelector("[name=url]");
  fold.open = true;
  if (field.value && field.value !== field.dataset.pasted) return field.select(); // typed by hand
  field.value = field.dataset.pasted = address;
  fold.querySelector("[name=stance]:checked").focus();
});

// The form is kept through changes of the panel, with what was typed; the verdict may be another.
document.addEventListener("htmx:afterSwap", () => {
  const likely = document.querySelector("#panel [data-stance-likely]")?.dataset.stanceLikely;
  const chosen = document.querySelector("#panel [data-add-evidence] [name=stance]:checked");
  if (!likely || !chosen?.defaultChecked || chosen.value === likely) return;
  for (const choice of chosen.form.elements.stance) {
    choice.checked = choice.defaultChecked = choice.value === likely;
    if (choice.checked && document.activeElement?.name === "stance") choice.focus();
  }
});
