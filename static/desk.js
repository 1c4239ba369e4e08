// The desk's one script: menu, look-ups, lines, filters, cells. Without it every page still works.
"use strict";

const on = (kind, selector, act) =>
  document.addEventListener(kind, (event) => {
    const target = event.target.closest?.(selector);
    if (target) act(target, event);
  });

// Menu on the phone
on("click", "[data-toggle]", (button) => {
  const open = document.getElementById(button.dataset.toggle).classList.toggle("open");
  button.setAttribute("aria-expanded", open);
});

// A paper goes to the printer
on("click", "[data-print]", () => print());

// Lines of parts: a new one is a copy of the empty one, with the next number
on("click", "[data-add]", (button) => {
  const name = button.dataset.add;
  const body = document.querySelector(`[data-lines="${name}"] tbody`);
  const number = Math.max(-1, ...[...body.querySelectorAll("[name]")].map((f) => +f.name.slice(name.length + 1).split("-")[0])) + 1;
  const empty = document.querySelector(`template[data-line="${name}"]`).innerHTML;
  body.insertAdjacentHTML("beforeend", empty.replaceAll(`${name}-NEW-`, `${name}-${number}-`));
  body.lastElementChild.querySelector("input, select, textarea").focus();
});

// A form is sent once, and not left by mistake
let changed = false;
on("input", "form[data-guard]", () => (changed = true));
on("submit", "form:not(.cell)", (form, event) => {
  changed = false;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("beforeunload", (event) => changed && event.preventDefault());
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Look-ups: the few records that a typed word may mean
let asked = 0;
const close = (input) => {
  input.parentElement.querySelector(".found")?.remove();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
};

const offer = (input, rows) => {
  close(input);
  if (!rows.length) return;
  const list = document.createElement("ul");
  list.className = "found";
  list.role = "listbox";
  list.id = `${input.id}-found`;
  rows.forEach(([id, words, hint], index) => {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `${list.id}-${index}`;
    item.dataset.words = words;
    item.textContent = words;
    if (hint) item.append(Object.assign(document.createElement("small"), { textContent: hint }));
    list.append(item);
  });
  input.parentElement.append(list);
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "true");
};

const ask = async (input) => {
  const number = ++asked;
  const query = new URLSearchParams({ name: input.dataset.name, query: input.value.trim() });
  const answer = await fetch(`${input.dataset.lookup}?${query}`, { headers: { Accept: "application/json" } });
  if (answer.ok && number === asked && document.activeElement === input) offer(input, await answer.json());
};

const choose = (input, item) => {
  input.value = item.dataset.words;
  changed = true;
  close(input);
};

const mark = (input, step) => {
  const items = [...(input.parentElement.querySelectorAll(".found li") || [])];
  if (!items.length) return ask(input);
  const next = items[(items.findIndex((item) => item.ariaSelected === "true") + step + items.length) % items.length];
  items.forEach((item) => (item.ariaSelected = item === next));
  next.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", next.id);
};

let pause;
on("input", "[data-lookup]", (input) => {
  clearTimeout(pause);
  pause = setTimeout(() => ask(input), 150);
});
on("focusin", "[data-lookup]", (input) => input.value || ask(input));
on("focusout", "[data-lookup]", (input) => close(input));
on("mousedown", ".found li", (item, event) => {
  event.preventDefault();
  choose(item.closest(".lookup").querySelector("input"), item);
});
on("keydown", "[data-lookup]", (input, event) => {
  const marked = input.parentElement.querySelector('.found [aria-selected="true"]');
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && marked) {
    event.preventDefault();
    choose(input, marked);
  } else if (event.key === "Escape" && input.parentElement.querySelector(".found")) {
    event.preventDefault();
    close(input);
  }
});

// Filters: the value is looked up, chosen from words, or typed
on("change", "[data-filter]", (select) => {
  const option = select.selectedOptions[0];
  const value = document.getElementById("value");
  const [path] = select.value.split("-");
  value.value = "";
  document.getElementById("value-words").replaceChildren(
    ...(option.dataset.words || "").split("|").filter(Boolean).map((words) => new Option(words)),
  );
  if (option.dataset.kind === "link") {
    Object.assign(value.dataset, { lookup: select.dataset.filter, name: path });
    value.removeAttribute("list");
  } else {
    delete value.dataset.lookup;
    value.setAttribute("list", "value-words");
  }
  value.focus();
});

// Cells of a list: edited where they stand, each written by itself
const CELL = "td[data-column]";
const marks = (cell) => cell.parentElement.querySelector("th a").dataset;
const shownIn = (cell) => cell.querySelector("a") || cell;

