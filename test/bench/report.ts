// One table of everything that was measured, with the limit and the target beside it.
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
  readonly connections: number | null;
  /** Null where no load was driven: start-up. */
  readonly ours: Measurement | null;
  /** What `ours` is compared with: the bare server, or our own on a small directory. */
  readonly beside: Measurement | null;
  /** CPU of `ours` at the speed of the machine that the targets come from. */
  readonly referenceCpuMs: number | null;
  /** Ours beside that; of requests per second, or of CPU where the note says so. */
  readonly ratio: number | null;
  readonly targets: readonly Target[];
  readonly note: string;
}

/** "beside" is the bare server; "at ref." is CPU as it would be where the bare server costs what it cost there. */
const columns = [
  'scenario',
  'conn',
  'req/s',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'at ref.',
  'beside req/s',
  'CPU ms',
  'ratio',
  'target',
];

const number = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
const cpu = (value: number): string => value.toFixed(value >= 1 ? 2 : 3);

const verdict = ({ text, met, metAtReference }: Target): string =>
  `${text} ${met ? 'ok' : metAtReference === true ? 'ok at reference speed' : 'SHORT'}`;

const cells = ({
  scenario,
  connections,
  ours,
  beside,
  referenceCpuMs,
  ratio,
  targets,
  note,
}: Row): readonly string[] => [
  scenario,
  connections === null ? '' : String(connections),
  ours === null ? '' : number(ours.perSecond),
  ours === null ? '' : number(ours.p50Ms),
  ours === null ? '' : number(ours.p99Ms),
  ours === null ? '' : cpu(ours.serverCpuMs),
  referenceCpuMs === null ? '' : cpu(referenceCpuMs),
  beside === null ? '' : number(beside.perSecond),
  beside === null ? '' : cpu(beside.serverCpuMs),
  ratio === null ? '' : `${ratio.toFixed(2)} ×`,
  [...targets.map(verdict), note].filter((text) => text !== '').join('; '),
];

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

/** What was wrong or makes a figure doubtful; these are never in the middle of the table. */
export const remarks = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ scenario, connections, ours }) => {
    if (ours === null) return [];
    const where = `${scenario}, ${connections} connections`;
    return [
      ...Object.entries(ours.wrong).map(([reason, count]) => `${where}: ${count} wrong answers, ${reason}`),
      ...(ours.otherCores > 0.3
        ? [`${where}: other processes used ${ours.otherCores.toFixed(1)} cores; trust the CPU column, not req/s`]
        : []),
    ];
  });
