// Tells the page how many cards fit beside each other, at first and whenever that changes.
export function watchColumns(container, cardPx, page) {
  if (!container) return; // the page was left meanwhile
  let told = 0;
  const observer = new ResizeObserver(() => {
    if (!container.isConnected) return observer.disconnect();
    const fit = Math.max(2, Math.floor(container.clientWidth / cardPx));
    if (fit === told) return;
    told = fit;
    page.invokeMethodAsync("SetColumns", fit).catch(() => {});
  });
  observer.observe(container);
}
