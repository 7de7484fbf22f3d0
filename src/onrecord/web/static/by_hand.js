// On the form for a statement: what is selected in the text becomes its words, its cue or its source.
import { selected } from "./selecting.js";

const text = document.querySelector(".text.choose");
const buttons = document.querySelector(".take");
if (text && buttons) {
  buttons.hidden = false;
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
