import type { QueryClient } from '@tanstack/react-query';
import type { ConsoleClient } from './client.ts';
import { connectCacheToEvents } from './event-bridge.ts';
import { createLiveRows, type LiveRows } from './live-rows.ts';
import { createConsoleCache } from './queries.ts';

/** A console at work: its calls, its cache, and the events that keep the cache true. */
export interface RunningConsole {
  readonly client: ConsoleClient;
  readonly cache: QueryClient;
  /** Ids of people and groups that changed a moment ago. */
  readonly liveRows: LiveRows;
}

/** Connects the events before anything is asked, so that nothing that is pushed in between is missed. */
export function startConsole(client: ConsoleClient): RunningConsole {
  const cache = createConsoleCache();
  const liveRows = createLiveRows();
  connectCacheToEvents(client, cache, liveRows);
  return { client, cache, liveRows };
}
