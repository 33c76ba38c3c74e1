import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createHttpTransport } from '#renderer/console-client/http-transport.ts';
import type { Connection } from '#renderer/console-client/transport.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A server that answers one request after the other. */
function answering(...answers: readonly (() => Response | Promise<Response>)[]) {
  const sent: Sent[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ url: input instanceof Request ? input.url : input.toString(), init });
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return answer();
  };
  return { sent, fetch };
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const lines = (...events: readonly unknown[]) =>
  new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(''), {
    headers: { 'content-type': 'application/x-ndjson' },
  });
const unanswered = () => new Promise<Response>(() => undefined);
const tenantCreated = { name: 'overview.changed', data: { tenantId: 't1' } };

const nobody = () => createStore<string | null>(() => null);

function listenTo(fetch: typeof globalThis.fetch, signIn = nobody()) {
  const events: ConsoleEvent[] = [];
  const connections: Connection[] = [];
  const stop = createHttpTransport({ session: 'abc', fetch, backoffMs: () => 1 }).listen(
    {
      onEvent: (event) => events.push(event),
      onConnection: (connection) => connections.push(connection),
    },
    signIn,
  );
  return { events, connections, stop };
}

test('a call is a POST of its input with the session in a header and never in the URL', async () => {
  const { sent, fetch } = answering(() => json({ ok: true, value: [] }));
  const result = await createHttpTransport({ session: 'abc', fetch }).call('tokens.list', { tenantId: 't1' }, null);
  expect(result).toEqual({ ok: true, value: [] });
  expect(sent[0]?.url).toBe('/api/tokens.list');
  expect(sent[0]?.init.method).toBe('POST');
  expect(new Headers(sent[0]?.init.headers).get('x-rollcall-session')).toBe('abc');
  expect(sent[0]?.init.body).toBe('{"tenantId":"t1"}');
});

test('a refused call keeps the code and the detail of who refused it', async () => {
  const error = { code: 'not-found', detail: 'This tenant has no person with the id "x".' };
  const { fetch } = answering(() => json({ ok: false, error }));
  expect(await createHttpTransport({ session: 'abc', fetch }).call('users.get', {}, null)).toEqual({
    ok: false,
    error,
  });
});

test('401 is the end of the session, whatever its body', async () => {
  const { fetch } = answering(() => new Response('no', { status: 401 }));
  const result = await createHttpTransport({ session: null, fetch }).call('settings.get', {}, null);
  expect(result).toMatchObject({ ok: false, error: { code: 'session-ended' } });
});

test('a server that is not there is unavailable, and the detail names the call', async () => {
  const { fetch } = answering();
  const result = await createHttpTransport({ session: 'abc', fetch }).call('settings.get', {}, null);
  expect(result).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(result).toHaveProperty('error.detail', expect.stringContaining('settings.get'));
});

test('an answer that is no result is internal, and the detail names its status', async () => {
  const { fetch } = answering(() => new Response('<html>', { status: 502 }));
  const result = await createHttpTransport({ session: 'abc', fetch }).call('settings.get', {}, null);
  expect(result).toHaveProperty('error.detail', expect.stringContaining('502'));
});

test('events are read from a stream that carries the same header', async () => {
  const { sent, fetch } = answering(() => lines(tenantCreated, tenantCreated), unanswered);
  const { events, connections, stop } = listenTo(fetch);
  await expect.poll(() => events).toHaveLength(2);
  expect(sent[0]?.url).toBe('/api/events');
  expect(new Headers(sent[0]?.init.headers).get('x-rollcall-session')).toBe('abc');
  expect(connections.slice(0, 2)).toEqual(['connecting', 'live']);
  stop();
});

test('a stream that ends is lost and then opened again', async () => {
  const { events, connections, stop } = listenTo(
    answering(
      () => lines(tenantCreated),
      () => lines(tenantCreated),
      unanswered,
    ).fetch,
  );
  await expect.poll(() => events).toHaveLength(2);
  expect(connections.slice(0, 4)).toEqual(['connecting', 'live', 'lost', 'live']);
  stop();
});

test('a server that is down is tried again, later each time', async () => {
  const attempts: number[] = [];
  const stop = createHttpTransport({
    session: 'abc',
    fetch: answering().fetch,
    backoffMs: (attempt) => {
      attempts.push(attempt);
      return 1;
    },
  }).listen({ onEvent: () => undefined, onConnection: () => undefined }, nobody());
  await expect.poll(() => attempts.length).toBeGreaterThan(3);
  stop();
  expect(attempts.slice(0, 4)).toEqual([0, 1, 2, 3]);
});

test('a refused session is not tried again', async () => {
  const { sent, fetch } = answering(() => json({}, 401));
  const { connections } = listenTo(fetch);
  await expect.poll(() => connections.at(-1)).toBe('unauthorized');
  expect(sent).toHaveLength(1);
});

test('the secret of a sign-in goes in a header of its own', async () => {
  const { sent, fetch } = answering(() => json({ ok: true, value: {} }));
  await createHttpTransport({ session: 'abc', fetch }).call('settings.get', {}, 'opaque');
  expect(new Headers(sent[0]?.init?.headers).get('x-rollcall-sign-in')).toBe('opaque');
  expect(sent[0]?.url).not.toContain('opaque');
});

test('another sign-in opens the stream again as theirs, without a word of a lost connection', async () => {
  const signIn = nobody();
  const sent: RequestInit[] = [];
  // Like the browser's own: aborting ends a body that is still being read.
  const open: typeof fetch = async (_url, init = {}) => {
    sent.push(init);
    const start = (controller: ReadableStreamDefaultController): void =>
      init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
    return new Response(new ReadableStream({ start }));
  };
  const { connections, stop } = listenTo(open, signIn);
  await expect.poll(() => connections).toEqual(['connecting', 'live']);
  signIn.setState('opaque', true);
  await expect.poll(() => sent).toHaveLength(2);
  stop();
  expect(new Headers(sent[1]?.headers).get('x-rollcall-sign-in')).toBe('opaque');
  expect(connections).not.toContain('lost');
});
