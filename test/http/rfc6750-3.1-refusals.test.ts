// RFC 6750 §3 and §3.1: what a client is told whose token is not taken, and what only the admin is told of the reason.
import { expect, onTestFinished, beforeEach, describe, test } from 'vitest';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import type { StoredToken } from '#main/application/ports/token-store.ts';
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import { clockForTest, minutes, type ClockForTest } from '../clock.ts';
import { call } from '../console/call.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

let rollcall: RollcallForTest;
let clock: ClockForTest;
beforeEach(async () => {
  clock = clockForTest('2026-03-01T08:00:00.000Z');
  rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
});

const withHeader = (authorization: string) => rollcall.send('GET', '/Users', { headers: { authorization } });

/** The checks of the newest entry, as the console shows them. */
const checksOf = async (): Promise<readonly AuthenticationCheck[]> => {
  const { seq } = await rollcall.lastLogged();
  const entry = await call(rollcall.core, 'provisioningLog.get', { tenantId: rollcall.tenant.id, seq });
  return entry.authentication ?? [];
};

/** Sends it and answers the check that failed, the only one with an action and the last of all. */
const failedCheck = async (authorization: string): Promise<AuthenticationCheck> => {
  expect((await withHeader(authorization)).status).toBe(401);
  const checks = await checksOf();
  expect(checks.filter(({ passed }) => !passed)).toHaveLength(1);
  expect(checks.filter(({ action }) => action !== null)).toHaveLength(1);
  const failed = checks.at(-1);
  if (failed === undefined || failed.passed) throw new Error('The last check has not failed');
  return failed;
};

const token = (facts: Partial<StoredToken> = {}) => rollcall.addToken(rollcall.tenant.id, { label: 'Entra', ...facts });

