/** What has the focus when what had it is gone, and nothing came in its place: the page's title, as after navigation. */
function focusTitle(): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  if (document.querySelector('[role="dialog"]') === null) document.querySelector<HTMLElement>('main h1')?.focus();
}

/**
 * A ref for what holds a dialog: where the element that had the focus is taken away (a step that ends, a button that waits),
 * what comes in its place gets it, or the dialog until something does. Otherwise the next Tab would begin behind it. Once the
 * dialog has closed, what opened it gets the focus back, unless what was done in the dialog took it away.
 */
export function keepFocus(holder: HTMLElement | null): () => void {
  let opener: Element | null = null;
  const observer = new MutationObserver(() => {
    const dialog = holder?.querySelector<HTMLElement>('[role="dialog"]');
    const { activeElement, body } = document;
    if (dialog == null) {
      if (opener?.isConnected === false) focusTitle();
      opener = null;
      return;
    }
    opener ??= activeElement;
    if (activeElement !== body && activeElement !== dialog) return;
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus({ preventScroll: true });
  });
  if (holder !== null) observer.observe(holder, { childList: true, subtree: true });
  return () => observer.disconnect();
}

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
