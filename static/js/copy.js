// A button that copies what stands in a field: <button data-copy="id" data-copied="Copied.">.
// Outside HTTPS browsers keep the clipboard to themselves: then the old way, and else it is marked.

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const field = button && document.getElementById(button.dataset.copy);
  if (!field || !(await copy(field))) return;
  document.dispatchEvent(new CustomEvent("factcheck:say", { detail: { text: button.dataset.copied } }));
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[readonly][autofocus]")) event.target.select();
});
