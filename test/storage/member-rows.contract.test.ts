// Members as the resource port promises them: deltas, told exactly, with the names of those who exist.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { storageForTest, tenantOf, userDoc, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const user = (id: string) => db.ref(userResourceType, id);
const group = (id: string) => db.ref(groupResourceType, id);

describe('members', () => {
  test('only members that really came or went are told', async () => {
    await db.group('Legal', ['a', 'b']);
    const add = await db.modify(group('id-Legal'), { addMembers: [{ value: 'b' }, { value: 'c' }] });
    expect(add.outcome).toMatchObject({ membersAdded: ['c'], membersRemoved: [], changed: true });
    const remove = await db.modify(group('id-Legal'), { removeMembers: ['a', 'never'] });
    expect(remove.outcome).toMatchObject({ membersAdded: [], membersRemoved: ['a'], changed: true });
    expect(remove.outcome.after?.version).toBe(3);
  });

  test('adding a member that is there, or removing one that is not, changes nothing', async () => {
    await db.group('Legal', ['a']);
    expect((await db.modify(group('id-Legal'), { addMembers: [{ value: 'a' }] })).outcome.changed).toBe(false);
    expect((await db.modify(group('id-Legal'), { removeMembers: ['b'] })).outcome.changed).toBe(false);
    expect(await db.storage.resources.find(group('id-Legal'))).toMatchObject({ version: 1 });
  });

  test('clear, remove, add: replacing all members tells the difference only', async () => {
    await db.group('Legal', ['a', 'b', 'c']);
    const change = { clearMembers: true, addMembers: [{ value: 'c' }, { value: 'd' }] };
    const { outcome } = await db.modify(group('id-Legal'), change, { needs: { members: true } });
    expect(outcome.membersAdded).toEqual(['d']);
    expect(outcome.membersRemoved).toEqual(['a', 'b']);
    expect(outcome.before?.members?.map(({ value }) => value)).toEqual(['a', 'b', 'c']);
    expect(outcome.after?.members?.map(({ value }) => value)).toEqual(['c', 'd']);
    const same = await db.modify(group('id-Legal'), change);
    expect(same.outcome.changed).toBe(false);
  });

  test('a member removed and added in one change stays', async () => {
    await db.group('Legal', ['a']);
    const { outcome } = await db.modify(group('id-Legal'), { removeMembers: ['a'], addMembers: [{ value: 'a' }] });
    expect(outcome.changed).toBe(false);
  });

  test('type and display are those of the member once it exists, and what was sent until then', async () => {
    await db.group('Legal', [
      { value: 'id-ada', type: 'Group', display: 'sent' },
      { value: 'id-eve' },
      { value: 'gone', type: 'User', display: 'sent' },
      { value: 'id-Inner' },
    ]);
    await db.user('ada', { displayName: 'Ada L.' });
    await db.user('eve');
    await db.group('Inner');
    const found = await db.storage.resources.find(group('id-Legal'), { members: true });
    expect(found?.members).toEqual([
      { value: 'id-ada', type: 'User', display: 'Ada L.' },
      { value: 'id-eve', type: 'User', display: 'eve' },
      { value: 'gone', type: 'User', display: 'sent' },
      { value: 'id-Inner', type: 'Group', display: 'Inner' },
    ]);
  });

  test('a member id of another tenant stays unknown', async () => {
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    await db.create(userResourceType, 'theirs', userDoc('theirs'), { tenantId: other.id });
    await db.group('Legal', ['theirs']);
    const found = await db.storage.resources.find(group('id-Legal'), { members: true });
    expect(found?.members).toEqual([{ value: 'theirs' }]);
    const theirs = db.ref(userResourceType, 'theirs', other.id);
    expect((await db.storage.resources.find(theirs, { memberships: true }))?.memberships).toEqual([]);
  });

  test('memberships are the direct groups, oldest group first', async () => {
    await db.user('ada');
    await db.group('B', ['id-ada']);
    await db.group('A', ['id-B', 'id-ada']);
    const ada = await db.storage.resources.find(user('id-ada'), { memberships: true });
    expect(ada?.memberships).toEqual([
      { groupId: 'id-B', display: 'B' },
      { groupId: 'id-A', display: 'A' },
    ]);
    const inner = await db.storage.resources.find(group('id-B'), { memberships: true });
    expect(inner?.memberships).toEqual([{ groupId: 'id-A', display: 'A' }]);
  });

  test('5,000 members in one change, all told and all there', async () => {
    await db.group('Everyone');
    const addMembers = Array.from({ length: 5_000 }, (_, index) => ({ value: `m${index}` }));
    const { outcome } = await db.modify(group('id-Everyone'), { addMembers });
    expect(outcome.membersAdded).toHaveLength(5_000);
    expect((await db.storage.resources.find(group('id-Everyone'), { members: true }))?.members).toHaveLength(5_000);
    const [change] = await db.storage.log.history(db.tenant.id, 'id-Everyone', 1);
    expect(change?.membersAdded).toHaveLength(5_000);
  });
});
