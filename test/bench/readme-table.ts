// The short table of README from a run's JSON: node test/bench/readme-table.ts <file that --json wrote>
import { readFileSync } from 'node:fs';
import type { Row } from './report.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say which file: node test/bench/readme-table.ts <file that --json wrote>');
const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] };

/** Two digits that mean something. */
const digits = (value: number): string =>
  value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2);

const cpuOf = (row: Row | undefined): string => {
  const cpu = row?.referenceCpuMs ?? row?.ours?.serverCpuMs;
  return cpu === undefined ? '' : `${digits(cpu)} ms${row?.referenceCpuMs === null ? ' *' : ''}`;
};
/** Only where the limit answers the same request; elsewhere it was measured to scale by. */
const besideLimit = (row: Row | undefined): string =>
  row?.ours && row.limit && row.targets.some(({ text }) => text.endsWith('limit'))
    ? `${digits(row.ours.perSecond / row.limit.perSecond)} ×`
    : '';
const besideScimmy = (row: Row | undefined): string =>
  row?.ours && row.scimmy ? `${digits(row.scimmy.serverCpuMs / row.ours.serverCpuMs)} ×` : '';

const compared = rows.filter(({ ours, scimmy, limit }) => ours !== null && (scimmy !== null || limit !== null));
const sizes = [...new Set(compared.map(({ users }) => users))];
const scenarios = [...new Set(compared.map(({ scenario }) => scenario))];
const perSize = (title: string): readonly string[] =>
  sizes.map((users) => `${title}, ${(users ?? 0).toLocaleString('en-US')}`);

const header = ['Request', ...perSize('CPU'), 'Beside the limit', ...perSize('SCIMMY')];
const body = scenarios.map((scenario) => {
  const bySize = sizes.map((users) => compared.find((row) => row.scenario === scenario && row.users === users));
  return [scenario, ...bySize.map(cpuOf), besideLimit(bySize[0]), ...bySize.map(besideScimmy)];
});
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = [line(header), line(header.map(() => '---')), ...body.map(line)].join('\n');
process.stdout.write(
  `${table}\n\nCPU is per request and scaled by what the limit cost in the same rounds, or as it was measured (*).\n`,
);
