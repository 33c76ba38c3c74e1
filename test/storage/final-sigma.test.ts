// Databases from before folding knew the final sigma hold it in their keys: the migration takes it for the sigma it is.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '#main/storage/sqlite/migrate.ts';
import { migrations } from '#main/storage/sqlite/migrations.ts';

const olderThan = 7;

test('keys with a final sigma are found again, and two names that only it told apart both stay', () => {
  const db = new Database(':memory:');
  for (const { version, sql } of migrations) if (version < olderThan) db.exec(sql);
  db.pragma(`user_version = ${olderThan - 1}`);
  db.exec(`INSERT INTO tenants (key, id, slug, name, profile, created_at) VALUES (1, 't', 't', 'T', 'generic', '');
    INSERT INTO collections (key, tenant, resource_type) VALUES (1, 1, 'User');`);
  const insert = db.prepare(
    `INSERT INTO resources (collection, id, version, created_at, last_modified_at, user_name_key, shown_name_key, doc)
     VALUES (1, ?, 1, '', '', ?, ?, '{}')`,
  );
  insert.run('1', 'νίκος', 'νίκος παπάς');
  insert.run('2', 'ρήγας', null);
  insert.run('3', 'ρήγασ', null);
  migrate(db);
  expect(db.prepare('SELECT user_name_key, shown_name_key FROM resources ORDER BY id').raw().all()).toEqual([
    ['νίκοσ', 'νίκοσ παπάσ'],
    ['ρήγας', null],
    ['ρήγασ', null],
  ]);
});
