import { createStore, type StoreApi } from 'zustand/vanilla';
import { oneOf } from '#shared/lang/one-of.ts';

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

export const appearance = createAppearanceStore(localStorage);

export const themeOf = (chosen: Appearance, systemIsDark: boolean): Theme =>
  chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
