// The sign-in against a real provider that is attacked on its way: each row of the attack table, and what the listener
// that waits for the browser answers to others.
import { request } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createIdentityProvider } from '#main/adapters/oidc/sign-in.ts';
import { SignInFailure, type RunningSignIn } from '#main/application/ports/identity-provider.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';
import { startOidcIssuer, TestBrowser, withoutAuthTime, type OidcIssuer } from '../oidc-issuer.ts';

let issuer: OidcIssuer;
let settings: SsoProvider;
const provider = createIdentityProvider({ allowLoopbackIssuer: true });

beforeAll(async () => {
  issuer = await startOidcIssuer([
    { id: 'ada', name: 'Ada Admin', userName: 'ada@example.com', appRoles: ['Rollcall.Admin'] },
  ]);
  settings = { kind: 'oidc', issuer: issuer.issuer, clientId: issuer.clientId };
});
afterAll(() => issuer[Symbol.asyncDispose]());
beforeEach(() => {
  issuer.signsIn = 'ada';
  issuer.alter = undefined;
  issuer.forges = false;
});

const begin = (again = false): Promise<RunningSignIn> => provider.begin(settings, again);

/** The URL with some of its parameters replaced; undefined removes one. */
function altered(url: string | URL, changes: Readonly<Record<string, string | undefined>>): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) changed.searchParams.delete(name);
    else changed.searchParams.set(name, value);
  }
  return changed.href;
}

async function failureOf(work: Promise<unknown>): Promise<SignInFailure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SignInFailure) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

/** Lets the browser go all the way, with what it brings back changed. */
async function attacked(
  changes: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly page: Response; readonly failure: SignInFailure }> {
  const running = await begin();
  const back = await new TestBrowser().visit(running.authorizationUrl);
  const page = await fetch(altered(back, changes));
  return { page, failure: await failureOf(running.outcome) };
}

describe('a sign-in that nobody attacks', () => {
  test('answers who it is by issuer and subject, with name, user name and app roles', async () => {
    const running = await begin();
    const page = await new TestBrowser().signIn(running.authorizationUrl);
    expect(page.status).toBe(200);
    expect(await running.outcome).toEqual({
      identity: {
        issuer: issuer.issuer,
        subject: 'ada',
        entraTenantId: null,
        name: 'Ada Admin',
        userName: 'ada@example.com',
        appRoles: ['Rollcall.Admin'],
      },
      authenticatedAt: null,
    });
  });

  test('asks for a code with PKCE S256, state, nonce and a redirect to this machine alone', async () => {
    const running = await begin();
    running.cancel();
    const { searchParams } = new URL(running.authorizationUrl);
    expect(searchParams.get('response_type')).toBe('code');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/sign-in$/);
    expect(searchParams.has('prompt')).toBe(false);
  });

  test('made again, the provider is told to ask for the credentials, and says when it did', async () => {
    const running = await begin(true);
    const { searchParams } = new URL(running.authorizationUrl);
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', '0']);
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    await new TestBrowser().signIn(running.authorizationUrl);
    const { authenticatedAt } = await running.outcome;
    expect(Date.parse(authenticatedAt ?? '')).toBeGreaterThanOrEqual(before);
  });

  test('the redirect is taken on 127.0.0.1 and on ::1, at the same port', async () => {
    const running = await begin();
    const { port } = new URL(new URL(running.authorizationUrl).searchParams.get('redirect_uri') ?? '');
    const families = ['127.0.0.1', '::1'].map(async (host) => {
      const socket = connect(Number(port), host);
      await once(socket, 'connect');
      return socket.destroy().remoteFamily;
    });
    expect(await Promise.all(families)).toHaveLength(2);
    running.cancel();
  });

  test('keys that the provider rotated are fetched anew', async () => {
    issuer.rotateKeys();
    const running = await begin();
    await new TestBrowser().signIn(running.authorizationUrl);
    expect((await running.outcome).identity.subject).toBe('ada');
  });
});

