// The lab's keys and what it has to know of the window. Arrows (outside fields and rows, which have their own), comma and
// full stop step back and forth, p plays and pauses: each presses the button that is on the page.
let page = null, stop = null;

const keys = { ArrowLeft: "back", ",": "back", ArrowRight: "forth", ".": "forth", p: "play" };

function press(e) {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  if (e.target.closest?.("input, select, textarea, [contenteditable='true'], dialog[open], [role='tab']")) return;
  if (e.key.startsWith("Arrow") && e.target.matches?.("[data-row]")) return;
  const button = keys[e.key] && document.querySelector(`[data-lab-key="${keys[e.key]}"]`);
  if (!button || button.disabled) return;
  e.preventDefault();
  button.click();
}

export function watch(lab) {
  stop?.abort();
  stop = new AbortController();
  page = lab;
  document.addEventListener("keydown", press, { signal: stop.signal });
  // a hidden tab rests
  document.addEventListener("visibilitychange", () => page.invokeMethodAsync("Hide", document.hidden).catch(() => { /* the circuit is gone, and the page says so */ }), { signal: stop.signal });
  document.body.dataset.heard = ""; // the keys of this page are
}

// Where the keyboard goes on when what it was on has left the page.
export function focus(selector) {
  document.querySelector(selector)?.focus();
}

export function unwatch() {
  stop?.abort();
  delete document.body.dataset.heard;
}
