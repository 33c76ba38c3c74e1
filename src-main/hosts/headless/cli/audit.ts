import { Option, type Command } from 'commander';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { CallFailure } from './connection.ts';
import { writeExport } from './document.ts';
import { atMost } from './limit.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface ListOptions {
  readonly tenant?: string;
  readonly search: string;
  readonly outcome: 'any' | AuditEntry['outcome'];
  readonly limit: number;
}

const actorNames: Readonly<Record<AuditEntry['actor']['kind'], string>> = {
  local: 'local admin',
  person: 'somebody',
  nobody: 'nobody signed in',
  rollcall: 'Rollcall',
};

const rowOf = ({ seq, at, actor, via, action, target, outcome, detail }: AuditEntry): string[] => [
  String(seq),
  shortTime(at),
  actor.name === '' ? actorNames[actor.kind] : actor.name,
  via,
  action,
  outcome,
  target ?? detail ?? '-',
];

export function addAuditVerbs(program: Command): void {
  const audit = program.command('audit').description('the audit log: who did what in Rollcall itself');

  audit
    .command('list')
    .description('list the newest entries, the newest first')
    .option('--tenant <slug>', 'only entries about this tenant')
    .option('--search <text>', 'part of an action, a name, a target or a detail', '')
    .addOption(
      new Option('--outcome <outcome>', 'only these').choices(['any', 'done', 'refused', 'failed']).default('any'),
    )
    .option('--limit <n>', 'how many at most, up to 500', atMost(500), 100)
    .action(
      verb<ListOptions>(async (connection, { tenant, search, outcome, limit, json }) => {
        const tenantId = tenant === undefined ? null : (await tenantBySlug(connection, tenant)).id;
        const page = await connection.call('audit.list', { tenantId, search, outcome, limit });
        if (json) return printJson(page);
        printTable(['SEQ', 'AT', 'WHO', 'VIA', 'ACTION', 'OUTCOME', 'TARGET'], page.entries.map(rowOf));
        print(`${page.entries.length} of ${page.total}`);
      }),
    );

  audit
    .command('verify')
    .description('check that no entry was edited, removed or reordered; exit code 1 when one was')
    .action(
      verb(async (connection, { json }) => {
        const verdict = await connection.call('audit.verify', {});
        if (json) {
          printJson(verdict);
          if (!verdict.intact) process.exitCode = 1;
          return;
        }
        if (verdict.fault !== null) {
          throw new CallFailure(
            `The audit log is broken at entry ${verdict.fault.seq} (${verdict.fault.kind}). ${verdict.fault.detail} The ${verdict.entries} entries before it are intact.`,
          );
        }
        print(`The audit log is intact: ${verdict.entries} entries.`);
        print(`Hash of the newest: ${verdict.head}`);
      }),
    );

  audit
    .command('export')
    .description('write every entry with its hash as JSON')
    .option('--file <file>', 'where to; - writes to standard output (default: audit-<date>.json here)')
    .action(
      verb<{ file?: string }>(async (connection, { file: named, json }) => {
        const exported = await connection.call('audit.export', {});
        if (named === '-') return printJson(exported.document);
        const file = await writeExport(exported, named);
        const entries = exported.document['entries'];
        const count = Array.isArray(entries) ? entries.length : 0;
        if (json) printJson({ file, entries: count });
        else print(`Exported ${count} entries to ${file}.`);
      }),
    );
}
