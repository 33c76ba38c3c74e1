// RFC 6750 and RFC 7644 §2: who may ask, and what everybody else is told.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '#main/adapters/secrets.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import { clockForTest } from '../clock.ts';
import { startRollcall } from '../rollcall.ts';

const ask = async (url: string, authorization?: string) => {
  const response = await fetch(
    `${url}/Users?count=0`,
    authorization === undefined ? {} : { headers: { authorization } },
  );
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
};

test('rule 22: unknown, revoked, expired, malformed and foreign tokens, and those from elsewhere, get one and the same 401 (RFC 7644 §2)', async () => {
  await using rollcall = await startRollcall();
  const { tenantUrl, tenant, ports } = rollcall;
  const expired = await rollcall.addToken(tenant.id, { expiresAt: '2001-01-01T00:00:00.000Z' });
  const revoked = await rollcall.addToken(tenant.id);
  await ports.tokens.revoke(tenant.id, revoked.id, ports.clock.now());
  const other = await rollcall.addTenant('other');
  const foreign = await rollcall.addToken(other.id);
  const elsewhere = await rollcall.addToken(tenant.id, { networks: ['203.0.113.0/24'] });
  const removed = await rollcall.addToken(tenant.id, { revokedAt: '2001-01-01T00:00:00.000Z' });
  await ports.tokens.remove(tenant.id, removed.id, ports.clock.now());
  const unknown = mintToken(createSecrets()).secret;
  const answers = await Promise.all(
    [
      `Bearer ${expired.secret}`,
      `Bearer ${revoked.secret}`,
      `Bearer ${foreign.secret}`,
      `Bearer ${elsewhere.secret}`,
      `Bearer ${removed.secret}`,
      `Bearer ${'x.'.repeat(5_000)}`,
      `Bearer ${unknown}`,
      `Bearer ${rollcall.token.slice(0, -1)}`,
      'Bearer non-token',
      'non-token',
      `Basic ${btoa(`x:${rollcall.token}`)}`,
      'Bearer',
    ].map((authorization) => ask(tenantUrl, authorization)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"', 'content-type': 'application/scim+json' },
  });
  expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({
    status: '401',
    detail: expect.stringContaining('Secret Token'),
  });
});

test('a request without a token is told which scheme is wanted', async () => {
  await using rollcall = await startRollcall();
  const { status, headers } = await ask(rollcall.tenantUrl);
  expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="Rollcall"']);
});

test('the scheme is written in any case, and its use is remembered', async () => {
  await using rollcall = await startRollcall();
  expect((await ask(rollcall.tenantUrl, `bEARER  ${rollcall.token}`)).status).toBe(200);
  await rollcall.logged();
  const [token] = await rollcall.ports.tokens.list(rollcall.tenant.id);
  expect(await rollcall.ports.credentialUses.get(token?.id ?? '')).toMatchObject({
    at: expect.stringMatching(/^\d{4}-/),
    address: '127.0.0.1',
    cycles: 0,
  });
});

test('the token is checked before the path, the method and the body: an outsider learns nothing', async () => {
  await using rollcall = await startRollcall();
  const answers = await Promise.all([
    rollcall.send('GET', '/Robots', { headers: { authorization: 'Bearer x' } }),
    rollcall.send('PUT', '/Users', { headers: { authorization: 'Bearer x' }, body: {} }),
    rollcall.send('POST', '/Users', {
      headers: { authorization: 'Bearer x', 'content-type': 'text/plain' },
      body: '{',
    }),
    rollcall.send('GET', '/Schemas', { headers: { authorization: 'Bearer x' } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
});

describe('failures are limited, good traffic never', () => {
  test('rule 54: after 1,000 bad tokens the answer is 429 with Retry-After in seconds, a good token is still served (RFC 6585 §4)', async () => {
    // The minute in which they are counted is not over before they have come.
    await using rollcall = await startRollcall({ clock: clockForTest() });
    const statuses: number[] = [];
    for (let n = 0; n < 20; n++) {
      const burst = Array.from({ length: 50 }, () => ask(rollcall.tenantUrl, 'Bearer wrong'));
      statuses.push(...(await Promise.all(burst)).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    // Of the second fifty ten are within the limit; these overtake each other.
    expect(statuses.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 401));
    expect(statuses.slice(100)).toEqual(Array.from({ length: 900 }, () => 429));
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const limited = await ask(rollcall.tenantUrl, 'Bearer wrong');
    expect(limited.headers['retry-after']).toMatch(/^[1-9]\d?$/);
    expect(limited.headers['content-type']).toBe('application/scim+json');
    expect(JSON.parse(limited.body)).toMatchObject({ status: '429' });
    expect((await ask(rollcall.tenantUrl, `Bearer ${rollcall.token}`)).status).toBe(200);
    // The flood is one line more in the log, not 940.
    const logged = await rollcall.logged();
    expect(logged.filter(({ status }) => status === 401)).toHaveLength(60);
    expect(logged.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  test('a valid token that comes in the middle of a flood is served before the flood is refused', async () => {
    await using rollcall = await startRollcall({ clock: clockForTest() });
    await Promise.all(Array.from({ length: 61 }, () => ask(rollcall.tenantUrl, 'Bearer wrong')));
    const answered: string[] = [];
    const openAs = async (token: string) => {
      const socket = connect({ port: rollcall.port, host: '127.0.0.1' });
      const send = (): void =>
        void socket.write(
          `GET /default/scim/v2/Users?count=0 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`,
        );
      send();
      await once(socket, 'data');
      const answer = once(socket, 'data').then(([bytes]) => void answered.push(String(bytes).slice(9, 12)));
      return { socket, send, answer };
    };
    // Each has an answer already, so that the server reads what all send now in one turn.
    const flood = await Promise.all(Array.from({ length: 5 }, () => openAs('wrong')));
    const good = await openAs(rollcall.token);
    const all = [...flood, good];
    for (const { send } of all) send();
    await Promise.all(all.map(({ answer }) => answer));
    for (const { socket } of all) socket.destroy();
    expect(answered).toEqual(['200', '429', '429', '429', '429', '429']);
  });
});

test('a token that is revoked in the console is refused at once, however often it was just used', async () => {
  await using rollcall = await startRollcall();
  const made = await rollcall.core.call('tokens.create', { tenantId: rollcall.tenant.id, label: 'Entra' });
  const { token, secret } = (made as { value: { token: { id: string }; secret: string } }).value;
  for (let n = 0; n < 3; n++) expect((await ask(rollcall.tenantUrl, `Bearer ${secret}`)).status).toBe(200);
  await rollcall.core.call('tokens.revoke', { tenantId: rollcall.tenant.id, id: token.id });
  expect((await ask(rollcall.tenantUrl, `Bearer ${secret}`)).status).toBe(401);
});

test('a token that another process revokes is refused a second later', async () => {
  await using rollcall = await startRollcall();
  const { id, secret } = await rollcall.addToken(rollcall.tenant.id);
  expect((await ask(rollcall.tenantUrl, `Bearer ${secret}`)).status).toBe(200);
  await rollcall.ports.tokens.revoke(rollcall.tenant.id, id, rollcall.ports.clock.now());
  await expect.poll(async () => (await ask(rollcall.tenantUrl, `Bearer ${secret}`)).status).toBe(401);
});
