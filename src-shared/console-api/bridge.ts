import type { ConsoleEvent } from './events.ts';
import type { ConsoleResult } from './result.ts';

/** What the desktop's preload gives the console as `window.rollcall`; in a browser there is none. */
export interface ConsoleBridge {
  /** Calls a console method by its name. Never rejects for what the method answers. */
  call(name: string, input: unknown): Promise<ConsoleResult<unknown>>;
  /** Hears every console event; returns the function that stops. */
  listen(listener: (event: ConsoleEvent) => void): () => void;
}
