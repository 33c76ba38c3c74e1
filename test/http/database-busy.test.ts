// Another program holds the database: the client is told when to come again, and nothing is half done.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startRollcall } from '../rollcall.ts';
import { user } from './people.ts';

test('503 with Retry-After while the database is locked, 201 afterwards', async () => {
  await using rollcall = await startRollcall();
  const other = new Database(rollcall.databaseFile);
  other.exec('BEGIN IMMEDIATE');
  const busy = await rollcall.send('POST', '/Users', { body: user('late@x.example') });
  expect(busy.status).toBe(503);
  expect(busy.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(busy.json).toMatchObject({ status: '503', detail: expect.stringContaining('nothing was stored') });
  other.exec('ROLLBACK');
  other.close();
  expect((await rollcall.send('POST', '/Users', { body: user('late@x.example') })).status).toBe(201);
  expect((await rollcall.logged()).map(({ status }) => status)).toEqual([503, 201]);
});
