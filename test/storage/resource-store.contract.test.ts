// The resource port: what every engine behind it must do.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ChangeRecord } from '#main/application/ports/provisioning-log-store.ts';
import { StoreError } from '#main/application/ports/store-error.ts';
import type { StoredResource } from '#main/application/ports/resource-store.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { wholeLog } from '../whole-log.ts';
import {
  draft,
  groupDoc,
  now,
  rejection,
  storageForTest,
  storeError,
  tenantOf,
  userDoc,
  type StorageForTest,
} from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const user = (id: string) => db.ref(userResourceType, id);
const group = (id: string) => db.ref(groupResourceType, id);
const docOf = (resource: StoredResource | undefined): JsonObject => JSON.parse(resource?.doc ?? '{}') as JsonObject;
const logged = async (): Promise<number> => {
  await db.storage.flush();
  const { total } = await db.storage.log.list(wholeLog(db.tenant.id, { limit: 1 }));
  return total;
};
const history = (id: string): Promise<readonly ChangeRecord[]> => db.storage.log.history(db.tenant.id, id, 100);

describe('create', () => {
  test('gives version 1, the time of creation twice, and the document word for word', async () => {
    const at = '2026-02-03T04:05:06.007Z';
    const doc = userDoc('Ada', { nickName: 'Grüße \u{1F600}' });
    const { reply, outcome, seq } = await db.create(userResourceType, 'u1', doc, { at });
    const expected = { id: 'u1', doc: JSON.stringify(doc), version: 1, createdAt: at, lastModifiedAt: at };
    expect(outcome).toMatchObject({ after: expected, changed: true, membersAdded: [], membersRemoved: [] });
    expect(outcome.before).toBeUndefined();
    expect(reply).toBe(outcome);
    expect(seq).toBe(1);
    expect(await db.storage.resources.find(user('u1'))).toEqual(expected);
  });

  test('a group gets its members once each, in the order sent', async () => {
    const { outcome } = await db.group('Legal', ['b', 'a', 'b']);
    expect(outcome.membersAdded).toEqual(['b', 'a']);
    expect(outcome.after?.members).toEqual([{ value: 'b' }, { value: 'a' }]);
  });

  test('a userName that another user has in another case is refused, and says who holds it', async () => {
    await db.user('Ada@Contoso.test', { active: false });
    const error = await storeError(db.create(userResourceType, 'u2', userDoc('ADA@contoso.TEST')));
    expect(error.code).toBe('uniqueness');
    expect(error.facts).toEqual({
      attribute: 'userName',
      value: 'ADA@contoso.TEST',
      id: 'id-Ada@Contoso.test',
      active: false,
    });
    expect(await db.storage.resources.find(user('u2'))).toBeUndefined();
  });

  test('a value declared unique is refused for a second resource of the type, also where no column holds it', async () => {
    await db.group('Legal');
    const error = await storeError(db.create(groupResourceType, 'g2', groupDoc('LEGAL')));
    expect(error.facts).toEqual({ attribute: 'displayName', value: 'LEGAL', id: 'id-Legal', active: true });
  });

  test('a value not declared unique may come twice', async () => {
    await db.group('Legal');
    await db.create(groupResourceType, 'g2', groupDoc('Legal'), { unique: [] });
    expect(await db.storage.resources.find(group('g2'))).toBeDefined();
  });

  test('another tenant and another type may hold the same value', async () => {
    await db.user('same');
    await db.group('same');
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    await db.create(userResourceType, 'u2', userDoc('same'), { tenantId: other.id });
    expect(await db.storage.resources.find(user('u2'))).toBeUndefined();
    expect(await db.storage.resources.find(db.ref(userResourceType, 'u2', other.id))).toBeDefined();
  });

  test('an unknown tenant is not found', async () => {
    const error = await storeError(db.create(userResourceType, 'u1', userDoc('x'), { tenantId: 'nobody' }));
    expect(error.code).toBe('not-found');
  });
});

