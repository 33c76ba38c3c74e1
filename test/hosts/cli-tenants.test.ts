// The life of a tenant and of a profile on the command line, without a server and beside one.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simpleInOut } from '#shared/tenant-profiles/simple-in-out.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { run, serve, type Exit } from '../served.ts';

let data: string;
beforeAll(async () => {
  data = await makeDataFolder();
});
afterAll(() => removeDataFolder(data));

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;
const json = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await rollcall(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
};
const refused = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await rollcall(...args);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  return stderr;
};
const file = (name: string): string => join(data, name);

describe('without a server', () => {
  test('tenant create takes a profile, and says when provisioning is off', async () => {
    expect(
      await json('tenant', 'create', '--name', 'Desk', '--slug', 'desk', '--profile', 'simple-in-out'),
    ).toMatchObject({
      name: 'Desk',
      slug: 'desk',
      profile: 'simple-in-out',
      provisioning: true,
      tenantUrl: null,
    });
    const { stdout } = await rollcall('tenant', 'create', '--name', 'R', '--slug', 'r', '--profile', 'rfpio');
    expect(stdout).toContain('Created the tenant r with the profile rfpio.');
    expect(stdout).toContain('"tenant set --tenant r --provisioning on"');
    expect(await refused('tenant', 'create', '--name', 'X', '--slug', 'scim')).toContain('reserved');
    expect(await refused('tenant', 'create', '--name', 'X', '--slug', 'x', '--profile', 'no')).toContain(
      'simple-in-out',
    );
  });

  test('tenant list and show print the settings as a table', async () => {
    const { stdout } = await rollcall('tenant', 'list');
    expect(stdout).toMatch(
      /^SLUG +NAME +PROFILE +COMPATIBILITY +PROVISIONING +IDP TENANT ID +CREATED +TENANT URL\ndefault +Default +generic +lenient +on +- /,
    );
    expect((await rollcall('tenant', 'show', '--tenant', 'r')).stdout).toMatch(/\nr +R +rfpio +lenient +off /);
  });

  test('tenant rename and set change what is named', async () => {
    expect(await json('tenant', 'rename', '--tenant', 'desk', '--name', 'Front desk')).toMatchObject({
      name: 'Front desk',
    });
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const set = ['--idp-tenant-id', id, '--compatibility', 'strict'];
    expect(await json('tenant', 'set', '--tenant', 'desk', ...set)).toMatchObject({
      idpTenantId: id,
      compatibility: 'strict',
      name: 'Front desk',
    });
    expect(await json('tenant', 'set', '--tenant', 'desk', '--idp-tenant-id', '')).toMatchObject({ idpTenantId: null });
    expect(await json('tenant', 'set', '--tenant', 'r', '--provisioning', 'on')).toMatchObject({ provisioning: true });
    expect(await refused('tenant', 'set', '--tenant', 'r', '--idp-tenant-id', id.slice(1))).toContain('nearly a GUID');
    expect(await refused('tenant', 'set', '--tenant', 'desk', '--provisioning', 'off')).toContain(
      'no provisioning switch',
    );
    expect(await refused('tenant', 'set')).toContain('name at least one of');
  });

  test('tenant archive and unarchive', async () => {
    expect(await json('tenant', 'archive', '--tenant', 'r')).toMatchObject({
      archivedAt: expect.stringMatching(/^\d/),
    });
    expect((await rollcall('tenant', 'show', '--tenant', 'r')).stdout).toContain(' archived ');
    expect(await json('tenant', 'unarchive', '--tenant', 'r')).toMatchObject({ archivedAt: null });
    const { code } = await rollcall('tenant', 'archive');
    expect(code).toBe(2);
  });

  test('tenant export writes a file that only its owner reads, or to standard output', async () => {
    const target = file('desk.json');
    expect(await json('tenant', 'export', '--tenant', 'desk', '--file', target)).toEqual({
      file: target,
      people: 0,
      groups: 0,
    });
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({
      format: 'rollcall-tenant',
      tenant: { slug: 'desk' },
    });
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    const { stdout } = await rollcall('tenant', 'export', '--tenant', 'desk', '--file', '-');
    expect(JSON.parse(stdout)).toMatchObject({ tenant: { slug: 'desk' } });
    expect(await refused('tenant', 'export', '--file', join(data, 'no', 'where.json'))).toContain('ENOENT');
  });

  test('tenant duplicate, and delete after an export, with the slug twice', async () => {
    expect(await json('tenant', 'duplicate', '--tenant', 'desk', '--name', 'Copy', '--slug', 'copy')).toMatchObject({
      profile: 'simple-in-out',
    });
    const target = file('copy.json');
    const wrong = await refused('tenant', 'delete', '--tenant', 'copy', '--confirm', 'desk', '--export', target);
    expect(wrong).toContain('Nothing was deleted');
    await expect(stat(target)).rejects.toThrow('ENOENT');
    const unwritable = ['--export', join(data, 'no', 'where.json')];
    expect(await refused('tenant', 'delete', '--tenant', 'copy', '--confirm', 'copy', ...unwritable)).toContain(
      'ENOENT',
    );
    expect(await json('tenant', 'delete', '--tenant', 'copy', '--confirm', 'copy', '--export', target)).toMatchObject({
      export: target,
    });
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({ tenant: { slug: 'copy' } });
    expect(await refused('tenant', 'show', '--tenant', 'copy')).toContain('No tenant has the slug "copy"');
    const { stdout } = await rollcall('tenant', 'delete', '--tenant', 'r', '--confirm', 'r', '--no-export');
    expect(stdout).toBe('Deleted the tenant r.\n');
  });

  test('profile show, save, list and remove', async () => {
    const shown = await json('profile', 'show', 'simple-in-out');
    expect(shown).toEqual({ version: 1, ...simpleInOut });
    await writeFile(file('own.json'), JSON.stringify({ ...shown, id: 'own', name: 'Own' }));
    expect(await json('profile', 'save', '--file', file('own.json'))).toMatchObject({ origin: 'custom', tenants: 0 });
    expect((await rollcall('profile', 'list')).stdout).toMatch(/\nown +Own +custom +8 +2 +0\n/);
    expect(await json('tenant', 'set', '--tenant', 'desk', '--profile', 'own')).toMatchObject({ profile: 'own' });
    expect(await refused('profile', 'remove', 'own')).toContain('in use by "Front desk"');
    await json('tenant', 'set', '--tenant', 'desk', '--profile', 'simple-in-out');
    expect(await json('profile', 'remove', 'own')).toEqual({ id: 'own' });
    await writeFile(file('newer.json'), JSON.stringify({ ...shown, version: 2 }));
    expect(await refused('profile', 'save', '--file', file('newer.json'))).toContain('version 2');
    expect(await refused('profile', 'show', 'nope')).toContain('There is no profile "nope"');
  });
});

