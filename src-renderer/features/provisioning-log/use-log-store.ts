import { useEffect, useMemo } from 'react';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { createLogStore, type LogStore } from './store.ts';
import { matchesFilter, type LogFilter } from './log-view.ts';

/** The live log of a filter, for as long as it is shown. */
export function useLogStore(filter: LogFilter): LogStore {
  const client = useConsole();
  const store = useMemo(
    () =>
      createLogStore({
        load: (page) => client.call('provisioningLog.list', { ...filter, ...page }),
        matches: (row) => matchesFilter(filter, row),
      }),
    [client, filter],
  );
  useEffect(() => {
    const stops = [
      client.on('provisioningLog.appended', ({ tenantId, entries }) => {
        if (tenantId === filter.tenantId) store.append(entries);
      }),
      client.connection.subscribe((now, before) => {
        if (now === 'live' && before === 'lost') void store.catchUp();
      }),
    ];
    void store.start();
    return () => {
      for (const stop of stops) stop();
      store.dispose();
    };
  }, [client, filter, store]);
  return store;
}
