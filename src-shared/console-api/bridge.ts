import type { ConsoleEvent } from './events.ts';
import type { ConsoleResult } from './result.ts';

/** What the desktop's preload gives the console as `window.rollcall`; in a browser there is none. */
export interface ConsoleBridge {
  /** Calls a console method by its name, with the secret of the sign-in if there is one. Never rejects for what it answers. */
  call(name: string, input: unknown, signIn: string | null): Promise<ConsoleResult<unknown>>;
  /** Hears every console event; returns the function that stops. */
  listen(listener: (event: ConsoleEvent) => void): () => void;
}
