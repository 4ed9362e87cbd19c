// Names while one writes: <textarea data-mentions="/address/">; typing @ lists people, fed by
// that address (?q=…, JSON {people: [{username, name, note}]}). Arrows move, Enter or Tab chooses,
// Escape closes. The focus stays in the field; aria-activedescendant tells which one is meant.
// A textarea is a textbox, which may not say aria-expanded: that the list is there is told.

const TYPED = /(?:^|[^\p{L}\p{N}_@.])@((?:[\p{L}\p{N}_][\p{L}\p{N}_.+@-]*)?)$/u;
const WAIT = 120;
const words = document.body.dataset;

let field = null; // the one the list belongs to
let people = [];
let at = -1;
let due = 0;
let asking = null;

const list = document.createElement("ul");
list.id = "mention-list";
list.className = "mentions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", words.sayPeople ?? "");
list.hidden = true;

const told = document.createElement("div"); // what cannot be seen is told
told.className = "visually-hidden";
told.setAttribute("role", "status");
document.body.append(told);

/** The part of a name that stands right before the caret: "" right after an @; null for none. */
function typed(area) {
  if (area.selectionStart !== area.selectionEnd) return null;
  return TYPED.exec(area.value.slice(0, area.selectionStart))?.[1] ?? null;
}

function close() {
  clearTimeout(due);
  asking?.abort();
  list.hidden = true;
  told.textContent = "";
  people = [];
  at = -1;
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
  field = null;
}

function point(to) {
  at = (to + people.length) % people.length;
  [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
  list.children[at].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", list.children[at].id);
}

function option(person, index) {
  const item = document.createElement("li");
  item.id = `mention-${index}`;
  item.className = "mentions__item";
  item.setAttribute("role", "option");
  const name = document.createElement("span");
  name.textContent = person.name;
  const handle = document.createElement("span");
  handle.className = "mentions__note";
  handle.textContent = [`@${person.username}`, person.note].filter(Boolean).join(" · ");
  item.append(name, " ", handle);
  return item;
}

function show(area, found) {
  const before = field === area && !list.hidden ? people.length : 0;
  if (!found.length) { close(); return; }
  field = area;
  people = found;
  area.after(list);
  list.replaceChildren(...found.map(option));
  list.hidden = false;
  area.setAttribute("aria-controls", list.id);
  point(0);
  if (!before) told.textContent = words.sayPeople ?? "";
}

async function look(area) {
  const part = typed(area);
  if (part === null) return;
  asking?.abort();
  asking = new AbortController();
  const address = new URL(area.dataset.mentions, location.href);
  address.searchParams.set("q", part);
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return; // signed out: one can still type the name
    const found = (await answer.json()).people;
    if (document.activeElement === area && typed(area) === part) show(area, found);
  } catch { /* overtaken by the next letter, or no connection */ }
}

function choose(index) {
  const area = field;
  const person = people[index];
  const part = typed(area);
  if (part === null) { close(); return; }
  const end = area.selectionStart;
  area.setRangeText(`@${person.username} `, end - part.length - 1, end, "end");
  close();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  const area = event.target.closest?.("textarea[data-mentions]");
  if (!area || event.isComposing) return;
  clearTimeout(due);
  if (typed(area) === null) close();
  else due = setTimeout(look, WAIT, area);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("textarea[data-mentions]")) event.target.setAttribute("aria-autocomplete", "list");
});

const MOVES = { ArrowDown: 1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  if (list.hidden || event.target !== field || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in MOVES) point(at + MOVES[event.key]);
  else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(at);
  else if (event.key === "Escape") close();
  else {
    if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}, true);

// a press on a name must not take the focus from the field
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const item = event.target.closest("[role='option']");
  if (item) choose([...list.children].indexOf(item));
});
document.addEventListener("focusout", (event) => { if (event.target === field) close(); });
document.addEventListener("htmx:beforeSwap", () => { if (field) close(); });
