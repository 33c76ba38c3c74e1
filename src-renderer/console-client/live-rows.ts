import { createStore, type StoreApi } from 'zustand/vanilla';

const tintMs = 2_000;

/** Rows that have just changed, for as long as they are tinted. */
export interface LiveRows {
  /** The ids that are tinted now. */
  readonly store: StoreApi<ReadonlySet<string>>;
  readonly mark: (ids: readonly string[]) => void;
}

/** Remembers for two seconds which rows a pushed event changed, so that they can be tinted. */
export function createLiveRows(): LiveRows {
  const store = createStore<ReadonlySet<string>>(() => new Set());
  const until = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const publish = (): void => store.setState(new Set(until.keys()), true);
  const sweep = (): void => {
    const now = performance.now();
    for (const [id, end] of until) if (end <= now) until.delete(id);
    publish();
    timer = until.size === 0 ? undefined : setTimeout(sweep, tintMs / 4);
  };
  return {
    store,
    mark(ids) {
      if (ids.length === 0) return;
      const end = performance.now() + tintMs;
      for (const id of ids) until.set(id, end);
      publish();
      timer ??= setTimeout(sweep, tintMs);
    },
  };
}
