// Whether the text is in the clipboard now: a page without a secure connection may not write there.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// Opens with the address marked, so that it can be copied by hand too.
export function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  requestAnimationFrame(() => { const field = dialog.querySelector("input"); field.focus(); field.select(); });
}
