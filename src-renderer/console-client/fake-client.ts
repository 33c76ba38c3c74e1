// A console without a server, for tests of the renderer only: answers are set by the test, events are pushed by it.
import type {
  ConsoleError,
  ConsoleEventName,
  ConsoleEvents,
  ConsoleInput,
  ConsoleMethodName,
  ConsoleOutput,
  ConsoleResult,
} from '#shared/console-api/index.ts';
import { openSession } from './access.ts';
import { createConsoleClient, type ConsoleClient } from './client.ts';
import type { Connection, Transport, TransportListener } from './transport.ts';

type Answer<Name extends ConsoleMethodName> = (
  input: ConsoleInput<Name>,
) => ConsoleOutput<Name> | Promise<ConsoleOutput<Name>>;

/** A console without a server, as tests drive it. */
export interface FakeConsole {
  readonly client: ConsoleClient;
  /** Every call so far, oldest first. */
  readonly calls: readonly { readonly name: ConsoleMethodName; readonly input: unknown }[];
  /** From now on this method answers so. */
  readonly answer: <Name extends ConsoleMethodName>(name: Name, answer: Answer<Name>) => void;
  /** From now on this method fails so. */
  readonly fail: (name: ConsoleMethodName, error: ConsoleError) => void;
  readonly push: <Name extends ConsoleEventName>(name: Name, data: ConsoleEvents[Name]) => void;
  readonly connect: (connection: Connection) => void;
}

/** A fake console that is live, of the local admin; a method without an answer fails as `internal` and says which one it was. */
export function createFakeConsole(): FakeConsole {
  const answers = new Map<ConsoleMethodName, (input: unknown) => Promise<ConsoleResult<unknown>>>([
    ['session.get', async () => ({ ok: true, value: openSession })],
  ]);
  const calls: { name: ConsoleMethodName; input: unknown }[] = [];
  const listeners = new Set<TransportListener>();
  const transport: Transport = {
    async call(name, input) {
      calls.push({ name, input });
      const answer = answers.get(name);
      if (answer !== undefined) return answer(input);
      return { ok: false, error: { code: 'internal', detail: `The test has no answer for ${name}.` } };
    },
    listen(listener) {
      listeners.add(listener);
      listener.onConnection('live');
      return () => void listeners.delete(listener);
    },
  };
  return {
    client: createConsoleClient(transport),
    calls,
    answer: (name, answer) =>
      answers.set(name, async (input) => ({ ok: true, value: await answer(input as ConsoleInput<typeof name>) })),
    fail: (name, error) => answers.set(name, async () => ({ ok: false, error })),
    push: (name, data) => {
      for (const { onEvent } of listeners) onEvent({ name, data } as Parameters<TransportListener['onEvent']>[0]);
    },
    connect: (connection) => {
      for (const { onConnection } of listeners) onConnection(connection);
    },
  };
}
