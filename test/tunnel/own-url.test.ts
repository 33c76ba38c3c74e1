import { expect, test } from 'vitest';
import { createOwnUrl } from '#main/adapters/tunnel/own-url/own-url.ts';
import { tunnelConfig } from '#shared/console-api/tunnel-config.ts';
import { startSession, targetOf } from './session.ts';

const provider = createOwnUrl();

test('an own URL is announced at once, and nothing is started for it', async () => {
  const config = { provider: 'own-url', url: 'https://scim.example.com' } as const;
  expect(await provider.preflight(config)).toEqual([]);
  const session = await startSession(provider, config, targetOf(1));
  expect(session.reports).toEqual([
    { kind: 'url', origin: 'https://scim.example.com' },
    { kind: 'linked', linked: true },
  ]);
  await session.stop();
  await session.stop();
  expect(session.reports.slice(2)).toEqual([{ kind: 'ended', error: undefined }]);
});

test('aborting ends it like a stop', async () => {
  const session = await startSession(provider, { provider: 'own-url', url: 'https://scim.example.com' }, targetOf(1));
  session.abort();
  expect(await session.ended).toBeUndefined();
  await session.stop();
  expect(session.reports).toHaveLength(3);
});

test.for([
  ['https://scim.example.com/', 'https://scim.example.com'],
  ['HTTPS://SCIM.Example.com:443', 'https://scim.example.com'],
  ['https://scim.example.com:8443', 'https://scim.example.com:8443'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('%s is taken as %s', ([url, origin]) => {
  expect(tunnelConfig.parse({ provider: 'own-url', url })).toEqual({ provider: 'own-url', url: origin });
});

test.for([
  'https://scim.example.com:65536',
  'https://256.0.0.1',
  'https://[1::2::3]',
  'ftp://scim.example.com',
  'scim.example.com',
  'https://scim.example.com/scim/v2',
  'https://scim.example.com?x=1',
  'https://user:secret@scim.example.com',
  '',
  'http://127.0.0.1:8080/scim/v2',
])('%s is no own URL', (url) => {
  const { error } = tunnelConfig.safeParse({ provider: 'own-url', url });
  expect(error?.issues[0]?.message).toContain(`"${url}" is no public address. Give the origin alone`);
});

test.for(['http://scim.example.com', 'HTTP://10.0.0.1:80/', 'http://127.0.0.1.example.com', 'http://127.0.0.2'])(
  '%s is refused for its plain http',
  (url) => {
    const { error } = tunnelConfig.safeParse({ provider: 'own-url', url });
    expect(error?.issues[0]?.message).toContain(`"${url}" is plain http, and Entra calls https only`);
  },
);
