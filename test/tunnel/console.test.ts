// The console's methods about the tunnel, over the real listener, probe and providers.
import { expect, test } from 'vitest';
import { call, refusal } from '../console/call.ts';
import { startRollcall } from '../rollcall.ts';
import { finding, startPublic } from './public.ts';

const authtoken = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ_5secret';
const token = Buffer.from('{"a":"1","t":"2","s":"c2VjcmV0"}').toString('base64');

test('before anything was chosen nothing runs, and a start says what is missing', async () => {
  await using rollcall = await startPublic();
  const { status, configs, startWithApp } = await call(rollcall.core, 'tunnel.get', {});
  expect(status).toMatchObject({ provider: null, state: 'stopped', url: null, publishedUrl: null });
  expect({ configs, startWithApp }).toEqual({ configs: [], startWithApp: false });
  expect(await refusal(rollcall.core, 'tunnel.start', {})).toMatchObject({ code: 'invalid-input' });
  for (const name of ['tunnel.publish', 'tunnel.doctor']) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await refusal(rollcall.core, name, {})).toMatchObject({ code: 'conflict' });
  }
});

test('a URL of one’s own that leads to this listener comes up, is told to the consoles, and goes private again', async () => {
  await using rollcall = await startPublic();
  const { core, listener } = rollcall;
  await call(core, 'tunnel.configure', { config: { provider: 'own-url', url: listener.url } });
  expect(await call(core, 'tunnel.start', {})).toMatchObject({ provider: 'own-url', autoStopAt: null });
  const up = await rollcall.until('up');
  expect(up).toMatchObject({
    url: listener.url,
    urlStable: true,
    plaintextSeenBy: 'own-server',
    probe: { ok: true, status: 204 },
  });
  expect(await call(core, 'tunnel.publish', {})).toMatchObject({ publishedUrl: listener.url });
  expect(await call(core, 'tunnel.stop', {})).toMatchObject({
    state: 'stopped',
    url: null,
    publishedUrl: listener.url,
  });
  const states = rollcall.events.flatMap((event) => (event.name === 'tunnel.changed' ? [event.data.status.state] : []));
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
    'stopped',
    'starting',
    'connecting',
    'up',
    'stopping',
    'stopped',
  ]);
  expect(rollcall.faults).toEqual([]);
});

test('a URL that leads to another Rollcall does not come up, and says so', async () => {
  await using rollcall = await startPublic();
  await using other = await startPublic();
  await call(rollcall.core, 'tunnel.configure', { config: { provider: 'own-url', url: other.listener.url } });
  await call(rollcall.core, 'tunnel.start', {});
  await expect
    .poll(async () => (await call(rollcall.core, 'tunnel.get', {})).status)
    .toMatchObject({ state: 'connecting', lastError: { code: 'PROBE_FAILED' }, probe: { ok: false } });
  const { status } = await call(rollcall.core, 'tunnel.get', {});
  expect(status.lastError?.message).toContain('Another Rollcall answers');
});

test('secrets go in and never come out; what is saved without one keeps it', async () => {
  await using rollcall = await startPublic();
  const { core } = rollcall;
  const saved = await call(core, 'tunnel.configure', { config: { provider: 'ngrok', authtoken } });
  expect(saved.configs).toEqual([{ provider: 'ngrok', domain: null, hasAuthtoken: true }]);
  const again = await call(core, 'tunnel.configure', { config: { provider: 'ngrok', domain: 'a.ngrok-free.dev' } });
  expect(again.configs).toEqual([{ provider: 'ngrok', domain: 'a.ngrok-free.dev', hasAuthtoken: true }]);
  const url = 'https://scim.example.com';
  await call(core, 'tunnel.configure', { config: { provider: 'cloudflare-named', url, token } });
  const view = await call(core, 'tunnel.configure', { config: { provider: 'own-url', url } });
  expect(view.configs).toMatchObject([
    { provider: 'ngrok', hasAuthtoken: true },
    { provider: 'cloudflare-named', hasToken: true },
    { provider: 'own-url' },
  ]);
  expect(await rollcall.stored()).toMatchObject([{ authtoken }, { token }, {}]);
  const told = JSON.stringify([saved, again, view, await call(core, 'tunnel.get', {}), rollcall.events]);
  expect(told).not.toContain(authtoken);
  expect(told).not.toContain(token);
});

test.each([
  ['a path', 'https://scim.example.com/scim'],
  ['a user', 'https://me@scim.example.com'],
  ['plain http to elsewhere', 'http://scim.example.com'],
  ['no scheme', 'scim.example.com'],
  ['another scheme', 'ftp://scim.example.com'],
  ['an impossible host', 'https://exa mple.com'],
])('a public URL with %s is refused', async (_what, url) => {
  await using rollcall = await startPublic();
  const refused = await refusal(rollcall.core, 'tunnel.configure', { config: { provider: 'own-url', url } });
  expect(refused).toMatchObject({ code: 'invalid-input' });
  expect(refused.detail).toContain(url);
});

