// When an answer is not what was asked for: signed out, refused, broken, or no answer at all.
// Nothing that was typed is lost: failed requests leave the page as it is, and before the way to the
// sign-in page the form is kept in this tab (drafts.js).

const words = document.body.dataset;
const tell = (text) => document.dispatchEvent(new CustomEvent("factcheck:error", { detail: { text } }));

function path(address) {
  try { return new URL(address, location.href).pathname; } catch { return ""; }
}

/** A whole page where a piece was expected: its own words, or nothing. */
function pageSays(html) {
  if (!/^\s*<!doctype|^\s*<html/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("[data-error-text]")?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (words.loginUrl && path(xhr.responseURL) === words.loginUrl) {
    event.detail.shouldSwap = false;
    document.dispatchEvent(new CustomEvent("factcheck:keep"));
    const back = encodeURIComponent(location.pathname + location.search);
    location.assign(`${words.loginUrl}?next=${back}`);
    return;
  }
  if (target === document.body) return;
  const said = pageSays(xhr.responseText);
  if (said === null) return;
  event.detail.shouldSwap = false;
  tell(said || words.sayBroken);
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (pageSays(xhr.responseText) !== null) return; // told above
  if (xhr.status >= 500) tell(words.sayBroken);
  else if (xhr.status === 429) tell(words.sayWait);
  else tell(words.sayGone);
});
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
  document.addEventListener(name, (event) => {
    if (name === "htmx:sendAbort" && event.detail.requestConfig?.verb === "get") return;
    tell(words.sayOffline);
  });
}
