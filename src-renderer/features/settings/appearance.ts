import { createStore, type StoreApi } from 'zustand/vanilla';
import { oneOf } from '#shared/lang/one-of.ts';

/** In the order in which Settings offers them. */
export const appearances = ['light', 'dark', 'system', 'contrast'] as const;
export type Appearance = (typeof appearances)[number];
/** What `system` comes to. */
export type Theme = Exclude<Appearance, 'system'>;

const storageKey = 'rollcall.appearance';

/** The chosen appearance, kept in this browser. */
function createAppearanceStore(storage: Storage): StoreApi<Appearance> {
  const store = createStore<Appearance>(() => oneOf(appearances, storage.getItem(storageKey)) ?? 'system');
  store.subscribe((appearance) => storage.setItem(storageKey, appearance));
  return store;
}

/** The choice of this browser, or of this desktop app. */
export const appearance = createAppearanceStore(localStorage);

/** The theme that a choice comes to on this machine now. */
export const themeOf = (chosen: Appearance, systemIsDark: boolean): Theme =>
  chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