const restTabOn = (cell) => {
  cell.closest("table").querySelectorAll(`${CELL}[tabindex="0"]`).forEach((other) => (other.tabIndex = -1));
  cell.tabIndex = 0;
};

const edit = async (cell) => {
  if (cell.querySelector("form") || cell.dataset.busy) return;
  cell.dataset.busy = "yes";
  const query = new URLSearchParams({ id: marks(cell).id, column: cell.dataset.column });
  const answer = await fetch(`${cell.closest("table").dataset.cells}?${query}`).catch(() => null);
  delete cell.dataset.busy;
  if (!answer?.ok || answer.redirected) return location.reload();
  cell.kept = document.createElement("span");
  cell.kept.append(...cell.childNodes);
  cell.innerHTML = await answer.text();
  const control = cell.querySelector("input:not([type=hidden]), select, textarea");
  control.focus();
  control.select?.();
};

const leave = (cell) => {
  cell.replaceChildren(...cell.kept.childNodes);
  changed = Boolean(document.querySelector("form.cell"));
  restTabOn(cell);
  cell.focus();
};

const refresh = (cell, row) => {
  marks(cell).version = row.version;
  cell.parentElement.querySelectorAll(CELL).forEach((other) => {
    const place = other.querySelector("form") ? other.kept : other;
    shownIn(place).textContent = row.cells[other.dataset.column];
  });
};

const refuseCell = (form, words) => {
  const control = form.querySelector("input:not([type=hidden]), select, textarea");
  const mistake = form.querySelector(".mistake");
  mistake.textContent = words;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", mistake.id);
  control.focus();
};

const saveCell = async (form) => {
  const cell = form.closest("td");
  const { failed, saved } = cell.closest("table").dataset;
  if (form.dataset.busy) return false;
  form.dataset.busy = "yes";
  form.elements.version.value = marks(cell).version;
  const headers = { Accept: "application/json" };
  const sent = fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), headers });
  const row = await sent.then((answer) => answer.json()).catch(() => null);
  delete form.dataset.busy;
  if (!row?.ok) refuseCell(form, row?.words || failed);
  else leave(cell);
  if (row?.cells) refresh(cell, row);
  if (row?.ok) document.getElementById("cell-said").textContent = saved;
  return Boolean(row?.ok);
};

const neighbour = (cell, step) => {
  const all = [...cell.closest("table").querySelectorAll(CELL)];
  return all[all.indexOf(cell) + step];
};

const above = (cell, step) => {
  const rows = [...cell.closest("tbody").rows];
  return rows[rows.indexOf(cell.parentElement) + step]?.cells[cell.cellIndex];
};

const goTo = (cell, event) => {
  event.preventDefault();
  if (cell?.matches?.(CELL)) cell.focus();
};

const MOVES = {
  ArrowLeft: (cell) => neighbour(cell, -1),
  ArrowRight: (cell) => neighbour(cell, 1),
  ArrowUp: (cell) => above(cell, -1),
  ArrowDown: (cell) => above(cell, 1),
};

const onCell = (cell, event) => {
  if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    edit(cell);
  } else if (MOVES[event.key]) goTo(MOVES[event.key](cell), event);
};

const inCell = async (cell, event) => {
  const form = cell.querySelector("form");
  if (event.defaultPrevented || event.isComposing || !form) return;
  if (event.key === "Escape") leave(cell);
  else if (event.key === "Enter" && !event.shiftKey && !event.target.closest("button")) {
    event.preventDefault();
    saveCell(form);
  } else if (event.key === "Tab" && !event.target.closest("button")) {
    const next = neighbour(cell, event.shiftKey ? -1 : 1);
    event.preventDefault();
    if ((await saveCell(form)) && next) edit(next);
  }
};

document.querySelector(CELL)?.setAttribute("tabindex", "0");
on("dblclick", CELL, edit);
on("focusin", CELL, (cell, event) => event.target === cell && restTabOn(cell));
on("keydown", CELL, (cell, event) => (event.target === cell ? onCell : inCell)(cell, event));
on("input", "form.cell", () => (changed = true));
on("click", "[data-give-up]", (button) => leave(button.closest("td")));
on("submit", "form.cell", (form, event) => {
  event.preventDefault();
  saveCell(form);
});

// Work that goes on: its part of the page is fetched again until it is over
const poll = async () => {
  const part = document.querySelector("[data-poll]");
  if (!part) return;
  const answer = await fetch(part.dataset.poll).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
    if (!fresh?.dataset.poll) return location.reload();
    part.replaceWith(fresh);
  }
  setTimeout(poll, 2000);
};
setTimeout(poll, 1500);
