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
