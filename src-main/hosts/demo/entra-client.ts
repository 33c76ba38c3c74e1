// Sends what Entra sends, one request at a time and not faster than asked for, and holds every answer against what
// Entra expects. An unexpected answer is kept and the cycle goes on, as Entra's does.
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonValue } from '#shared/lang/json.ts';
import type { ScimRequest } from './entra-shapes.ts';
import type { Answer, Expectation } from './expectations.ts';

/** An answer that Entra would not have gone on with. */
export interface Unexpected {
  /** What the request was for. */
  readonly purpose: string;
  /** `PATCH /Users/…`, readable: the query is decoded. */
  readonly request: string;
  readonly problems: readonly string[];
}

export interface EntraClient {
  /** Sends, checks and returns the answer; `fine` is false when anything about it was unexpected. */
  ask(
    purpose: string,
    request: ScimRequest,
    expectation: Expectation,
  ): Promise<{ readonly answer: Answer; readonly fine: boolean }>;
  /** Waits; rejects when the demo is stopped meanwhile. */
  pause(milliseconds: number): Promise<void>;
  readonly requests: number;
  readonly unexpected: readonly Unexpected[];
}

/** The endpoint gave no answer several times in a row: going on would only repeat it. */
export class EndpointGone extends Error {
  override readonly name = 'EndpointGone';
}

/** What Entra is given, and how fast it asks. */
export interface Connection {
  /** As pasted into Entra: a trailing slash and a query are cut off. */
  readonly tenantUrl: string;
  readonly token: string;
  /** At least this many milliseconds between the starts of two requests. */
  readonly gapMs: number;
  /** Aborted: the request under way and every wait reject with its reason. */
  readonly signal: AbortSignal;
}

const answerWithinMs = 30_000;
const silencesInARow = 5;

export function createEntraClient({ tenantUrl, token, gapMs, signal }: Connection): EntraClient {
  const base = withoutQuery(tenantUrl);
  const unexpected: Unexpected[] = [];
  let requests = 0;
  let silences = 0;
  let nextAt = 0;

  const pause = async (milliseconds: number): Promise<void> => {
    signal.throwIfAborted();
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
  };

  return {
    pause,
    get requests() {
      return requests;
    },
    get unexpected() {
      return unexpected;
    },
    async ask(purpose, request, expectation) {
      await pause(nextAt - performance.now());
      nextAt = performance.now() + gapMs;
      requests++;
      const answer = await send(base, token, request, signal);
      const problems = expectation(answer);
      if (problems.length > 0) {
        unexpected.push({ purpose, request: `${request.method} ${decodeURIComponent(request.path)}`, problems });
      }
      silences = answer.status === 0 ? silences + 1 : 0;
      if (silences === silencesInARow) {
        throw new EndpointGone(
          `${base} gave no answer to ${silences} requests in a row (${answer.text}). Check that Rollcall is still running and start the demo again: it goes on where it stopped.`,
        );
      }
      return { answer, fine: problems.length === 0 };
    },
  };
}

/** The Tenant URL without what may trail it: slashes, and the query that carries Entra's feature flag. */
function withoutQuery(tenantUrl: string): string {
  const { origin, pathname } = new URL(tenantUrl);
  return origin + pathname.replace(/\/+$/, '');
}

/** Whether the Tenant URL switches Entra's other PATCH dialect on. */
export const hasFeatureFlag = (tenantUrl: string): boolean =>
  [...new URL(tenantUrl).searchParams.keys()].some((name) => name.toLowerCase() === 'aadoptscim062020');

async function send(base: string, token: string, request: ScimRequest, stop: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(base + request.path, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/scim+json',
        'user-agent': 'rollcall-demo',
        ...(request.body === undefined ? {} : { 'content-type': 'application/scim+json; charset=utf-8' }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual', // Entra follows none on the SCIM base: a redirect is an unexpected answer
      signal: AbortSignal.any([stop, AbortSignal.timeout(answerWithinMs)]),
    });
    const text = await response.text();
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      text,
      body: parseBody(text),
    };
  } catch (error) {
    stop.throwIfAborted();
    return { status: 0, contentType: '', text: reasonOf(error), body: undefined };
  }
}

function parseBody(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined; // the expectation quotes the text
  }
}

/** fetch says "fetch failed"; the reason (ECONNREFUSED …) is its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? cause.message || cause.name : error.message;
}
