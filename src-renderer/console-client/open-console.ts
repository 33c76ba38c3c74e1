import { createBridgeTransport } from './bridge-transport.ts';
import { createConsoleClient, type ConsoleClient } from './client.ts';
import { createHttpTransport } from './http-transport.ts';
import { takeSession } from './session.ts';
import { createSignIn } from './sign-in.ts';

/** The console of the window we are in: over IPC on the desktop, over HTTP in a browser. */
export function openConsole(): ConsoleClient {
  const signIn = createSignIn(window.sessionStorage);
  if (window.rollcall !== undefined) return createConsoleClient(createBridgeTransport(window.rollcall), signIn);
  const session = takeSession(window.location, window.history, window.sessionStorage);
  return createConsoleClient(createHttpTransport({ session }), signIn);
}