describe('modify', () => {
  test('a new document counts the version up and moves lastModified; created stays', async () => {
    const { outcome: created } = await db.user('ada');
    const doc = userDoc('ada', { title: 'Countess' });
    const { outcome } = await db.modify(user('id-ada'), { doc });
    expect(outcome.before).toMatchObject({ version: 1, doc: JSON.stringify(userDoc('ada')) });
    expect(outcome.after).toMatchObject({ version: 2, doc: JSON.stringify(doc), createdAt: created.after?.createdAt });
    expect(outcome.after?.lastModifiedAt).not.toBe(outcome.before?.lastModifiedAt);
    expect(await db.storage.resources.find(user('id-ada'))).toEqual(outcome.after);
  });

  test('RFC 7644 §3.5.2.1: what changes nothing keeps version and lastModified, and leaves a log entry but no change', async () => {
    await db.user('ada');
    const before = await db.storage.resources.find(user('id-ada'));
    const { outcome } = await db.modify(user('id-ada'), (current) => ({ doc: docOf(current) }));
    expect(outcome.changed).toBe(false);
    expect(await db.storage.resources.find(user('id-ada'))).toEqual(before);
    expect(await logged()).toBe(2);
    expect(await history('id-ada')).toHaveLength(1);
  });

  test('a resource that is not there is not found, and its change is never called', async () => {
    let called = false;
    const error = await storeError(
      db.modify(user('nobody'), () => {
        called = true;
        return {};
      }),
    );
    expect(error.code).toBe('not-found');
    expect(called).toBe(false);
  });

  test('a user is not found as a group, nor in another tenant', async () => {
    await db.user('ada');
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    expect((await storeError(db.modify(group('id-ada'), {}))).code).toBe('not-found');
    expect((await storeError(db.modify(db.ref(userResourceType, 'id-ada', other.id), {}))).code).toBe('not-found');
  });

  test('what the change throws reaches the caller, and nothing is stored or logged', async () => {
    await db.user('ada');
    const refusal = new Error('If-Match failed');
    const change = (): never => {
      throw refusal;
    };
    expect(await rejection(db.modify(user('id-ada'), change))).toBe(refusal);
    expect(await db.storage.resources.find(user('id-ada'))).toMatchObject({ version: 1 });
    expect(await logged()).toBe(1);
  });

  test('what settle throws undoes the write', async () => {
    await db.user('ada');
    const refusal = new Error('no reply');
    const attempt = db.storage.resources.modify(
      user('id-ada'),
      {},
      () => ({ doc: userDoc('eve'), unique: [{ attribute: 'userName', value: 'eve', key: 'eve' }], at: now() }),
      () => {
        throw refusal;
      },
    );
    expect(await rejection(attempt)).toBe(refusal);
    expect(docOf(await db.storage.resources.find(user('id-ada')))).toEqual(userDoc('ada'));
    await db.create(userResourceType, 'eve', userDoc('eve'));
  });

  test('a taken userName is refused; the own one in another case is not', async () => {
    await db.user('ada');
    await db.user('eve');
    const rename = (userName: string) =>
      db.modify(user('id-eve'), {
        doc: userDoc(userName),
        unique: [{ attribute: 'userName', value: userName, key: userName.toLowerCase() }],
      });
    expect((await storeError(rename('ADA'))).facts).toMatchObject({
      attribute: 'userName',
      value: 'ADA',
      id: 'id-ada',
    });
    expect((await rename('EVE')).outcome.changed).toBe(true);
  });

  test('a unique value that was given up is free again', async () => {
    await db.group('Legal');
    const unique = [{ attribute: 'displayName', value: 'Law', key: 'law' }];
    await db.modify(group('id-Legal'), { doc: groupDoc('Law'), unique });
    await db.create(groupResourceType, 'g2', groupDoc('Legal'));
    expect((await storeError(db.create(groupResourceType, 'g3', groupDoc('LAW')))).facts).toMatchObject({
      id: 'id-Legal',
    });
  });

  test('writes of one moment see each other: 50 concurrent changes count 50 versions', async () => {
    await db.user('ada', { nickName: '0' });
    const step = () =>
      db.modify(user('id-ada'), (current) => ({
        doc: userDoc('ada', { nickName: String(Number(docOf(current)['nickName']) + 1) }),
      }));
    await Promise.all(Array.from({ length: 50 }, step));
    const after = await db.storage.resources.find(user('id-ada'));
    expect(after?.version).toBe(51);
    expect(docOf(after)['nickName']).toBe('50');
  });

  test('of 40 concurrent creations of one userName in two spellings exactly one succeeds', async () => {
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        rejection(db.create(userResourceType, `u${index}`, userDoc(index % 2 === 0 ? 'ada' : 'ADA'))),
      ),
    );
    expect(results.filter((error) => error === undefined)).toHaveLength(1);
    expect(results.filter((error) => error instanceof StoreError && error.code === 'uniqueness')).toHaveLength(39);
  });
});

