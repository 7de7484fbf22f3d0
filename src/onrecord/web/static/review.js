// The review queue from the keyboard. Nothing is shown as decided before the server has stored it, and a key that comes
// while a decision is on its way is dropped: it was meant for a row that nobody has seen yet.
const queue = document.getElementById("queue");
const status = document.getElementById("said");
const shown = { left: document.getElementById("left"), decided: document.getElementById("decided") };
const first = queue.querySelector(".item");
const trail = first ? [entry(first)] : [];
let at = 0, busy = false, fetching = null, since = performance.now(), away = 0, hiddenSince = null;

function entry(node) {
  return { node, target: node.dataset.target, done: null };
}

function takeAhead(root) {
  const known = new Set(trail.map((one) => one.target));
  for (const template of root.querySelectorAll("template.ahead")) {
    const node = template.content.querySelector(".item");
    if (node && !known.has(node.dataset.target)) trail.push(entry(document.importNode(node, true)));
    template.remove();
  }
}

async function fetchMore() {
  if (fetching || trail.length - at > 4) return fetching;
  const address = new URL(location.href);
  address.searchParams.delete("at");
  const undecided = trail.filter((one) => !one.done).length;
  address.searchParams.set("place", "0");
  address.searchParams.set("ahead", String(Math.min(30, undecided + 10)));
  fetching = (async () => {
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const head = page.querySelector("#queue > .item");
    if (head && !trail.some((one) => one.target === head.dataset.target)) trail.push(entry(document.importNode(head, true)));
    takeAhead(page);
  })().catch(() => {}).finally(() => { fetching = null; });
  return fetching;
}

function show() {
  const one = trail[at];
  if (one) queue.replaceChildren(one.node);
  else {
    const end = document.createElement("p");
    end.className = "empty";
    end.textContent = "That was the last one of this queue.";
    queue.replaceChildren(end);
  }
  since = performance.now();
  away = 0;
  queue.scrollIntoView({ block: "nearest" });
  one?.node.focus({ preventScroll: true });
  fetchMore().then(() => { if (!trail[at]) return; if (!queue.contains(trail[at].node)) show(); });
}

async function send(path, fields) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error?.detail ?? "The server did not take it. Reload the page.");
  return data;
}

const token = () => document.querySelector('input[name="token"]').value;
const number = (node, change) => { node.textContent = (Number(node.textContent.replace(/,/g, "")) + change).toLocaleString("en"); };

async function decide(button) {
  const one = trail[at];
  const fields = new FormData(button.form);
  fields.set("do", button.value);
  fields.delete("drawn");
  fields.set("seconds", ((performance.now() - since - away) / 1000).toFixed(1));
  const again = one.done;
  if (again?.batch) await send("/undo", { token: token(), batch: again.batch });
  const data = await send("/review/judge", fields);
  one.done = { batch: data.batch, label: button.firstChild.textContent.trim(), skipped: !data.batch };
  if (data.batch && !again?.batch) { number(shown.left, -1); number(shown.decided, 1); }
  mark(one);
  status.textContent = `${one.done.label}: ${one.done.skipped ? "comes back at the end" : "stored"}.`;
  at += 1;
  if (!trail[at]) await fetchMore();
  show();
}

function mark(one) {
  const note = one.node.querySelector(".decided");
  note.hidden = !one.done;
  note.textContent = one.done ? `You decided: ${one.done.label}. u takes it back.` : "";
  one.node.classList.toggle("is-decided", Boolean(one.done));
}

async function undo() {
  const here = trail[at]?.done ? at : trail.findLastIndex((one, n) => one.done && n < at);
  const one = trail[here];
  if (one) {
    if (one.done.batch) await send("/undo", { token: token(), batch: one.done.batch });
    else await send("/review/judge", { token: token(), target: one.target, do: "unskip" });
    if (one.done.batch) { number(shown.left, 1); number(shown.decided, -1); }
    status.textContent = `Taken back: ${one.done.label}.`;
    one.done = null;
    mark(one);
    at = here;
    show();
  } else if (queue.dataset.last) {
    await send("/undo", { token: token(), batch: queue.dataset.last });
    location.reload();
  } else status.textContent = "There is nothing to undo.";
}

function move(step) {
  at = Math.min(Math.max(at + step, 0), trail.length - 1);
  show();
}

async function work(deed) {
  if (busy) return;
  busy = true;
  try { await deed(); } catch (error) { status.textContent = error.message; } finally { busy = false; }
}

const help = document.getElementById("keys");
document.getElementById("help").parentElement.hidden = false;
document.getElementById("help").addEventListener("click", () => help.showModal());

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || help.open) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName ?? "")) return;
  if (event.key === "?") { help.showModal(); return; }
  if (event.key === "j") work(() => move(1));
  else if (event.key === "k") work(() => move(-1));
  else if (event.key === "u") work(undo);
  else {
    const control = queue.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (control?.form) work(() => decide(control));
    else if (control) control.click();
    else return;
  }
  event.preventDefault();
});

queue.addEventListener("submit", (event) => {
  if (!event.submitter?.value) return;
  event.preventDefault();
  work(() => decide(event.submitter));
});
for (const [id, step] of [["next", 1], ["previous", -1]]) {
  document.getElementById(id)?.addEventListener("click", (event) => { event.preventDefault(); work(() => move(step)); });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenSince = performance.now();
  else if (hiddenSince !== null) { away += performance.now() - hiddenSince; hiddenSince = null; }
});

takeAhead(document);
if (trail.length) fetchMore();
