import type { Command } from 'commander';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import type { Connection } from './connection.ts';
import { atMost } from './limit.ts';
import { print, printJson } from './output.ts';
import { tenantBySlug, verb, type GlobalOptions } from './verb.ts';

interface TailOptions extends GlobalOptions {
  readonly tenant: string;
  readonly limit: number;
  readonly follow: boolean;
}

const line = (row: LogRow): string =>
  [
    row.activityDateTime.slice(11, 23),
    row.aborted ? '---' : String(row.status),
    row.method.padEnd(6),
    row.provisioningAction.padEnd(12),
    row.targetName ?? row.path,
    row.detail ?? row.changedAttributes.join(', '),
  ]
    .join('  ')
    .replaceAll(/\p{Cc}/gu, '�')
    .trimEnd();

/** The entries there are, then each new one until the server ends or the person presses Ctrl+C. */
async function* tail(connection: Connection, tenantId: string, { limit, follow }: TailOptions): AsyncIterable<LogRow> {
  // The stream is open before the list is read, so that no entry falls between them; `seq` drops what both hold.
  const live = follow ? await connection.events?.() : undefined;
  const { entries } = await connection.call('provisioningLog.list', { tenantId, limit });
  yield* entries;
  if (live === undefined) return;
  let newest = entries.at(-1)?.seq ?? 0;
  for await (const event of live) {
    if (event.name !== 'provisioningLog.appended' || event.data.tenantId !== tenantId) continue;
    for (const entry of event.data.entries.filter(({ seq }) => seq > newest)) {
      newest = entry.seq;
      yield entry;
    }
  }
}

export function addLogVerbs(program: Command): void {
  const log = program.command('log').description('the provisioning log: what was asked and what was answered');

  log
    .command('tail')
    .description('print the newest entries, and new ones while a server runs')
    .option('--tenant <slug>', 'the tenant', 'default')
    .option('--limit <n>', 'how many of the newest to start with, up to 500', atMost(500), 20)
    .option('--no-follow', 'print what is there and exit')
    .action(
      verb<TailOptions>(async (connection, options) => {
        const { id: tenantId } = await tenantBySlug(connection, options.tenant);
        for await (const row of tail(connection, tenantId, options)) {
          if (options.json) printJson(row);
          else print(line(row));
        }
      }),
    );
}