describe('remove', () => {
  test('takes the resource and its memberships; the groups keep version and lastModified', async () => {
    await db.user('ada');
    await db.group('Legal', ['id-ada', 'id-eve']);
    const before = await db.storage.resources.find(group('id-Legal'));
    const { outcome } = await db.remove(user('id-ada'));
    expect(outcome.before).toMatchObject({ id: 'id-ada', version: 1 });
    expect(outcome.after).toBeUndefined();
    expect(await db.storage.resources.find(user('id-ada'))).toBeUndefined();
    const after = await db.storage.resources.find(group('id-Legal'), { members: true });
    expect(after).toEqual({ ...before, members: [{ value: 'id-eve' }] });
    const [row] = await db.storage.directory.groupsById(db.tenant.id, ['id-Legal']);
    expect(row?.members).toBe(1);
  });

  test('a second time it is not found', async () => {
    await db.user('ada');
    await db.remove(user('id-ada'));
    expect((await storeError(db.remove(user('id-ada')))).code).toBe('not-found');
  });

  test('its userName is free again, and a new resource has none of its past', async () => {
    await db.user('ada');
    await db.remove(user('id-ada'));
    const { outcome } = await db.create(userResourceType, 'u2', userDoc('ADA'));
    expect(outcome.after?.version).toBe(1);
    expect(await history('u2')).toHaveLength(1);
  });

  test('check may refuse: then nothing happens', async () => {
    await db.user('ada');
    const refusal = new Error('412');
    const attempt = db.storage.resources.remove(
      user('id-ada'),
      (current) => {
        expect(current.version).toBe(1);
        throw refusal;
      },
      () => ({ reply: undefined, entry: draft(db.tenant.id) }),
    );
    expect(await rejection(attempt)).toBe(refusal);
    expect(await db.storage.resources.find(user('id-ada'))).toBeDefined();
  });

  test('a group that goes releases its members', async () => {
    await db.user('ada');
    await db.group('Legal', ['id-ada']);
    const { outcome } = await db.remove(group('id-Legal'));
    expect(outcome.membersRemoved).toEqual(['id-ada']);
    expect((await db.storage.resources.find(user('id-ada'), { memberships: true }))?.memberships).toEqual([]);
  });
});

describe('the log entry and the change are stored with the write', () => {
  test('a change knows the document before and after, also when later ones followed', async () => {
    await db.user('ada');
    const first = userDoc('ada', { title: 'first' });
    const second = userDoc('ada', { title: 'second' });
    await db.modify(user('id-ada'), { doc: first });
    const { seq } = await db.modify(user('id-ada'), { doc: second });
    await db.remove(user('id-ada'));
    const records = await history('id-ada');
    expect(records.map(({ action }) => action)).toEqual(['delete', 'update', 'update', 'create']);
    expect(records.map(({ before }) => before)).toEqual([second, first, userDoc('ada'), undefined]);
    expect(records.map(({ after }) => after)).toEqual([undefined, second, first, userDoc('ada')]);
    const found = await db.storage.log.get(db.tenant.id, seq);
    expect(found?.entry).toMatchObject({ seq, method: 'PATCH', resourceId: 'id-ada' });
    expect(found?.change).toMatchObject({ logSeq: seq, before: first, after: second, resourceType: 'User' });
  });

  test("a person's history tells of the groups it came to and left, and of itself alone there", async () => {
    await db.user('ada', { displayName: 'Ada' });
    await db.group('Legal', ['id-ada', 'id-eve']);
    await db.modify(group('id-Legal'), { removeMembers: ['id-ada', 'id-eve'] });
    const [left, came, created] = await history('id-ada');
    expect(left).toMatchObject({ resourceId: 'id-Legal', membersAdded: [], after: groupDoc('Legal') });
    expect(left?.membersRemoved).toEqual([{ value: 'id-ada', display: 'Ada' }]);
    expect(came?.membersAdded).toEqual([{ value: 'id-ada', display: 'Ada' }]);
    expect(created).toMatchObject({ resourceId: 'id-ada', action: 'create' });
    const [groups] = await history('id-Legal');
    expect(groups?.membersRemoved.map(({ value }) => value)).toEqual(['id-ada', 'id-eve']);
  });

  test('history is bounded and newest first', async () => {
    await db.user('ada');
    for (const title of ['1', '2', '3']) await db.modify(user('id-ada'), { doc: userDoc('ada', { title }) });
    const records = await db.storage.log.history(db.tenant.id, 'id-ada', 2);
    expect(records.map(({ after }) => after?.['title'])).toEqual(['3', '2']);
  });
});
