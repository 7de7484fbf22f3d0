import { selected } from "./selecting.js";

// In an article: a note and its words light up together; j and k go from statement to statement, Enter opens one.
const notes = [...document.querySelectorAll(".note")];
const numbers = (mark) => mark.dataset.n.split(" ");
const wordsOf = new Map();
for (const mark of document.querySelectorAll("mark.st")) {
  for (const n of numbers(mark)) {
    if (!wordsOf.has(n)) wordsOf.set(n, []);
    wordsOf.get(n).push(mark);
  }
}
const noteOf = new Map(notes.map((note) => [note.dataset.n, note]));

function light(n, on) {
  noteOf.get(n)?.classList.toggle("lit", on);
  for (const mark of wordsOf.get(n) ?? []) mark.classList.toggle("lit", on);
}

for (const note of notes) {
  const n = note.dataset.n;
  for (const [type, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    note.addEventListener(type, () => light(n, on));
  }
}
for (const [n, marks] of wordsOf) {
  for (const mark of marks) {
    // only the innermost statement answers to the pointer
    if (numbers(mark).at(-1) !== n) continue;
    mark.addEventListener("mouseenter", () => light(n, true));
    mark.addEventListener("mouseleave", () => light(n, false));
  }
}

const links = notes.map((note) => note.querySelector("a.num"));
const start = links.findIndex((link) => link.closest(".note").classList.contains("at"));
let at = start;

function go(step) {
  const here = links.indexOf(document.activeElement);
  if (here >= 0) at = here;
  at = Math.min(Math.max(at + step, 0), links.length - 1);
  links[at].focus({ preventScroll: true });
  const words = wordsOf.get(notes[at].dataset.n)?.[0] ?? notes[at];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  words.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

if (links.length) {
  document.querySelector(".keys")?.removeAttribute("hidden");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName ?? "")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
  });
}

// The words of a statement lead to its permanent page, unless something is being selected.
for (const marks of wordsOf.values()) {
  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      if (event.target.closest("a") || !getSelection().isCollapsed) return;
      const note = noteOf.get(numbers(mark).at(-1));
      if (note) location.href = note.querySelector("a.num").href;
    });
  }
}

// Words that are selected can be put on record.
const text = document.querySelector(".text");
const put = document.getElementById("put");
if (put) {
  const link = put.querySelector("a");
  const base = link.getAttribute("href");
  document.addEventListener("selectionchange", () => {
    const found = selected(text);
    put.hidden = !found;
    if (!found) return;
    link.href = `${base}&content=${found.start}-${found.end}`;
    put.style.top = `${Math.max(8, found.box.bottom + scrollY + 6)}px`;
    put.style.left = `${Math.max(8, Math.min(found.box.left + scrollX, innerWidth - 250))}px`;
  });
  // from the keyboard, where words were selected with it
  document.addEventListener("keydown", (event) => {
    if (event.key === "p" && !put.hidden && !event.ctrlKey && !event.metaKey && !event.altKey) link.click();
  });
}