describe('the log entry of a refused request says which check failed, what was expected, what came and what to do', () => {
  test('header: the scheme is told, never what stands behind it', async () => {
    const secret = 'hunter2-hunter2';
    expect(await failedCheck(`Basic ${secret}`)).toMatchObject({ check: 'header', received: 'the scheme Basic' });
    expect(await failedCheck(secret)).toMatchObject({ received: 'a text that does not begin with Bearer' });
    expect(await failedCheck(`${secret} ${secret}`)).toMatchObject({
      received: 'a text that does not begin with Bearer',
    });
    expect(await failedCheck('Bearer')).toMatchObject({ received: 'Bearer with nothing behind it' });
    expect(await failedCheck('Bearer a b')).toMatchObject({ received: 'Bearer with more than one word behind it' });
    const logged = await Promise.all(
      (await rollcall.logged()).map(({ seq }) => rollcall.ports.log.get(rollcall.tenant.id, seq)),
    );
    expect(JSON.stringify(logged)).not.toContain('hunter2');
  });

  test('header: "If the request lacks any authentication information … SHOULD NOT include an error code" (RFC 6750 §3.1)', async () => {
    const response = await fetch(`${rollcall.tenantUrl}/Users`);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="Rollcall"');
    expect(await checksOf()).toEqual([
      {
        check: 'header',
        passed: false,
        expected: 'Authorization: Bearer <Secret Token>',
        received: 'no Authorization header',
        action: expect.stringContaining('Paste the Secret Token'),
      },
    ]);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, -3), '51 characters; it begins with scim_'],
    ['with a character more', (text: string) => `${text}x`, '55 characters; it begins with scim_'],
    ['of something else', () => 'eyJhbGciOi', '10 characters; it does not begin with scim_'],
    ['with one wrong character', (text: string) => text.replace(/.(.{8})$/, '_$1'), 'check sum does not match'],
    ['with a character that none has', (text: string) => text.replace(/.(.{8})$/, '-$1'), 'neither letter nor digit'],
  ])('form: a token %s', async (_what, spoil, received) => {
    const spoilt = spoil(rollcall.token);
    const failed = await failedCheck(`Bearer ${spoilt}`);
    expect(failed).toMatchObject({ check: 'form', received: expect.stringContaining(received) });
    expect(JSON.stringify(await checksOf())).not.toContain(spoilt.slice(5, 20));
  });

  test('known: a token that was never made here', async () => {
    const failed = await failedCheck(`Bearer ${mintToken(rollcall.ports.secrets).secret}`);
    expect(failed).toMatchObject({ check: 'known', received: 'a token that is not here' });
    expect(failed.action).toContain('Create a token on the Credentials page');
  });

  test('tenant: a token of another tenant, of which nothing else is told', async () => {
    const other = await rollcall.addTenant('other');
    const { secret } = await rollcall.addToken(other.id, { label: 'Their label' });
    const failed = await failedCheck(`Bearer ${secret}`);
    expect(failed).toMatchObject({
      check: 'tenant',
      expected: 'a token of the tenant "default"',
      received: 'a token of another tenant',
    });
    expect(JSON.stringify(await checksOf())).not.toMatch(/Their label|other"/);
    expect(JSON.stringify(await checksOf())).not.toContain(secret.slice(-4));
  });

  test('revoked: since when, by its label and its last four characters', async () => {
    const { secret } = await token({ revokedAt: '2026-02-01T00:00:00.000Z' });
    expect(await failedCheck(`Bearer ${secret}`)).toMatchObject({
      check: 'revoked',
      received: `"Entra" (…${secret.slice(-4)}), revoked at 2026-02-01T00:00:00.000Z`,
      action: expect.stringContaining('still has the old Secret Token'),
    });
  });

  test('expired: since when, by this clock, to the millisecond', async () => {
    const { id, secret } = await token({ expiresAt: '2026-03-01T08:01:00.000Z' });
    clock.pass(minutes(1) - 1);
    expect((await withHeader(`Bearer ${secret}`)).status).toBe(200);
    clock.pass(1);
    expect(await failedCheck(`Bearer ${secret}`)).toMatchObject({
      check: 'expired',
      expected: 'not expired at 2026-03-01T08:01:00.000Z',
      received: `"Entra" (…${secret.slice(-4)}), expired at 2026-03-01T08:01:00.000Z`,
      settledBy: { step: 'rotateToken', id },
    });
  });

  test('network: the address it came from, and what to add', async () => {
    const { id, secret } = await token({ networks: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(await failedCheck(`Bearer ${secret}`)).toMatchObject({
      check: 'network',
      expected: 'from 203.0.113.0/24, 2001:db8::/32',
      received: '127.0.0.1',
      action: expect.stringContaining('add this address to the allowed networks'),
      settledBy: { step: 'editToken', id },
    });
  });

  test('all checks before it have passed, in their order', async () => {
    const { secret } = await token({ networks: ['203.0.113.0/24'] });
    await failedCheck(`Bearer ${secret}`);
    expect((await checksOf()).map(({ check, passed }) => [check, passed])).toEqual([
      ['header', true],
      ['form', true],
      ['known', true],
      ['tenant', true],
      ['revoked', true],
      ['expired', true],
      ['network', false],
    ]);
    expect(JSON.stringify(await checksOf())).not.toContain(secret.slice(5, 20));
  });

  test('an entry is found by its reason, and an entry that was let in has none', async () => {
    const { secret } = await token({ revokedAt: '2026-02-01T00:00:00.000Z' });
    await failedCheck(`Bearer ${secret}`);
    await rollcall.send('GET', '/Users');
    expect((await rollcall.lastLogged()).authentication).toBeUndefined();
    const { entries } = await call(rollcall.core, 'provisioningLog.list', {
      tenantId: rollcall.tenant.id,
      search: 'REVOKED: "Entra"',
    });
    expect(entries.map(({ status }) => status)).toEqual([401]);
  });
});

describe('the address that is compared with the networks is that of the socket', () => {
  test('a forged X-Forwarded-For does not move a request into an allowed network', async () => {
    const { secret } = await token({ networks: ['203.0.113.0/24'] });
    const headers = {
      authorization: `Bearer ${secret}`,
      'x-forwarded-for': '203.0.113.7',
      forwarded: 'for=203.0.113.7',
    };
    expect((await rollcall.send('GET', '/Users', { headers })).status).toBe(401);
    expect((await rollcall.lastLogged()).clientAddress).toBe('127.0.0.1');
  });

  test('from inside an allowed network it is let in', async () => {
    const { secret } = await token({ networks: ['127.0.0.0/8'] });
    expect((await withHeader(`Bearer ${secret}`)).status).toBe(200);
  });
});

describe('"insufficient_scope: The request requires higher privileges than provided by the access token. The resource server SHOULD respond with the HTTP 403" (RFC 6750 §3.1)', () => {
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' };
  const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], count: 1 };

  test.each([
    ['GET', '/Users', undefined],
    ['GET', '/ServiceProviderConfig', undefined],
    ['POST', '/.search', search],
    ['POST', '/Users/.search', search],
    ['POST', '/users/.search/', search],
  ])('a token for reading may %s %s', async (method, path, body) => {
    const { secret } = await token({ scope: 'read' });
    const { status } = await rollcall.send(method, path, { headers: { authorization: `Bearer ${secret}` }, body });
    expect(status).toBe(200);
  });

  test.each([
    ['POST', '/Users', user],
    ['POST', '/Users?x=/.search', user],
    ['POST', '/Bulk', { Operations: [] }],
    ['PUT', '/Users/1', user],
    ['PATCH', '/Users/1', {}],
    ['DELETE', '/Users/1', undefined],
    ['POST', '/Me', user],
    ['POST', '/nowhere', {}],
  ])('and may not %s %s, whether or not there is such a thing', async (method, path, body) => {
    const { id, secret } = await token({ scope: 'read' });
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await rollcall.send(method, path, { headers, body });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="read-write"');
    expect(answer.json).toMatchObject({ status: '403', detail: expect.stringContaining('scope is "read"') });
    const entry = await rollcall.lastLogged();
    expect(entry.credentialId).toBe(id);
    expect(entry.authentication?.at(-1)).toMatchObject({
      check: 'scope',
      passed: false,
      expected: 'scope read-write, for a change',
      received: `"Entra" (…${secret.slice(-4)}), scope read`,
      action: expect.stringContaining('read-write'),
      settledBy: { step: 'editToken', id },
    });
    expect((await rollcall.send('GET', '/Users')).json).toMatchObject({ totalResults: 0 });
  });

  test('a scope that is widened in the console holds at once', async () => {
    const { id, secret } = await token({ scope: 'read' });
    const headers = { authorization: `Bearer ${secret}` };
    expect((await rollcall.send('POST', '/Users', { headers, body: user })).status).toBe(403);
    await call(rollcall.core, 'tokens.set', { tenantId: rollcall.tenant.id, id, scope: 'read-write' });
    expect((await rollcall.send('POST', '/Users', { headers, body: user })).status).toBe(201);
  });

  test('refusals for the scope are not counted as guesses', async () => {
    const { secret } = await token({ scope: 'read' });
    const headers = { authorization: `Bearer ${secret}` };
    for (let n = 0; n < 70; n++) {
      expect((await rollcall.send('DELETE', '/Users/1', { headers })).status).toBe(403);
    }
  });
});
