import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call } from './call.ts';
import { addUser, patch } from './people.ts';

const managerPath = `${enterpriseUserSchema}:manager`;
const stranger = '0b7c7a5e-0000-4000-8000-000000000001';

let rollcall: RollcallForTest;
let tenantId: string;
let ada: string;
let grace: string;

beforeAll(async () => {
  rollcall = await startRollcall();
  tenantId = rollcall.tenant.id;
  grace = await addUser(rollcall, 'grace@contoso.test', { displayName: 'Grace Hopper' });
  ada = await addUser(rollcall, 'ada@contoso.test', { displayName: 'Ada Lovelace' });
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test('a change of manager names the person on the board, in what is pushed, in the history and in the log', async () => {
  const pushed: ConsoleEvent[] = [];
  const stop = rollcall.core.subscribe((event) => pushed.push(event));
  await patch(rollcall, `/Users/${ada}`, { op: 'Add', path: managerPath, value: grace });
  await expect
    .poll(() => pushed.flatMap((event) => (event.name === 'users.changed' ? event.data.updated : [])))
    .toMatchObject([{ id: ada, lastChange: { attribute: 'manager.value', from: null, to: 'Grace Hopper' } }]);
  stop();

  const { rows } = await call(rollcall.core, 'users.list', { tenantId, search: 'ada' });
  expect(rows[0]?.lastChange).toMatchObject({ attribute: 'manager.value', to: 'Grace Hopper' });
  const property = { displayName: `${managerPath}.value`, oldValue: null, newValue: 'Grace Hopper' };
  const [newest] = await call(rollcall.core, 'users.history', { tenantId, id: ada });
  expect(newest?.modifiedProperties).toEqual([property]);
  const entry = await call(rollcall.core, 'provisioningLog.get', { tenantId, seq: newest?.logSeq ?? -1 });
  expect(entry.modifiedProperties).toEqual([property]);
  expect(entry.requestBody).toContain(grace);
});

test('a manager who is not here keeps the id that was sent', async () => {
  await patch(rollcall, `/Users/${ada}`, { op: 'Replace', path: managerPath, value: stranger });
  const { rows } = await call(rollcall.core, 'users.list', { tenantId, search: 'ada' });
  expect(rows[0]?.lastChange).toMatchObject({ from: 'Grace Hopper', to: stranger });
});

test('of several changes the board tells the one an admin would tell first', async () => {
  await patch(
    rollcall,
    `/Users/${grace}`,
    { op: 'Replace', path: 'preferredLanguage', value: 'en-GB' },
    { op: 'Replace', path: 'title', value: 'Rear Admiral' },
  );
  const { rows } = await call(rollcall.core, 'users.list', { tenantId, search: 'grace' });
  expect(rows[0]?.lastChange).toMatchObject({ attribute: 'title', to: 'Rear Admiral', more: 1 });
});
