import type { ConsoleEvent, ConsoleMethodName, ConsoleResult } from '#shared/console-api/index.ts';
import type { SignIn } from './sign-in.ts';

/** Whether pushed events arrive. `unauthorized` is final: only a new console URL helps. */
export type Connection = 'connecting' | 'live' | 'lost' | 'unauthorized';

/** Who hears what the server pushes, and whether it can. */
export interface TransportListener {
  readonly onEvent: (event: ConsoleEvent) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** How calls reach Rollcall and events come back: HTTP in a browser, IPC on the desktop, memory in tests. */
export interface Transport {
  /** Never rejects: what cannot be reached answers `unavailable`. */
  readonly call: (name: ConsoleMethodName, input: unknown, signIn: string | null) => Promise<ConsoleResult<unknown>>;
  /** Reports events and the connection until the returned function is called; what is told depends on who is signed in. */
  readonly listen: (listener: TransportListener, signIn: SignIn) => () => void;
}
