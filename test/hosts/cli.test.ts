// `npm run rollcall`: the same verbs with a server on the data folder and without one.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userSchema } from '#shared/scim/urn.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { run, serve, type Exit, type Served } from '../served.ts';

let data: string;
beforeAll(async () => {
  data = await makeDataFolder();
});
afterAll(() => removeDataFolder(data));

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;
const json = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await rollcall(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(stdout);
};

describe('without a server it opens the database itself', () => {
  test('tenant create and tenant list', async () => {
    const created = await json('tenant', 'create', '--name', 'Contoso', '--slug', 'contoso');
    expect(created).toMatchObject({ slug: 'contoso', profile: 'generic', tenantUrl: null });
    expect(await json('tenant', 'list')).toMatchObject([{ slug: 'default' }, { slug: 'contoso' }]);
    const { stdout } = await rollcall('tenant', 'list');
    expect(stdout).toMatch(/^SLUG +NAME +PROFILE +COMPATIBILITY +PROVISIONING +IDP TENANT ID +CREATED +TENANT URL\n/);
  });

  test('token create prints the secret once; token list never; token revoke by its label', async () => {
    const made = (await json('token', 'create', '--tenant', 'contoso', '--label', 'Entra')) as {
      id: string;
      token: string;
    };
    expect(made.token).toMatch(/^scim_[0-9A-Za-z]{49}$/);
    const listed = await json('token', 'list', '--tenant', 'contoso');
    expect(listed).toMatchObject([{ id: made.id, label: 'Entra', state: 'active' }]);
    expect(JSON.stringify(listed)).not.toContain(made.token);
    expect(await json('token', 'revoke', 'Entra', '--tenant', 'contoso')).toMatchObject({
      id: made.id,
      state: 'revoked',
    });
  });

  test('token create for people prints the secret alone on stdout, so that it can be piped', async () => {
    const { stdout, stderr } = await rollcall('token', 'create', '--label', 'Pipe');
    expect(stdout).toMatch(/^scim_[0-9A-Za-z]{49}\n$/);
    expect(stderr).toContain('only time');
  });

  test('log tail prints what is there and ends, because nothing can come', async () => {
    expect(await rollcall('log', 'tail')).toMatchObject({ code: 0, stdout: '' });
  });

  test('a server.json whose process is gone is no server', async () => {
    const { child, exit } = run('cli', ['--help']);
    await exit;
    await writeFile(
      join(data, 'server.json'),
      JSON.stringify({ pid: child.pid, consoleUrl: 'http://127.0.0.1:1', session: '' }),
    );
    expect(await json('tenant', 'list')).toMatchObject([{ slug: 'default' }, { slug: 'contoso' }]);
    await rm(join(data, 'server.json'));
  });

  test('a server.json whose process is another one by now is named, with what to do', async () => {
    const left = join(data, 'server.json');
    await writeFile(left, JSON.stringify({ pid: process.pid, consoleUrl: 'http://127.0.0.1:1', session: '' }));
    const { code, stderr } = await rollcall('tenant', 'list');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`delete ${left}`)]);
    await rm(left);
  });
});

describe('with a server it talks to that server', () => {
  let served: Served;
  let token: string;
  const post = (userName: string, displayName: string): Promise<Response> =>
    fetch(`${served.tenantUrl}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ schemas: [userSchema], userName, displayName, active: true }),
    });
  beforeAll(async () => {
    served = await serve({ folder: data });
  });
  afterAll(async () => {
    await served.stop();
  });

  test('tenant list shows the Tenant URL that answers now', async () => {
    expect(await json('tenant', 'list')).toMatchObject([{ slug: 'default', tenantUrl: served.tenantUrl }, {}]);
  });

  test('a token made on the command line works at once', async () => {
    token = ((await json('token', 'create', '--tenant', 'default', '--label', 'Entra')) as { token: string }).token;
    expect((await post('ada@contoso.test', 'Ada Lovelace')).status).toBe(201);
  });

  test('user list searches, limits and prints a table; control characters do not reach the terminal', async () => {
    await post('esc@contoso.test', 'Esc \u001B[31m');
    expect(await json('user', 'list', '--search', 'LOVE')).toMatchObject({
      total: 1,
      rows: [{ userName: 'ada@contoso.test' }],
    });
    const { stdout } = await rollcall('user', 'list', '--limit', '50');
    expect(stdout).toMatch(/Ada Lovelace +ada@contoso\.test +active/);
    expect(stdout).not.toContain('\u001B');
    expect(stdout).toContain('2 of 2');
  });

  test('log tail --no-follow prints the newest entries and ends', async () => {
    const { code, stdout } = await rollcall('log', 'tail', '--no-follow', '--limit', '1', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'POST',
      status: 201,
      targetName: expect.stringContaining('Esc'),
    });
  });

  test('log tail follows: an entry is printed as it happens', async () => {
    const { child, exit } = run('cli', ['--data', data, 'log', 'tail', '--limit', '1', '--json']);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => said).toContain('\n');
    await post('late@contoso.test', 'Late');
    await expect.poll(() => said).toContain('Late');
    const rows = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LogRow);
    expect(rows.map(({ seq }) => seq)).toEqual([...new Set(rows.map(({ seq }) => seq))]);
    child.kill('SIGINT');
    await exit;
  });
});

describe('--help explains every level', () => {
  test.each([
    [[], 'tenant'],
    [['tenant'], 'create'],
    [['tenant', 'create'], '--slug'],
    [['token'], 'revoke'],
    [['token', 'create'], '--label'],
    [['user', 'list'], '--search'],
    [['log', 'tail'], '--no-follow'],
  ])('%j', async (words, expected) => {
    const { code, stdout } = await rollcall(...words, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(expected);
    expect(stdout).toContain('--data <folder>');
  });
});

describe('a wrong command line exits with 2 and shows the way', () => {
  test.each([
    [['tenent'], 'Did you mean tenant?'],
    [['tenant', 'lst'], 'Did you mean list?'],
    [['token', 'creat'], 'Did you mean create?'],
    [['user', 'frobnicate'], '"user" has list'],
    [['tenant', 'list', '--jsn'], 'Did you mean --json?'],
    [['user', 'list', '--limit', '0'], 'from 1 to 200'],
    [['tenant', 'create', '--name', 'X'], '--slug'],
    [['token', 'revoke'], 'token'],
    [['token'], 'create'],
    [[], 'tenant'],
  ])('%j', async (words, expected) => {
    const { code, stdout, stderr } = await rollcall(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(expected);
  });
});

describe('a call that fails exits with 1 and says why on stderr', () => {
  test.each([
    [['token', 'list', '--tenant', 'nobody'], 'contoso'],
    [['tenant', 'create', '--name', 'X', '--slug', 'default'], 'already exists'],
    [['token', 'revoke', 'no-such-token'], 'no-such-token'],
    [['tenant', 'create', '--name', 'X', '--slug', 'Bad Slug'], 'slug'],
    [['tenant', 'create', '--name', 'X', '--slug', 'x', '--profile', 'nope'], 'generic'],
  ])('%j', async (words, expected) => {
    const { code, stdout, stderr } = await rollcall(...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
