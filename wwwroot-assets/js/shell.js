// The shell without a circuit: theme, drawer, shortcuts, reconnect buttons. Listens once on the document, so that
// whatever Blazor renders later is covered.
(() => {
  const root = document.documentElement;
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const choices = ["light", "dark", "system"];

  function applyTheme(choice) {
    const theme = choice === "system" ? (systemDark.matches ? "dark" : "light") : choice;
    const changed = root.dataset.theme !== theme;
    root.dataset.theme = theme;
    root.dataset.themeChoice = choice;
    markTheme();
    if (changed) document.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
  }

  function chooseTheme(choice) {
    try { localStorage.setItem("theme", choice); } catch { /* private window: the choice lasts as long as the page */ }
    applyTheme(choice);
  }

  function markTheme() {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      if (button === root) continue;
      const pressed = String(button.dataset.themeChoice === root.dataset.themeChoice);
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    }
  }

  systemDark.addEventListener("change", () => applyTheme(root.dataset.themeChoice || "system"));
  addEventListener("storage", e => { if (e.key === "theme") applyTheme(e.newValue || "system"); });

  function setNav(open) {
    document.body.classList.toggle("nav-open", open);
    const button = document.querySelector("[data-shell='toggle-nav']");
    button?.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector(".side-nav .nav-link")?.focus();
    else if (document.activeElement?.closest(".side-nav")) button?.focus();
  }

  const actions = {
    "toggle-nav": () => setNav(!document.body.classList.contains("nav-open")),
    "close-nav": () => setNav(false),
    "palette": openPalette,
    "to-preview": () => (document.querySelector("#preview .is-draft [data-row]") ?? document.getElementById("preview"))?.focus(),
    "shortcuts": () => document.getElementById("shortcuts")?.showModal(),
    "close-shortcuts": () => document.getElementById("shortcuts")?.close(),
    "reload": () => location.reload(),
    "reconnect": () => Blazor.reconnect().then(known => known || location.reload(), () => { /* still away: the strip says so */ }),
  };

  // The palette: Blazor fills the list, the choice in it is here, so that an arrow never waits for the server.
  function openPalette() {
    const palette = document.getElementById("palette");
    if (!palette || document.querySelector("dialog[open]")) return;
    const field = document.getElementById("palette-text");
    if (field.value) { field.value = ""; field.dispatchEvent(new Event("input", { bubbles: true })); }
    palette.showModal();
    field.focus();
    choose(0);
    watchList(document.getElementById("palette-list"));
  }

  const options = () => [...document.querySelectorAll("#palette-list [role='option']")];

  function choose(index) {
    const all = options();
    const chosen = all[Math.max(0, Math.min(index, all.length - 1))];
    for (const option of all) option.setAttribute("aria-selected", String(option === chosen));
    const field = document.getElementById("palette-text");
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id); else field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  // Enter may come before the list has followed the typing: it then goes to what the list becomes.
  let goesOn = false;
  const isUpToDate = () => document.getElementById("palette-list").dataset.text === document.getElementById("palette-text").value;
  const watchedLists = new WeakSet();
  function watchList(list) {
    if (watchedLists.has(list)) return;
    watchedLists.add(list);
    new MutationObserver(() => {
      choose(0);
      if (goesOn && isUpToDate()) { goesOn = false; options()[0]?.click(); }
    }).observe(list, { attributeFilter: ["data-text"], childList: true, subtree: true });
  }

  const paletteKeys = {
    ArrowDown: at => choose(at + 1),
    ArrowUp: at => choose(at - 1),
    PageDown: at => choose(at + 8),
    PageUp: at => choose(at - 8),
    Enter: at => { if (isUpToDate()) options()[at]?.click(); else goesOn = true; },
  };

  function onPaletteKey(e) {
    goesOn = false;
    const act = paletteKeys[e.key];
    if (!act || e.isComposing) return;
    e.preventDefault();
    act(options().findIndex(option => option.getAttribute("aria-selected") === "true"));
  }

  // Ctrl or Cmd and a key: a button says with data-keys what presses it.
  function onCommandKey(e) {
    const key = e.key.toLowerCase();
    if (key === "k" && !e.shiftKey) { e.preventDefault(); return openPalette(); }
    // fields have an undo of their own; a slider or a check box has none
    if (e.target.closest?.("textarea, select, [contenteditable='true'], dialog[open], input:not([type='range'], [type='checkbox'], [type='radio'])")) return;
    const keys = key === "y" ? "mod+shift+z" : `mod+${e.shiftKey ? "shift+" : ""}${key}`;
    const button = document.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
    if (button) { e.preventDefault(); button.click(); }
  }

  document.addEventListener("click", e => {
    const theme = e.target.closest("button[data-theme-choice]");
    if (theme) chooseTheme(theme.dataset.themeChoice);
    const action = e.target.closest("[data-shell]");
    if (action) actions[action.dataset.shell]?.();
    if (e.target.closest(".side-nav a")) setNav(false);
    if (e.target.id === "shortcuts" || e.target.id === "palette") e.target.close(); // the backdrop
    if (e.target.closest(".palette-option")) document.getElementById("palette").close();
  });

  let goUntil = 0; // time until which a letter completes g + letter
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && document.body.classList.contains("nav-open")) return setNav(false);
    if (e.target.id === "palette-text" && !e.ctrlKey && !e.metaKey) return onPaletteKey(e);
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.isComposing) return onCommandKey(e);
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.target.closest?.("input, select, textarea, [contenteditable='true'], dialog[open]")) return;
    if (performance.now() < goUntil) {
      goUntil = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(e.key)}"]`);
      if (link) { e.preventDefault(); link.click(); }
      return;
    }
    if (e.key === "g") goUntil = performance.now() + 1500;
    else if (e.key === "?") { e.preventDefault(); actions.shortcuts(); }
    else if (e.key === "t") chooseTheme(choices[(choices.indexOf(root.dataset.themeChoice) + 1) % choices.length]);
    else if (e.key === "/") {
      const field = document.querySelector("#main [data-filter], #main input[type='search']");
      if (field) { e.preventDefault(); field.focus(); field.select?.(); }
    } else {
      // a key of the page's own: a button says with data-key what presses it
      const button = document.querySelector(`#main [data-key="${CSS.escape(e.key)}"]`);
      if (button) { e.preventDefault(); button.click(); }
    }
  });

  // A lost circuit. While the server does not answer, ask again every few seconds; when it answers but no longer knows the
  // circuit (it was restarted), only a fresh page helps: what was saved is in the server, what is shown is in the address.
  const connection = document.getElementById("components-reconnect-modal");
  let asking = 0;
  function followConnection() {
    clearInterval(asking);
    if (connection.classList.contains("components-reconnect-rejected")) location.reload();
    if (connection.classList.contains("components-reconnect-failed"))
      asking = setInterval(() => Blazor.reconnect().then(known => known || location.reload(), () => { /* still away */ }), 3000);
  }
  if (connection) new MutationObserver(followConnection).observe(connection, { attributeFilter: ["class"] });

  // Blazor renders the buttons anew after the prerendered page: mark them again whenever they appear
  new MutationObserver(markTheme).observe(document.body, { childList: true, subtree: true });
  applyTheme(root.dataset.themeChoice || "system");
})();

// A form of the shell comes back to where the visitor is, which may be further than where its page was loaded.
document.addEventListener("submit", e => {
  const back = e.target.elements?.namedItem?.("back");
  if (back) back.value = location.pathname + location.search;
}, true);
