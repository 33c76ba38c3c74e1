// The console API as a transport meets it: a name and an input that may be anything, and an answer that is never a throw.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createCore } from '#main/application/core.ts';
import { consoleContract } from '#shared/console-api/index.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { refusal } from './call.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test.each(['users.drop', '', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'the name %j, which the contract does not have, is an unknown method',
  async (name) => {
    const { code, detail } = await refusal(rollcall.core, name, {});
    expect(code).toBe('unknown-method');
    expect(detail).toContain('tenants.list');
  },
);

test.each(Object.keys(consoleContract))('%s refuses an input that is no object, and says so', async (name) => {
  for (const input of ['text', 7, null, undefined, []]) {
    const { code, detail } = await refusal(rollcall.core, name, input);
    expect(code).toBe('invalid-input');
    expect(detail).toContain(name);
  }
});

test('every fault of an input is named with its field, so that one answer is enough to mend it', async () => {
  const { detail } = await refusal(rollcall.core, 'users.list', { tenantId: '', limit: 201, sort: 'shoeSize' });
  expect(detail).toMatch(/tenantId: .*limit: .*<=200.*|sort: .*displayName/s);
  for (const field of ['tenantId', 'limit', 'sort']) expect(detail).toContain(`${field}: `);
});

/** What the inputs ask for beside the tenant, each valid. */
const anything = {
  id: 'x',
  groupId: 'x',
  seq: 1,
  label: 'x',
  name: 'x',
  slug: 'x',
  profile: 'generic',
  archived: true,
  userName: 'x',
  moveTo: 'y',
  schema: {},
  resourceType: {},
  clientId: 'x',
  secretId: 'x',
  enabled: false,
  entraTenantId: null,
};

/** The audit log goes on telling of a tenant that was removed. */
const ofTenant = Object.entries(consoleContract).filter(
  ([name, { input }]) => 'tenantId' in input.shape && name !== 'audit.list',
);

test.each(ofTenant.map(([name]) => name))('%s says when no tenant has the id', async (name) => {
  const input = { ...anything, tenantId: 'nobody' };
  const { code, detail } = await refusal(rollcall.core, name, input);
  expect(code).toBe('not-found');
  expect(detail).toContain('"nobody"');
});

test('a fault of Rollcall is answered without its internals and reported with them', async () => {
  const reported: unknown[] = [];
  const host = {
    ...hostFacts,
    databaseBytes: () => {
      throw new Error('EIO /secret/path');
    },
    reportFault: (fault: unknown, where: string) => void reported.push(where, fault),
  };
  const core = createCore(rollcall.ports, host);
  onTestFinished(() => core.close());
  const result = await core.call('settings.get', {});
  expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(result)).not.toContain('/secret/path');
  expect(reported).toMatchObject(['settings.get', { message: 'EIO /secret/path' }]);
});

test('a database that is closed makes a call unavailable, not a fault', async () => {
  const closed = await startRollcall();
  await closed[Symbol.asyncDispose]();
  const { code } = await refusal(closed.core, 'tenants.create', { name: 'Late', slug: 'late' });
  expect(code).toBe('unavailable');
});

const hostFacts = {
  version: '1',
  host: 'cli',
  dataFolder: '/data',
  runtime: 'Node.js 24',
  sqlite: '3',
  databaseBytes: () => 1,
  scimUrl: () => null,
  consoleUrl: () => null,
} as const;
