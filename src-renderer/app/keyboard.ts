import { useEffect } from 'react';

const visible = (element: HTMLElement): boolean => element.offsetParent !== null;
const focusable = 'a[href], button:not([disabled]), input, [tabindex="0"]';

/** Puts the focus into the next region of the page (F6), or the one before (Shift F6). */
function cycleRegions(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(visible);
  const inner = regions.findLastIndex((region) => region.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  for (let tried = 1; tried <= regions.length; tried++) {
    const region = regions.at((inner + step * tried + regions.length * 2) % regions.length);
    const target =
      region?.querySelector<HTMLElement>('[data-grid]') ??
      region?.querySelector<HTMLElement>('[aria-current="page"]') ??
      region?.querySelector<HTMLElement>(focusable);
    if (target === undefined || target === null) continue;
    target.focus();
    return;
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** The keys that work everywhere: F6 goes round the regions, `/` into the page's search. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'F6') {
        event.preventDefault();
        cycleRegions(event.shiftKey);
      }
      if (event.key === '/' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) {
        const search = document.querySelector<HTMLInputElement>('main [data-search]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
        search.select();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
