import { createStore, type StoreApi } from 'zustand/vanilla';

export const appearances = ['light', 'dark', 'system', 'contrast'] as const;
export type Appearance = (typeof appearances)[number];
/** What `system` comes to. */
export type Theme = Exclude<Appearance, 'system'>;

const storageKey = 'rollcall.appearance';
const isAppearance = (text: string | null): text is Appearance => appearances.some((one) => one === text);

/** The chosen appearance, kept in this browser. */
function createAppearanceStore(storage: Storage): StoreApi<Appearance> {
  const stored = storage.getItem(storageKey);
  const store = createStore<Appearance>(() => (isAppearance(stored) ? stored : 'system'));
  store.subscribe((appearance) => storage.setItem(storageKey, appearance));
  return store;
}

export const appearance = createAppearanceStore(localStorage);

export const themeOf = (chosen: Appearance, systemIsDark: boolean): Theme =>
  chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
