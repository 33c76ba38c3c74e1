import { useSyncExternalStore } from 'react';

const everyMs = 10_000;
const readers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  if (timer === undefined) {
    now = Date.now(); // nobody read it for a while
    timer = setInterval(() => {
      now = Date.now();
      for (const read of readers) read();
    }, everyMs);
  }
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present, moved on every ten seconds for all relative times of the page at once. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
