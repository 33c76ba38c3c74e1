// `schema`, `resource-type`, `tenant show|set` and `token create --user` on the command line, beside a running server and
// without one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { assetDefinition, assetSchema, device, deviceDefinition, deviceSchema, deviceType } from '../http/device.ts';
import { buildOnce, entry, run, serve, type Exit, type Served } from '../served.ts';

let data: string;
let served: Served;
beforeAll(async () => {
  data = await makeDataFolder();
});
afterAll(async () => {
  await served.stop();
  await removeDataFolder(data);
});

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;
const json = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await rollcall(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
};
const file = async (name: string, document: unknown): Promise<string> => {
  const path = join(data, name);
  await writeFile(path, JSON.stringify(document));
  return path;
};

/** The CLI with something on its standard input. */
async function piped(input: string, ...args: readonly string[]): Promise<{ code: unknown; stdout: string }> {
  buildOnce();
  const child = spawn(process.execPath, [entry('cli'), '--data', data, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  child.stdin.end(input);
  const stdout = await text(child.stdout);
  const [code] = (await closed) as [unknown];
  return { code, stdout };
}

test('without a server: tenant set and tenant show', async () => {
  expect(await json('tenant', 'show')).toMatchObject({ slug: 'default', compatibility: 'lenient' });
  expect(await json('tenant', 'set', '--compatibility', 'strict', '--name', 'Contoso')).toMatchObject({
    name: 'Contoso',
    compatibility: 'strict',
  });
  const { stdout } = await rollcall('tenant', 'show', '--tenant', 'default');
  expect(stdout).toMatch(
    /^SLUG +NAME +PROFILE +COMPATIBILITY +PROVISIONING +IDP TENANT ID +CREATED +TENANT URL\ndefault +Contoso +generic +strict /,
  );
  expect(await json('tenant', 'set', '--compatibility', 'lenient')).toMatchObject({ name: 'Contoso' });
  const nothing = await rollcall('tenant', 'set');
  expect(nothing.code).toBe(1);
  expect(nothing.stderr).toContain('name at least one of --compatibility');
  const wrong = await rollcall('tenant', 'set', '--compatibility', 'relaxed');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('lenient, strict');
});

test('without a server: schema save from a file and from standard input, list, show, remove', async () => {
  const saved = await json('schema', 'save', '--file', await file('device.json', deviceDefinition));
  expect(saved).toMatchObject({ origin: 'custom', usedBy: [], schema: { id: deviceSchema } });
  const { code, stdout } = await piped(JSON.stringify(assetDefinition), 'schema', 'save', '--file', '-');
  expect(code).toBe(0);
  expect(stdout).toContain(`Saved the schema ${assetSchema} with 5 attributes.`);
  const table = (await rollcall('schema', 'list')).stdout;
  expect(table).toMatch(/^ID +NAME +ORIGIN +ATTRIBUTES +USED BY\n/);
  expect(table).toMatch(/Device +Device +custom +20 +-\n/);
  expect(await json('schema', 'show', assetSchema)).toMatchObject({ id: assetSchema, attributes: expect.any(Array) });
  const small = await file('small.json', { id: 'urn:example:Small', name: 'Small', attributes: [{ name: 'a' }] });
  await json('schema', 'save', '--file', small);
  expect(await json('schema', 'remove', 'urn:example:Small')).toEqual({ id: 'urn:example:Small' });
});

test.each([
  ['a file that is not there', 'nowhere.json', undefined, 'ENOENT'],
  ['no JSON', 'bad.json', '{', 'no JSON document'],
  ['no object', 'array.json', '[]', 'one JSON object'],
  ['a schema that is refused', 'refused.json', '{"id":"Device"}', 'must be a URN'],
])('schema save says what is wrong with %s', async (_, name, content, said) => {
  if (content !== undefined) await writeFile(join(data, name), content);
  const { code, stderr } = await rollcall('schema', 'save', '--file', join(data, name));
  expect(code).toBe(1);
  expect(stderr).toContain(said);
});

test('with a server: a saved resource type answers at once, and is listed and removed', async () => {
  served = await serve({ folder: data });
  const { token } = (await json('token', 'create', '--label', 'x')) as { token: string };
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(served.tenantUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  expect((await send('GET', '/Devices')).status).toBe(404);
  expect(await json('resource-type', 'save', '--file', await file('type.json', deviceType))).toMatchObject({
    name: 'Device',
    endpoint: '/Devices',
  });
  const { id } = (await (await send('POST', '/Devices', device('1'))).json()) as { id: string };
  const refused = await rollcall('resource-type', 'remove', 'Device');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('1 Device resource');
  const { stdout } = await rollcall('resource-type', 'list');
  expect(stdout).toMatch(/^NAME +ENDPOINT +ORIGIN +RESOURCES +SCHEMA +EXTENSIONS\n/);
  expect(stdout).toMatch(/Device +\/Devices +custom +1 +urn:/);
  await send('DELETE', `/Devices/${id}`);
  expect(await json('resource-type', 'remove', 'Device')).toEqual({ name: 'Device' });
});

test('token create --user names a person by userName in any case, or by id', async () => {
  const { token } = (await json('token', 'create', '--label', 'x')) as { token: string };
  const answer = await fetch(`${served.tenantUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ userName: 'Ada@contoso.test' }),
  });
  const { id } = (await answer.json()) as { id: string };
  const byName = await json('token', 'create', '--label', 'Ada', '--user', 'ada@CONTOSO.test');
  expect(byName).toMatchObject({ userId: id, token: expect.stringMatching(/^scim_/) });
  expect(await json('token', 'create', '--label', 'Ada 2', '--user', id)).toMatchObject({ userId: id });
  const nobody = await rollcall('token', 'create', '--label', 'x', '--user', 'bob');
  expect(nobody.code).toBe(1);
  expect(nobody.stderr).toContain('No person has the userName or id "bob"');
});

test.each([
  [['schema', 'sav'], 'save'],
  [['resource-types'], 'resource-type'],
  [['resource-type', 'remov'], 'remove'],
  [['tenant', 'sett'], 'set'],
])('%j is answered with the nearest word, %s', async (words, nearest) => {
  const { code, stderr } = await rollcall(...words);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`Did you mean (one of .*)?${nearest}`));
});

test.each([
  [['schema'], 'save'],
  [['schema', 'save'], '--file'],
  [['resource-type'], 'remove'],
  [['resource-type', 'save'], '--file'],
  [['tenant', 'set'], '--compatibility'],
  [['token', 'create'], '--user'],
])('%j --help explains %s', async (words, said) => {
  const { code, stdout } = await rollcall(...words, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain(said);
});
