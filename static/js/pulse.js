// The pulse of an open article: every few seconds, while the page is in sight, what others did.
// <div id="pulse" data-pulse="address" data-seen="place in the log">; the answer is 204, or pieces
// with hx-swap-oob as htmx takes them. They are put in here, not by htmx, so that no word typed,
// no selection, no open fold and no place on the page is lost.
import { keepFolds, keepFocus, pieces } from "./keeping.js";

const pulse = document.getElementById("pulse");
const says = document.getElementById("pulse-says");
const EVERY = 2500;
const SLOWEST = 60_000;
let wait = EVERY;
let timer = 0;
let asking = null;
let over = false;
let marked = 0; // counts the answers to one's own deeds: a pulse asked before them is out of date

const panel = () => document.getElementById("panel");
const seenOf = (headers) => headers.get("Pulse-Seen");

// --- what one has in hand ------------------------------------------------------------------------

const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), textarea, select";
function isTyped(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("[type=file]")) return field.files.length > 0;
  if (field.matches("select")) {
    const options = [...field.options];
    const first = options.findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, first);
  }
  return field.value !== field.defaultValue;
}
/** Fields of the panel with something in them that is not saved; after a refusal that is all. */
function typedIn(box) {
  const refused = Boolean(box.querySelector("[data-focus-here]"));
  return [...box.querySelectorAll(FIELDS)].filter((field) => refused || isTyped(field));
}
let touched = 0; // when the pointer last moved over the panel: a hand may be about to press
document.addEventListener("pointermove", (event) => {
  if (event.target.closest?.("#panel")) touched = event.timeStamp;
}, { passive: true });
function isBusy(box) {
  const field = box.contains(document.activeElement) && document.activeElement.matches(FIELDS);
  return box.hasAttribute("aria-busy") || field || typedIn(box).length > 0
    || Boolean(box.querySelector("[data-focus-here]")) || performance.now() - touched < 1500;
}

// --- the text --------------------------------------------------------------------------------

