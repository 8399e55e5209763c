// Arrows, Page keys, Home and End among the elements marked data-row of one container marked data-rows. The row that gets
// the focus is scrolled into sight, which makes a virtualised list bring the next ones; Enter is the link's own.
(() => {
  function place(rows, from, key) {
    const box = from.getBoundingClientRect();
    const perRow = rows.filter(r => Math.abs(r.getBoundingClientRect().top - box.top) < box.height / 2).length || 1;
    const at = rows.indexOf(from);
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

  function focus(row) {
    row.focus({ preventScroll: true });
    (row.closest("tr") ?? row).scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", e => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    // from the filter, the arrow down leads into the list
    if (e.key === "ArrowDown" && e.target.matches?.("[data-filter]")) {
      const first = document.querySelector("#main [data-rows] [data-row]");
      if (first) { e.preventDefault(); focus(first); }
      return;
    }
    const container = e.target.matches?.("[data-row]") ? e.target.closest("[data-rows]") : null;
    if (!container) return;
    if (e.key === "Home" || e.key === "End") {
      e.preventDefault();
      container.scrollTo({ top: e.key === "Home" ? 0 : container.scrollHeight });
      // a virtualised list renders the end after it is scrolled to
      setTimeout(() => { const rows = container.querySelectorAll("[data-row]"); if (rows.length) focus(rows[e.key === "Home" ? 0 : rows.length - 1]); }, 120);
      return;
    }
    const rows = [...container.querySelectorAll("[data-row]")];
    const to = rows[Math.min(Math.max(place(rows, e.target, e.key), 0), rows.length - 1)];
    if (to === e.target) return;
    e.preventDefault();
    focus(to);
  });
})();
