// Everything that issues or takes a secret is used on a served data folder, rightly and wrongly. Afterwards none of the
// secrets stands in any file of the folder, in what the server printed, in the events it sent or in anything it exports;
// one that may be shown again only sealed. server.json and cli-session.json hold the secrets of this start and of the
// command line's sign-in, for their owner alone; they are the two files that may.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sessionHeader, signInHeader } from '#shared/console-api/http.ts';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput, ConsoleResult } from '#shared/console-api/index.ts';
import { enterpriseUserSchema, userSchema } from '#shared/scim/urn.ts';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { startOidcIssuer, TestBrowser, type OidcIssuer } from '../oidc-issuer.ts';
import { run, serve, type Exit, type Served } from '../served.ts';

const passphrase = 'correct horse battery staple';
const wrongPassphrase = 'wrong horse battery staple';
const password = 'Tr0ub4dor&3-of-a-person';

let folder: string;
let issuer: OidcIssuer;
let served: Served;
let exit: Exit;
/** By what they are. */
const secrets = new Map<string, string>();
/** What was handed out or printed, by where. */
const given = new Map<string, string>();
let signIn: string | undefined;

async function result<Name extends ConsoleMethodName>(
  name: Name,
  input: ConsoleInput<Name>,
): Promise<ConsoleResult<ConsoleOutput<Name>>> {
  const response = await fetch(`${served.consoleUrl}/api/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [sessionHeader]: served.session,
      ...(signIn === undefined ? {} : { [signInHeader]: signIn }),
    },
    body: JSON.stringify(input),
  });
  return (await response.json()) as ConsoleResult<ConsoleOutput<Name>>;
}

async function call<Name extends ConsoleMethodName>(
  name: Name,
  input: ConsoleInput<Name>,
): Promise<ConsoleOutput<Name>> {
  const answered = await result(name, input);
  if (!answered.ok) throw new Error(`${name}: ${answered.error.detail}`);
  return answered.value;
}

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const scim = (path: string, token: string, init: Sent = {}): Promise<Response> =>
  fetch(`${served.tenantUrl}${path}`, {
    ...init,
    headers: { 'content-type': 'application/scim+json', authorization: `Bearer ${token}`, ...init.headers },
  });

/** Everywhere a client may put a token, beside where it belongs. */
async function misplace(token: string): Promise<void> {
  await scim(`/Users?access_token=${token}`, token);
  await scim(`/Users?filter=${encodeURIComponent(`userName eq "${token}"`)}`, token);
  await scim(`/Users/${token}`, token);
  await scim('/Users', token, { headers: { 'user-agent': `Client/1.0 (Bearer ${token})` } });
  await scim('/Users', token, { headers: { authorization: `Basic ${token}` } });
  const person = {
    schemas: [userSchema, enterpriseUserSchema],
    userName: `${secrets.size}@example.test`,
    displayName: 'Somebody',
    title: `Bearer ${token}`,
    password,
  };
  await scim('/Users', token, { method: 'POST', body: JSON.stringify({ ...person, title: 'Clerk' }) });
  await scim('/Users', token, { method: 'POST', body: JSON.stringify({ ...person, active: `Bearer ${token}` }) });
  await scim('/Users', token, { method: 'POST', body: `{"broken": "${token}"` });
}

async function useTokens(): Promise<void> {
  const { tenantId } = served;
  const first = await call('tokens.create', { tenantId, label: 'Shown once' });
  secrets.set('token', first.secret);
  await misplace(first.secret);
  const rotated = await call('tokens.rotate', { tenantId, id: first.token.id });
  secrets.set('rotated token', rotated.secret);
  await misplace(rotated.secret);
  await call('tokens.revoke', { tenantId, id: first.token.id });
  await misplace(first.secret);
  await result('tokens.reveal', { tenantId, id: rotated.token.id });
}

async function useTokensShownAgain(): Promise<void> {
  const { id: tenantId } = await call('tenants.create', { name: 'Again', slug: 'again', profile: 'simple-in-out' });
  const { token, secret } = await call('tokens.create', { tenantId, label: 'Shown again' });
  secrets.set('token that is shown again', secret);
  expect(await call('tokens.reveal', { tenantId, id: token.id })).toEqual({ secret });
  given.set('the export of a tenant with sealed tokens', JSON.stringify(await call('tenants.export', { tenantId })));
}

async function useOAuth(): Promise<void> {
  const { tenantId } = served;
  const created = await call('oauthClients.create', { tenantId, label: 'Entra' });
  const added = await call('oauthClients.addSecret', { tenantId, id: created.clientId });
  const own = [created.clientSecret ?? '', added.clientSecret];
  for (const [index, secret] of own.entries()) secrets.set(`client secret ${index + 1}`, secret);
  const endpoint = served.tenantUrl.replace(/\/scim\/v2$/, '/oauth2/token');
  const fetchToken = async (form: Record<string, string>, authorization?: string): Promise<string> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
    });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    return token ?? '';
  };
  const [first = '', second = ''] = own;
  const byPost = await fetchToken({ client_id: created.clientId, client_secret: first });
  const byBasic = await fetchToken({}, `Basic ${btoa(`${created.clientId}:${second}`)}`);
  secrets.set('access token by post', byPost);
  secrets.set('access token by basic', byBasic);
  for (const token of [byPost, byBasic]) await misplace(token);
  await fetchToken({ client_id: created.clientId, client_secret: `${first}x` });
  await fetchToken({ client_id: first, client_secret: created.clientId });
  await fetchToken({ client_id: 'unknown', client_secret: second, scope: second });
  await fetch(`${endpoint}?client_secret=${first}`, { method: 'POST' });
  await call('oauthClients.revoke', { tenantId, id: created.clientId });
  await misplace(byPost);
}

/** Each secret is refused or cannot be used where it is sent: nobody answers at these places. */
async function useTunnel(): Promise<void> {
  const token = Buffer.from(JSON.stringify({ a: 'account', t: 'tunnel', s: 'c2VjcmV0IG9mIGEgdHVubmVs' })).toString(
    'base64',
  );
  const authtoken = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ_5sEcReTaUtHtOkEn';
  const { privateKey } = createUserKey();
  secrets.set('tunnel token', token);
  secrets.set('authtoken', authtoken);
  secrets.set('SSH key', privateKey.split('\n')[2] ?? '');
  const url = 'https://scim.example.test';
  const configs = [
    { provider: 'cloudflare-named', url, token },
    { provider: 'ngrok', authtoken },
    {
      provider: 'ssh',
      host: '127.0.0.1',
      port: 1,
      user: 'me',
      url,
      privateKey,
      hostKey: { type: 'ssh-ed25519', fingerprint: `SHA256:${'A'.repeat(43)}` },
    },
  ] as const;
  for (const config of configs) {
    await call('tunnel.configure', { config });
    await call('tunnel.start', {});
    await vi.waitUntil(async () => (await call('tunnel.get', {})).status.lastError !== null, { timeout: 20_000 });
    await call('tunnel.stop', {});
  }
  await result('tunnel.configure', { config: { provider: 'ngrok', authtoken: `two words ${authtoken}` } });
  await call('tunnel.makeSshKey', {});
  given.set('the log of the tunnel', JSON.stringify(await call('tunnel.log', {})));
}

async function useVault(): Promise<void> {
  secrets.set('passphrase', passphrase);
  secrets.set('wrong passphrase', wrongPassphrase);
  await call('vault.setProtection', { protection: 'passphrase', passphrase });
  await result('vault.unlock', { passphrase: wrongPassphrase });
  await result('session.confirm', { passphrase: wrongPassphrase });
  await call('session.confirm', { passphrase });
  await call('vault.unlock', { passphrase });
}

async function useRecoveryKey(): Promise<void> {
  const { key } = await call('recoveryKey.create', {});
  secrets.set('recovery key', key);
  await call('recoveryKey.drill', { key });
  await call('recoveryKey.drill', { key: key.toLowerCase().replaceAll('-', ' ') });
  await result('recoveryKey.drill', { key: `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}` });
  await result('recoveryKey.reveal', {});
}

async function useSingleSignOn(): Promise<void> {
  const provider = { kind: 'oidc' as const, issuer: issuer.issuer, clientId: issuer.clientId };
  await call('sso.save', { provider, directoryTenantId: served.tenantId });
  const tried = await call('sso.beginTest', {});
  await new TestBrowser().signIn(tried.authorizationUrl);
  await call('sso.finishTest', { attemptId: tried.attemptId });
  const enforced = await call('sso.enforce', {});
  secrets.set('sign-in', enforced.signIn);
  signIn = enforced.signIn;
  const again = await call('session.beginSignIn', { again: true });
  await new TestBrowser().signIn(again.authorizationUrl);
  const finished = await call('session.finishSignIn', { attemptId: again.attemptId });
  secrets.set('sign-in made again', finished.signIn);
  await result('tenants.list', {});
  signIn = finished.signIn;
}

async function readEverything(): Promise<void> {
  const { tenantId } = served;
  const pages: ConsoleOutput<'provisioningLog.list'>[] = [await call('provisioningLog.list', { tenantId, limit: 500 })];
  given.set('the provisioning log', JSON.stringify(pages));
  for (const { seq } of pages.flatMap(({ entries }) => entries)) {
    given.set(`entry ${seq} of it`, JSON.stringify(await call('provisioningLog.get', { tenantId, seq })));
  }
  given.set('the audit log', JSON.stringify(await call('audit.list', { limit: 500 })));
  given.set('the export of the audit log', JSON.stringify(await call('audit.export', {})));
  given.set('the export of a tenant', JSON.stringify(await call('tenants.export', { tenantId })));
  const reading = ['tokens.list', 'oauthClients.list', 'providerTokens.get', 'overview.get', 'connect.get'] as const;
  for (const name of reading) given.set(name, JSON.stringify(await call(name, { tenantId })));
  const facts = [
    'sso.get',
    'vault.get',
    'recoveryKey.get',
    'session.get',
    'settings.get',
    'tenants.list',
    'tunnel.get',
  ] as const;
  for (const name of facts) given.set(name, JSON.stringify(await call(name, {})));
}

/** What every console was sent until the server ended. */
async function listen(): Promise<() => Promise<string>> {
  const response = await fetch(`${served.consoleUrl}/api/events`, { headers: { [sessionHeader]: served.session } });
  const text = response.text();
  return () => text;
}

/** Files of the data folder, by their names, as bytes. */
async function filesNow(): Promise<ReadonlyMap<string, Buffer>> {
  const names = (await readdir(folder)).filter((name) => !['server.json', 'cli-session.json'].includes(name));
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name)).catch(() => Buffer.alloc(0))] as const),
  );
  return new Map(files);
}

let running: ReadonlyMap<string, Buffer>;
let stopped: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  folder = await makeDataFolder();
  issuer = await startOidcIssuer([{ id: 'ada', name: 'Ada Admin' }]);
  served = await serve({ folder, env: { ROLLCALL_ALLOW_LOOPBACK_ISSUER: '1', CI: '1' } });
  secrets.set('console session', served.session);
  const events = await listen();
  await useTokens();
  await useTokensShownAgain();
  await useOAuth();
  await useTunnel();
  await useVault();
  await useRecoveryKey();
  await useSingleSignOn();
  secrets.set('password of a person', password);
  await readEverything();
  given.set('the command line', await readFile(`/proc/${served.child.pid}/cmdline`, 'utf8').catch(() => ''));
  running = await filesNow();
  exit = await served.stop();
  given.set('the events', await events());
  stopped = await filesNow();
}, 180_000);
afterAll(async () => {
  await issuer[Symbol.asyncDispose]();
  await removeDataFolder(folder);
});

/** As it may stand somewhere: as it is, encoded, or as it was typed. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const plain = secret.replaceAll('-', '');
  return [
    secret,
    secret.toLowerCase(),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('base64url'),
    ...(/^(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}$/.test(secret) ? [plain, plain.toLowerCase(), plain.slice(0, 12)] : []),
    ...(secret.startsWith('scim_') ? [secret.slice(5, 40)] : []),
  ];
}

function hits(places: ReadonlyMap<string, Buffer | string>): readonly string[] {
  return [...places].flatMap(([place, content]) =>
    [...secrets]
      .filter(([, secret]) => spellings(secret).some((spelling) => content.includes(spelling)))
      .map(([what]) => `${what} in ${place}`),
  );
}

test('every kind of secret was issued', () => {
  console.log(`Secrets: ${secrets.size} looked for in ${running.size + stopped.size} files and ${given.size} answers.`);
  expect([...secrets].filter(([, secret]) => secret.length < 12)).toEqual([]);
  expect(new Set(secrets.values()).size).toBe(secrets.size);
  expect(secrets.size).toBe(17);
  expect(running.has('rollcall.sqlite-wal')).toBe(true);
  expect(given.get('the events')).toContain('audit.appended');
});

test('no file of the data folder holds one, the write-ahead log included, while it is served and afterwards', () => {
  expect(hits(running)).toEqual([]);
  expect(hits(stopped)).toEqual([]);
});

test('no log entry, audit entry, list, event or export holds one', () => {
  expect(hits(given)).toEqual([]);
});

test('the server prints none, but for the session in the line that a person opens the console with', () => {
  const stdout = exit.stdout.split('\n').filter((line) => line !== served.line);
  expect(
    hits(
      new Map([
        ['stdout', stdout.join('\n')],
        ['stderr', exit.stderr],
      ]),
    ),
  ).toEqual([]);
  expect(served.line).toContain(served.session);
});

test('what may be shown again is sealed, and what was shown once is not even that', () => {
  const db = new Database(join(folder, 'rollcall.sqlite'), { readonly: true });
  const rows = db.prepare('SELECT label, sealed FROM tokens WHERE client IS NULL').all() as {
    label: string;
    sealed: Uint8Array | null;
  }[];
  db.close();
  const sealed = rows.filter((row) => row.sealed !== null);
  expect(sealed.map(({ label }) => label)).toEqual(['Shown again']);
  expect(Buffer.from(sealed[0]?.sealed ?? []).toString()).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
});

const cli = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', folder, ...args]).exit;

test('the command line prints a secret where it was asked for one, and lists and exports none', async () => {
  const unlocked = await cli('recovery-key', 'unlock', '--key', secrets.get('recovery key') ?? '');
  expect(unlocked).toMatchObject({ code: 0 });
  const said = await Promise.all([
    cli('audit', 'list', '--json'),
    cli('token', 'list', '--json'),
    cli('sso', 'status'),
  ]);
  expect(said.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(hits(new Map(said.map(({ stdout, stderr }, index) => [`output ${index}`, stdout + stderr])))).toEqual([]);
  expect(hits(await filesNow())).toEqual([]);
});
