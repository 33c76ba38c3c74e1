import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { ConsoleClient } from './client.ts';
import { ConsoleContext } from './console-context.ts';
import { connectCacheToEvents } from './event-bridge.ts';
import { createLiveRows } from './live-rows.ts';
import { createConsoleCache } from './queries.ts';

/** Gives everything below it one console: its calls, its cache and the events that keep the cache true. */
export function ConsoleProvider({
  client,
  children,
}: {
  readonly client: ConsoleClient;
  readonly children: ReactNode;
}) {
  const [cache] = useState(createConsoleCache);
  const [liveRows] = useState(createLiveRows);
  const [value] = useState({ client, liveRows });
  useEffect(() => connectCacheToEvents(client, cache, liveRows), [client, cache, liveRows]);
  return (
    <QueryClientProvider client={cache}>
      <ConsoleContext value={value}>{children}</ConsoleContext>
    </QueryClientProvider>
  );
}
