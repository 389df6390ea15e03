/**
 * Script of the page: environments, deep links, highlights, search, keyboard, colours. It builds nodes from text; the
 * packed parts of the page are markup whose texts are escaped.
 */
export const PAGE_SCRIPT = `"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const environments = all("[data-environment]");
const showStart = (environment) => {
  const area = environment.querySelector(".drawing .scroll");
  const start = area && area.querySelector(".outside");
  if (!start || area.scrollLeft > 0) return;
  const [box, frame] = [start.getBoundingClientRect(), area.getBoundingClientRect()];
  area.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
};
const choose = (name) => {
  environments.forEach((one) => {
    one.hidden = one.dataset.environment !== name;
    if (!one.hidden) showStart(one);
  });
  all("[data-choose]").forEach((link) => {
    if (link.dataset.choose === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
};
const light = (part) => {
  all(".picture .chosen,.picture .faded,.picture .lit").forEach((one) => one.classList.remove("chosen", "faded", "lit"));
  const chosen = all(".picture [data-part]").find((one) => one.dataset.part === part);
  if (!chosen) return;
  const picture = chosen.closest("svg");
  const near = new Set([part]);
  all(".arrow", picture).forEach((arrow) => {
    const { from, to } = arrow.dataset;
    const isNear = from === part || to === part;
    arrow.classList.add(isNear ? "lit" : "faded");
    if (isNear) near.add(from).add(to);
  });
  all("[data-part]", picture).forEach((one) => { if (!near.has(one.dataset.part)) one.classList.add("faded"); });
  chosen.classList.add("chosen");
};
const selectedPart = () => document.querySelector(".parts>details:target")?.dataset.part;
["mouseover", "focusin"].forEach((type) => addEventListener(type, (event) => {
  const part = event.target.closest?.(".picture a")?.querySelector("[data-part]");
  if (part) light(part.dataset.part);
}));
["mouseout", "focusout"].forEach((type) => addEventListener(type, (event) => {
  if (event.target.closest?.(".picture a")) light(selectedPart());
}));
const follow = () => {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
  if (!target) return;
  const environment = target.closest("[data-environment]");
  if (environment) choose(environment.dataset.environment);
  for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  light(target.dataset.part);
  target.scrollIntoView();
  const focusable = target.tagName === "DETAILS" ? target.querySelector("summary") : null;
  if (focusable) focusable.focus({ preventScroll: true });
};
if (environments.length > 0) choose(environments[0].dataset.environment);
const unpack = async (section) => {
  const bytes = Uint8Array.from(atob(section.dataset.packed), (letter) => letter.charCodeAt(0));
  const content = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  section.innerHTML = await new Response(content).text();
};
addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash) follow();
});

const theme = document.getElementById("theme");
const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light")) === "dark";
const showTheme = () => { theme.setAttribute("aria-pressed", String(dark())); };
theme.addEventListener("click", () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; showTheme(); });
showTheme();

const input = document.getElementById("search");
const results = document.getElementById("results");
const index = [];
const fillIndex = () => environments.forEach((environment) => {
  const name = environment.dataset.environment;
  all(".parts>details", environment).forEach((part) => {
    const [title, kind] = ["b", "span"].map((one) => part.querySelector("summary " + one).textContent);
    index.push({ text: title, kind: name + ": " + kind, id: part.id });
    all(".resources li", part).forEach((line) => {
      const type = line.querySelector("code").textContent;
      line.lastChild.textContent.trim().split(", ").forEach((path) => index.push({ text: type + " " + path, kind: name + ": " + title, id: part.id }));
    });
  });
  all(".block", environment).forEach((block) => {
    all(":scope>.scroll tbody tr", block).forEach((row) => index.push({ text: row.textContent, kind: name + ": " + block.querySelector("h3").textContent, id: block.id, row }));
  });
  all(".alarms tbody th", environment).forEach((one) => index.push({ text: one.textContent, kind: name + ": alarm", id: one.closest("details").id }));
});
let hits = [];
let selected = 0;
const close = () => { results.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
const mark = () => {
  all("li", results).forEach((one, position) => one.setAttribute("aria-selected", String(position === selected)));
  const one = results.children[selected];
  if (one) { input.setAttribute("aria-activedescendant", one.id); one.scrollIntoView({ block: "nearest" }); }
};
const open = (hit) => {
  close();
  if (location.hash === "#" + hit.id) follow(); else location.hash = hit.id;
  if (hit.row) setTimeout(() => hit.row.scrollIntoView({ block: "center" }));
};
input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  if (words.length === 0) return close();
  hits = index.filter(({ text, kind }) => words.every((word) => (text + " " + kind).toLowerCase().includes(word))).slice(0, 30);
  results.replaceChildren(...hits.map((hit, position) => {
    const item = document.createElement("li");
    item.id = "result-" + position;
    item.setAttribute("role", "option");
    const kind = document.createElement("small");
    kind.textContent = " " + hit.kind;
    item.append(hit.text.slice(0, 120), kind);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); open(hit); });
    return item;
  }));
  results.hidden = hits.length === 0;
  input.setAttribute("aria-expanded", String(hits.length > 0));
  selected = 0;
  mark();
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { input.value = ""; close(); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    selected = Math.min(Math.max(selected + (event.key === "ArrowDown" ? 1 : -1), 0), Math.max(hits.length - 1, 0));
    mark();
  }
  if (event.key === "Enter" && !results.hidden && hits[selected]) open(hits[selected]);
});
input.addEventListener("blur", close);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input")) return;
  event.preventDefault();
  input.focus();
});
addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));
Promise.all(all("[data-packed]").map(unpack)).then(() => {
  fillIndex();
  environments.filter((one) => !one.hidden).forEach(showStart);
  addEventListener("hashchange", follow);
  follow();
  input.disabled = false;
});`;
