// The typed client: every call of the console and every pushed event goes through one of these.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  ConsoleEvent,
  ConsoleEventName,
  ConsoleEvents,
  ConsoleInput,
  ConsoleMethodName,
  ConsoleOutput,
  ConsoleResult,
} from '#shared/console-api/index.ts';
import { ConsoleCallError } from './console-call-error.ts';
import type { SignIn } from './sign-in.ts';
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
  readonly signIn: SignIn;
  /** Asks who sits here to show who they are; false: they would not. Null while nothing can ask. */
  readonly confirm: StoreApi<{ readonly ask: () => Promise<boolean> } | null>;
  readonly close: () => void;
}

/** Starts listening at once, so that nothing that happens while the first page loads is missed. */
export function createConsoleClient(
  transport: Transport,
  signIn: SignIn = createStore<string | null>(() => null),
): ConsoleClient {
  const connection = createStore<Connection>(() => 'connecting');
  const confirm: ConsoleClient['confirm'] = createStore<{ readonly ask: () => Promise<boolean> } | null>(() => null);
  const listeners = new Map<ConsoleEventName, Set<(data: never) => void>>();
  const deliver = ({ name, data }: ConsoleEvent): void => {
    for (const listener of listeners.get(name) ?? []) listener(data as never);
  };
  const close = transport.listen(
    {
      onEvent: deliver,
      onConnection: (next) => connection.setState(next, true),
    },
    signIn,
  );
  /** What needs a fresh confirmation is asked once more after there was one. */
  const callConfirmed = async (name: ConsoleMethodName, input: unknown): Promise<ConsoleResult<unknown>> => {
    const result = await transport.call(name, input, signIn.getState());
    if (result.ok || result.error.code !== 'reauthentication-required') return result;
    const confirmed = await confirm.getState()?.ask();
    return confirmed === true ? transport.call(name, input, signIn.getState()) : result;
  };
  return {
    async call(name, input) {
      const result = await callConfirmed(name, input);
      if (result.ok) return result.value as ConsoleOutput<typeof name>;
      if (result.error.code === 'session-ended') connection.setState('unauthorized', true);
      if (result.error.code === 'sign-in-required') signIn.setState(null, true);
      throw new ConsoleCallError(result.error);
    },
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },
    connection,
    signIn,
    confirm,
    close,
  };
}
