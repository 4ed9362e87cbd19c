// Typed words survive a sign-in in between. Kept in this tab only, for forms with an id, taken back once.

const PREFIX = "factcheck.draft:";
const key = (form) => `${PREFIX}${location.pathname}#${form.id}`;
const KEPT = "textarea, select, input[type='text'], input[type='url'], input[type='search'], "
  + "input[type='date'], input[type='number'], input:not([type])";

function keep(form) {
  const typed = {};
  for (const field of form.elements) {
    if (field.matches(KEPT) && field.name && field.value && field.value !== field.defaultValue) typed[field.name] = field.value;
  }
  if (Object.keys(typed).length) sessionStorage.setItem(key(form), JSON.stringify(typed));
}

function giveBack(form) {
  const typed = sessionStorage.getItem(key(form));
  if (!typed) return false;
  sessionStorage.removeItem(key(form));
  for (const [name, value] of Object.entries(JSON.parse(typed))) {
    const field = form.elements[name];
    if (field && "value" in field) field.value = value;
  }
  for (const fold of form.closest("details") ? [form.closest("details")] : []) fold.open = true;
  return true;
}

document.addEventListener("factcheck:keep", () => {
  // every form in sight: what was typed beside the one that failed counts too
  for (const form of document.querySelectorAll("form[id]")) {
    try { keep(form); } catch { /* storage full or refused: nothing better can be done */ }
  }
});

function restore() {
  let any = false;
  for (const form of document.querySelectorAll("form[id]")) {
    try { any = giveBack(form) || any; } catch { /* not ours, or no storage */ }
  }
  const text = document.body.dataset.sayDraft;
  if (any && text) document.dispatchEvent(new CustomEvent("factcheck:say", { detail: { text } }));
}
restore();
document.addEventListener("htmx:afterSettle", restore);
