// What was seen first of a provider: written with the log entry that shows it, once, whatever comes later.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { EvidenceKind } from '#shared/console-api/connect.ts';
import type { LogEntryDraft } from '#main/application/ports/provisioning-log-store.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { inMemory, openConnection } from '#main/storage/sqlite/connection.ts';
import { createFirstSightings } from '#main/storage/sqlite/first-sightings.ts';
import { createLogRows } from '#main/storage/sqlite/log-rows.ts';
import { migrations } from '#main/storage/sqlite/migrations.ts';
import { createScopes } from '#main/storage/sqlite/scopes.ts';
import { draft, groupDoc, storageForTest, temporaryFolder, type StorageForTest } from './storage-for-test.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 0, 1, 9, minutes)).toISOString();

const shown = (kind: EvidenceKind, minutes: number): Partial<LogEntryDraft> => ({
  shows: [kind],
  activityDateTime: at(minutes),
  credentialId: 'token',
});

const sightings = async ({ storage, tenant }: StorageForTest): Promise<Record<string, [string, number | null]>> => {
  await storage.flush();
  const seen = await storage.log.firstSightings(tenant.id);
  return Object.fromEntries(seen.map(({ kind, at: when, logSeq }) => [kind, [when, logSeq]]));
};

test('the first entry that shows something is remembered with its time and seq, later ones are not', async () => {
  await using own = await storageForTest();
  expect(await sightings(own)).toEqual({});
  const { seq } = await own.user('ada', {}, { entry: shown('firstUser', 0) });
  await own.user('bo', {}, { entry: shown('firstUser', 1) });
  expect(await sightings(own)).toEqual({ firstUser: [at(0), seq] });
});

test('each tenant is told in which commit something was seen first', async () => {
  await using own = await storageForTest();
  const told: (readonly string[])[] = [];
  own.storage.log.onAppended((_entries, firstSeenIn) => void told.push(firstSeenIn));
  await own.user('ada', {}, { entry: shown('firstUser', 0) });
  await own.user('bo', {}, { entry: shown('firstUser', 1) });
  await own.user('cy', {}, { entry: shown('firstDisable', 2) });
  expect(told).toEqual([[own.tenant.id], [], [own.tenant.id]]);
});

test('a request 20 minutes after the first user is the incremental cycle; one before that is not, nor one without a token', async () => {
  await using own = await storageForTest();
  await own.user('ada', {}, { entry: shown('firstUser', 0) });
  await own.user('bo', {}, { entry: { activityDateTime: at(19), credentialId: 'token' } });
  await own.user('cy', {}, { entry: { activityDateTime: at(25) } });
  expect(Object.keys(await sightings(own))).toEqual(['firstUser']);
  const { seq } = await own.user('di', {}, { entry: { activityDateTime: at(20), credentialId: 'token' } });
  await own.user('ed', {}, { entry: { activityDateTime: at(60), credentialId: 'token' } });
  expect(await sightings(own)).toMatchObject({ incrementalCycle: [at(20), seq] });
});

test('what a transaction showed that was rolled back was not seen', () => {
  const db = openConnection(inMemory);
  db.prepare("INSERT INTO tenants (id, slug, name, profile, created_at) VALUES ('t', 't', 't', 'generic', '')").run();
  const scopes = createScopes(db);
  const firstSightings = createFirstSightings(db, scopes);
  const logRows = createLogRows(db, scopes);
  const note = (minutes: number, end: 'COMMIT' | 'ROLLBACK'): void => {
    db.exec('BEGIN IMMEDIATE');
    firstSightings.note([logRows.insert(draft('t', shown('firstUser', minutes)))]);
    db.exec(end);
  };
  note(0, 'ROLLBACK');
  expect(firstSightings.of('t')).toEqual([]);
  note(1, 'COMMIT');
  expect(firstSightings.committed()).toEqual(['t']);
  expect(firstSightings.of('t')).toEqual([{ kind: 'firstUser', at: at(1), logSeq: 1 }]);
  note(2, 'COMMIT');
  expect(firstSightings.committed()).toEqual([]);
  db.close();
});

test('what was seen is known after the next start', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  {
    await using first = await storageForTest(file);
    await first.user('ada', {}, { entry: shown('firstUser', 0) });
  }
  await using again = await storageForTest(file);
  await again.user('bo', {}, { entry: shown('firstUser', 5) });
  expect(await sightings(again)).toMatchObject({ firstUser: [at(0), 1] });
});

test('when the entry leaves the log, what it showed stays seen, without a link', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  await using own = await storageForTest(file);
  const { seq } = await own.user('ada', {}, { entry: shown('firstUser', 0) });
  const db = new Database(file);
  db.pragma('foreign_keys = ON');
  db.prepare('DELETE FROM log_entries WHERE seq = ?').run(seq);
  db.close();
  expect(await sightings(own)).toEqual({ firstUser: [at(0), null] });
});

test('0006: an older database has seen what its log shows', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  {
    await using older = await storageForTest(file);
    const entry = (minutes: number, more: Partial<LogEntryDraft> = {}): { entry: Partial<LogEntryDraft> } => ({
      entry: { activityDateTime: at(minutes), credentialId: 'token', ...more },
    });
    const guid = '9f1c7b9e-3b0c-4c5e-8a43-0f5e6a1d2b3c';
    const path = `/Users?filter=userName+eq+%22${guid}%22`;
    older.storage.log.append(draft(older.tenant.id, { ...entry(0).entry, path, targetName: guid }));
    await older.storage.flush();
    await older.user('ada', {}, entry(1));
    await older.user('bo', {}, entry(2));
    const readers = groupDoc('Readers');
    await older.create(groupResourceType, 'id-readers', readers, { members: [{ value: 'id-ada' }], ...entry(2) });
    const ada = older.ref(userResourceType, 'id-ada');
    await older.modify(ada, ({ doc }) => ({ doc: { ...(JSON.parse(doc) as object), title: 'A' } }), entry(3));
    await older.modify(
      ada,
      ({ doc }) => ({ doc: { ...(JSON.parse(doc) as object), active: false } }),
      entry(30, { provisioningAction: 'disable' }),
    );
  }
  const db = new Database(file);
  db.exec('DROP TABLE first_sightings; ALTER TABLE vaults RENAME TO newer_vaults;');
  const newest = migrations.find(({ name }) => name.endsWith('connect-and-vault.sql'));
  db.exec(newest?.sql ?? '');
  db.exec('DROP TABLE vaults; ALTER TABLE newer_vaults RENAME TO vaults;');
  db.close();
  await using own = await storageForTest(file);
  expect(await sightings(own)).toEqual({
    testConnection: [at(0), 1],
    firstUser: [at(1), 2],
    firstGroup: [at(2), 4],
    firstMember: [at(2), 4],
    firstUpdate: [at(3), 5],
    firstDisable: [at(30), 6],
    incrementalCycle: [at(30), 6],
  });
});
