// The two live regions: #messages (polite) and #errors (at once). Other scripts speak through events:
// factcheck:say {text} and factcheck:error {text}. Words for errors stand in <body data-say-*>.

function show(regionId, text, look) {
  const region = document.getElementById(regionId);
  const template = document.getElementById("toast-template");
  if (!region || !template) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.classList.add(look);
  toast.querySelector("[data-toast-text]").textContent = text;
  region.replaceChildren(toast);
}

document.addEventListener("factcheck:say", (event) => show("messages", event.detail.text, "toast--plain"));
document.addEventListener("factcheck:error", (event) => show("errors", event.detail.text, "toast--error"));

document.addEventListener("click", (event) => {
  event.target.closest("[data-toast-close]")?.closest("[data-toast]")?.remove();
});

// A success without undo leaves by itself; whatever offers undo or warns stays until the next.
const STAY = 8000;
new MutationObserver(() => {
  for (const toast of document.querySelectorAll("#messages [data-toast]:not([data-timed], :has(form))")) {
    toast.dataset.timed = "";
    if (toast.matches(".toast--warning, .toast--error")) continue;
    const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, STAY) : toast.remove());
    setTimeout(leave, STAY);
  }
}).observe(document.getElementById("messages") ?? document.body, { childList: true });

// what worked takes an old error away
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr.status < 400 && event.detail.xhr.status > 0) document.getElementById("errors")?.replaceChildren();
});
