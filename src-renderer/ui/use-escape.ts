// Dialogs may lie on one another, and each would hear of Escape: one listener for all of them, and only the top one closes.
import { useEffect, useEffectEvent } from 'react';

/** What closes each of those that are open, the top one last. */
const closings: (() => void)[] = [];

function closeTop(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing) return;
  // A list that is unfolded in a dialog takes the key for itself, and marks its input so.
  if (event.target instanceof Element && event.target.getAttribute('data-mantine-stop-propagation') === 'true') return;
  closings.at(-1)?.();
}

/** Closes on Escape while nothing was opened on top of it. */
export function useEscape(opened: boolean, onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!opened) return undefined;
    const closing = (): void => close();
    if (closings.length === 0) window.addEventListener('keydown', closeTop, { capture: true });
    closings.push(closing);
    return () => {
      closings.splice(closings.indexOf(closing), 1);
      if (closings.length === 0) window.removeEventListener('keydown', closeTop, { capture: true });
    };
  }, [opened]);
}
