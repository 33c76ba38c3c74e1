// Another Rollcall on the same database, as the CLI beside a running server: its own connection, its own core.
import { onTestFinished } from 'vitest';
import { createCore, type Core } from '#main/application/core.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import type { RollcallForTest } from '../rollcall.ts';

/** Closed when the test is over. */
export function secondCore({ ports, databaseFile, faults }: RollcallForTest): Core {
  const storage = openStorage({ file: databaseFile });
  const core = createCore(
    { ...ports, ...storage },
    {
      version: '0.0.0-test',
      host: 'headless',
      dataFolder: '',
      runtime: process.version,
      sqlite: storage.facts.sqlite,
      databaseBytes: () => storage.facts.databaseBytes(),
      scimUrl: () => null,
      consoleUrl: () => null,
      reportFault: (fault) => void faults.push(fault),
    },
  );
  onTestFinished(() => {
    core.close();
    storage.close();
  });
  return core;
}
