// The log as the port promises it: one order, every entry, totals and half hours that agree with them.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { LogEntry, LogEntryDraft } from '#main/application/ports/provisioning-log-store.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { LogQuery } from '#shared/console-api/provisioning-log.ts';
import { wholeLog } from '../whole-log.ts';
import { draft, rejection, storageForTest, tenantOf, userDoc, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const append = (facts: Partial<LogEntryDraft> = {}): void => db.storage.log.append(draft(db.tenant.id, facts));
const list = async (facts: Partial<LogQuery> = {}) => {
  await db.storage.flush();
  return db.storage.log.list(wholeLog(db.tenant.id, facts));
};
const paths = async (facts?: Partial<LogQuery>): Promise<string[]> =>
  (await list(facts)).entries.map(({ path }) => path);

const complete: Omit<LogEntryDraft, 'tenantId'> = {
  activityDateTime: '2026-03-04T05:06:07.008Z',
  durationInMilliseconds: 12.25,
  method: 'POST',
  path: '/Users?a=%20b',
  status: 409,
  aborted: false,
  scimType: 'uniqueness',
  detail: 'userName "Ada" is taken',
  provisioningAction: 'none',
  resourceType: 'User',
  resourceId: 'id-ada',
  targetName: 'Ada Straße',
  changedAttributes: ['title', 'name.familyName'],
  notes: ['active: "False" read as false'],
  credentialId: 'token',
  clientAddress: '203.0.113.7',
  userAgent: 'Azure AD',
  requestBody: '{"a":1}',
  responseBody: '{"b":2}',
  responseBytes: 20_000,
};

describe('entries', () => {
  test('come back as they were given; a list leaves the bodies out', async () => {
    append(complete);
    const { entries, total } = await list();
    const { requestBody, responseBody, ...row } = complete;
    expect(total).toBe(1);
    expect(entries).toEqual([{ ...row, tenantId: db.tenant.id, seq: 1 }]);
    const found = await db.storage.log.get(db.tenant.id, 1);
    expect(found).toEqual({ entry: { ...row, requestBody, responseBody, tenantId: db.tenant.id, seq: 1 } });
  });

  test('what is absent stays absent', async () => {
    const bare = draft(db.tenant.id);
    db.storage.log.append(bare);
    await db.storage.flush();
    expect(await db.storage.log.get(db.tenant.id, 1)).toEqual({ entry: { ...bare, seq: 1 } });
  });

  test('of another tenant are not found', async () => {
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    append();
    await db.storage.flush();
    expect(await db.storage.log.get(other.id, 1)).toBeUndefined();
    expect(await list({ tenantId: other.id })).toEqual({ entries: [], total: 0 });
    expect(await rejection(list({ tenantId: 'nobody' }))).toMatchObject({
      code: 'not-found',
    });
  });

  test('seq is the order in which requests ended: reads and writes share one queue', async () => {
    append({ path: '/1' });
    const write = db.user('ada', {}, { entry: { path: '/2' } });
    append({ path: '/3' });
    await write;
    append({ path: '/4' });
    expect(await paths()).toEqual(['/1', '/2', '/3', '/4']);
  });

  test('a write that is undone leaves no entry', async () => {
    await db.user('ada');
    await rejection(db.create(userResourceType, 'u2', userDoc('ADA')));
    expect((await list()).total).toBe(1);
  });
});

describe('list', () => {
  beforeEach(() => {
    append({ path: '/Users/1', method: 'GET', targetName: 'Ada Straße', resourceId: 'one' });
    append({
      path: '/Users/1',
      method: 'PATCH',
      changedAttributes: ['nickName'],
      resourceId: 'one',
      notes: ['read as false'],
    });
    append({ path: '/Users', method: 'POST', status: 409, resourceId: 'two', clientAddress: '198.51.100.9' });
    append({ path: '/Groups', method: 'GET', status: 0, aborted: true });
    append({ path: '/Groups', method: 'GET' });
  });

  test('the newest first of all, ascending by seq', async () => {
    const { entries, total } = await list({ limit: 2 });
    expect(entries.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(total).toBe(5);
  });

  test.each<[name: string, query: Partial<LogQuery>, seqs: number[]]>([
    ['ß is not ss', { search: 'strasse' }, []],
    ['a name, any case', { search: 'STRAßE' }, [1]],
    ['a path', { search: '/users' }, [1, 2, 3]],
    ['a changed attribute', { search: 'NICKNAME' }, [2]],
    ['an id', { search: 'Two' }, [3]],
    ['a wildcard is plain text', { search: '%' }, []],
    ['succeeded', { result: 'succeeded' }, [1, 2, 5]],
    ['failed, which an aborted one did too', { result: 'failed' }, [3, 4]],
    ['a method', { method: 'GET' }, [1, 4, 5]],
    ['with notes', { noted: true }, [2]],
    ['a resource', { resourceId: 'one' }, [1, 2]],
    ['an address', { clientAddress: '198.51.100.9' }, [3]],
    ['a resource and a method', { resourceId: 'one', method: 'PATCH' }, [2]],
    ['failed of a path', { result: 'failed', search: '/groups' }, [4]],
  ])('%s', async (_, query, seqs) => {
    const { entries, total } = await list(query);
    expect(entries.map(({ seq }) => seq)).toEqual(seqs);
    expect(total).toBe(seqs.length);
  });

  test('beforeSeq and afterSeq move the window and leave the total', async () => {
    const { entries, total } = await list({ beforeSeq: 4, limit: 2 });
    expect(entries.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(total).toBe(5);
    expect((await list({ afterSeq: 3 })).entries.map(({ seq }) => seq)).toEqual([4, 5]);
    expect((await list({ afterSeq: 5 })).entries).toEqual([]);
  });
});

describe('onAppended', () => {
  test('tells after each commit what it stored, ascending by seq, without what was undone', async () => {
    const told: (readonly LogEntry[])[] = [];
    db.storage.log.onAppended((entries) => told.push(entries));
    append({ path: '/read' });
    const failing = db.storage.resources.modify(
      db.ref(userResourceType, 'nobody'),
      {},
      () => ({ at: '' }),
      () => ({ reply: undefined, entry: draft(db.tenant.id) }),
    );
    await Promise.all([db.user('ada'), rejection(failing), db.user('bob')]);
    expect(told.map((entries) => entries.map(({ seq, path }) => `${seq} ${path}`))).toEqual([
      ['1 /read', '2 /Users', '3 /Users'],
    ]);
    append();
    await db.storage.flush();
    expect(told).toHaveLength(2);
  });
});

describe('amend', () => {
  test('corrects duration and abortion, and the half hour counts the entry as failed once', async () => {
    const { seq } = await db.user('ada', {}, { entry: { activityDateTime: '2026-03-04T05:46:00.000Z' } });
    const half = () => db.storage.log.requestsPerHalfHour(db.tenant.id, '2026-03-04T05:30:00.000Z');
    expect(await half()).toEqual([{ start: '2026-03-04T05:30:00.000Z', succeeded: 1, failed: 0 }]);
    for (let twice = 0; twice < 2; twice += 1) db.storage.log.amend(seq, { durationInMilliseconds: 99, aborted: true });
    await db.storage.flush();
    expect((await db.storage.log.get(db.tenant.id, seq))?.entry).toMatchObject({
      durationInMilliseconds: 99,
      aborted: true,
    });
    expect(await half()).toEqual([{ start: '2026-03-04T05:30:00.000Z', succeeded: 0, failed: 1 }]);
    expect((await list({ result: 'failed' })).total).toBe(1);
  });

  test('a reply that arrived only gets its duration', async () => {
    const { seq } = await db.user('ada');
    db.storage.log.amend(seq, { durationInMilliseconds: 7, aborted: false });
    expect((await list()).entries[0]).toMatchObject({ durationInMilliseconds: 7, aborted: false });
  });
});

test('requests per half hour: by arrival, ascending, empty ones left out, of one tenant', async () => {
  const other = tenantOf('other');
  await db.storage.tenants.create(other);
  for (const [at, status] of [
    ['2026-01-01T10:00:00.000Z', 200],
    ['2026-01-01T10:29:59.999Z', 404],
    ['2026-01-01T10:30:00.000Z', 201],
    ['2026-01-01T12:59:59.999Z', 500],
    ['2026-01-01T12:31:00.000Z', 204],
  ] as const) {
    append({ activityDateTime: at, status });
  }
  db.storage.log.append(draft(other.id, { activityDateTime: '2026-01-01T10:00:00.000Z' }));
  await db.storage.flush();
  const since = (from: string) => db.storage.log.requestsPerHalfHour(db.tenant.id, from);
  expect(await since('2026-01-01T00:00:00.000Z')).toEqual([
    { start: '2026-01-01T10:00:00.000Z', succeeded: 1, failed: 1 },
    { start: '2026-01-01T10:30:00.000Z', succeeded: 1, failed: 0 },
    { start: '2026-01-01T12:30:00.000Z', succeeded: 1, failed: 1 },
  ]);
  expect(await since('2026-01-01T10:45:00.000Z')).toHaveLength(2);
});
