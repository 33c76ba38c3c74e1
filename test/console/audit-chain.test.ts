// Whoever changes the audit log without Rollcall, with the database in their hands, is found out: which entry, and how.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditVerdict } from '#shared/console-api/audit.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call } from './call.ts';

let rollcall: RollcallForTest;
beforeEach(async () => {
  rollcall = await startRollcall();
  for (const name of ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve']) {
    await call(rollcall.core, 'tenants.set', { tenantId: rollcall.tenant.id, name });
  }
});
afterEach(() => rollcall[Symbol.asyncDispose]());

const verify = (): Promise<AuditVerdict> => call(rollcall.core, 'audit.verify', {});

/** As somebody who knows SQL and what the triggers are called. */
function tamper(...statements: readonly string[]): void {
  const db = new Database(rollcall.databaseFile);
  db.exec('DROP TRIGGER IF EXISTS audit_entries_kept; DROP TRIGGER IF EXISTS audit_entries_unchanged');
  for (const statement of statements) expect(db.prepare(statement).run().changes).toBeGreaterThan(0);
  db.close();
}

test('what Rollcall wrote is intact, an empty log too', async () => {
  const verdict = await verify();
  expect(verdict).toEqual({
    intact: true,
    entries: 5,
    head: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    fault: null,
  });
  const empty = await startRollcall();
  expect(await call(empty.core, 'audit.verify', {})).toEqual({ intact: true, entries: 0, head: '', fault: null });
  await empty[Symbol.asyncDispose]();
});

test('it stays intact while entries are appended', async () => {
  const appending = Array.from({ length: 20 }, (_, index) =>
    call(rollcall.core, 'tenants.set', { tenantId: rollcall.tenant.id, name: `Name ${index}` }),
  );
  expect(await verify()).toMatchObject({ intact: true });
  await Promise.all(appending);
  expect(await verify()).toMatchObject({ intact: true, entries: 25 });
});

test.each(['DELETE FROM audit_entries WHERE seq = 2', "UPDATE audit_entries SET content = '{}' WHERE seq = 2"])(
  'the database itself refuses %s',
  (statement) => {
    const db = new Database(rollcall.databaseFile);
    expect(() => db.prepare(statement).run()).toThrow('the audit log is append-only');
    db.close();
  },
);

describe('edited', () => {
  test.each([
    ['its content', "content = replace(content, 'Cleo', 'Carl')"],
    ['its content to no JSON', "content = 'gone'"],
    ['its hash', "hash = x'00'"],
    ['the action that it is listed by', "action = 'users.set'"],
    ['the outcome that it is listed by', "outcome = 'refused'"],
    ['the tenant that it is listed by', 'tenant_id = NULL'],
    ['the time that it is listed by', "at = '2020-01-01T00:00:00.000Z'"],
    ['what it is found by', "search_key = ''"],
  ])('%s', async (_what, set) => {
    tamper(`UPDATE audit_entries SET ${set} WHERE seq = 3`);
    expect(await verify()).toMatchObject({ intact: false, entries: 2, fault: { seq: 3, kind: 'edited' } });
  });

  test('with a new hash of its own: the entry after it does not follow any more', async () => {
    const [, , third] = await rollcall.ports.audit.read(0, 10);
    const content = (third?.content ?? '').replaceAll('Cleo', 'Carl');
    const before = (await rollcall.ports.audit.read(1, 1))[0]?.hash ?? '';
    const hash = Buffer.from(rollcall.ports.secrets.sha256(before + content)).toString('hex');
    tamper(
      `UPDATE audit_entries SET content = '${content}', search_key = replace(search_key, 'cleo', 'carl'), hash = x'${hash}'
       WHERE seq = 3`,
    );
    expect(await verify()).toMatchObject({ intact: false, fault: { kind: 'edited', seq: 4 } });
  });

  test('the last one, with a new hash', async () => {
    const [fourth, last] = await rollcall.ports.audit.read(3, 2);
    const content = (last?.content ?? '').replaceAll('Eve', 'Eva');
    const hash = Buffer.from(rollcall.ports.secrets.sha256((fourth?.hash ?? '') + content)).toString('hex');
    tamper(`UPDATE audit_entries SET content = '${content}', hash = x'${hash}' WHERE seq = 5`);
    expect(await verify()).toMatchObject({ intact: false, fault: { seq: 5, kind: 'edited' } });
  });

  test('an entry that Rollcall did not append', async () => {
    tamper(
      `INSERT INTO audit_entries SELECT 6, at, content, action, tenant_id, outcome, search_key, hash FROM audit_entries
       WHERE seq = 5`,
    );
    expect(await verify()).toMatchObject({ intact: false, fault: { seq: 6 } });
  });

  test('where the chain ends', async () => {
    tamper("UPDATE audit_heads SET hash = x'00'");
    expect(await verify()).toMatchObject({ intact: false, fault: { seq: 5, kind: 'edited' } });
    tamper('DELETE FROM audit_heads');
    expect(await verify()).toMatchObject({ intact: false, fault: { seq: 5, kind: 'edited' } });
  });
});

describe('missing', () => {
  test.each([
    ['the first', 1, 'seq = 1'],
    ['one in the middle', 3, 'seq = 3'],
    ['several', 2, 'seq BETWEEN 2 AND 4'],
    ['the last, cut off', 5, 'seq = 5'],
    ['the last three, cut off', 3, 'seq >= 3'],
    ['all', 1, 'seq > 0'],
  ])('%s', async (_what, seq, condition) => {
    tamper(`DELETE FROM audit_entries WHERE ${condition}`);
    expect(await verify()).toMatchObject({ intact: false, entries: seq - 1, fault: { seq, kind: 'missing' } });
  });

  test('one in the middle, with those after it moved up', async () => {
    tamper(
      'DELETE FROM audit_entries WHERE seq = 3',
      'UPDATE audit_entries SET seq = 3 WHERE seq = 4',
      'UPDATE audit_entries SET seq = 4 WHERE seq = 5',
    );
    expect(await verify()).toMatchObject({ intact: false, fault: { seq: 3, kind: 'missing' } });
  });

  test('and what is appended afterwards does not hide it', async () => {
    tamper('DELETE FROM audit_entries WHERE seq >= 4');
    await call(rollcall.core, 'tenants.set', { tenantId: rollcall.tenant.id, name: 'Fay' });
    expect((await rollcall.ports.audit.read(3, 10)).map(({ seq }) => seq)).toEqual([6]);
    expect(await verify()).toMatchObject({ intact: false, fault: { seq: 4, kind: 'missing' } });
  });
});

describe('reordered', () => {
  test('two that changed places', async () => {
    tamper(
      'UPDATE audit_entries SET seq = 99 WHERE seq = 2',
      'UPDATE audit_entries SET seq = 2 WHERE seq = 4',
      'UPDATE audit_entries SET seq = 4 WHERE seq = 99',
    );
    expect(await verify()).toMatchObject({ intact: false, entries: 1, fault: { seq: 2, kind: 'reordered' } });
  });
});
