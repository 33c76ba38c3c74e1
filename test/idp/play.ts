// Plays a conversation: sends each step, holds the answer against what is expected, and stops at the first that differs.
import type { JsonValue } from '#shared/lang/json.ts';
import { at, type Answer, type Conversation, type Step } from './conversation.ts';
import { define, fill, type Variables } from './fill.ts';
import { holds } from './holds.ts';
import type { Client, Request } from './send.ts';

/** One request and its answer. */
export interface Exchange {
  readonly request: Request;
  readonly answer: Answer;
}

/** The first step that was not answered as expected. */
export interface Misstep {
  /** Counted from 1. */
  readonly step: number;
  readonly request: Request;
  /** Each place where the answer differs. */
  readonly mismatches: readonly string[];
  /** Absent when none came. */
  readonly answer: Answer | undefined;
}

export interface Player {
  readonly client: Client;
  readonly token: string;
  /** What conversations ask for as `given`. */
  readonly given?: Readonly<Record<string, string>>;
  /** Begins every name, so that nothing collides with what is there, nor two runs with each other. */
  readonly run: string;
  /** Told of every answer, before it is held against anything; what it returns is one more mismatch each. */
  readonly watch?: (exchange: Exchange, step: Step) => readonly string[] | Promise<readonly string[]>;
}

const withStep = (answer: Answer, path: string): JsonValue | undefined =>
  path.startsWith('header:') ? answer.headers[path.slice('header:'.length)] : at(answer.json, path);

function requestOf({ method, path, headers = {}, request }: Step, token: string): Request {
  const body = request === undefined || typeof request === 'string' ? request : JSON.stringify(request);
  const all: Record<string, string | null> = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
    ...headers,
  };
  const sent = Object.entries(all).filter((header): header is [string, string] => header[1] !== null);
  return { method, path, headers: Object.fromEntries(sent), body };
}

function differences({ status, response, absent = [] }: Step, answer: Answer): readonly string[] {
  const statuses: readonly number[] = typeof status === 'number' ? [status] : status;
  if (!statuses.includes(answer.status)) return [`status is ${answer.status}, expected ${statuses.join(' or ')}`];
  // A 204 in place of a 200 has no body to hold anything.
  if (answer.status === 204) return [];
  if (answer.json === undefined) return ['the body is no JSON'];
  const present = absent.filter((path) => at(answer.json, path) !== undefined);
  return [
    ...(response === undefined ? [] : holds(response, answer.json)),
    ...present.map((path) => `${path} is ${JSON.stringify(at(answer.json, path))}, expected absent`),
  ];
}

/** Keeps what the step captures. Returns what was not there to capture. */
function keep({ capture = {} }: Step, answer: Answer, variables: Variables): readonly string[] {
  return Object.entries(capture).flatMap(([variable, path]) => {
    const value = withStep(answer, path);
    if (typeof value !== 'string' && typeof value !== 'number') {
      return [`${path} is ${JSON.stringify(value) ?? 'absent'}, expected a value to go on with`];
    }
    variables.set(variable, String(value));
    return [];
  });
}

async function playStep(step: Step, player: Player, variables: Variables): Promise<Omit<Misstep, 'step'> | undefined> {
  const { responseHeaders = {}, ...rest } = step;
  const filled = fill(rest, variables);
  const request = requestOf(filled, player.token);
  let answer: Answer;
  try {
    answer = await player.client.send(request);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { request, answer: undefined, mismatches: [`no answer came: ${reason}`] };
  }
  const watched = (await player.watch?.({ request, answer }, filled)) ?? [];
  const found = [...differences(filled, answer), ...watched];
  if (found.length === 0) found.push(...keep(filled, answer, variables));
  // Last, for a Location names what this very answer created.
  if (found.length === 0) {
    for (const [name, expected] of Object.entries(fill(responseHeaders, variables))) {
      found.push(...holds(expected, answer.headers[name], `header ${name}`));
    }
  }
  return found.length === 0 ? undefined : { request, answer, mismatches: found };
}

/** Undefined when every step was answered as expected. */
export async function play(conversation: Conversation, player: Player): Promise<Misstep | undefined> {
  const variables: Variables = new Map([
    ['base', player.client.baseUrl],
    ['run', player.run],
    ...Object.entries(player.given ?? {}),
  ]);
  define(conversation.variables ?? {}, variables);
  for (const [index, step] of conversation.steps.entries()) {
    for (let n = 1; n <= (step.times ?? 1); n++) {
      variables.set('n', String(n));
      // A conversation is one request after the other.
      // oxlint-disable-next-line no-await-in-loop
      const misstep = await playStep(step, player, variables);
      if (misstep !== undefined) return { ...misstep, step: index + 1 };
    }
  }
  return undefined;
}
