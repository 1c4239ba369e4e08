// A judge's page over a poor network: each mark is sent by itself and kept on the phone until it has arrived.
"use strict";

const box = `marks ${location.pathname}`;
const kept = JSON.parse(localStorage.getItem(box) || "{}"); // {field: [value, what stood there]} not yet sent
const line = document.querySelector("[data-waiting]");
let sending = false;

const inputs = (field) => [...document.querySelectorAll("[data-marks] input")].filter((one) => one.name === `mark-${field}`);
const before = (field) => [...document.querySelectorAll("[data-marks] input")].find((one) => one.name === `was-${field}`);
const say = (field, kind, words) => {
  const place = inputs(field)[0]?.closest("fieldset").querySelector("[data-said]");
  if (!place) return;
  place.textContent = words ?? line.dataset[kind];
  place.className = kind === "refused" ? "saved mistake" : "saved";
};

const keep = () => {
  const count = Object.keys(kept).length;
  if (count) localStorage.setItem(box, JSON.stringify(kept));
  else localStorage.removeItem(box);
  line.hidden = !count;
  line.textContent = line.dataset.words.replace("{}", count);
};

// What was typed before the page was left stands here again
for (const [field, [value]] of Object.entries(kept))
  for (const input of inputs(field))
    if (input.type === "radio") input.checked = input.value === value;
    else input.value = value;

const open = (page) => new DOMParser().parseFromString(page, "text/html");

const post = (field, value, was, token) =>
  fetch(location.pathname, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ csrf_token: token, do: "mark", [`mark-${field}`]: value, [`was-${field}`]: was }),
  });

const token = () => document.querySelector("[data-marks] [name=csrf_token]").value;

const renewed = async () => {
  const page = open(await (await fetch(location.pathname)).text());
  const fresh = page.querySelector("[name=csrf_token]")?.value;
  for (const one of document.querySelectorAll("[name=csrf_token]")) if (fresh) one.value = fresh;
};

// One mark after the other; what does not get through stays and is tried again
const send = async () => {
  if (sending) return;
  sending = true;
  try {
    for (const [field, [value, was]] of Object.entries(kept)) {
      say(field, "sending");
      let answer = await post(field, value, was, token());
      if (answer.status === 400) {
        await renewed();
        answer = await post(field, value, was, token());
      }
      const arrived = answer.type === "opaqueredirect" || answer.ok;
      if (!arrived && answer.status !== 422) throw new Error(answer.status);
      const still = kept[field]?.[0] === value;
      if (still) delete kept[field];
      else if (arrived) kept[field][1] = value;
      if (arrived && before(field)) before(field).value = value;
      if (arrived) say(field, "done");
      else say(field, "refused", open(await answer.text()).querySelector(".message.error")?.textContent);
    }
  } catch {
    for (const field of Object.keys(kept)) say(field, "kept");
    setTimeout(send, 5000);
  } finally {
    sending = false;
    keep();
    count();
  }
  if (Object.keys(kept).length && navigator.onLine) setTimeout(send, 5000);
};

// What is still missing, entry by entry
const count = () => {
  for (const entry of document.querySelectorAll("details.entry")) {
    const open = [...entry.querySelectorAll("[name^=was-]")].filter((one) => ["", "again"].includes(one.value));
    entry.classList.toggle("complete", !open.length);
  }
};

addEventListener("change", (event) => {
  const input = event.target;
  if (!input.name?.startsWith("mark-") || !input.value.trim()) return;
  const field = input.name.slice(5);
  kept[field] = [input.value.trim(), kept[field]?.[1] ?? before(field).value];
  keep();
  send();
});
addEventListener("online", send);
addEventListener("submit", (event) => {
  if (!event.target.matches("[data-marks]")) return;
  event.preventDefault(); // each mark is on its way already
  const next = event.target.closest("details.entry").nextElementSibling;
  send();
  event.target.closest("details.entry").open = false;
  if (next?.matches("details.entry")) {
    next.open = true;
    next.scrollIntoView({ behavior: "smooth" });
  }
});
keep();
count();
if (Object.keys(kept).length) send();