test.each([
  ['HTTPS://SCIM.Example.com:443/', 'https://scim.example.com'],
  ['http://localhost:80', 'http://localhost'],
  ['http://[::1]:7644', 'http://[::1]:7644'],
])('%s is kept as its origin', async (given, kept) => {
  await using rollcall = await startPublic();
  const config = { provider: 'own-url' as const, url: given };
  expect((await call(rollcall.core, 'tunnel.configure', { config })).configs).toEqual([{ ...config, url: kept }]);
});

test('its settings are not changed under a tunnel that runs, but whether it starts with the app is', async () => {
  await using rollcall = await startPublic();
  const { core, listener } = rollcall;
  const config = { provider: 'own-url' as const, url: listener.url };
  await call(core, 'tunnel.configure', { config });
  await call(core, 'tunnel.start', { autoStopMinutes: 30 });
  expect((await rollcall.until('up')).autoStopAt).not.toBeNull();
  expect(await refusal(core, 'tunnel.configure', { config })).toMatchObject({ code: 'conflict' });
  expect(await call(core, 'tunnel.configure', { startWithApp: true })).toMatchObject({ startWithApp: true });
});

test('what starts with the app starts without anyone asking', async () => {
  await using rollcall = await startPublic();
  const { core, listener } = rollcall;
  const config = { provider: 'own-url' as const, url: listener.url };
  await call(core, 'tunnel.configure', { config });
  await core.tunnel?.startWithApp();
  expect((await call(core, 'tunnel.get', {})).status.state).toBe('stopped');
  await call(core, 'tunnel.configure', { startWithApp: true });
  await core.tunnel?.startWithApp();
  expect((await rollcall.until('up')).url).toBe(listener.url);
});

test('the log tells what happened, and what is newer than the last line seen', async () => {
  await using rollcall = await startPublic();
  const { core, listener } = rollcall;
  await call(core, 'tunnel.configure', { config: { provider: 'own-url', url: listener.url } });
  await call(core, 'tunnel.start', {});
  await rollcall.until('up');
  const lines = await call(core, 'tunnel.log', {});
  expect(lines.map(({ text }) => text)).toContain('The tunnel is up.');
  const last = lines.at(-1)?.seq ?? 0;
  await call(core, 'tunnel.stop', {});
  const newer = await call(core, 'tunnel.log', { afterSeq: last });
  expect(newer.at(-1)?.text).toBe('The tunnel is stopped.');
  expect(newer.every(({ seq }) => seq > last)).toBe(true);
});

test('the doctor is asked about the live URL, or about another one', async () => {
  await using rollcall = await startPublic();
  const url = 'https://scim.example.com';
  expect(await call(rollcall.core, 'tunnel.doctor', { url })).toMatchObject({ url, findings: [finding] });
});

test('a key for SSH is made and kept, and only its public half is shown', async () => {
  await using rollcall = await startPublic();
  const { core } = rollcall;
  expect(await refusal(core, 'tunnel.makeSshKey', {})).toMatchObject({ code: 'conflict' });
  await call(core, 'tunnel.configure', { config: { provider: 'ssh', host: 'vps.example.com', user: 'tunnel' } });
  const made = await call(core, 'tunnel.makeSshKey', {});
  expect(made.publicKey).toMatch(/^ssh-ed25519 AAAA/);
  expect((await call(core, 'tunnel.get', {})).configs).toMatchObject([
    { provider: 'ssh', hasPrivateKey: true, publicKey: made.publicKey },
  ]);
  expect(JSON.stringify(await rollcall.stored())).toContain('PRIVATE KEY');
  expect(JSON.stringify(await call(core, 'tunnel.get', {}))).not.toContain('PRIVATE KEY');
});

test('a server that shows no key is told as it is', async () => {
  await using rollcall = await startPublic();
  const { port } = rollcall.listener;
  const refused = await refusal(rollcall.core, 'tunnel.readHostKey', { host: '127.0.0.1', port });
  expect(refused.code).toBe('unavailable');
});

test('two consoles that save at once lose nothing of each other', async () => {
  await using rollcall = await startPublic();
  const { core } = rollcall;
  await Promise.all([
    call(core, 'tunnel.configure', { config: { provider: 'ngrok', authtoken } }),
    call(core, 'tunnel.configure', { startWithApp: true }),
    call(core, 'tunnel.configure', { config: { provider: 'own-url', url: 'https://scim.example.com' } }),
  ]);
  const { configs, startWithApp } = await call(core, 'tunnel.get', {});
  expect(configs.map(({ provider }) => provider)).toEqual(['ngrok', 'own-url']);
  expect(startWithApp).toBe(true);
});

test('a core that no listener serves has no tunnel', async () => {
  await using rollcall = await startRollcall();
  for (const name of ['tunnel.get', 'tunnel.start', 'tunnel.stop', 'tunnel.log', 'tunnel.findCloudflared']) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await refusal(rollcall.core, name, {})).toMatchObject({ code: 'unavailable' });
  }
});
