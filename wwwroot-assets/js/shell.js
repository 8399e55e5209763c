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
    "shortcuts": () => document.getElementById("shortcuts")?.showModal(),
    "close-shortcuts": () => document.getElementById("shortcuts")?.close(),
    "reload": () => location.reload(),
    "reconnect": () => Blazor.reconnect().then(known => known || location.reload(), () => { /* still away: the strip says so */ }),
  };

  document.addEventListener("click", e => {
    const theme = e.target.closest("button[data-theme-choice]");
    if (theme) chooseTheme(theme.dataset.themeChoice);
    const action = e.target.closest("[data-shell]");
    if (action) actions[action.dataset.shell]?.();
    if (e.target.closest(".side-nav a")) setNav(false);
    if (e.target.id === "shortcuts") e.target.close(); // the backdrop
  });

  let goUntil = 0; // time until which a letter completes g + letter
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && document.body.classList.contains("nav-open")) return setNav(false);
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
