// The side column as a drawer on narrow screens, menus that close, and the size of the bottom sheet.
// <a data-drawer-toggle href="#side"> for <aside id="side" class="side" data-drawer>; without script the link jumps there.
// <button data-sheet-size> inside .workspace__panel: low, half, full.

document.documentElement.dataset.drawers = ""; // the style sheet may now take it off the page

let opener = null;
const openDrawer = () => document.querySelector("[data-drawer][data-open]");
const covers = (drawer) => getComputedStyle(drawer).position === "fixed";

function close() {
  const drawer = openDrawer();
  if (!drawer) return;
  delete drawer.dataset.open;
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
}

function toggle(link) {
  const drawer = document.querySelector(link.getAttribute("href"));
  if (!drawer || !covers(drawer)) return false;
  if (openDrawer()) { close(); return true; }
  opener = link;
  drawer.dataset.open = "";
  link.setAttribute("aria-expanded", "true");
  drawer.querySelector("[data-drawer-close], a, button")?.focus();
  return true;
}

const SIZES = { half: "full", full: "low", low: "half" };
function resize(button) {
  const sheet = button.closest(".workspace__panel");
  sheet.dataset.size = SIZES[sheet.dataset.size || "half"];
  button.setAttribute("aria-expanded", String(sheet.dataset.size !== "low"));
}
function readySheet() {
  const sheet = document.querySelector(".workspace__panel:has([data-sheet-size])");
  if (sheet && !sheet.dataset.size) sheet.dataset.size = "half";
}
readySheet();
document.addEventListener("htmx:afterSettle", () => {
  const sheet = document.querySelector(".workspace__panel[data-size='low']");
  if (sheet) sheet.dataset.size = "half"; // a claim was asked for: show it
  readySheet();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-drawer-toggle]");
  if (link) { if (toggle(link)) event.preventDefault(); return; }
  const size = event.target.closest("[data-sheet-size]");
  if (size) { resize(size); return; }
  const drawer = openDrawer();
  // a link in it shows something beside it, which it would cover
  const leaves = event.target.closest("[data-drawer-close], [data-drawer] a") || !drawer?.contains(event.target);
  if (drawer && leaves) close();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (openDrawer()) close();
  const menu = event.target.closest?.("details[data-menu][open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
// a drawer that covers the page keeps Tab inside
document.addEventListener("focusin", (event) => {
  const drawer = openDrawer();
  if (drawer && covers(drawer) && !drawer.contains(event.target)) drawer.querySelector("[data-drawer-close]")?.focus();
});
