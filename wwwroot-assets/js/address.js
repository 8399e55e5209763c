// The address of what a page shows, written by the page itself. Whoever is on the way to another page stays on it: the
// browser knows of that a round trip before the server does.
export function write(path) {
  if (new URL(path, document.baseURI).pathname === location.pathname) Blazor.navigateTo(path, { replaceHistoryEntry: true });
}
