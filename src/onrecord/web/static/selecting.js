// Words selected in an article as offsets into its text. The server counts code points, browsers count UTF-16 units.
const added = ".ref, .open, .zone-label";
const points = (text) => [...text].length;

function offsetOf(node, at, root) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const next = node.childNodes[at];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (next ? text === next || next.contains(text) || next.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING : !node.contains(text) && node.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) break;
      last = text;
    }
    return last ? offsetOf(last, last.data.length, root) : null;
  }
  const run = node.parentElement?.closest("[data-o]");
  if (!run || !root.contains(run)) return null;
  const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
  let sum = Number(run.dataset.o);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const ours = !text.parentElement.closest(added);
    if (text === node) return sum + (ours ? points(text.data.slice(0, at)) : 0);
    if (ours) sum += points(text.data);
  }
  return null;
}

/** What is selected inside `root` as {start, end, words, box}, blanks at the ends left out; null where nothing is. */
export function selected(root) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const part = range.cloneContents();
  for (const node of part.querySelectorAll(added)) node.remove();
  const words = part.textContent;
  let start = offsetOf(range.startContainer, range.startOffset, root);
  let end = offsetOf(range.endContainer, range.endOffset, root);
  if (start === null || end === null) return null;
  start += points(words) - points(words.trimStart());
  end -= points(words) - points(words.trimEnd());
  return end > start ? { start, end, words: words.trim(), box: range.getBoundingClientRect() } : null;
}

/** Words chosen with the arrow keys while `root` has the focus: the next or the one before, with Shift more or less. */
export function byArrows(root) {
  const steps = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] };
  root.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.target !== root || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const selection = getSelection();
    if (!selection.rangeCount || !root.contains(selection.anchorNode)) {
      selection.collapse(root, 0);
      selection.modify("extend", "forward", "word");
    } else if (event.shiftKey) selection.modify("extend", ...step);
    else {
      if (step[0] === "forward") selection.collapseToEnd();
      else selection.collapseToStart();
      if (event.key !== "ArrowRight") selection.modify("move", ...step);
      selection.modify("extend", "forward", "word");
    }
    selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
  });
}
