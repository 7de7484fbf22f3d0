// On the form for a statement: what is selected in the text becomes its words, its cue or its source.
import { byArrows, selected } from "./selecting.js";

const text = document.querySelector(".text.choose");
const buttons = document.querySelector(".take");
const help = document.querySelector(".take details");
if (text && buttons) {
  buttons.hidden = false;
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", "The text. Arrow keys choose words.");
  byArrows(text);
  text.addEventListener("keydown", (event) => {
    if (event.target !== text || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") { help.open = !help.open; return; }
    const button = [...buttons.querySelectorAll("button[data-key]")].find((one) => one.dataset.key === event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  const shows = (role, words) => {
    const shown = document.getElementById(`${role}-words`);
    if (shown) shown.textContent = words ? `“${words.length > 160 ? `${words.slice(0, 160)} …` : words}”` : "";
  };
  for (const button of buttons.querySelectorAll("button[data-role]")) {
    // a press would take the selection away before the click
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const found = selected(text);
      const field = document.getElementById(button.dataset.role);
      const note = document.getElementById("taken");
      if (!found) { note.textContent = "Select words in the text first."; return; }
      const more = button.dataset.role === "content" && field.value && document.getElementById("more").checked;
      field.value = more ? `${field.value}, ${found.start}-${found.end}` : `${found.start}-${found.end}`;
      shows(button.dataset.role, more ? `… ${found.words}` : found.words);
      note.textContent = `Taken: characters ${found.start} to ${found.end}.`;
    });
  }
}
