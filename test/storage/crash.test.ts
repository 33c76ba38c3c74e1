// kill -9 while writing, 20 times over on one database: what was acknowledged is there, what was not is there whole or not
// at all, and the file is sound. (Only a power failure tells synchronous FULL from NORMAL: durability.test.ts asserts FULL.)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { temporaryFolder } from './storage-for-test.ts';

const rounds = 20;
const writer = join(import.meta.dirname, 'crash-writer.ts');

/** Kills the writer after so many acknowledgements; returns all it acknowledged. */
async function crash(file: string, after: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (said.push(line) === after) child.kill('SIGKILL');
  });
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect(signal, 'the writer ended by itself').toBe('SIGKILL');
  return said;
}

test(
  `${rounds} times kill -9: 0 acknowledged writes lost, 0 half transactions, the file sound`,
  { timeout: 360_000 },
  async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round += 1) acknowledged.push(...(await crash(file, 9 + ((round * 13) % 90))));

    openStorage({ file }).close(); // the start after the last crash, which checks the pages
    const db = new Database(file, { readonly: true });
    const all = (sql: string): unknown[] => db.prepare(sql).pluck().all();
    const users = new Set(all("SELECT id FROM resources WHERE id <> 'id-crew'"));
    const members = new Set(all('SELECT value FROM group_members'));
    const kept = { user: users, member: members };
    const lost = acknowledged.filter((line) => {
      const [kind, id] = line.split(' ') as ['user' | 'member', string];
      return !kept[kind].has(id);
    });
    expect(lost).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(rounds * 8);

    // One log entry and one change for each of what is there, an address for each user, and the counts agree.
    const created = all("SELECT resource_id FROM changes WHERE action = 'create' AND resource_type = 'User'");
    expect(created).toHaveLength(users.size);
    expect(created.filter((id) => !users.has(id))).toEqual([]);
    expect(all('SELECT count(*) FROM log_entries')).toEqual([users.size + members.size + 1]);
    expect(all('SELECT sum(succeeded + failed) FROM request_buckets')).toEqual([users.size + members.size + 1]);
    expect(all('SELECT count(*) FROM email_values')).toEqual([users.size]);
    expect(all("SELECT resources FROM collections WHERE resource_type = 'User'")).toEqual([users.size]);
    expect(all("SELECT member_count FROM resources WHERE id = 'id-crew'")).toEqual([members.size]);
    expect(all("SELECT version FROM resources WHERE id = 'id-crew'")).toEqual([members.size + 1]);
    expect(all('PRAGMA integrity_check')).toEqual(['ok']);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  },
);
