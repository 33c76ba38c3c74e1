import { createBridgeTransport } from './bridge-transport.ts';
import { createConsoleClient, type ConsoleClient } from './client.ts';
import { createHttpTransport } from './http-transport.ts';
import { takeSession } from './session.ts';

/** The console of the window we are in: over IPC on the desktop, over HTTP in a browser. */
export function openConsole(): ConsoleClient {
  if (window.rollcall !== undefined) return createConsoleClient(createBridgeTransport(window.rollcall));
  const session = takeSession(window.location, window.history, window.sessionStorage);
  return createConsoleClient(createHttpTransport({ session }));
}
