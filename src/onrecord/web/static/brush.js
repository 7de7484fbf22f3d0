// A stretch dragged across the timeline narrows the page to it: the same as the form below, and the address says which.
const DAY = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

function scale(figure) {
  const { first, last, left, right } = figure.dataset;
  const [start, end] = [Date.parse(first), Date.parse(last)];
  const box = figure.querySelector(".chart").getBoundingClientRect();
  return (x) => {
    const share = ((100 * (x - box.left)) / box.width - left) / (right - left);
    return start + Math.min(Math.max(share, 0), 1) * (end - start);
  };
}

function rectangle(chart) {
  chart.querySelector(".chosen")?.remove();
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  drawn.setAttribute("class", "chosen");
  drawn.setAttribute("y", 0);
  drawn.setAttribute("height", chart.height.baseVal.value - 18);
  chart.prepend(drawn);
  return drawn;
}

async function show(address, { push = true } = {}) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = made.querySelector("main");
    if (!answer.ok || !main) throw new Error(String(answer.status));
    document.querySelector("main").replaceWith(main);
    document.querySelector(".foot")?.replaceWith(made.querySelector(".foot"));
    document.title = made.title;
    if (push) history.pushState({ brushed: true }, "", address);
    prepare();
  } catch {
    location.assign(address);
  }
}

function narrow(from, to) {
  const address = new URL(location.href);
  address.searchParams.set("from", iso(from));
  address.searchParams.set("to", iso(to));
  address.searchParams.delete("page");
  address.hash = "";
  show(address.href);
}

function begin(event) {
  const chart = event.target.closest?.(".chart");
  const figure = chart?.closest("figure[data-first]");
  if (!figure || event.button !== 0) return;
  const time = scale(figure);
  const box = chart.getBoundingClientRect();
  const from = event.clientX;
  let drawn = null;
  const move = (moved) => {
    if (!drawn && Math.abs(moved.clientX - from) < 5) return;
    drawn ??= rectangle(chart);
    const [low, high] = [from, moved.clientX].sort((a, b) => a - b);
    drawn.setAttribute("x", Math.max(low - box.left, 0));
    drawn.setAttribute("width", Math.min(high, box.right) - Math.max(low, box.left));
  };
  const end = (done) => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    if (!drawn) return;
    if (done.type === "pointercancel") { drawn.remove(); return; } // a finger that went on to scroll the page
    // the click that ends a drag is not meant for the shape under it
    addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    const [low, high] = [time(from), time(done.clientX)].sort((a, b) => a - b);
    narrow(low, Math.max(high, low + DAY));
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

function prepare() {
  for (const hint of document.querySelectorAll(".brush-hint")) hint.textContent = hint.dataset.hint;
}

document.addEventListener("pointerdown", begin);
document.addEventListener("dragstart", (event) => event.target.closest?.(".chart") && event.preventDefault());
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.window")) return;
  event.preventDefault();
  const fields = [...new FormData(event.target)].filter(([, value]) => value);
  show(`${event.target.action.split("?")[0]}?${new URLSearchParams(fields)}`);
});
addEventListener("popstate", () => show(location.href, { push: false }));
prepare();
