// How a CLI verb reaches the console API: over HTTP to the server that serves this data folder, or, when there is none,
// to a core of its own on the same database.
import type {
  ConsoleErrorCode,
  ConsoleEvent,
  ConsoleInput,
  ConsoleMethodName,
  ConsoleOutput,
  ConsoleResult,
} from '#shared/console-api/index.ts';
import { sessionHeader, signInHeader, viaHeader } from '#shared/console-api/http.ts';
import { readCliSession } from '../cli-session.ts';
import { readServerFile, serverFileOf, type ServerFile } from '../server-file.ts';

/** The console refused or could not: exit code 1, and the detail for the person. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
}

export interface Connection {
  call<Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>): Promise<ConsoleOutput<Name>>;
  /** Events from the moment it resolves until the server ends them; absent when no server runs to send any. */
  readonly events?: () => Promise<AsyncIterable<ConsoleEvent>>;
  close(): Promise<void>;
}

type Call = (name: string, input: unknown) => Promise<ConsoleResult<unknown>>;

/** What to do about it on the command line. */
const ways: Readonly<Partial<Record<ConsoleErrorCode, string>>> = {
  'sign-in-required': ' On the command line: rollcall sso sign-in.',
  'reauthentication-required': ' On the command line: rollcall sso sign-in --again, where single sign-on is on.',
};

const typed =
  (call: Call): Connection['call'] =>
  async <Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>) => {
    const result = await call(name, input);
    if (!result.ok) throw new CallFailure(result.error.detail + (ways[result.error.code] ?? ''));
    return result.value as ConsoleOutput<Name>;
  };

async function* eventsIn(body: AsyncIterable<Uint8Array>): AsyncIterable<ConsoleEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as ConsoleEvent;
  }
}

function toServer({ consoleUrl, session, pid }: ServerFile, folder: string): Connection {
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set(sessionHeader, session);
    headers.set(viaHeader, 'cli');
    const signIn = readCliSession(folder);
    if (signIn !== undefined) headers.set(signInHeader, signIn);
    return fetch(`${consoleUrl}/api/${path}`, { ...init, headers }).catch((cause: unknown) => {
      // After a crash another program may have got the server's process number.
      throw new CallFailure(
        `The server (process ${pid}) did not answer at ${consoleUrl}. If it is stopping, try again; if no Rollcall serves this folder, delete ${serverFileOf(folder)}.`,
        { cause },
      );
    });
  };
  return {
    call: typed(async (name, input) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
      return (await (await request(name, init)).json()) as ConsoleResult<unknown>;
    }),
    events: async () => {
      const { body } = await request('events');
      if (body === null) throw new CallFailure(`The server (process ${pid}) sent no events.`);
      return eventsIn(body);
    },
    close: async () => {},
  };
}

async function toDatabase(folder: string): Promise<Connection> {
  const { openCore } = await import('../../open-core.ts');
  const open = await openCore(folder, 'cli');
  const call: Call = (name, input) => {
    const signIn = readCliSession(open.dataFolder);
    return open.core.call(name, input, { via: 'cli', ...(signIn === undefined ? {} : { signIn }) });
  };
  return { call: typed(call), close: () => open.close() };
}

/** For what only a running server has; CallFailure says that there is none. */
export async function connectToServer(folder: string): Promise<Connection> {
  const server = readServerFile(folder);
  if (server !== undefined) return toServer(server, folder);
  throw new CallFailure(
    `No server runs on ${folder}, and this needs one. Start it with npm run serve, or name its folder with --data.`,
  );
}

/** StartFailure when no server runs and the database cannot be opened. */
export async function connect(folder: string): Promise<Connection> {
  const server = readServerFile(folder);
  return server === undefined ? toDatabase(folder) : toServer(server, folder);
}
