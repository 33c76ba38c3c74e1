import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { addGroup, addUser, patch } from './people.ts';

let rollcall: RollcallForTest;
let tenantId: string;
let ada: string;
let group: string;

beforeAll(async () => {
  rollcall = await startRollcall();
  tenantId = rollcall.tenant.id;
  ada = await addUser(rollcall, 'ada@contoso.test', { displayName: 'Ada Lovelace', title: 'Analyst' });
  group = await addGroup(rollcall, 'Analysts');
  await patch(rollcall, `/Users/${ada}`, { op: 'replace', path: 'title', value: 'Countess' });
  await patch(rollcall, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ada }] });
  await rollcall.send('POST', '/Users', { body: { schemas: [], userName: 'ADA@contoso.test' } });
  await rollcall.send('GET', '/Users/nobody');
  await rollcall.logged();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const list = async (filter: object) =>
  (await call(rollcall.core, 'provisioningLog.list', { tenantId, ...filter })).entries;

test('provisioningLog.list gives the newest entries, ascending by seq', async () => {
  const { total, entries } = await call(rollcall.core, 'provisioningLog.list', { tenantId, limit: 3 });
  expect(total).toBe(6);
  expect(entries.map(({ method }) => method)).toEqual(['PATCH', 'POST', 'GET']);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).toSorted((a, b) => a - b));
});

test('provisioningLog.list pages by seq, never by time', async () => {
  const newest = await call(rollcall.core, 'provisioningLog.list', { tenantId, limit: 2 });
  const beforeSeq = newest.entries[0]?.seq ?? 0;
  const older = await call(rollcall.core, 'provisioningLog.list', { tenantId, beforeSeq });
  expect(older.entries.map(({ seq }) => seq).every((seq) => seq < beforeSeq)).toBe(true);
  expect(older.entries.length + newest.entries.length).toBe(6);
  const later = await call(rollcall.core, 'provisioningLog.list', { tenantId, afterSeq: beforeSeq });
  expect(later.entries).toEqual(newest.entries.slice(1));
});

test('provisioningLog.list filters by result, method, resource and text', async () => {
  expect((await list({ result: 'failed' })).map(({ status }) => status)).toEqual([409, 404]);
  expect((await list({ result: 'succeeded' })).length).toBe(4);
  expect((await list({ method: 'PATCH' })).length).toBe(2);
  expect(await list({ noted: true })).toEqual([]);
  expect((await list({ resourceId: group })).map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  expect((await list({ search: 'TITLE', method: 'PATCH' })).map(({ resourceId }) => resourceId)).toEqual([ada]);
});

test('provisioningLog.get gives the exchange: who asked, what was sent and answered, and what changed', async () => {
  const { entries } = await call(rollcall.core, 'provisioningLog.list', { tenantId, method: 'PATCH', resourceId: ada });
  const entry = await call(rollcall.core, 'provisioningLog.get', { tenantId, seq: entries[0]?.seq ?? 0 });
  expect(entry).toMatchObject({
    ...entries[0],
    tokenLabel: 'test',
    clientAddress: '127.0.0.1',
    modifiedProperties: [{ displayName: 'title', oldValue: 'Analyst', newValue: 'Countess' }],
  });
  expect(entry.requestBody).toContain('Countess');
  expect(entry.responseBytes).toBe(entry.responseBody?.length ?? 0);
});

test('provisioningLog.get shows the members that came as one property, by name', async () => {
  const { entries } = await call(rollcall.core, 'provisioningLog.list', {
    tenantId,
    method: 'PATCH',
    resourceId: group,
  });
  const { modifiedProperties } = await call(rollcall.core, 'provisioningLog.get', {
    tenantId,
    seq: entries[0]?.seq ?? 0,
  });
  expect(modifiedProperties).toEqual([{ displayName: 'members', oldValue: null, newValue: 'Ada Lovelace' }]);
});

test('provisioningLog.get of a refused request has the reason and no change', async () => {
  const { entries } = await call(rollcall.core, 'provisioningLog.list', { tenantId, result: 'failed', method: 'POST' });
  const entry = await call(rollcall.core, 'provisioningLog.get', { tenantId, seq: entries[0]?.seq ?? 0 });
  expect(entry).toMatchObject({ status: 409, scimType: 'uniqueness', modifiedProperties: [] });
  expect(entry.detail).toContain('ADA@contoso.test');
});

test('provisioningLog.get says when there is no such entry, also when it is of another tenant', async () => {
  const other = await rollcall.addTenant('other');
  const { entries } = await call(rollcall.core, 'provisioningLog.list', { tenantId });
  for (const input of [
    { tenantId, seq: 999_999 },
    { tenantId: other.id, seq: entries[0]?.seq ?? 0 },
  ]) {
    const { code, detail } = await refusal(rollcall.core, 'provisioningLog.get', input);
    expect(code).toBe('not-found');
    expect(detail).toContain(String(input.seq));
  }
});