const waiting = new Map(); // blocks by id, while words are being chosen
let pressed = false;
const article = () => document.getElementById("article");
function isChoosing() {
  const selection = document.getSelection();
  const some = selection.rangeCount && !selection.isCollapsed;
  return pressed || Boolean(some && article()?.contains(selection.anchorNode));
}
for (const [name, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(name, (event) => {
    pressed = down && Boolean(event.target.closest?.("#article"));
    if (!down) setTimeout(putBlocks);
  }, true);
}
document.addEventListener("selectionchange", () => waiting.size && setTimeout(putBlocks));

function putBlocks() {
  if (isChoosing()) return;
  for (const [id, fresh] of waiting) {
    const old = document.getElementById(id);
    if (old) {
      const back = keepFocus(old);
      old.replaceWith(fresh);
      window.htmx.process(fresh);
      back(fresh);
    }
  }
  waiting.clear();
  point();
}

/** Mark what the panel shows, and whose hands are on what. */
function point() {
  const shown = panel()?.dataset.mark ?? "";
  const on = new Map();
  for (const one of document.querySelectorAll("#here [data-at]")) {
    on.set(one.dataset.at, [...(on.get(one.dataset.at) ?? []), one]);
  }
  for (const mark of document.querySelectorAll("#article mark[data-mark]")) {
    if (mark.dataset.mark === shown) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
    const who = on.get(mark.dataset.mark);
    if (who && "n" in mark.dataset) mark.dataset.here = who.map((one) => one.dataset.initials).join(" ");
    else delete mark.dataset.here;
  }
  const line = document.getElementById("panel-here");
  const told = (on.get(shown) ?? []).map((one) => one.dataset.onIt);
  if (line && line.textContent.trim() !== told.join("")) {
    line.replaceChildren(...told.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
  }
}

// --- the panel ---------------------------------------------------------------------------------

/** Show the panel as it is now; what is typed in it stays, with the version it was typed against. */
async function showIt(told) {
  const old = panel();
  const about = old.dataset.mark ?? "";
  const answer = await fetch(location.pathname, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("panel");
  if (!fresh || panel() !== old || (fresh.dataset.mark ?? "") !== about) return;
  if (told && isBusy(old)) return; // begun to type meanwhile: the line stays, with its button
  const typed = typedIn(old);
  if (typed.some((field) => !placeOf(field, fresh))) { say(pulse.dataset.sayNoPlace); return; }
  const back = keepFocus(old);
  const folds = keepFolds(old);
  const seen = versions(old);
  for (const field of typed) carry(field, placeOf(field, fresh));
  const scroll = old.parentElement.scrollTop;
  old.replaceWith(fresh);
  folds(fresh);
  window.htmx.process(fresh);
  back(fresh);
  old.parentElement?.scrollTo({ top: scroll });
  if (told) {
    told.querySelector("[data-show-it]")?.remove();
    fresh.querySelector("#panel-news")?.replaceChildren(told);
    guard(fresh, seen);
  }
  else if (document.activeElement === document.body) {
    fresh.querySelector("[data-panel-heading]")?.focus({ preventScroll: true });
  }
  point();
}
function placeOf(field, box) {
  return field.id ? box.querySelector(`#${CSS.escape(field.id)}`) : null;
}
/** Move a field with what is typed in it; its form is saved against what it was typed over. */
function carry(field, place) {
  const [from, to] = [field.form, place.form];
  if (field.matches("[type=checkbox], [type=radio]")) place.checked = field.checked;
  else if (place.tagName === field.tagName) { place.replaceWith(field); }
  for (const name of ["seen", "was"]) {
    const known = from?.querySelector(`input[type=hidden][name=${name}]`);
    const now = to?.querySelector(`input[type=hidden][name=${name}]`);
    if (known && now) now.value = known.value;
  }
}
/** The versions that the forms of a panel are about, by where each is sent. */
function versions(box) {
  const inputs = [...box.querySelectorAll("input[name=seen]")];
  return new Map(inputs.map((input) => [input.form?.getAttribute("action"), input.value]));
}
/** A key pressed this very moment was meant for what stood there before: let it be refused. */
function guard(box, before) {
  for (const input of box.querySelectorAll("input[name=seen]")) {
    const [old, now] = [before.get(input.form?.getAttribute("action")), input.value];
    if (old === undefined || old === now) continue;
    input.value = old;
    setTimeout(() => { if (input.value === old) input.value = now; }, 1500);
  }
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-it]")) showIt(null);
});

// --- the answer --------------------------------------------------------------------------------

function putSide(html) {
  const side = document.getElementById("side");
  if (!side) return;
  const [folds, back, scroll] = [keepFolds(side), keepFocus(side), side.scrollTop];
  side.innerHTML = html;
  folds(side);
  window.htmx.process(side);
  back(side);
  side.scrollTop = scroll;
}

function putNews(piece) {
  const box = panel();
  if (!box || piece.dataset.about !== (box.dataset.mark ?? "")) return;
  const line = box.querySelector("#panel-news");
  const told = piece.firstElementChild;
  if (told) line?.replaceChildren(told);
  if (told && !isBusy(box)) showIt(told);
}

/** What stands where nothing is chosen counts what is left to do. */
function putEmpty(piece) {
  const [box, fresh] = [panel(), piece.querySelector("#panel")];
  if (!box || !fresh || "mark" in box.dataset || isBusy(box)) return;
  const back = keepFocus(box);
  box.replaceWith(fresh);
  window.htmx.process(fresh);
  back(fresh);
}

function put(html) {
  for (const { id, inner, piece } of pieces(html)) {
    if (!inner) waiting.set(id, piece);
    else if (id === "side") putSide(piece.innerHTML);
    else if (id === "panel-news") putNews(piece);
    else if (id === "panel-empty") putEmpty(piece);
    else {
      const place = document.getElementById(id);
      if (place && place.innerHTML !== piece.innerHTML) {
        const back = keepFocus(place);
        place.innerHTML = piece.innerHTML;
        window.htmx.process(place);
        back(place);
      }
    }
  }
  putBlocks();
  point();
}

function say(words) {
  if (says.textContent !== words) says.textContent = words;
}
function end(words) {
  over = true;
  say(words);
}

// --- the beat ------------------------------------------------------------------------------------

async function beat() {
  if (over || asking || document.hidden) return;
  const box = panel();
  const about = new URLSearchParams({
    seen: pulse.dataset.seen,
    at: box?.dataset.mark ?? "",
    held: box?.dataset.version ?? "",
    here: document.querySelector("#here [data-here]")?.dataset.here ?? "",
  });
  asking = new AbortController();
  const before = marked;
  const limit = setTimeout(() => asking?.abort(), 15_000);
  try {
    const headers = { "HX-Request": "true" };
    const answer = await fetch(`${pulse.dataset.pulse}?${about}`, { headers, signal: asking.signal });
    await hear(answer, before);
  } catch {
    slower();
  } finally {
    clearTimeout(limit);
    asking = null;
    next();
  }
}

async function hear(answer, before) {
  if (answer.redirected || answer.status === 401) return end(pulse.dataset.sayOut);
  if (answer.status === 403 || answer.status === 404) return end(pulse.dataset.sayGone);
  if (answer.status === 400) return end(pulse.dataset.sayReload);
  if (!answer.ok) return slower();
  const html = answer.status === 204 ? "" : await answer.text();
  wait = EVERY;
  say("");
  if (before !== marked) return undefined; // older than what one's own deed has brought
  pulse.dataset.seen = seenOf(answer.headers) ?? pulse.dataset.seen;
  if (html) put(html);
  return undefined;
}

function slower() {
  wait = Math.min(wait * 2, SLOWEST);
  if (wait > EVERY * 4) say(pulse.dataset.sayAway);
}
function next() {
  clearTimeout(timer);
  if (!over && !document.hidden) timer = setTimeout(beat, wait);
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer);
  else beat();
});
addEventListener("pageshow", (event) => { if (event.persisted) beat(); });

// One's own deeds bring what others did meanwhile, and how far the page then knows the log.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["Pulse-Seen"] = pulse.dataset.seen;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const seen = event.detail.xhr.getResponseHeader("Pulse-Seen");
  if (!seen) return;
  pulse.dataset.seen = seen;
  marked += 1;
});
document.addEventListener("htmx:afterSettle", point);

if (pulse) {
  point();
  next();
}
