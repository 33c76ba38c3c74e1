// The typed client: every call of the console and every pushed event goes through one of these.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  ConsoleEvent,
  ConsoleEventName,
  ConsoleEvents,
  ConsoleInput,
  ConsoleMethodName,
  ConsoleOutput,
} from '#shared/console-api/index.ts';
import { ConsoleCallError } from './console-call-error.ts';
import type { Connection, Transport } from './transport.ts';

type Listener<Name extends ConsoleEventName> = (data: ConsoleEvents[Name]) => void;

export interface ConsoleClient {
  /** Rejects with ConsoleCallError. */
  readonly call: <Name extends ConsoleMethodName>(
    name: Name,
    input: ConsoleInput<Name>,
  ) => Promise<ConsoleOutput<Name>>;
  /** Calls back for each event of that name until the returned function is called. */
  readonly on: <Name extends ConsoleEventName>(name: Name, listener: Listener<Name>) => () => void;
  readonly connection: StoreApi<Connection>;
  readonly close: () => void;
}

/** Starts listening at once, so that nothing that happens while the first page loads is missed. */
export function createConsoleClient(transport: Transport): ConsoleClient {
  const connection = createStore<Connection>(() => 'connecting');
  const listeners = new Map<ConsoleEventName, Set<(data: never) => void>>();
  const deliver = ({ name, data }: ConsoleEvent): void => {
    for (const listener of listeners.get(name) ?? []) listener(data as never);
  };
  const close = transport.listen({
    onEvent: deliver,
    onConnection: (next) => connection.setState(next, true),
  });
  return {
    async call(name, input) {
      const result = await transport.call(name, input);
      if (result.ok) return result.value as ConsoleOutput<typeof name>;
      if (result.error.code === 'unauthorized') connection.setState('unauthorized', true);
      throw new ConsoleCallError(result.error);
    },
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },
    connection,
    close,
  };
}
