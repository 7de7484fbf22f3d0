// The network page without reloading: the slider hides weak ties, every other choice fetches the page and moves the nodes.
const section = () => document.getElementById("network");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const short = (value) => Number(value.toPrecision(3)).toString();
const exact = (value) => Number(value.toPrecision(6)).toString();

// --- how strong a tie must be ---

function state() {
  const svg = section().querySelector(".net");
  return svg && {
    svg,
    ties: [...svg.querySelectorAll(".tie")],
    nodes: [...svg.querySelectorAll(".node")],
    most: Number(svg.dataset.most),
    held: Number(svg.dataset.held),
  };
}

function show(least) {
  const { ties, nodes } = state();
  const tied = new Set();
  let count = 0;
  for (const tie of ties) {
    const strong = Number(tie.dataset.w) >= least * (1 - 1e-5);
    tie.classList.toggle("off", !strong);
    if (!strong) continue;
    count += 1;
    tied.add(tie.dataset.a).add(tie.dataset.b);
  }
  for (const node of nodes) node.classList.toggle("off", !tied.has(node.dataset.n));
  for (const name of section().querySelectorAll(".alone")) name.hidden = tied.has(name.dataset.n);
  const say = (id, value) => (document.getElementById(id).textContent = value);
  const hidden = Number(section().dataset.weak) - (count - Number(section().dataset.shown));
  say("net-ties", count);
  say("net-from-weight", short(least));
  say("net-tied", tied.size);
  say("net-alone", nodes.length - tied.size);
  say("net-weak", hidden.toLocaleString("en"));
  document.getElementById("net-alone-names").hidden = tied.size === nodes.length;
}

// the address is the state, also of what was only slid
function remember(least) {
  const url = new URL(location.href);
  url.searchParams.set("least", least);
  history.replaceState(null, "", url);
  for (const link of section().querySelectorAll(".net-file")) {
    link.href = url.pathname + link.dataset.ending + url.search;
  }
}

function slider() {
  const field = document.getElementById("net-least");
  const found = state();
  if (!field || !found || !found.ties.length) return;
  section().dataset.shown = found.ties.filter((tie) => !tie.classList.contains("off")).length;
  section().dataset.weak = document.getElementById("net-weak").textContent.replaceAll(",", "");
  const range = document.createElement("input");
  Object.assign(range, { type: "range", id: "net-slider", min: found.held, max: found.most, step: "any" });
  range.value = found.svg.dataset.least;
  range.setAttribute("aria-label", "Ties from this weight on");
  const slid = () => {
    const least = Math.min(Number(range.value), found.most);
    field.value = exact(least);
    range.setAttribute("aria-valuetext", short(least));
    show(least);
  };
  range.step = (found.most - found.held) / 200 || "any";
  range.addEventListener("input", slid);
  range.addEventListener("change", () => remember(exact(Number(range.value))));
  field.after(range);
}

// --- everything else ---

function places() {
  const found = new Map();
  for (const node of section().querySelectorAll(".node")) {
    const [x, y] = node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    found.set(node.dataset.key, { x, y });
  }
  return found;
}

function move(before) {
  const found = state();
  if (!found || calm || !before.size) return;
  const after = places();
  const keys = found.nodes.map((node) => node.dataset.key);
  const start = performance.now();
  const drawn = section();
  const at = (key, share) => {
    const to = after.get(key);
    const from = before.get(key) ?? to;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  };
  const frame = (now) => {
    if (section() !== drawn) return; // another step came in between
    const time = Math.min((now - start) / 400, 1);
    const share = 1 - (1 - time) ** 3;
    const here = keys.map((key) => at(key, share));
    found.nodes.forEach((node, n) => node.setAttribute("transform", `translate(${here[n].x} ${here[n].y})`));
    for (const tie of found.ties) {
      const line = tie.querySelector("line");
      const [a, b] = [here[tie.dataset.a], here[tie.dataset.b]];
      for (const [name, value] of [["x1", a.x], ["y1", a.y], ["x2", b.x], ["y2", b.y]]) line.setAttribute(name, value);
    }
    if (time < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

let asked = 0;

async function go(url, { push = true } = {}) {
  const mine = (asked += 1);
  section().classList.add("busy");
  let page;
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(url); // the server says itself what is wrong
    return;
  }
  if (mine !== asked) return;
  const focused = document.activeElement?.id;
  const step = document.activeElement?.rel;
  const before = places();
  section().replaceWith(document.adoptNode(page.getElementById("network")));
  document.title = page.title;
  if (push) history.pushState(null, "", url);
  begin();
  move(before);
  const same = (focused && document.getElementById(focused)) || (step && section().querySelector(`[rel="${step}"]`));
  same?.focus({ preventScroll: true });
}

function wanted(changed) {
  const fields = new FormData(document.getElementById("net-form"));
  // how strong a tie must be says nothing about another layer or weight
  if (["layer", "of", "norm", "issue"].includes(changed)) fields.delete("least");
  const query = new URLSearchParams([...fields].filter(([, value]) => value !== ""));
  return `/network?${query}`;
}

function begin() {
  slider();
  const form = document.getElementById("net-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(wanted(""));
  });
  form.addEventListener("change", (event) => {
    if (event.target.id === "net-slider" || !event.target.checkValidity()) return;
    go(wanted(event.target.name));
  });
  for (const link of section().querySelectorAll(".net-steps a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(link.href);
    });
  }
}

addEventListener("popstate", () => go(location.href, { push: false }));
begin();
