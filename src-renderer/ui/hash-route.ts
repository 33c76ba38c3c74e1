// Where the console is lives in the URL's fragment: `#/board?status=active&person=…`. Pages, filters and what is open
// can be bookmarked and gone back to, on the desktop as in a browser.
import { useMemo, useSyncExternalStore } from 'react';

export interface HashRoute {
  readonly page: string;
  readonly params: URLSearchParams;
}

type Params = Readonly<Record<string, string | null | undefined>>;

export function parseHash(hash: string): HashRoute {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { page: path, params: new URLSearchParams(query) };
}

/** The fragment of a page; empty and missing parameters are left out. */
export function printHash(page: string, params: Params = {}): string {
  const kept = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const query = new URLSearchParams(kept).toString();
  return `#/${page}${query === '' ? '' : `?${query}`}`;
}

const readers = new Set<() => void>();

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  window.addEventListener('hashchange', reader);
  window.addEventListener('popstate', reader);
  return () => {
    readers.delete(reader);
    window.removeEventListener('hashchange', reader);
    window.removeEventListener('popstate', reader);
  };
}

function write(hash: string, how: 'push' | 'replace'): void {
  if (hash === window.location.hash) return;
  const url = window.location.pathname + window.location.search + hash;
  if (how === 'push') window.history.pushState(null, '', url);
  else window.history.replaceState(null, '', url);
  for (const read of readers) read();
}

/** Goes to a page; Back returns. */
export const goTo = (page: string, params: Params = {}): void => write(printHash(page, params), 'push');

/** Changes some parameters of the page that is shown; null takes one out. Back does not step through these. */
export function setParams(changes: Params, how: 'push' | 'replace' = 'replace'): void {
  const { page, params } = parseHash(window.location.hash);
  write(printHash(page, { ...Object.fromEntries(params), ...changes }), how);
}

/** Stays on the page that is shown, without what was open or filtered on it. */
export const clearParams = (): void => write(printHash(parseHash(window.location.hash).page), 'replace');

/** What a page searches for: no more characters than the console API takes. */
export const searchOf = (params: URLSearchParams): string => (params.get('q') ?? '').slice(0, 200);

/** The page and parameters that are shown now. */
export function useHashRoute(): HashRoute {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseHash(hash), [hash]);
}
