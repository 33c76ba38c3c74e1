/**
 * A ref for what holds a dialog: where the element that had the focus is taken away (a step that ends, a button that waits),
 * what comes in its place gets it, or the dialog until something does. Otherwise the next Tab would begin behind it.
 */
export function keepFocus(holder: HTMLElement | null): () => void {
  const observer = new MutationObserver(() => {
    const dialog = holder?.querySelector<HTMLElement>('[role="dialog"]');
    const { activeElement, body } = document;
    if (dialog == null || (activeElement !== body && activeElement !== dialog)) return;
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus({ preventScroll: true });
  });
  if (holder !== null) observer.observe(holder, { childList: true, subtree: true });
  return () => observer.disconnect();
}
