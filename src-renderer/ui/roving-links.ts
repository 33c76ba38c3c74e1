import { useRef, type KeyboardEvent, type RefObject } from 'react';

export interface RovingLinks {
  readonly ref: RefObject<HTMLElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A list of links with one tab stop: the arrows, Home and End go from link to link. Each link says itself with `tabIndex`
 * which of them is the stop.
 */
export function useRovingLinks(): RovingLinks {
  const ref = useRef<HTMLElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const links = [...(ref.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const now = links.findIndex((link) => link === document.activeElement);
    const target = {
      ArrowDown: now + 1,
      ArrowUp: now - 1 + links.length,
      Home: 0,
      End: links.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    links[target % links.length]?.focus();
  };
  return { ref, onKeyDown };
}
