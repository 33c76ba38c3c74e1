import type { Core } from '#main/application/core.ts';
import {
  consoleContract,
  type ConsoleEvent,
  type ConsoleError,
  type ConsoleInput,
  type ConsoleMethodName,
  type ConsoleOutput,
} from '#shared/console-api/index.ts';

/** What the method answers, after checking it against the contract's output: no field more, none less. */
export async function call<Name extends ConsoleMethodName>(
  core: Core,
  name: Name,
  input: ConsoleInput<Name>,
): Promise<ConsoleOutput<Name>> {
  const result = await core.call(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.detail}`);
  return consoleContract[name].output.parse(result.value) as ConsoleOutput<Name>;
}

/** Why the method refused. The name and the input may be anything, as they are when they arrive. */
export async function refusal(core: Core, name: string, input: unknown): Promise<ConsoleError> {
  const result = await core.call(name, input);
  if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
  return result.error;
}

/** Collects what every console hears, but for the audit log's entries, which come with every change. */
export const hear = (core: Core, events: ConsoleEvent[]): (() => void) =>
  core.subscribe((event) => {
    if (event.name !== 'audit.appended') events.push(event);
  });
