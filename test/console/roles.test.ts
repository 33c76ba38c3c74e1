import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { permissions, type Role } from '#shared/console-api/roles.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, hear, refusal } from './call.ts';
import { addGroup, addUser, patch } from './people.ts';

let rollcall: RollcallForTest;
let tenantId: string;

beforeEach(async () => {
  rollcall = await startRollcall();
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  tenantId = rollcall.tenant.id;
});

const roles = (): Promise<Role[]> => call(rollcall.core, 'roles.list', { tenantId });
const named = async (name: string): Promise<Role> => {
  const found = (await roles()).find((role) => role.name === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
};
const create = (name: string, facts: Partial<Pick<Role, 'description' | 'permissions'>> = {}): Promise<Role> =>
  call(rollcall.core, 'roles.create', { tenantId, name, ...facts });

/** What is pushed from now on. */
function listen(): ConsoleEvent[] {
  const events: ConsoleEvent[] = [];
  onTestFinished(hear(rollcall.core, events));
  return events;
}
const namesOf = (events: readonly ConsoleEvent[]): string[] => events.map(({ name }) => name);

test('roles.list gives the default role first, then by creation, with how many have each', async () => {
  await addUser(rollcall, 'ada@contoso.test');
  await create('Guest');
  expect((await roles()).map(({ name, isDefault, isLocked, people }) => [name, isDefault, isLocked, people])).toEqual([
    ['Member', true, false, 1],
    ['Admin', false, true, 0],
    ['Office manager', false, false, 0],
    ['Guest', false, false, 0],
  ]);
});

describe('roles.create', () => {
  test('makes a role with its permissions in the order of the matrix, each once', async () => {
    const role = await create('  Front desk ', {
      description: 'Signs people in',
      permissions: ['groups.view', 'people.view', 'groups.view'],
    });
    expect(role).toMatchObject({
      name: 'Front desk',
      description: 'Signs people in',
      permissions: ['people.view', 'groups.view'],
      isDefault: false,
      isLocked: false,
      people: 0,
    });
    expect(await named('Front desk')).toEqual(role);
  });

  test('refuses a name that is taken in any case, an empty one and a permission nobody knows', async () => {
    const taken = await refusal(rollcall.core, 'roles.create', { tenantId, name: 'mEMBER' });
    expect(taken).toMatchObject({ code: 'conflict' });
    expect(taken.detail).toContain('"Member"');
    expect(await refusal(rollcall.core, 'roles.create', { tenantId, name: '  ' })).toMatchObject({
      code: 'invalid-input',
      detail: expect.stringContaining('A role needs a name.') as string,
    });
    const unknown = { tenantId, name: 'X', permissions: ['people.fire'] };
    expect(await refusal(rollcall.core, 'roles.create', unknown)).toMatchObject({ code: 'invalid-input' });
    expect(await roles()).toHaveLength(3);
  });
});

describe('roles.set', () => {
  test('changes what is said and leaves the rest', async () => {
    const { id } = await create('Guest', { description: 'Looks', permissions: ['people.view'] });
    await call(rollcall.core, 'roles.set', { tenantId, id, permissions: ['groups.view', 'people.view'] });
    expect(await named('Guest')).toMatchObject({ description: 'Looks', permissions: ['people.view', 'groups.view'] });
    await call(rollcall.core, 'roles.set', { tenantId, id, name: 'Visitor', description: '' });
    expect(await named('Visitor')).toMatchObject({ id, description: '', permissions: ['people.view', 'groups.view'] });
  });

  test('refuses to change Admin, so that nobody locks everybody out', async () => {
    const { id } = await named('Admin');
    const { code, detail } = await refusal(rollcall.core, 'roles.set', { tenantId, id, permissions: [] });
    expect(code).toBe('conflict');
    expect(detail).toContain('Admin cannot be changed');
    expect((await named('Admin')).permissions).toEqual([...permissions]);
  });

  test('refuses a name another role has, and a role of another tenant', async () => {
    const { id } = await create('Guest');
    expect(await refusal(rollcall.core, 'roles.set', { tenantId, id, name: 'ADMIN' })).toMatchObject({
      code: 'conflict',
    });
    const other = await rollcall.addTenant('other');
    expect(await refusal(rollcall.core, 'roles.set', { tenantId: other.id, id, name: 'X' })).toMatchObject({
      code: 'not-found',
    });
  });
});

test('roles.setDefault moves the green check; who has a role keeps it, who comes later gets the new one', async () => {
  const ada = await addUser(rollcall, 'ada@contoso.test');
  const member = await named('Member');
  const { id } = await create('Guest');
  expect(await call(rollcall.core, 'roles.setDefault', { tenantId, id })).toMatchObject({
    name: 'Guest',
    isDefault: true,
  });
  const grace = await addUser(rollcall, 'grace@contoso.test');
  const { rows } = await call(rollcall.core, 'users.list', { tenantId, sort: 'userName', descending: false });
  expect(rows.map((row) => [row.id, row.roleId])).toEqual([
    [ada, member.id],
    [grace, id],
  ]);
  expect((await roles()).filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

const refusedRemoval = (id: string, moveTo: string) => refusal(rollcall.core, 'roles.remove', { tenantId, id, moveTo });

describe('roles.remove', () => {
  test('moves the people and tells every console of them', async () => {
    const ada = await addUser(rollcall, 'ada@contoso.test');
    const guest = await create('Guest');
    const manager = await named('Office manager');
    await call(rollcall.core, 'users.set', { tenantId, id: ada, roleId: guest.id });
    await rollcall.logged();
    const events = listen();
    const answer = await call(rollcall.core, 'roles.remove', { tenantId, id: guest.id, moveTo: manager.id });
    expect(answer).toEqual({ moved: 1 });
    await expect.poll(() => namesOf(events)).toContain('users.changed');
    expect(events).toContainEqual({ name: 'roles.changed', data: { tenantId } });
    expect(events.find(({ name }) => name === 'users.changed')?.data).toMatchObject({
      created: [],
      updated: [{ id: ada, roleId: manager.id }],
      removed: [],
    });
    expect((await roles()).map(({ name, people }) => [name, people])).toEqual([
      ['Member', 0],
      ['Admin', 0],
      ['Office manager', 1],
    ]);
  });

  test('tells of many people in batches, each once', async () => {
    const guest = await create('Guest');
    await call(rollcall.core, 'roles.setDefault', { tenantId, id: guest.id });
    const ids = await Promise.all(Array.from({ length: 250 }, (_, n) => addUser(rollcall, `p${n}@contoso.test`)));
    const member = await named('Member');
    await call(rollcall.core, 'roles.setDefault', { tenantId, id: member.id });
    await rollcall.logged();
    const events = listen();
    await call(rollcall.core, 'roles.remove', { tenantId, id: guest.id, moveTo: member.id });
    const batches = (): string[][] =>
      events.flatMap((event) => (event.name === 'users.changed' ? [event.data.updated.map(({ id }) => id)] : []));
    await expect.poll(() => batches().map((batch) => batch.length)).toEqual([200, 50]);
    expect(batches().flat().toSorted()).toEqual(ids.toSorted());
  });

  test('refuses the default role, Admin, an unknown role, and moving people to the role that goes', async () => {
    const [member, admin, guest] = [await named('Member'), await named('Admin'), await create('Guest')];
    expect(await refusedRemoval(member.id, admin.id)).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('Make another role the default first.') as string,
    });
    expect(await refusedRemoval(admin.id, member.id)).toMatchObject({ code: 'conflict' });
    expect(await refusedRemoval(guest.id, guest.id)).toMatchObject({ code: 'invalid-input' });
    expect(await refusedRemoval(guest.id, 'nothing')).toMatchObject({ code: 'not-found' });
    expect(await refusedRemoval('nothing', member.id)).toMatchObject({ code: 'not-found' });
    expect(await roles()).toHaveLength(4);
  });
});

test('every change is pushed to every console at once', async () => {
  const events = listen();
  const role = await create('Guest');
  await call(rollcall.core, 'roles.set', { tenantId, id: role.id, name: 'Visitor' });
  await call(rollcall.core, 'roles.setDefault', { tenantId, id: role.id });
  expect(events).toEqual([
    { name: 'roles.changed', data: { tenantId } },
    { name: 'roles.changed', data: { tenantId } },
    { name: 'roles.changed', data: { tenantId } },
  ]);
});

test('a group has no role, and neither has a resource of the tenant’s own type', async () => {
  await addGroup(rollcall, 'Staff');
  const schema = 'urn:example:Device';
  const attribute = { name: 'serial', type: 'string', required: true };
  await call(rollcall.core, 'schemas.save', {
    tenantId,
    schema: { id: schema, name: 'Device', attributes: [attribute] },
  });
  await call(rollcall.core, 'resourceTypes.save', {
    tenantId,
    resourceType: { name: 'Device', endpoint: '/Devices', schema },
  });
  const made = await rollcall.send('POST', '/Devices', { body: { schemas: [schema], serial: '1' } });
  expect(made.status).toBe(201);
  expect((await roles()).map(({ people }) => people)).toEqual([0, 0, 0]);
});

test('what a client writes never touches a role, whoever chose it', async () => {
  const ada = await addUser(rollcall, 'ada@contoso.test');
  const grace = await addUser(rollcall, 'grace@contoso.test');
  const [admin, member] = [await named('Admin'), await named('Member')];
  await call(rollcall.core, 'users.set', { tenantId, id: ada, roleId: admin.id });
  await patch(rollcall, `/Users/${ada}`, { op: 'replace', path: 'active', value: false });
  await patch(rollcall, `/Users/${ada}`, { op: 'replace', path: 'roles', value: [{ value: 'User' }] });
  await patch(rollcall, `/Users/${grace}`, { op: 'replace', path: 'title', value: 'Admiral' });
  const roleOf = async (id: string) => (await call(rollcall.core, 'users.get', { tenantId, id })).row.roleId;
  expect([await roleOf(ada), await roleOf(grace)]).toEqual([admin.id, member.id]);
});
