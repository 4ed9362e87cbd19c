// The list of keys, read from the page itself, so that it is always true.
// <button data-keyhelp="keyhelp" data-hotkey="?"> opens <dialog id="keyhelp"> with [data-keyhelp-list].

function wording(control) {
  if (control.dataset.hotkeyLabel) return control.dataset.hotkeyLabel;
  const label = control.getAttribute("aria-label") ?? control.getAttribute("placeholder");
  if (label) return label;
  const copy = control.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, [aria-hidden='true']")) extra.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function keysOnPage() {
  const keys = new Map();
  for (const control of document.querySelectorAll("[data-hotkey]")) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    const key = control.dataset.hotkey;
    if (!keys.has(key)) keys.set(key, wording(control));
  }
  return keys;
}

function item(key, words) {
  const row = document.createElement("li");
  row.className = "keys__item";
  const keyboard = document.createElement("kbd");
  keyboard.textContent = key.replace("Shift+", "⇧");
  const text = document.createElement("span");
  text.textContent = words;
  row.append(keyboard, text);
  return row;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-keyhelp]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.keyhelp);
  const list = dialog?.querySelector("[data-keyhelp-list]");
  if (!list) return;
  event.preventDefault();
  list.replaceChildren(...[...keysOnPage()].map(([key, words]) => item(key, words)));
  dialog.showModal();
});

// A click on the backdrop closes any of our dialogs; so does a button with data-close-dialog.
document.addEventListener("click", (event) => {
  if (event.target.matches("dialog.dialog")) event.target.close();
  event.target.closest("[data-close-dialog]")?.closest("dialog")?.close();
});
