// The audit log on the command line: exit codes are what a script goes by.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { run, type Exit } from '../served.ts';

let data: string;
beforeAll(async () => {
  data = await makeDataFolder();
  await rollcall('tenant', 'create', '--name', 'Contoso', '--slug', 'contoso');
  await rollcall('token', 'create', '--tenant', 'contoso', '--label', 'Entra');
  await rollcall('tenant', 'delete', '--tenant', 'default', '--confirm', 'default', '--no-export');
}, 60_000);
afterAll(() => removeDataFolder(data));

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;

test('audit list names who did what, newest first', async () => {
  const { stdout, code } = await rollcall('audit', 'list');
  expect(code).toBe(0);
  const [heading, ...lines] = stdout.trimEnd().split('\n');
  expect(heading).toMatch(/^SEQ +AT +WHO +VIA +ACTION +OUTCOME +TARGET$/);
  expect(lines[0]).toMatch(/^3 .* local admin +cli +tenants\.remove +done +tenant Default \(default\)$/);
  expect(lines.at(-1)).toBe('3 of 3');
});

const listed = async (...args: readonly string[]): Promise<readonly AuditEntry[]> =>
  (JSON.parse((await rollcall('audit', 'list', '--json', ...args)).stdout) as { entries: AuditEntry[] }).entries;

test('audit list is narrowed by tenant, outcome and words', async () => {
  expect((await listed('--tenant', 'contoso')).map(({ action }) => action)).toEqual([
    'tokens.create',
    'tenants.create',
  ]);
  expect(await listed('--outcome', 'failed')).toEqual([]);
  expect((await listed('--search', 'ENTRA')).map(({ action }) => action)).toEqual(['tokens.create']);
});

test('audit verify ends with 0 and prints the hash to keep elsewhere', async () => {
  const { stdout, code } = await rollcall('audit', 'verify');
  expect(stdout).toMatch(/^The audit log is intact: 3 entries\.\nHash of the newest: [0-9a-f]{64}\n$/);
  expect(code).toBe(0);
});

test('audit export writes every entry, for its owner alone', async () => {
  const file = join(data, 'audit.json');
  expect(await rollcall('audit', 'export', '--file', file)).toMatchObject({
    code: 0,
    stdout: `Exported 3 entries to ${file}.\n`,
  });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 'rollcall-audit', version: 1 });
  const { stdout } = await rollcall('audit', 'export', '--file', '-');
  expect((JSON.parse(stdout) as { entries: unknown[] }).entries).toHaveLength(4);
});

test('audit verify ends with 1 when an entry was edited, and says which', async () => {
  const db = new Database(join(data, 'rollcall.sqlite'));
  db.exec('DROP TRIGGER audit_entries_unchanged');
  db.prepare("UPDATE audit_entries SET content = replace(content, 'contoso', 'fabrikam') WHERE seq = 2").run();
  db.prepare("UPDATE audit_entries SET content = replace(content, 'Contoso', 'Fabrikam') WHERE seq = 1").run();
  db.close();
  const { code, stderr } = await rollcall('audit', 'verify');
  expect(code).toBe(1);
  expect(stderr).toContain('broken at entry 1 (edited)');
  const told = await rollcall('audit', 'verify', '--json');
  expect(told.code).toBe(1);
  expect(JSON.parse(told.stdout)).toMatchObject({ intact: false, fault: { seq: 1, kind: 'edited' } });
});
