// The search that every data folder of the tests goes through before it is removed: what it must find, and what it must not.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { createSecrets } from '#main/adapters/secrets.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import { inGroups, makeRecoveryKey } from '#main/application/recovery/recovery-key.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { startRollcall } from '../rollcall.ts';
import { kindsIn, secretsAtRest } from '../secrets-at-rest.ts';

const secrets = createSecrets();
const token = mintToken(secrets).secret;
const recoveryKey = makeRecoveryKey(secrets);

/** A kind, and one of it. */
const planted = [
  ['a Secret Token, client secret or access token', token],
  ['a recovery key', inGroups(recoveryKey)],
  ['a recovery key', recoveryKey],
  ['a private key of the tunnel', createUserKey().privateKey],
] as const;

async function emptyFolder(): Promise<string> {
  const folder = await makeDataFolder();
  onTestFinished(() => removeDataFolder(folder).catch(() => undefined));
  return folder;
}

test.each(planted)('%s is found in a text, between whatever stands beside it', async (kind, secret) => {
  const folder = await emptyFolder();
  for (const text of [secret, `{"detail":"${secret}"}`, `AB-${secret}7x`, `9${'A'.repeat(60)} ${secret}`]) {
    await writeFile(join(folder, 'export.jsonl'), text);
    expect(await secretsAtRest(folder)).toEqual([`export.jsonl holds ${kind}`]);
  }
});

test.each(planted)('%s is found in the write-ahead log while it is there, and then in a page', async (kind, secret) => {
  const folder = await emptyFolder();
  const db = new Database(join(folder, 'rollcall.sqlite'));
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE notes (label TEXT, text TEXT, more TEXT)');
  db.prepare('INSERT INTO notes VALUES (?, ?, ?)').run('Label1', secret, 'More');
  expect(await secretsAtRest(folder)).toContain(`rollcall.sqlite-wal holds ${kind}`);
  db.close();
  expect(await secretsAtRest(folder)).toEqual([`rollcall.sqlite holds ${kind}`]);
});

test('a folder that holds one is removed all the same, and the failure names the file and the kind, not the secret', async () => {
  const folder = await makeDataFolder();
  await writeFile(join(folder, 'audit.jsonl'), `${token}\n`);
  const failure = await removeDataFolder(folder).then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(failure).toContain('audit.jsonl holds a Secret Token, client secret or access token');
  expect(failure).not.toContain(token.slice(-8));
  await expect(secretsAtRest(folder)).rejects.toThrow('ENOENT');
});

test('a Rollcall that wrote a token into its database fails the test that it served', async () => {
  const rollcall = await startRollcall();
  await rollcall.addToken(rollcall.tenant.id, { label: rollcall.token });
  await expect(rollcall[Symbol.asyncDispose]()).rejects.toThrow(/rollcall\.sqlite(?:-wal)? holds a Secret Token/);
});

test('a session stands in the two files that hand it over and is found in any other', async () => {
  const folder = await emptyFolder();
  const session = createHash('sha256').update(token).digest('base64url');
  await writeFile(join(folder, 'server.json'), JSON.stringify({ pid: 1, consoleUrl: '', session }));
  expect(await secretsAtRest(folder)).toEqual([]);
  await writeFile(join(folder, 'log'), `GET /#session=${session}`);
  expect(await secretsAtRest(folder)).toEqual(['log holds a session']);
});

test('what only looks like one is not taken for one', () => {
  const typo = token.endsWith('0') ? '1' : '0';
  const others = [
    token.slice(0, -1) + typo,
    `scim_${'x'.repeat(49)}`,
    inGroups(recoveryKey.slice(0, -1) + (recoveryKey.endsWith('0') ? '1' : '0')),
    recoveryKey.slice(0, 27),
    createHash('sha256').update('a').digest('hex'),
    // A thousand of them, as browsers write them: 37 places each where the check characters may fit.
    Array.from({ length: 1_000 }, (_, n) => createHash('sha256').update(`${n}`).digest('hex').toUpperCase()).join(' '),
    createUserKey().publicKey,
  ];
  expect(others.map((text) => kindsIn(Buffer.from(text)))).toEqual(others.map(() => []));
});