describe('what the browser brings back is refused', () => {
  test('with the state of another sign-in', async () => {
    const { page, failure } = await attacked({ state: 'x'.repeat(43) });
    expect(page.status).toBe(400);
    expect(failure.kind).toBe('refused');
    expect(failure.message).toContain('OAUTH_INVALID_RESPONSE');
  });

  test('without a state', async () => {
    expect((await attacked({ state: undefined })).failure.message).toContain('OAUTH_INVALID_RESPONSE');
  });

  test('with the issuer of another provider (RFC 9207)', async () => {
    const { failure } = await attacked({ iss: 'https://evil.test' });
    expect(failure.kind).toBe('refused');
    expect(failure.message).toContain('OAUTH_INVALID_RESPONSE');
  });

  test('without the issuer that the provider says it always sends', async () => {
    expect((await attacked({ iss: undefined })).failure.message).toContain('OAUTH_INVALID_RESPONSE');
  });

  test('with a code that the provider never gave', async () => {
    expect((await attacked({ code: 'stolen' })).failure.message).toContain('invalid_grant');
  });

  test('with an ID token in the URL beside the code', async () => {
    expect((await attacked({ id_token: 'e30.e30.e30' })).failure.kind).toBe('refused');
  });

  test('with a code that was asked for with another PKCE challenge', async () => {
    const running = await begin();
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    await new TestBrowser().signIn(altered(running.authorizationUrl, { code_challenge: challenge }));
    const failure = await failureOf(running.outcome);
    expect(failure.kind).toBe('refused');
    expect(failure.message).toContain('invalid_grant');
  });

  test('with an ID token for another nonce', async () => {
    const running = await begin();
    await new TestBrowser().signIn(altered(running.authorizationUrl, { nonce: 'n'.repeat(43) }));
    const failure = await failureOf(running.outcome);
    expect(failure.kind).toBe('refused');
    expect(failure.message).toContain('OAUTH_JWT_CLAIM_COMPARISON_FAILED');
  });

  test('with the code of a sign-in that is over, in another one of the same person', async () => {
    const first = await begin();
    const back = await new TestBrowser().visit(first.authorizationUrl);
    await fetch(back);
    await first.outcome;
    const second = await begin();
    const own = await new TestBrowser().visit(second.authorizationUrl);
    await fetch(altered(own, { code: back.searchParams.get('code') ?? '' }));
    expect((await failureOf(second.outcome)).message).toContain('invalid_grant');
  });

  test('with the code of a sign-in that another browser has under way', async () => {
    const [own, foreign] = [await begin(), await begin()];
    const back = await new TestBrowser().visit(own.authorizationUrl);
    const stolen = await new TestBrowser().visit(foreign.authorizationUrl);
    await fetch(altered(back, { code: stolen.searchParams.get('code') ?? '' }));
    expect((await failureOf(own.outcome)).message).toContain('invalid_grant');
    foreign.cancel();
  });

  test('a second time: the address is gone', async () => {
    const running = await begin();
    const back = await new TestBrowser().visit(running.authorizationUrl);
    const answers = await Promise.allSettled([fetch(back), fetch(back)]);
    const statuses = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.status : 'closed'));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    await running.outcome;
    await expect(fetch(back)).rejects.toThrow('fetch failed');
  });

  test.each([
    ['was made for another app', { aud: 'another' }],
    ['is from another issuer', { iss: 'https://evil.test' }],
    ['expired more than a minute ago', { exp: Math.floor(Date.now() / 1_000) - 90 }],
    ['is valid only more than a minute from now', { nbf: Math.floor(Date.now() / 1_000) + 3_000 }],
  ])('with an ID token that %s', async (_why, claims) => {
    issuer.alter = (real) => ({ ...real, ...claims });
    const { failure } = await attacked({});
    expect(failure.kind).toBe('refused');
  });

  test('with an ID token that a key signed which the provider does not publish', async () => {
    issuer.forges = true;
    expect((await attacked({})).failure.kind).toBe('refused');
  });

  test('with a sign-in from before, where the credentials were to be asked for again', async () => {
    issuer.alter = (claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1_000) - 120 });
    const running = await begin(true);
    await new TestBrowser().signIn(running.authorizationUrl);
    expect((await failureOf(running.outcome)).message).toContain('before this sign-in began');
  });

  test('without the time of the sign-in, where the credentials were to be asked for again', async () => {
    issuer.alter = withoutAuthTime;
    const running = await begin(true);
    await new TestBrowser().signIn(running.authorizationUrl);
    expect((await failureOf(running.outcome)).message).toContain('auth_time');
  });
});

describe('clocks', () => {
  test('a minute of difference to the provider is borne', async () => {
    issuer.alter = (claims) => ({
      ...claims,
      iat: Math.floor(Date.now() / 1_000) + 50,
      nbf: Math.floor(Date.now() / 1_000) + 50,
      exp: Math.floor(Date.now() / 1_000) - 50,
    });
    const running = await begin();
    await new TestBrowser().signIn(running.authorizationUrl);
    expect((await running.outcome).identity.subject).toBe('ada');
  });

  test('a provider whose clock is ahead makes no sign-in fresher than now', async () => {
    issuer.alter = (claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1_000) + 3_000 });
    const running = await begin(true);
    await new TestBrowser().signIn(running.authorizationUrl);
    const { authenticatedAt } = await running.outcome;
    expect(Date.parse(authenticatedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });
});

