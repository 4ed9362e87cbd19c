// Keys. A key only presses a control that is on the page, in sight and allowed, so it can never
// do what a button may not. In HTML: data-hotkey="e" ("E", "Shift+1", "?", "/").
// data-hotkey-scope on a row: its keys answer only while the row has the focus.

const TYPING = "textarea, select, [contenteditable]:not([contenteditable='false']), "
  + "input:not([type='checkbox'], [type='radio'], [type='submit'], [type='button'], [type='file'], [type='hidden'])";
const REPEATABLE = new Set(["j", "k"]);

/** The name of a key as data-hotkey writes it: digits and letters by place or letter, on any layout. */
function keyName(event) {
  const digit = /^Digit([0-9])$/.exec(event.code);
  if (digit) return event.shiftKey ? `Shift+${digit[1]}` : digit[1];
  let letter = /^[a-z]$/i.test(event.key) ? event.key : null;
  const place = /^Key([A-Z])$/.exec(event.code);
  if (!letter && place && event.key.length === 1 && event.key > "\u007f") letter = event.shiftKey ? place[1] : place[1].toLowerCase();
  if (!letter) return event.key;
  // "E" and "e" are two keys; caps lock must not make one the other
  const capital = event.getModifierState("CapsLock") ? event.shiftKey : letter < "a";
  return capital ? letter.toUpperCase() : letter.toLowerCase();
}

function usable(control) {
  return !control.matches(":disabled, [aria-disabled='true']")
    && !control.closest("[inert], [aria-busy='true']")
    && control.checkVisibility({ visibilityProperty: true });
}

function findControl(name, origin) {
  const dialog = document.querySelector("dialog:modal");
  const all = (dialog ?? document).querySelectorAll(`[data-hotkey="${CSS.escape(name)}"]`);
  const controls = [...all].filter(usable);
  const scope = origin?.closest("[data-hotkey-scope]");
  return controls.find((control) => scope?.contains(control))
    ?? controls.find((control) => !control.closest("[data-hotkey-scope]"));
}

// Ctrl+Enter (⌘ on a Mac) sends what one is typing: it presses the button marked so of that form,
// outside of any field the first one in sight.
function send(event, origin) {
  if (event.repeat || document.querySelector("dialog:modal")) return;
  const buttons = [...document.querySelectorAll('[data-hotkey="Ctrl+Enter"]')].filter(usable);
  const button = buttons.find(({ form }) => !origin?.closest(TYPING) || origin.form === form);
  if (!button) return;
  event.preventDefault();
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.key === "Dead") return;
  const origin = event.target instanceof Element ? event.target : null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event, origin);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.hotkeys === "off") return;
  if (origin?.closest(TYPING)) return;
  const name = keyName(event);
  if (event.repeat && !REPEATABLE.has(name)) return;
  const control = findControl(name, origin);
  if (!control) return;
  event.preventDefault();
  if (control.matches(TYPING)) control.focus();
  else control.click();
  // a key that opens a form is followed by words for it
  if (control.matches("details[open] > summary")) control.parentElement.querySelector(TYPING)?.focus();
});

// The off switch (a checkbox with data-hotkeys-switch) is kept in this browser.
const STORE = "factcheck.hotkeys";
function apply(on) {
  document.documentElement.dataset.hotkeys = on ? "on" : "off";
  for (const box of document.querySelectorAll("[data-hotkeys-switch]")) box.checked = on;
}
function stored() {
  try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
}
apply(stored());
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-hotkeys-switch]")) return;
  try { localStorage.setItem(STORE, event.target.checked ? "on" : "off"); } catch { /* private mode */ }
  apply(event.target.checked);
});
