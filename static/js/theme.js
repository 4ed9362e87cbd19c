// Light, dark or as the system says: <button data-theme-set="dark">. Kept in a cookie, so that the
// server writes it on <html> and no page flashes.

const YEAR = 365 * 24 * 60 * 60;
const root = document.documentElement;

function press() {
  const theme = root.dataset.theme ?? "auto";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  }
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-set]")?.dataset.themeSet;
  if (!theme) return;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax${secure}`;
  press();
});
press();