test('beside a server: a profile that people violate is switched only with --yes, and counts at once', async () => {
  await using served = await serve({ folder: data });
  const { token } = (await json('token', 'create', '--label', 'x')) as { token: string };
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(served.tenantUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  await send('POST', '/Users', { userName: 'ada' });
  const said = await refused('tenant', 'set', '--profile', 'simple-in-out');
  expect(said).toContain('1 people and 0 groups lack');
  expect(said).toContain('ada has no displayName, externalId');
  expect(await json('tenant', 'show')).toMatchObject({ profile: 'generic' });
  expect(await json('tenant', 'set', '--profile', 'simple-in-out', '--yes')).toMatchObject({
    profile: 'simple-in-out',
  });
  expect((await send('POST', '/Users', { userName: 'bob' })).status).toBe(400);
  expect(await json('tenant', 'archive', '--tenant', 'default')).toMatchObject({ slug: 'default' });
  expect((await send('GET', '/Users')).status).toBe(404);
});

test.each([
  [['tenant'], 'unarchive'],
  [['tenant', 'create'], '--profile'],
  [['tenant', 'set'], '--yes'],
  [['tenant', 'delete'], '--confirm'],
  [['tenant', 'export'], '--file'],
  [['profile'], 'remove'],
  [['profile', 'save'], '--file'],
])('%j --help explains %s', async (words, saidWord) => {
  const { code, stdout } = await rollcall(...words, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain(saidWord);
});

test.each([
  [['tenant', 'delet'], 'delete'],
  [['profiles'], 'profile'],
])('%j is answered with the nearest word, %s', async (words, nearest) => {
  const { code, stderr } = await rollcall(...words);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`Did you mean (one of .*)?${nearest}`));
});
