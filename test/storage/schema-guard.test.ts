// Databases out there have run the released migrations: what those made may be added to, never changed or taken away.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { applicationId, migrate, newestVersion, schemaVersion } from '#main/storage/sqlite/migrate.ts';
import { migrations } from '#main/storage/sqlite/migrations.ts';
import { temporaryFolder } from './storage-for-test.ts';

const folder = join(import.meta.dirname, '../../src-main/storage/sqlite/migrations');
const snapshotFile = join(folder, 'schema-snapshot.txt');

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
const oneLine = (sql: string): string => sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim();

/** Every column, index and trigger, one per line, and the digest of each migration. */
function schemaLines(db: Database.Database): string[] {
  const objects = db
    .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    .all() as { type: string; name: string; tbl_name: string; sql: string }[];
  const lines = objects.flatMap(({ type, name, sql }) => {
    if (type !== 'table') return [`${type} ${name}: ${oneLine(sql)}`];
    const columns = db.pragma(`table_xinfo(${name})`) as Record<string, unknown>[];
    const keys = db.pragma(`foreign_key_list(${name})`) as Record<string, unknown>[];
    const options = /\)([^)]*)$/.exec(oneLine(sql))?.[1]?.trim() ?? '';
    return [
      `table ${name}: ${options}`,
      ...columns.map(
        (column) =>
          `column ${name}.${String(column['name'])}: ${String(column['type'])} notnull=${String(column['notnull'])} default=${String(column['dflt_value'])} pk=${String(column['pk'])}`,
      ),
      ...keys.map(
        (key) =>
          `reference ${name}.${String(key['from'])}: ${String(key['table'])} on delete ${String(key['on_delete'])}`,
      ),
    ];
  });
  const uniques = (
    db.prepare("SELECT name, tbl_name FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex_%'").all() as {
      name: string;
      tbl_name: string;
    }[]
  ).map(({ name, tbl_name }) => {
    const columns = db.pragma(`index_info(${name})`) as { name: string }[];
    return `unique ${tbl_name}: ${columns.map((column) => column.name).join(', ')}`;
  });
  return [...lines, ...uniques, ...migrations.map(({ name, sql }) => `migration ${name}: ${digest(sql)}`)].toSorted();
}

const migrated = (): Database.Database => {
  const db = new Database(':memory:');
  migrate(db);
  return db;
};

const snapshot = (): string[] =>
  existsSync(snapshotFile) ? readFileSync(snapshotFile, 'utf8').trimEnd().split('\n') : [];

/** Empty when all is well, otherwise what to do and about which lines. */
const report = (lines: readonly string[], instruction: string): string =>
  lines.length === 0 ? '' : [instruction, ...lines].join('\n');

test('nothing that a released migration made is changed or gone', () => {
  const now = new Set(schemaLines(migrated()));
  const changed = snapshot().filter((line) => !now.has(line));
  expect(report(changed, 'Databases out there have this. Undo the edit and write a new migration (README.md):')).toBe(
    '',
  );
});

test('what is new is in the snapshot', () => {
  const known = new Set(snapshot());
  const added = schemaLines(migrated()).filter((line) => !known.has(line));
  expect(
    report(added, 'If the new migration is meant to add this, add the lines to migrations/schema-snapshot.txt:'),
  ).toBe('');
});

test('migrations are numbered from 1 without gaps, and hold no transaction and no pragma of their own', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  for (const { name, sql } of migrations) {
    expect(name).toMatch(/^\d{4}-[a-z-]+\.sql$/);
    expect(oneLine(sql)).not.toMatch(/\b(?:COMMIT|PRAGMA|fold_case|instant\()/i);
  }
});

test('a migration and its number commit together: one that fails leaves the version and the schema before it', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE tokens (in_the_way TEXT)');
  expect(() => migrate(db)).toThrow('tokens already exists');
  expect(schemaVersion(db)).toBe(0);
  expect(db.inTransaction).toBe(false);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'tenants'").pluck().get()).toBe(0);
});

test('migrating again does nothing; the file carries the number and the mark of Rollcall', () => {
  const db = migrated();
  const before = schemaLines(db);
  migrate(db);
  expect(schemaLines(db)).toEqual(before);
  expect(schemaVersion(db)).toBe(newestVersion);
  expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
});

test('plain Node, vitest and the bundle load the same migrations', { timeout: 60_000 }, async () => {
  using out = temporaryFolder();
  const source = join(folder, '..', 'migrations.ts');
  const inFolder = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  expect(migrations.map(({ name }) => name)).toEqual(inFolder.toSorted());

  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: source, outDir: out.path, rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } } },
  });
  const print = 'console.log(JSON.stringify((await import(process.argv[1])).migrations))';
  for (const file of [source, join(out.path, 'bundle.mjs')]) {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', print, pathToFileURL(file).href], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual(migrations);
  }
});
