/* RecConsole for a shop's page: sends events, fetches slates. No dependency.
 *
 *   <script src="https://console.example/recconsole.js"></script>
 *   RecConsole.init({ endpoint?, userId?, sessionId?, impressions? })
 *   RecConsole.track("view", { itemId: "tea-1" })                    returns the event's id
 *   const slate = await RecConsole.recommend("home", { count: 12 })  what POST /api/v1/recommendations answers
 *   RecConsole.identify("shopper-7"), RecConsole.observe(element), await RecConsole.flush()
 *
 * An event waits in localStorage under its own id until the server acknowledges it: reloads, lost connections and several tabs
 * lose nothing, and a repeated delivery counts once. With impressions: true every element with data-rec-item is reported once,
 * when half of it was visible for a second. */
(() => {
  "use strict";
  const PREFIX = "recconsole.";
  const QUEUE = PREFIX + "event.";
  const SESSION_IDLE_MS = 30 * 60_000;
  const BATCH = 50; // far below the 64 KiB that a keepalive request may carry
  const FLUSH_AT = 20;
  const FLUSH_AFTER_MS = 1_000;
  const QUEUE_LIMIT = 2_000; // the oldest go first
  const ORPHAN_MS = 5_000; // another page's event that is older: that page is gone or offline
  const RETRY_MOST_MS = 60_000;
  const VISIBLE_MS = 1_000;
  const HOPELESS = [400, 413, 415, 422]; // the same batch would be refused again

  const script = document.currentScript?.src;
  const own = new Set(); // ids of this page's events that are not acknowledged yet
  const shownIn = new Map(); // item id -> { slateId, position } of the latest slate here
  let options = {}, timer, sending, failures = 0, notBefore = 0, clock = 0, step = 0, watcher;

  // Where storage is refused (private windows) a plain object of this page stands in for it.
  const store = (() => { try { return (localStorage[PREFIX + "try"] = "1") && localStorage; } catch { return {}; } })();

  // UUID version 7 (RFC 9562): Unix milliseconds, a counter within them, then chance: ids sort as they were made.
  function newId() {
    const now = Date.now(), hex = (number, width) => number.toString(16).padStart(width, "0");
    [clock, step] = now > clock ? [now, 0] : [clock + (step === 4095), (step + 1) & 4095];
    const chance = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => hex(byte, 2)).join("");
    return hex(clock, 12) + "7" + hex(step, 3) + "8" + chance.slice(1);
  }

  const visitor = () => options.userId ?? (store[PREFIX + "visitor"] ??= "v-" + newId());

  function session() {
    if (options.sessionId) return options.sessionId;
    const key = PREFIX + "session";
    let [id, seen] = (store[key] ?? "").split(" ");
    if (!id || Date.now() - seen > SESSION_IDLE_MS) id = "s-" + newId();
    store[key] = id + " " + Date.now();
    return id;
  }

  const post = (path, body, keepalive) => fetch(options.endpoint + "/api/v1/" + path, {
    method: "POST", credentials: "omit", keepalive, body, headers: { "Content-Type": "application/json" },
  });

  function init(given = {}) {
    const endpoint = given.endpoint ?? (script ? new URL(script).origin : location.origin);
    options = { ...given, endpoint: endpoint.replace(/\/+$/, "") };
    if (options.impressions) watchPage();
    schedule(FLUSH_AFTER_MS);
  }

  function track(type, details = {}) {
    const event = {
      eventId: newId(), type, userId: visitor(), sessionId: session(), timestamp: new Date().toISOString(),
      ...shownIn.get(details.itemId), ...details,
    };
    own.add(event.eventId);
    try { store[QUEUE + event.eventId] = JSON.stringify(event); } catch { console.warn("RecConsole: localStorage is full", event); }
    schedule(own.size >= FLUSH_AT ? 0 : FLUSH_AFTER_MS);
    return event.eventId;
  }

  const queued = () => Object.keys(store).filter((key) => key.startsWith(QUEUE)).map((key) => key.slice(QUEUE.length)).sort();

  // This page's events, and those that other pages left behind, oldest first.
  function waiting() {
    const ids = queued();
    ids.splice(0, Math.max(0, ids.length - QUEUE_LIMIT)).forEach(forget);
    return ids.filter((id) => own.has(id) || Date.now() - parseInt(id.slice(0, 12), 16) > ORPHAN_MS);
  }

  function forget(id) {
    own.delete(id);
    delete store[QUEUE + id];
  }

  function schedule(afterMs) {
    const at = Math.max(Date.now() + afterMs, notBefore);
    if (timer && timer.at <= at) return;
    clearTimeout(timer?.handle);
    timer = { at, handle: setTimeout(() => { timer = undefined; flush(); }, at - Date.now()) };
  }

  // Resolves when all is acknowledged, or when a delivery failed and a retry is planned.
  function flush() {
    return sending ??= deliver(false).finally(() => {
      sending = undefined;
      if (queued().length > 0) schedule(FLUSH_AFTER_MS);
    });
  }

  async function deliver(leaving) {
    for (let ids; (ids = waiting().slice(0, BATCH)).length > 0;) {
      if (Date.now() < notBefore && !leaving) return;
      const batch = ids.map((id) => store[QUEUE + id]);
      let response;
      try {
        response = await post("events", `{"events":[${batch}]}`, leaving || document.hidden);
      } catch {
        return backOff();
      }
      if (!response.ok && !HOPELESS.includes(response.status)) return backOff(response.headers.get("Retry-After"));
      failures = notBefore = 0;
      ids.forEach(forget);
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) console.warn("RecConsole: events refused:", answer.title ?? response.status);
      for (const { index, reason } of answer.rejected ?? []) console.warn("RecConsole: event rejected:", reason, batch[index]);
    }
    own.clear(); // another page may have sent some
  }

  // Doubling waits with jitter; Retry-After (seconds or a date) is the least.
  function backOff(retryAfter) {
    const doubled = Math.min(RETRY_MOST_MS, 1_000 * 2 ** failures++) * (0.5 + Math.random() / 2);
    notBefore = Date.now() + Math.max(doubled, retryAfter * 1_000 || Date.parse(retryAfter) - Date.now() || 0);
  }

  // Fetches a slate. Events of this page go first, so that a click just made already counts.
  async function recommend(placement, { count = 12, context = {}, ...rest } = {}) {
    if (own.size > 0) await Promise.race([flush(), new Promise((go) => setTimeout(go, 500))]);
    const response = await post("recommendations", JSON.stringify(
      { userId: visitor(), sessionId: session(), placement, count, context, ...rest }));
    const slate = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error("RecConsole: " + (slate.title ?? "recommendations answered " + response.status));
    for (const { itemId, position } of slate.items) shownIn.set(itemId, { slateId: slate.slateId, position });
    return slate;
  }

  const identify = (userId) => void (options.userId = userId);

  function observe(element) {
    watcher ??= new IntersectionObserver((entries) => {
      for (const { target, intersectionRatio } of entries) {
        clearTimeout(target.recConsoleTimer);
        if (intersectionRatio < 0.5) continue;
        target.recConsoleTimer = setTimeout(() => {
          watcher.unobserve(target);
          track("impression", { itemId: target.dataset.recItem });
        }, VISIBLE_MS);
      }
    }, { threshold: 0.5 });
    watcher.observe(element);
  }

  function watchPage() {
    const watch = (root) => root.querySelectorAll?.("[data-rec-item]").forEach(observe);
    new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
      if (node.dataset?.recItem) observe(node);
      watch(node);
    }))).observe(document.documentElement, { childList: true, subtree: true });
    watch(document);
  }

  // A page that goes away sends at once, past a waiting retry.
  addEventListener("pagehide", () => void deliver(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) void flush(); });
  addEventListener("online", () => { notBefore = 0; schedule(0); });

  window.RecConsole = { init, track, recommend, identify, observe, flush };
})();