describe('a sign-in that does not come to an end', () => {
  test('is told as cancelled when the person cancels at the provider', async () => {
    issuer.signsIn = undefined;
    const running = await begin();
    const page = await new TestBrowser().signIn(running.authorizationUrl);
    expect(page.status).toBe(400);
    expect((await failureOf(running.outcome)).kind).toBe('cancelled');
  });

  test('is over after its time when the redirect never comes, and its listener is closed', async () => {
    const impatient = createIdentityProvider({ allowLoopbackIssuer: true, waitMs: 50 });
    const running = await impatient.begin(settings, false);
    expect((await failureOf(running.outcome)).kind).toBe('timeout');
    const redirect = new URL(running.authorizationUrl).searchParams.get('redirect_uri') ?? '';
    await expect(fetch(redirect)).rejects.toThrow('fetch failed');
  });

  test('is over when it is cancelled here, and its listener is closed', async () => {
    const running = await begin();
    const back = await new TestBrowser().visit(running.authorizationUrl);
    running.cancel();
    expect((await failureOf(running.outcome)).kind).toBe('cancelled');
    await expect(fetch(back)).rejects.toThrow('fetch failed');
  });

  test('is told as unavailable when the provider goes down while the browser is there', async () => {
    const running = await begin();
    const back = await new TestBrowser().visit(running.authorizationUrl);
    await issuer.stop();
    await fetch(back);
    const failure = await failureOf(running.outcome);
    await issuer.start();
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain('ECONNREFUSED');
  });
});

describe('a sign-in that cannot begin', () => {
  test('because the provider is down', async () => {
    await issuer.stop();
    const failure = await failureOf(begin());
    await issuer.start();
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain('cannot be reached');
  });

  test('because the provider has another name than the issuer', async () => {
    const failure = await failureOf(
      provider.check({ ...settings, kind: 'oidc', issuer: issuer.issuer.replace('127.0.0.1', 'localhost') }),
    );
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain('to the letter');
  });

  test('because there is no provider at that address', async () => {
    const failure = await failureOf(provider.check({ ...settings, kind: 'oidc', issuer: `${issuer.issuer}/nothing` }));
    expect(failure.kind).toBe('unavailable');
  });

  test.each([
    ['http://login.example.com', 'does not begin with https://'],
    ['http://10.0.0.1', 'does not begin with https://'],
    ['ftp://127.0.0.1', 'does not begin with https://'],
    ['https://user:secret@login.example.com', 'has a user'],
    ['https://login.example.com/?tenant=1', 'has a user, a query'],
    ['https://login.example.com/#x', 'a fragment'],
    ['https://login.microsoftonline.com/common/v2.0', 'for every Microsoft tenant'],
    ['https://login.microsoftonline.com/organizations/v2.0', 'for every Microsoft tenant'],
  ])('because the issuer is %s', async (text, why) => {
    const failure = await failureOf(provider.check({ kind: 'oidc', issuer: text, clientId: 'x' }));
    expect(failure.kind).toBe('invalid');
    expect(failure.message).toContain(why);
  });

  test('with an issuer on this machine without https, unless the host allows it', async () => {
    const failure = await failureOf(createIdentityProvider().check(settings));
    expect(failure.kind).toBe('invalid');
    expect(failure.message).toContain('ROLLCALL_ALLOW_LOOPBACK_ISSUER=1');
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** By node:http, because fetch sets Host itself. */
async function ask(url: URL, { host, method = 'GET' }: { host?: string; method?: string } = {}): Promise<Answer> {
  const sent = request({
    host: '127.0.0.1',
    port: url.port,
    path: url.pathname + url.search,
    method,
    headers: { host: host ?? url.host },
  }).end();
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}

describe('the listener that waits for the browser', () => {
  test('answers with a plain page that loads and keeps nothing', async () => {
    const running = await begin();
    const page = await ask(await new TestBrowser().visit(running.authorizationUrl));
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      connection: 'close',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(page.text).toContain('You can close this window');
    await running.outcome;
  });

  test('answers its exact Host, path and method alone, and goes on waiting', async () => {
    const running = await begin();
    const back = await new TestBrowser().visit(running.authorizationUrl);
    const others = await Promise.all([
      ask(back, { host: `evil.test:${back.port}` }),
      ask(back, { host: `127.0.0.1:${back.port}` }),
      ask(new URL(`/favicon.ico${back.search}`, back)),
      ask(new URL(`/sign-in/${back.search}`, back)),
      ask(back, { method: 'POST' }),
    ]);
    expect(others.map(({ status }) => status)).toEqual([421, 421, 404, 404, 405]);
    expect(others.every(({ headers }) => headers['cache-control'] === 'no-store')).toBe(true);
    expect((await ask(back)).status).toBe(200);
    expect((await running.outcome).identity.subject).toBe('ada');
  });

  test('shows nothing of what the URL holds', async () => {
    const { page, failure } = await attacked({ error: 'x', error_description: '<script>alert(1)</script>' });
    expect(await page.text()).not.toContain('script');
    expect(failure.kind).toBe('refused');
  });
});
