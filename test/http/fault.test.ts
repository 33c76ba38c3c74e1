// A fault of Rollcall's own: the client learns nothing of its inside, and an id by which the log entry is found.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { bulkRequestMessage, errorMessage } from '#shared/scim/urn.ts';
import { call } from '../console/call.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { created, patchOp, user } from './people.ts';

/** A person whose document is none any more: what a fault of the storage would leave behind. */
async function spoiled(rollcall: RollcallForTest): Promise<string> {
  const id = await created(rollcall, '/Users', user('spoiled@x.example'));
  const db = new Database(rollcall.databaseFile);
  db.prepare('UPDATE resources SET doc = ? WHERE id = ?').run('{"schemas":[],"secret-inside', id);
  db.close();
  return id;
}

/** What the console finds in the log for the id that a detail names. */
async function foundBy(rollcall: RollcallForTest, detail: unknown) {
  const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(String(detail)) ?? [];
  if (id === undefined) throw new Error(`There is no id in: ${String(detail)}`);
  await rollcall.logged();
  return (await call(rollcall.core, 'provisioningLog.list', { tenantId: rollcall.tenant.id, search: id })).entries;
}

test('it is answered with 500 and an id that finds the log entry, and told to the host', async () => {
  await using rollcall = await startRollcall();
  const id = await spoiled(rollcall);
  const { status, json, text } = await rollcall.send('GET', `/Users/${id}?attributes=userName`);
  expect(status).toBe(500);
  expect(json).toEqual({ schemas: [errorMessage], status: '500', detail: expect.stringMatching(/\.$/) });
  expect(text).not.toContain('inside');
  expect(rollcall.faults).toEqual([expect.any(SyntaxError)]);
  expect(await foundBy(rollcall, json['detail'])).toMatchObject([
    { path: `/Users/${id}?attributes=userName`, status: 500 },
  ]);
});

test('in a bulk request it is the answer of its operation alone', async () => {
  await using rollcall = await startRollcall();
  const id = await spoiled(rollcall);
  const Operations = [
    { method: 'PATCH', path: `/Users/${id}`, data: patchOp({ op: 'add', path: 'title', value: 'Dr' }) },
    { method: 'POST', path: '/Users', bulkId: 'b', data: user('b@x.example') },
  ];
  const { json } = await rollcall.send('POST', '/Bulk', { body: { schemas: [bulkRequestMessage], Operations } });
  const results = json['Operations'] as readonly { status: string; response?: JsonObject }[];
  expect(results.map(({ status }) => status)).toEqual(['500', '201']);
  const detail = results[0]?.response?.['detail'];
  expect(await foundBy(rollcall, detail)).toMatchObject([{ method: 'PATCH', path: `/Users/${id}`, status: 500 }]);
  expect(rollcall.faults).toEqual([expect.any(SyntaxError)]);
});
