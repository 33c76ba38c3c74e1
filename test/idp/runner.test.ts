// Recorded-style conversations of identity providers, replayed over real HTTP against a whole Rollcall. Folder and file
// are the test's name; `capture` keeps a value of a response for the steps after it, written {{name}}; `response` is what
// the answer must at least hold, `absent` what it must not (paths with slashes). What Rollcall itself must promise for every
// answer is checked here, once.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';

interface Step {
  readonly method: string;
  /** Below the Tenant URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly request?: JsonValue;
  readonly status: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly response?: JsonObject;
  readonly absent?: readonly string[];
  readonly capture?: Readonly<Record<string, string>>;
}

interface Conversation {
  readonly name: string;
  readonly about: string;
  readonly steps: readonly Step[];
}

type Captured = Map<string, string>;

const folder = import.meta.dirname;
const conversations = globSync('*/*.json', { cwd: folder })
  .toSorted()
  .map((file) => ({
    provider: dirname(file),
    file: basename(file, '.json'),
    conversation: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Conversation,
  }));

/** Replaces {{name}} in a value by what was captured under it. */
function filled<Value>(value: Value, captured: Captured): Value {
  const text = JSON.stringify(value).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const found = captured.get(name);
    if (found === undefined) throw new Error(`{{${name}}} was not captured before it is used`);
    return found;
  });
  return JSON.parse(text) as Value;
}

/** The value at `Resources/0/id`. Attribute names hold dots and colons, never a slash. */
function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  return path
    .split('/')
    .reduce<JsonValue | undefined>((inner, name) => (inner as JsonObject | null | undefined)?.[name], value);
}

function checkPromises({ status, headers, text, json }: ScimAnswer): void {
  if (status === 204) {
    expect(text).toBe('');
    return;
  }
  expect(headers.get('content-type')).toBe('application/scim+json');
  expect(text).not.toContain('null');
  expect(json['schemas']).toBeInstanceOf(Array);
  if (status < 400) return;
  expect(json).toMatchObject({ status: String(status), detail: expect.stringMatching(/\w{3,}/) });
}

async function play(step: Step, rollcall: RollcallForTest, captured: Captured): Promise<void> {
  const { responseHeaders = {}, ...rest } = step;
  const { method, path, headers, request, status, response, absent, capture } = filled(rest, captured);
  const answer = await rollcall.send(method, path, {
    ...(headers && { headers }),
    ...(request !== undefined && { body: request }),
  });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  checkPromises(answer);
  expect(answer.json).toMatchObject(response ?? {});
  for (const field of absent ?? []) expect({ [field]: at(answer.json, field) }).toEqual({ [field]: undefined });
  for (const [variable, field] of Object.entries(capture ?? {})) {
    const value = at(answer.json, field);
    if (typeof value !== 'string') throw new Error(`${field} is ${JSON.stringify(value)}: there is nothing to capture`);
    captured.set(variable, value);
  }
  // Last, for a Location names what this very answer created.
  for (const [name, value] of Object.entries(filled(responseHeaders, captured))) {
    expect(answer.headers.get(name)).toBe(value);
  }
}

describe.each(Object.entries(Object.groupBy(conversations, ({ provider }) => provider)))('%s', (_, group = []) => {
  test.each(group.map(({ file, conversation }) => [conversation.name, file, conversation] as const))(
    '%s (%s.json)',
    async (_name, _file, { steps }) => {
      await using rollcall = await startRollcall();
      const captured: Captured = new Map([['base', rollcall.tenantUrl]]);
      for (const [index, step] of steps.entries()) {
        await play(step, rollcall, captured).catch((error: unknown) => {
          throw new Error(
            `Step ${index + 1}, ${step.method} ${step.path}: ${error instanceof Error ? error.message : String(error)}`,
            {
              cause: error,
            },
          );
        });
      }
      expect(rollcall.faults).toEqual([]);
      const logged = await rollcall.logged();
      expect(logged.map(({ method, status }) => `${method} ${status}`)).toEqual(
        steps.map(({ method, status }) => `${method} ${status}`),
      );
    },
  );
});
