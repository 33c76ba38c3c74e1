import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { startRollcall } from '../rollcall.ts';
import { call } from './call.ts';

test('settings.get tells the facts of the running program', async () => {
  await using rollcall = await startRollcall();
  const settings = await call(rollcall.core, 'settings.get', {});
  expect(settings).toMatchObject({
    host: 'headless',
    dataFolder: dirname(rollcall.databaseFile),
    scimUrl: rollcall.url,
    consoleUrl: null,
  });
  expect(settings.databaseBytes).toBeGreaterThan(0);
  expect(settings.sqlite).toMatch(/^3\.\d+/);
});
