// Where the catalogue's list stood: kept for this window, so that Back and the bare address lead there again. A changed
// filter begins at the top.
const STORE = "recconsole.catalog";
const watched = new WeakSet();
let shown = "";

const read = () => { try { return JSON.parse(sessionStorage.getItem(STORE)) ?? {}; } catch { return {}; } };
const write = top => { try { sessionStorage.setItem(STORE, JSON.stringify({ query: shown, top })); } catch { /* private window: nothing is kept */ } };

// The query string that was shown last, or "".
export function lastQuery() { return read().query ?? ""; }

// The list now shows this query; isFirst: the page has just been opened.
export function settle(query, isFirst) {
  const list = document.querySelector(".catalog-scroll");
  const kept = read();
  shown = query;
  const top = isFirst && kept.query === query ? kept.top ?? 0 : 0;
  write(top);
  if (!list) return;
  list.scrollTop = top;
  if (watched.has(list)) return;
  watched.add(list);
  list.addEventListener("scroll", () => { if (list.isConnected) write(list.scrollTop); }, { passive: true });
}
