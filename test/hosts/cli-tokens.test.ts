// `npm run rollcall -- token …`: what is made, changed, handed over, revoked and deleted on the command line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { buildOnce, run, serve, type Exit } from '../served.ts';

let data: string;
beforeAll(async () => {
  buildOnce();
  data = await makeDataFolder();
}, 240_000);
afterAll(() => removeDataFolder(data));

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, 'token', ...args]).exit;
const json = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await rollcall(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
};

test('token create --json answers id, token and what was chosen by name, as it always did', async () => {
  const made = await json('create', '--label', 'Entra', '--expires-at', '2999-01-31T00:00:00Z');
  expect(made).toEqual({
    id: expect.any(String),
    token: expect.stringMatching(/^scim_[0-9A-Za-z]{49}$/),
    label: 'Entra',
    hint: expect.stringMatching(/^.{4}$/),
    userId: null,
    createdAt: expect.any(String),
    expiresAt: '2999-01-31T00:00:00.000Z',
  });
});

test('scope and networks are set when it is made and changed later', async () => {
  await json(
    'create',
    '--label',
    'Reader',
    '--scope',
    'read',
    '--network',
    '203.0.113.0/24',
    '--network',
    '2001:db8::/32',
  );
  const [, reader] = (await json('list')) as readonly object[];
  expect(reader).toMatchObject({ label: 'Reader', scope: 'read', networks: ['203.0.113.0/24', '2001:db8::/32'] });
  expect(await json('set', '--scope', 'read-write', '--network', '127.0.0.1', 'Reader')).toMatchObject({
    scope: 'read-write',
    networks: ['127.0.0.1'],
  });
  expect(
    await json('set', 'Reader', '--any-network', '--label', 'Okta', '--expires-at', '2999-01-01T00:00:00Z'),
  ).toMatchObject({ label: 'Okta', networks: [], expiresAt: '2999-01-01T00:00:00.000Z' });
  expect(await json('set', 'Okta', '--expires-at', 'never', '--user', 'none')).toMatchObject({ expiresAt: null });
});

test.each([
  [['create', '--label', 'x', '--network', 'entra'], '"entra" is no IP network'],
  [['create', '--label', 'x', '--scope', 'write'], 'Allowed choices are read, read-write'],
  [['create', '--label', 'x', '--expires-at', '2020-01-01T00:00:00Z'], 'which has passed'],
  [['create', '--label', 'x', '--expires-at', '2999-01-31'], 'such as 2027-01-31T00:00:00Z'],
  [['create', '--label', 'x', '--user', 'ada'], 'No person has the userName or id "ada"'],
  [['rotate', 'Entra', '--retire', 'never'], 'Allowed choices are ask, automatically'],
  [['rotate', 'nobody'], 'No token has the id, label or last four characters "nobody"'],
  [['remove', 'Entra'], '"Entra" is still active'],
])('%j says what is wrong and does nothing', async (args, said) => {
  const before = await json('list');
  const { code, stdout, stderr } = await rollcall(...args);
  expect([code, stdout]).toEqual([expect.any(Number), '']);
  expect(code).not.toBe(0);
  expect(stderr).toContain(said);
  expect(await json('list')).toEqual(before);
});

test('a token is rotated, revoked and deleted, beside a running server', async () => {
  await using server = await serve({ folder: data });
  expect(server.ready.data).toBe(data);
  const rotated = (await json('rotate', 'Entra', '--retire', 'automatically')) as Record<string, unknown>;
  const [old] = (await json('list')) as readonly { id: string; handover: object }[];
  expect(rotated).toMatchObject({ label: 'Entra 2', token: expect.stringMatching(/^scim_/), replaces: old?.id });
  expect(old?.handover).toMatchObject({ newLabel: 'Entra 2', phase: 'waiting', retire: 'automatically' });
  const table = await rollcall('list');
  expect(table.stdout).toMatch(/^ID +LABEL +ENDS IN +STATE +SCOPE +CREATED +LAST USED +FROM +EXPIRES +REPLACED BY\n/);
  expect(table.stdout).toContain('Entra 2: waiting');
  expect(await json('revoke', 'Entra')).toMatchObject({ state: 'revoked' });
  expect(await json('remove', 'Entra')).toEqual({ id: old?.id });
  expect(JSON.stringify(await json('list'))).not.toContain(String(old?.id));
});
