// People made by hand, and what happens when an identity provider finds them.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import type { UserDetail } from '#shared/console-api/users.ts';
import { enterpriseUserSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { addGroup, addUser, patch } from './people.ts';

let rollcall: RollcallForTest;
let tenantId: string;

beforeEach(async () => {
  rollcall = await startRollcall();
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  tenantId = rollcall.tenant.id;
});

const create = (userName: string, fields: object = {}): Promise<UserDetail> =>
  call(rollcall.core, 'users.create', { tenantId, userName, ...fields });
const get = (id: string): Promise<UserDetail> => call(rollcall.core, 'users.get', { tenantId, id });
const set = (id: string, fields: object): Promise<UserDetail> =>
  call(rollcall.core, 'users.set', { tenantId, id, ...fields });
const roleNamed = async (name: string): Promise<string> =>
  (await call(rollcall.core, 'roles.list', { tenantId })).find((role) => role.name === name)?.id ?? '';
const entries = async (): Promise<LogRow[]> => {
  await rollcall.logged();
  return (await call(rollcall.core, 'provisioningLog.list', { tenantId })).entries;
};
const history = (id: string) => call(rollcall.core, 'users.history', { tenantId, id });

describe('users.create', () => {
  test('makes a local person whom a client reads like any other', async () => {
    const made = await create('ada@contoso.test', {
      displayName: 'Ada Lovelace',
      givenName: 'Ada',
      familyName: 'Lovelace',
      title: 'Analyst',
      department: 'Engines',
      email: 'ada@contoso.test',
      workPhone: '+44 1',
      mobilePhone: '+44 2',
      externalId: 'e-1',
      notes: 'Has a key to the lab',
    });
    expect(made).toMatchObject({
      row: {
        displayName: 'Ada Lovelace',
        userName: 'ada@contoso.test',
        status: 'active',
        title: 'Analyst',
        department: 'Engines',
        roleId: await roleNamed('Member'),
        origin: 'local',
      },
      notes: 'Has a key to the lab',
      roleSetByHand: false,
    });
    const { json } = await rollcall.send('GET', `/Users/${made.row.id}`);
    expect(json).toMatchObject({
      schemas: [userSchema, enterpriseUserSchema],
      userName: 'ada@contoso.test',
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      active: true,
      externalId: 'e-1',
      emails: [{ type: 'work', value: 'ada@contoso.test' }],
      phoneNumbers: [
        { type: 'work', value: '+44 1' },
        { type: 'mobile', value: '+44 2' },
      ],
      [enterpriseUserSchema]: { department: 'Engines' },
      meta: { version: 'W/"1"' },
    });
    expect(json).not.toHaveProperty('notes');
    expect(JSON.stringify(json)).not.toContain('key to the lab');
  });

  test('needs no more than a user name, whatever the profile requires of a provider', async () => {
    const made = await create('grace@contoso.test');
    expect(made).toMatchObject({ row: { displayName: 'grace@contoso.test', origin: 'local' }, notes: '' });
  });

  test('takes a role, which then counts as set by hand', async () => {
    const roleId = await roleNamed('Admin');
    expect(await create('ada', { roleId })).toMatchObject({ row: { roleId }, roleSetByHand: true });
  });

  test('refuses a user name that is taken in any case and says by whom', async () => {
    await addUser(rollcall, 'ada@contoso.test', { displayName: 'Ada Lovelace' });
    const { code, detail } = await refusal(rollcall.core, 'users.create', { tenantId, userName: 'ADA@contoso.test' });
    expect(code).toBe('conflict');
    expect(detail).toContain('"ADA@contoso.test" is taken by Ada Lovelace');
  });

  test('refuses an unknown role and an empty user name, and makes nobody', async () => {
    expect(await refusal(rollcall.core, 'users.create', { tenantId, userName: 'x', roleId: 'nothing' })).toMatchObject({
      code: 'not-found',
    });
    expect(await refusal(rollcall.core, 'users.create', { tenantId, userName: ' ' })).toMatchObject({
      code: 'invalid-input',
    });
    expect((await call(rollcall.core, 'users.list', { tenantId })).of).toBe(0);
  });
});

describe('users.set', () => {
  test('changes what is said, takes away what is null and leaves the rest', async () => {
    const { row } = await create('ada', { title: 'Analyst', email: 'ada@work.test', mobilePhone: '1', notes: 'x' });
    const changed = await set(row.id, { title: 'Countess', email: null, department: 'Engines', active: false });
    expect(changed).toMatchObject({
      row: { title: 'Countess', department: 'Engines', status: 'disabled', origin: 'local' },
      notes: 'x',
      resource: { phoneNumbers: [{ type: 'mobile', value: '1' }], meta: { version: 'W/"2"' } },
    });
    expect(changed.resource).not.toHaveProperty('emails');
    expect((await set(row.id, { department: null, mobilePhone: null })).resource).not.toHaveProperty('phoneNumbers');
  });

  test('changes a provisioned person too, who stays provisioned', async () => {
    const ada = await addUser(rollcall, 'ada', {
      title: 'Analyst',
      emails: [
        { type: 'home', value: 'ada@home.test' },
        { type: 'work', value: 'ada@work.test', primary: true },
      ],
    });
    const roleId = await roleNamed('Admin');
    const changed = await set(ada, { title: 'Countess', email: 'ada@new.test', roleId, notes: 'VIP' });
    expect(changed).toMatchObject({
      row: { title: 'Countess', roleId, origin: 'provisioned' },
      notes: 'VIP',
      roleSetByHand: true,
      resource: {
        emails: [
          { type: 'home', value: 'ada@home.test' },
          { type: 'work', value: 'ada@new.test', primary: true },
        ],
      },
    });
  });

  test('that changes nothing is no entry of the log and no new version', async () => {
    const { row } = await create('ada', { title: 'Analyst', notes: 'x' });
    const before = (await entries()).length;
    const same = await set(row.id, { title: 'Analyst', notes: 'x', displayName: null, workPhone: null, active: true });
    expect(same.resource['meta']).toMatchObject({ version: 'W/"1"' });
    expect(await entries()).toHaveLength(before);
  });

  test('refuses another person’s user name, an unknown role and an unknown person', async () => {
    const { row } = await create('ada');
    await create('grace', { displayName: 'Grace Hopper' });
    const taken = await refusal(rollcall.core, 'users.set', { tenantId, id: row.id, userName: 'Grace' });
    expect(taken).toMatchObject({ code: 'conflict', detail: expect.stringContaining('Grace Hopper') as string });
    const unknown = await refusal(rollcall.core, 'users.set', { tenantId, id: row.id, title: 'X', roleId: 'nothing' });
    expect(unknown.code).toBe('not-found');
    expect((await get(row.id)).row.title).toBeNull();
    expect((await refusal(rollcall.core, 'users.set', { tenantId, id: 'nobody', title: 'X' })).code).toBe('not-found');
  });

  test('keeps within the tenant', async () => {
    const other = await rollcall.addTenant('other');
    const { row } = await create('ada');
    for (const method of ['users.set', 'users.remove']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { code } = await refusal(rollcall.core, method, { tenantId: other.id, id: row.id, title: 'X' });
      expect(code).toBe('not-found');
    }
    const [foreign] = await call(rollcall.core, 'roles.list', { tenantId: other.id });
    const { code } = await refusal(rollcall.core, 'users.set', { tenantId, id: row.id, roleId: foreign?.id });
    expect(code).toBe('not-found');
    expect((await get(row.id)).row).toMatchObject({ title: null, roleId: await roleNamed('Member') });
  });
});

test('users.remove takes a person out of every group, and the consoles hear of both', async () => {
  const { row } = await create('ada', { displayName: 'Ada' });
  const staff = await addGroup(rollcall, 'Staff', [row.id]);
  await rollcall.logged();
  const events: ConsoleEvent[] = [];
  onTestFinished(rollcall.core.subscribe((event) => events.push(event)));
  expect(await call(rollcall.core, 'users.remove', { tenantId, id: row.id })).toEqual({ id: row.id });
  await expect.poll(() => events.map(({ name }) => name)).toContain('users.changed');
  expect(events.find(({ name }) => name === 'users.changed')?.data).toMatchObject({ removed: [row.id] });
  expect(events.find(({ name }) => name === 'groups.changed')?.data).toMatchObject({
    updated: [{ id: staff, members: 0 }],
  });
  expect((await entries()).at(-1)).toMatchObject({
    source: 'console',
    provisioningAction: 'delete',
    targetName: 'Ada',
  });
  expect((await rollcall.send('GET', `/Users/${row.id}`)).status).toBe(404);
});

describe('the log and the history', () => {
  test('say that it was done here and claim no request', async () => {
    const { row } = await create('ada', { displayName: 'Ada Lovelace', title: 'Analyst' });
    const roleId = await roleNamed('Admin');
    await set(row.id, { title: 'Countess', roleId, notes: 'VIP' });
    const [made, changed] = await entries();
    const here = { source: 'console', method: '', path: '', status: 200, resourceType: 'User', resourceId: row.id };
    expect(made).toMatchObject({ ...here, provisioningAction: 'create', targetName: 'Ada Lovelace' });
    expect(changed).toMatchObject({
      ...here,
      provisioningAction: 'update',
      changedAttributes: ['title', 'role', 'notes'],
    });
    const detail = await call(rollcall.core, 'provisioningLog.get', { tenantId, seq: changed?.seq ?? 0 });
    expect(detail).toMatchObject({
      clientAddress: '',
      userAgent: null,
      tokenLabel: null,
      requestBody: null,
      responseBody: null,
      modifiedProperties: [
        { displayName: 'title', oldValue: 'Analyst', newValue: 'Countess' },
        { displayName: 'role', oldValue: 'Member', newValue: 'Admin' },
      ],
    });
    expect((await history(row.id)).map(({ source, action }) => [source, action])).toEqual([
      ['console', 'update'],
      ['console', 'create'],
    ]);
  });

  test('a role alone is in the history, with the names as they were; notes are not', async () => {
    const ada = await addUser(rollcall, 'ada', { title: 'Analyst' });
    await set(ada, { roleId: await roleNamed('Office manager') });
    await call(rollcall.core, 'roles.set', { tenantId, id: await roleNamed('Office manager'), name: 'Desk' });
    await set(ada, { notes: 'secret remark' });
    await patch(rollcall, `/Users/${ada}`, { op: 'replace', path: 'title', value: 'Countess' });
    expect((await history(ada)).map(({ source, modifiedProperties }) => [source, modifiedProperties])).toEqual([
      ['client', [{ displayName: 'title', oldValue: 'Analyst', newValue: 'Countess' }]],
      ['console', [{ displayName: 'role', oldValue: 'Member', newValue: 'Office manager' }]],
      ['client', expect.any(Array)],
    ]);
    expect(JSON.stringify(await entries())).not.toContain('secret remark');
  });

  test('what was done here is no request: no chart counts it, the log’s total does', async () => {
    await addUser(rollcall, 'grace');
    const { row } = await create('ada');
    await set(row.id, { title: 'X' });
    await rollcall.logged();
    const { requests, lastRequest } = await call(rollcall.core, 'overview.get', { tenantId });
    expect(requests.reduce((sum, { succeeded, failed }) => sum + succeeded + failed, 0)).toBe(1);
    expect(lastRequest).toMatchObject({ method: 'POST' });
    const ofResult = (result: 'any' | 'succeeded' | 'failed') =>
      call(rollcall.core, 'provisioningLog.list', { tenantId, result });
    expect((await ofResult('any')).total).toBe(3);
    expect((await ofResult('succeeded')).total).toBe(3);
    expect((await ofResult('failed')).total).toBe(0);
  });
});

const found = async (filter: string): Promise<unknown> => {
  const { json } = await rollcall.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  return (json['Resources'] as readonly { id: string }[])[0]?.id;
};

describe('an identity provider finds a person made here', () => {
  const note = 'Ada Lovelace was made here; now provisioned, role and notes kept';
  let id: string;
  let roleId: string;
  beforeEach(async () => {
    roleId = await roleNamed('Admin');
    const fields = { displayName: 'Ada Lovelace', externalId: 'e-1', roleId, notes: 'VIP' };
    id = (await create('ada@contoso.test', fields)).row.id;
  });
  const kept = () => ({ row: { roleId, origin: 'provisioned' }, notes: 'VIP', roleSetByHand: true });

  test('by userName and by externalId; looking alone turns nobody', async () => {
    expect(await found('userName eq "ADA@contoso.test"')).toBe(id);
    expect(await found('externalId eq "e-1"')).toBe(id);
    expect((await get(id)).row.origin).toBe('local');
  });

  test('the first PATCH makes them a provisioned one, keeps role and notes, and the log says so', async () => {
    const events: ConsoleEvent[] = [];
    onTestFinished(rollcall.core.subscribe((event) => events.push(event)));
    await patch(rollcall, `/Users/${id}`, { op: 'replace', path: 'title', value: 'Countess' });
    expect(await get(id)).toMatchObject(kept());
    const { notes } = await rollcall.lastLogged();
    expect(notes).toEqual([note]);
    await expect
      .poll(() => events.findLast(({ name }) => name === 'users.changed')?.data)
      .toMatchObject({ updated: [{ id, origin: 'provisioned', roleId }] });
    await patch(rollcall, `/Users/${id}`, { op: 'replace', path: 'title', value: 'Analyst' });
    expect((await rollcall.lastLogged()).notes).toEqual([]);
  });

  test('so does a PUT, and a PATCH that changes nothing but finds them', async () => {
    const body = { schemas: [userSchema], userName: 'ada@contoso.test', displayName: 'Ada King', active: true };
    expect((await rollcall.send('PUT', `/Users/${id}`, { body })).status).toBe(200);
    expect(await get(id)).toMatchObject(kept());
    expect((await rollcall.lastLogged()).notes).toEqual([
      'Ada King was made here; now provisioned, role and notes kept',
    ]);

    const grace = (await create('grace', { title: 'Admiral' })).row.id;
    const events: ConsoleEvent[] = [];
    onTestFinished(rollcall.core.subscribe((event) => events.push(event)));
    await patch(rollcall, `/Users/${grace}`, { op: 'replace', path: 'title', value: 'Admiral' });
    expect(await get(grace)).toMatchObject({
      row: { origin: 'provisioned' },
      resource: { meta: { version: 'W/"1"' } },
    });
    await expect
      .poll(() => events.findLast(({ name }) => name === 'users.changed')?.data)
      .toMatchObject({ updated: [{ id: grace, origin: 'provisioned' }] });
  });

  test('so does an operation of a bulk request', async () => {
    const data = { schemas: [patchOpMessage], Operations: [{ op: 'replace', path: 'title', value: 'Countess' }] };
    const body = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [{ method: 'PATCH', path: `/Users/${id}`, data }],
    };
    expect((await rollcall.send('POST', '/Bulk', { body })).status).toBe(200);
    expect(await get(id)).toMatchObject(kept());
  });

  test('a write that is refused leaves them local', async () => {
    const stale = { headers: { 'if-match': 'W/"9"' } };
    const body = { schemas: [patchOpMessage], Operations: [{ op: 'replace', path: 'title', value: 'X' }] };
    expect((await rollcall.send('PATCH', `/Users/${id}`, { ...stale, body })).status).toBe(412);
    const emptied = { schemas: [patchOpMessage], Operations: [{ op: 'remove', path: 'userName' }] };
    expect((await rollcall.send('PATCH', `/Users/${id}`, { body: emptied })).status).toBe(400);
    expect((await get(id)).row.origin).toBe('local');
  });

  test('a POST is still refused, and says how to link', async () => {
    const body = { schemas: [userSchema], userName: 'Ada@contoso.test', active: true };
    const { status, json } = await rollcall.send('POST', '/Users', { body });
    expect(status).toBe(409);
    expect(json).toMatchObject({ scimType: 'uniqueness', status: '409' });
    expect(json['detail']).toContain('is a person made here: match on userName to link to it');
    expect(json['detail']).toContain(id);
    expect((await get(id)).row.origin).toBe('local');
  });

  test('what the admin then changes here leaves them provisioned', async () => {
    await patch(rollcall, `/Users/${id}`, { op: 'replace', path: 'title', value: 'Countess' });
    expect((await set(id, { title: 'Analyst' })).row).toMatchObject({ title: 'Analyst', origin: 'provisioned' });
  });
});
