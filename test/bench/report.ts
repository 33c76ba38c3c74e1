// One table of everything that was measured, with the limit, SCIMMY and the targets beside it.
import type { Measurement } from './load.ts';

export interface Target {
  /** `≥ 0.60 ×` */
  readonly text: string;
  readonly met: boolean;
  /** Met once the figure is scaled to the speed of the machine that the target comes from. */
  readonly metAtReference?: boolean;
}

export interface Row {
  readonly scenario: string;
  readonly users: number | null;
  readonly connections: number | null;
  /** Null where no load was driven: start-up. */
  readonly ours: Measurement | null;
  /** CPU of `ours` at the speed of the machine that the targets come from. */
  readonly referenceCpuMs: number | null;
  readonly limit: Measurement | null;
  readonly scimmy: Measurement | null;
  readonly targets: readonly Target[];
  readonly note: string;
}

/** "at ref." is CPU as it would be where the bare server costs what it cost there. */
const columns = [
  'scenario',
  'users',
  'conn',
  'req/s',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'at ref.',
  'limit req/s',
  'CPU ms',
  'SCIMMY req/s',
  'CPU ms',
  'CPU × ours',
  'targets',
];

const quietBelowCores = 0.3;
const count = (value: number): string => value.toLocaleString('en-US');
const number = (value: number): string =>
  value >= 1000 ? count(Math.round(value)) : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
const cpu = (value: number): string => (value >= 1000 ? number(value) : value.toFixed(value >= 1 ? 2 : 3));

const verdict = ({ text, met, metAtReference }: Target): string =>
  `${text} ${met ? 'ok' : metAtReference === true ? 'ok at reference speed' : 'SHORT'}`;

const timesOurs = (ours: Measurement | null, scimmy: Measurement | null): string =>
  ours === null || scimmy === null ? '' : `${number(scimmy.serverCpuMs / ours.serverCpuMs)} ×`;

function cells({ scenario, users, connections, ours, referenceCpuMs, limit, scimmy, targets, note }: Row) {
  return [
    scenario,
    users === null ? '' : count(users),
    connections === null ? '' : String(connections),
    ours === null ? '' : number(ours.perSecond),
    ours === null ? '' : number(ours.p50Ms),
    ours === null ? '' : number(ours.p99Ms),
    ours === null ? '' : cpu(ours.serverCpuMs),
    referenceCpuMs === null ? '' : cpu(referenceCpuMs),
    limit === null ? '' : number(limit.perSecond),
    limit === null ? '' : cpu(limit.serverCpuMs),
    scimmy === null ? '' : number(scimmy.perSecond),
    scimmy === null ? '' : cpu(scimmy.serverCpuMs),
    timesOurs(ours, scimmy),
    [...targets.map(verdict), note].filter((text) => text !== '').join('; '),
  ];
}

/** A table for a terminal that is Markdown as well. */
export function table(rows: readonly Row[]): string {
  const body = rows.map(cells);
  const widths = columns.map((title, column) =>
    Math.max(title.length, ...body.map((row) => (row[column] ?? '').length)),
  );
  const rightAligned = (column: number): boolean => column > 0 && column < columns.length - 1;
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (rightAligned(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (rightAligned(column) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(columns), rule, ...body.map(line)].join('\n');
}

/** Wrong answers, and whether the machine was quiet: these are never in the middle of the table. */
export function remarks(rows: readonly Row[]): readonly string[] {
  const measured = rows.flatMap(({ scenario, users, ours, scimmy }) =>
    [
      { where: `${scenario}, ${count(users ?? 0)} users, ours`, result: ours },
      { where: `${scenario}, ${count(users ?? 0)} users, SCIMMY`, result: scimmy },
    ].flatMap(({ where, result }) => (result === null ? [] : [{ where, result }])),
  );
  const faults = measured.flatMap(({ where, result }) => {
    const wrong = Object.entries(result.wrong);
    const answers = wrong.reduce((sum, [, times]) => sum + times, 0);
    return answers === 0 ? [] : [`${where}: ${answers} of ${result.operations} answers were wrong: ${wrong[0]?.[0]}`];
  });
  const disturbed = measured.map(({ result }) => result.otherCores).filter((cores) => cores > quietBelowCores);
  if (disturbed.length === 0) return faults;
  const most = Math.max(...disturbed).toFixed(1);
  const share = `${disturbed.length} of ${measured.length} measurements`;
  return [...faults, `other processes used up to ${most} cores during ${share}: trust CPU, not req/s`];
}

/** `31 of 33 targets met`, with the rows that fell short. */
export function summary(rows: readonly Row[]): readonly string[] {
  const all = rows.flatMap(({ scenario, users, targets }) =>
    targets.map(({ text, met, metAtReference }) => ({
      met: met || metAtReference === true,
      line: `${scenario}${users === null ? '' : `, ${count(users)} users`}: ${text}`,
    })),
  );
  const short = all.filter(({ met }) => !met);
  return [`${all.length - short.length} of ${all.length} targets met`, ...short.map(({ line }) => `short: ${line}`)];
}
