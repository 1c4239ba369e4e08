// The desk's one script: menu, look-ups, lines, filters. Without it every page still works.
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
on("submit", "form", (form, event) => {
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
  } else if (event.key === "Escape") close(input);
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
