// Single sign-on through the built server and the built command line, with a real provider beside them.
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionHeader, signInHeader } from '#shared/console-api/http.ts';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { startOidcIssuer, TestBrowser, type OidcIssuer } from '../oidc-issuer.ts';
import { run, serve, type Exit, type Served } from '../served.ts';

/** Plain http on this machine is taken only where this says so; CI keeps a browser from being opened. */
const env = { ROLLCALL_ALLOW_LOOPBACK_ISSUER: '1', CI: '1' };

let data: string;
let issuer: OidcIssuer;
let served: Served;
let recoveryKey: string;
let signIn: string;

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args], env).exit;

const json = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await rollcall(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
};

/** Runs `sso sign-in` and is its browser. */
async function signInOnCli(...args: readonly string[]): Promise<Exit> {
  const { child, exit } = run('cli', ['--data', data, 'sso', 'sign-in', ...args], env);
  let said = '';
  while (!said.includes('Waiting')) said += String((await once(child.stderr ?? child, 'data'))[0]);
  const url = /Sign in at (\S+)/.exec(said)?.[1] ?? '';
  await new TestBrowser().signIn(url);
  return exit;
}

async function enforce(): Promise<void> {
  await served.call('sso.save', {
    provider: { kind: 'oidc', issuer: issuer.issuer, clientId: issuer.clientId },
    directoryTenantId: served.tenantId,
  });
  const { attemptId, authorizationUrl } = await served.call('sso.beginTest', {});
  await new TestBrowser().signIn(authorizationUrl);
  await served.call('sso.finishTest', { attemptId });
  const enforced = await served.call('sso.enforce', {});
  recoveryKey = enforced.recoveryKey ?? recoveryKey;
  signIn = enforced.signIn;
}

beforeAll(async () => {
  data = await makeDataFolder();
  issuer = await startOidcIssuer([{ id: 'ada', name: 'Ada Admin' }]);
  served = await serve({ folder: data, env });
  await enforce();
}, 120_000);
afterAll(async () => {
  await served.stop();
  await issuer[Symbol.asyncDispose]();
  await removeDataFolder(data);
});

const call = async (name: string, headers: Readonly<Record<string, string>>): Promise<unknown> => {
  const response = await fetch(`${served.consoleUrl}/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [sessionHeader]: served.session, ...headers },
    body: '{}',
  });
  return response.json();
};

const listen = async (headers: Readonly<Record<string, string>>): Promise<ReadableStreamDefaultReader<Uint8Array>> => {
  const response = await fetch(`${served.consoleUrl}/api/events`, {
    headers: { [sessionHeader]: served.session, ...headers },
  });
  if (response.body === null) throw new Error('There is no stream');
  return response.body.getReader();
};

const textOf = async (reader: ReadableStreamDefaultReader<Uint8Array>, until: string): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes(until)) text += decoder.decode((await reader.read()).value, { stream: true });
  await reader.cancel();
  return text;
};

describe('the console in a browser', () => {
  test('the session of the start is not enough; the sign-in comes in a header of its own', async () => {
    expect(await call('tenants.list', {})).toMatchObject({ ok: false, error: { code: 'sign-in-required' } });
    expect(await call('tenants.list', { [signInHeader]: 'x' })).toMatchObject({ ok: false });
    expect(await call('tenants.list', { [signInHeader]: signIn })).toMatchObject({ ok: true });
  });

  test('events are heard by who is signed in alone', async () => {
    const [nobody, ada] = [await listen({}), await listen({ [signInHeader]: signIn })];
    await call('tenants.create', { [signInHeader]: signIn }); // refused for its input, which the audit log tells
    const made = (await call('recoveryKey.create', { [signInHeader]: signIn })) as { value: { key: string } };
    recoveryKey = made.value.key;
    expect(await textOf(ada, 'recoveryKey.changed')).toContain('audit.appended');
    await call('session.lock', {});
    const heard = await textOf(nobody, 'session.changed');
    expect(heard.split('\n').filter((line) => line !== '')).toEqual(['{"name":"session.changed","data":{}}']);
  });
});

describe('the command line', () => {
  test('is refused until somebody signs in, and says how', async () => {
    const { code, stderr } = await rollcall('tenant', 'list');
    expect(code).toBe(1);
    expect(stderr).toContain('rollcall sso sign-in');
    expect(await json('sso', 'status')).toMatchObject({ sso: 'enforced', caller: null, settings: null });
  });

  test('sign-in waits for the browser and keeps the sign-in in a file that only its owner reads', async () => {
    expect(await signInOnCli()).toMatchObject({ code: 0, stdout: expect.stringContaining('Ada Admin') as string });
    expect((await stat(join(data, 'cli-session.json'))).mode & 0o777).toBe(0o600);
    expect(await json('tenant', 'list')).toMatchObject([{ slug: 'default' }]);
    const { stdout } = await rollcall('sso', 'status');
    expect(stdout).toContain('enforced: everybody signs in');
    expect(stdout).toContain('Administrator   Ada Admin (ada)');
  });

  test('what it does is in the audit log as of who signed in, by the command line', async () => {
    await json('token', 'create', '--label', 'By hand');
    const entries = (await json('audit', 'list')) as { entries: AuditEntry[] } | AuditEntry[];
    const list = Array.isArray(entries) ? entries : entries.entries;
    expect(list.find(({ action }) => action === 'tokens.create')).toMatchObject({
      via: 'cli',
      actor: { kind: 'person', name: 'Ada Admin', subject: `${issuer.issuer} ada` },
    });
  });

  test('disconnect asks for the credentials again; with them it goes through, and the file is gone', async () => {
    const refused = await rollcall('sso', 'disconnect');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('sso sign-in --again');
    expect((await signInOnCli('--again')).code).toBe(0);
    expect((await rollcall('sso', 'disconnect')).code).toBe(0);
    await expect(stat(join(data, 'cli-session.json'))).rejects.toThrow('ENOENT');
    expect(await json('tenant', 'list')).toMatchObject([{ slug: 'default' }]);
  });

  test('locked out, without provider and without server, the recovery key opens the door', async () => {
    await enforce();
    await served.stop();
    await issuer.stop();
    expect((await rollcall('tenant', 'list')).code).toBe(1);
    expect((await rollcall('sso', 'disconnect')).code).toBe(1);
    expect((await rollcall('sso', 'disconnect', '--recovery-key', recoveryKey)).code).toBe(0);
    expect(await json('tenant', 'list')).toMatchObject([{ slug: 'default' }]);
    expect(await json('sso', 'status')).toMatchObject({ sso: 'off', caller: { kind: 'local' } });
  });
});
