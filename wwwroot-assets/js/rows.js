// Arrows, Home, End and Page keys among the elements marked data-row of one container. The row that gets the focus is
// scrolled into sight, which makes a virtualised list bring the next ones; Enter is the link's own.

function place(rows, from, key) {
  const box = from.getBoundingClientRect();
  const isBeside = r => Math.abs(r.getBoundingClientRect().top - box.top) < box.height / 2;
  const at = rows.indexOf(from);
  const perRow = rows.filter(isBeside).length || 1;
  switch (key) {
    case "ArrowDown": return at + perRow;
    case "ArrowUp": return at - perRow;
    case "ArrowRight": return perRow > 1 ? at + 1 : at;
    case "ArrowLeft": return perRow > 1 ? at - 1 : at;
    case "PageDown": return at + perRow * 8;
    case "PageUp": return at - perRow * 8;
    default: return at;
  }
}

export function attach(container) {
  container.addEventListener("keydown", e => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const from = e.target.closest("[data-row]");
    if (!from || e.target !== from) return;
    const rows = [...container.querySelectorAll("[data-row]")];
    const to = Math.min(Math.max(place(rows, from, e.key), 0), rows.length - 1);
    if (rows[to] === from) return;
    e.preventDefault();
    rows[to].focus({ preventScroll: true });
    rows[to].scrollIntoView({ block: "nearest" });
  });
}

// Tells the page how many cards fit beside each other, at first and whenever that changes.
export function watchColumns(container, cardPx, page) {
  let told = 0;
  new ResizeObserver(() => {
    const fit = Math.max(2, Math.floor(container.clientWidth / cardPx));
    if (fit === told || !container.isConnected) return;
    told = fit;
    page.invokeMethodAsync("SetColumns", fit).catch(() => {});
  }).observe(container);
}
