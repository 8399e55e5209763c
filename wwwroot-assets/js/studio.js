// The studio's hands: sliders and drags. Both speak to the page (a .NET reference) and hold no state of the draft. An element
// that is listened to is marked with data-heard: the page is there some round trips before.

// A slider that is dragged fires faster than a ranking can follow. One position is under way at a time; when its answer is
// there the newest one goes, and those between are never sent: nothing queues on the circuit.
export function watchSliders(root, page) {
  if (!root) return;
  let wish = null, sending = false;

  async function send() {
    if (sending) return;
    sending = true;
    try {
      while (wish && root.isConnected) {
        const { key, value } = wish;
        wish = null;
        root.dataset.sent = 1 + Number(root.dataset.sent ?? 0);
        await page.invokeMethodAsync("Slide", key, value);
      }
    } catch { /* the circuit is gone, and the page says so */ }
    sending = false;
  }

  root.addEventListener("input", e => {
    const key = e.target.dataset?.slide;
    if (!key) return;
    wish = { key, value: e.target.valueAsNumber };
    send();
  });
  // let go: the change event carries the last position itself
  root.addEventListener("change", e => { if (e.target.dataset?.slide) wish = null; });
  root.dataset.heard = "";
}

// Dragging an item of the draft's list onto a slot. The same by keyboard: Alt and the arrows, in the page.
export function watchDrags(root, page) {
  if (!root) return;
  let dragged = null, over = null;
  const slotOf = e => e.target.closest?.("[data-drop-slot]");
  const mark = row => {
    if (over === row) return;
    over?.classList.remove("is-drop");
    over = row;
    over?.classList.add("is-drop");
  };

  root.addEventListener("dragstart", e => {
    const row = e.target.closest?.("[data-drag-item]");
    if (!row) return;
    dragged = row.dataset.dragItem;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", dragged);
    row.classList.add("is-dragged");
  });
  root.addEventListener("dragover", e => {
    const row = slotOf(e);
    if (!dragged || !row) return mark(null);
    e.preventDefault();
    e.dataTransfer.dropEffect = "move";
    mark(row);
  });
  root.addEventListener("drop", e => {
    const row = slotOf(e);
    if (!dragged || !row) return;
    e.preventDefault();
    if (row.dataset.dragItem !== dragged) page.invokeMethodAsync("PinAt", dragged, Number(row.dataset.dropSlot)).catch(() => {});
  });
  root.addEventListener("dragend", () => {
    root.querySelectorAll(".is-dragged").forEach(row => row.classList.remove("is-dragged"));
    mark(null);
    dragged = null;
  });
  root.dataset.heard = "";
}

// Blazor's own handlers cannot keep the browser from scrolling on some keys only.
export function watchMoves(root) {
  root?.addEventListener("keydown", e => {
    if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) e.preventDefault();
  });
}

// The focus follows an item that was moved by keyboard, once the new order is drawn.
export function focusItem(root, item) {
  root?.querySelector(`[data-testid="draft-row"][data-item="${CSS.escape(item)}"]`)?.focus();
}

// What was opened is brought into sight, as little as that takes.
export function reveal(element, takesFocus) {
  if (takesFocus) element?.firstElementChild?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

export function showDialog(dialog) {
  if (!dialog || dialog.open) return;
  const before = document.activeElement;
  dialog.showModal();
  // the page takes the dialog away rather than closing it, and the browser would leave the focus nowhere
  new MutationObserver((_, watch) => {
    if (dialog.isConnected) return;
    watch.disconnect();
    if (before?.isConnected && document.activeElement === document.body) before.focus();
  }).observe(dialog.parentNode, { childList: true });
}
