// `npm run bench`: how fast the built server is beside the least that Fastify and SQLite can do. Never part of the
// test suite: figures depend on the machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureFlatness } from './flatness.ts';
import { benchHelp, parseBenchOptions, type BenchOptions } from './options.ts';
import { remarks, table, type Row } from './report.ts';
import { scenarios } from './scenarios.ts';
import { startLimit, startRollcall } from './servers.ts';
import { measureStartup } from './startup.ts';
import { measureThroughput } from './throughput.ts';

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

async function bench(options: BenchOptions, folder: string): Promise<readonly Row[]> {
  const chosen = (key: string): boolean =>
    options.only.length === 0 || options.only.some((beginning) => key.startsWith(beginning));
  const fresh = (): string => mkdtempSync(join(folder, 'data-'));
  const many = fresh();
  const rows: Row[] = [];

  if (scenarios.some(({ key }) => chosen(key))) {
    await using limit = await startLimit(fresh(), options.users);
    await using ours = await startRollcall(fresh(), options.profile);
    rows.push(...(await measureThroughput({ ours, limit }, options, chosen, say)));
  }
  if (chosen('flat') || chosen('startup')) {
    await using small = await startRollcall(fresh());
    await using large = await startRollcall(many, options.profile);
    rows.push(...(await measureFlatness(small, large, options, say)));
  }
  if (chosen('startup')) {
    rows.push(await measureStartup('start-up on an empty folder', 700, fresh));
    const people = `${options.manyUsers.toLocaleString('en-US')} users`;
    rows.push(await measureStartup(`start-up with ${people}`, 1000, () => many));
  }
  return rows;
}

const options = parseBenchOptions(process.argv.slice(2));
if (options.help) process.stdout.write(benchHelp);
else {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  try {
    const rows = await bench(options, folder);
    const setting = `${availableParallelism()} cores, Node ${process.version}, ${options.users} users, ${options.rounds} rounds of ${options.seconds} s`;
    process.stdout.write(
      `\n${setting}\n\n${table(rows)}\n${remarks(rows)
        .map((remark) => `- ${remark}\n`)
        .join('')}`,
    );
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ setting, rows }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
