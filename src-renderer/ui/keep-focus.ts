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

/** What has the focus when what had it is gone, and nothing came in its place: the page's title, as after navigation. */
function focusTitle(): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  if (document.querySelector('[role="dialog"]') === null) document.querySelector<HTMLElement>('main h1')?.focus();
}

/** Longer than it takes a dialog to give the focus back to what opened it. */
const givenBackMs = 50;

/** Once a dialog has closed: what opened it may be gone by what was done in it. */
export const focusAfterDialog = (): void => void setTimeout(focusTitle, givenBackMs);

/** A ref for a list whose controls come and go: where the one that had the focus is taken away, the title gets it. */
export function keepFocusNear(list: HTMLElement | null): () => void {
  let last: EventTarget | null = null;
  const remember = ({ target }: FocusEvent): void => void (last = target);
  const observer = new MutationObserver(() => {
    if (!(last instanceof Node) || last.isConnected) return;
    last = null;
    focusTitle();
  });
  list?.addEventListener('focusin', remember);
  if (list !== null) observer.observe(list, { childList: true, subtree: true });
  return () => {
    list?.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}
