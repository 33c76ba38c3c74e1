// The console API over HTTP, for the one thing the demo needs from it: a token.
import { sessionHeader } from '#shared/console-api/http.ts';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput, ConsoleResult } from '#shared/console-api/index.ts';
import { DemoFailure } from './demo-failure.ts';

export interface ConsoleAccess {
  /** Without a path. */
  readonly origin: string;
  readonly session: string;
}

/** Throws a DemoFailure with the console's own words for a refusal. */
export async function callConsole<Name extends ConsoleMethodName>(
  { origin, session }: ConsoleAccess,
  name: Name,
  input: ConsoleInput<Name>,
): Promise<ConsoleOutput<Name>> {
  const result = await post(`${origin}/api/${name}`, session, input);
  if (!result.ok) throw new DemoFailure(`${name} at ${origin} failed: ${result.error.detail}`);
  return result.value as ConsoleOutput<Name>;
}

async function post(url: string, session: string, input: unknown): Promise<ConsoleResult<unknown>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [sessionHeader]: session },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(10_000),
    });
    return (await response.json()) as ConsoleResult<unknown>;
  } catch (cause) {
    throw new DemoFailure(`The console at ${new URL(url).origin} does not answer. Restart that Rollcall.`, { cause });
  }
}
