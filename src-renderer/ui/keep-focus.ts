/**
 * A ref for what holds dialogs: where the element that had the focus is taken away (a step that ends, a button that waits),
 * what came in its place gets it. Otherwise the next Tab would begin behind the dialog.
 */
export function keepFocus(holder: HTMLElement | null): () => void {
  const observer = new MutationObserver(() => {
    if (holder === null || document.activeElement !== document.body) return;
    const dialog = holder.querySelector<HTMLElement>('[role="dialog"]');
    (dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog)?.focus({ preventScroll: true });
  });
  if (holder !== null) observer.observe(holder, { childList: true, subtree: true });
  return () => observer.disconnect();
}
