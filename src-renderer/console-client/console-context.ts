import { createContext, use } from 'react';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import type { ConsoleClient } from './client.ts';
import type { LiveRows } from './live-rows.ts';
import type { RunningConsole } from './start-console.ts';

/** The running console: one for the life of the page. */
export const ConsoleContext = createContext<RunningConsole | null>(null);
/** The tenant whose pages are shown; null before there is one. */
export const TenantContext = createContext<TenantWithUrl | null>(null);
/** Chooses the tenant whose pages are shown, by its id. */
export const ChooseTenantContext = createContext<((id: string) => void) | null>(null);

function present<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Error(`${what} is missing: this component is drawn outside its provider`);
  return value;
}

/** For calls that no query or mutation stands for; throws outside of a console. */
export const useConsole = (): ConsoleClient => present(use(ConsoleContext), 'ConsoleContext').client;
/** Which rows a pushed change has just touched. */
export const useLiveRows = (): LiveRows => present(use(ConsoleContext), 'ConsoleContext').liveRows;
/** The tenant whose pages are shown. */
export const useTenant = (): TenantWithUrl => present(use(TenantContext), 'TenantContext');
/** Goes to another tenant's pages. */
export const useChooseTenant = (): ((id: string) => void) => present(use(ChooseTenantContext), 'ChooseTenantContext');
