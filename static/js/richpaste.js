// Pasting from a word processor or a page keeps links, headings and lists:
// <textarea data-paste-rich="id_html"> and a hidden field with that id, which takes the pasted HTML.
// Once the text is edited by hand the HTML no longer says the same, so it is let go.

function hidden(area) {
  return document.getElementById(area.dataset.pasteRich);
}
function note(area, on) {
  const line = document.querySelector(`[data-paste-note="${CSS.escape(area.dataset.pasteRich)}"]`);
  if (line) line.hidden = !on;
}

document.addEventListener("paste", (event) => {
  const area = event.target.closest?.("textarea[data-paste-rich]");
  const field = area && hidden(area);
  if (!field) return;
  const html = event.clipboardData?.getData("text/html") ?? "";
  const whole = area.selectionStart === 0 && area.selectionEnd === area.value.length;
  field.value = whole ? html : "";
  note(area, Boolean(field.value));
});

document.addEventListener("input", (event) => {
  const area = event.target.closest?.("textarea[data-paste-rich]");
  if (!area || event.inputType === "insertFromPaste") return;
  const field = hidden(area);
  if (field) field.value = "";
  note(area, false);
});
