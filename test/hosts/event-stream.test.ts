// GET /api/events: one ConsoleEvent a line, and no reader can make the server hoard what it does not read.
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createEventStreams } from '#main/hosts/headless/event-stream.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { newTenant } from '../new-tenant.ts';
import { startRollcall } from '../rollcall.ts';
import { addUser } from '../console/people.ts';

/** Serves the events of `source` and opens one reader, which has read nothing yet. */
async function openReader(source: Parameters<typeof createEventStreams>[0]): Promise<IncomingMessage> {
  const streams = createEventStreams(source);
  const server = createServer((_request, response) => streams.open(response, {}, { via: 'browser' })).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  onTestFinished(() => {
    streams.close();
    server.closeAllConnections();
    server.close();
  });
  const [reader] = (await once(get({ port: (server.address() as AddressInfo).port }), 'response')) as [IncomingMessage];
  return reader;
}

test('a person provisioned over HTTP arrives as events, each on a line of its own', async () => {
  await using rollcall = await startRollcall();
  const reader = await openReader(rollcall.core);
  expect(reader.headers['content-type']).toBe('application/x-ndjson');
  let text = '';
  reader.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await addUser(rollcall, 'ada@contoso.test', { displayName: 'Ada' });
  await expect.poll(() => text).toContain('"users.changed"');
  const events = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ConsoleEvent);
  expect(events.map(({ name }) => name)).toContain('provisioningLog.appended');
  expect(events.find(({ name }) => name === 'users.changed')?.data).toMatchObject({
    created: [{ displayName: 'Ada' }],
  });
});

test('a reader subscribes and unsubscribes when it leaves, so that without one no event is made', async () => {
  let subscriptions = 0;
  const reader = await openReader({
    subscribe: () => {
      subscriptions++;
      return () => subscriptions--;
    },
  });
  expect(subscriptions).toBe(1);
  reader.destroy();
  await expect.poll(() => subscriptions).toBe(0);
});

test('a reader that falls megabytes behind is dropped', async () => {
  const listeners: ((event: ConsoleEvent) => void)[] = [];
  const reader = await openReader({
    subscribe: (listener) => {
      listeners.push(listener);
      return () => {};
    },
  });
  const ended = new Promise((resolve) => reader.once('close', resolve));
  const failures: string[] = [];
  reader.on('error', (error: NodeJS.ErrnoException) => failures.push(error.code ?? error.message));
  const name = 'x'.repeat(1024 * 1024);
  const tenant = { ...newTenant({ id: '1', slug: 's', name }), tenantUrl: null };
  for (let events = 0; events < 32; events++) {
    listeners[0]?.({ name: 'tenants.created', data: { tenant } });
  }
  reader.resume();
  await ended;
  expect(failures).toEqual(['ECONNRESET']);
});
