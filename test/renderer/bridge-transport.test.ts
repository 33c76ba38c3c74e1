import { expect, test } from 'vitest';
import { createBridgeTransport } from '#renderer/console-client/bridge-transport.ts';
import { createConsoleClient } from '#renderer/console-client/client.ts';
import type { ConsoleBridge } from '#shared/console-api/bridge.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { overview } from './fixtures.ts';

/** What the preload would have put on the window. */
function desktop(call: ConsoleBridge['call']) {
  const listeners = new Set<(event: ConsoleEvent) => void>();
  const bridge: ConsoleBridge = {
    call,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { client: createConsoleClient(createBridgeTransport(bridge)), listeners };
}

test('a call on the desktop goes over the bridge by name and input', async () => {
  const { client } = desktop(async (name, input) => ({ ok: true, value: [{ name, input }] }));
  expect(await client.call('tokens.list', { tenantId: 't1' })).toEqual([
    { name: 'tokens.list', input: { tenantId: 't1' } },
  ]);
});

test('a refusal becomes an error with the code and the detail of who refused', async () => {
  const { client } = desktop(async () => ({ ok: false, error: { code: 'conflict', detail: 'There is one already.' } }));
  await expect(client.call('settings.get', {})).rejects.toMatchObject({
    name: 'ConsoleCallError',
    code: 'conflict',
    message: 'There is one already.',
  });
});

test('a bridge that breaks is unavailable, not an exception of its own kind', async () => {
  const { client } = desktop(async () => {
    throw new Error('the frame is gone');
  });
  await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'unavailable' });
});

test('the window is live at once, hears what is pushed, and nothing after it was closed', () => {
  const { client, listeners } = desktop(async () => ({ ok: true, value: null }));
  expect(client.connection.getState()).toBe('live');
  const heard: string[] = [];
  client.on('overview.changed', ({ tenantId }) => heard.push(tenantId));
  const push = (tenantId: string): void => {
    for (const listener of listeners) listener({ name: 'overview.changed', data: { tenantId, overview: overview() } });
  };
  push('t1');
  client.close();
  push('t2');
  expect(heard).toEqual(['t1']);
});
