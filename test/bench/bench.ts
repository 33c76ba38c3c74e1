// `npm run bench`: how fast the built server is beside the least that Fastify and SQLite can do, and beside SCIMMY.
// Never part of the test suite: figures depend on the machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOurs, openScimmy } from './contestants.ts';
import { loadFew, measureLookups, measureMembers, type Sized } from './flatness.ts';
import { residentMegabytesOf } from './machine.ts';
import { benchHelp, parseBenchOptions, type BenchOptions } from './options.ts';
import { remarks, summary, table, type Row } from './report.ts';
import { scenarios } from './scenarios.ts';
import { startLimit, startRollcall } from './servers.ts';
import { setting } from './setting.ts';
import { measureStartup } from './startup.ts';
import { measureThroughput } from './throughput.ts';

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

async function bench(options: BenchOptions, folder: string): Promise<readonly Row[]> {
  const chosen = (key: string): boolean =>
    options.only.length === 0 || options.only.some((beginning) => key.startsWith(beginning));
  const fresh = (): string => mkdtempSync(join(folder, 'data-'));
  const wanted = scenarios.filter(({ key }) => chosen(key));
  const rows: Row[] = [];
  for (const users of options.users) {
    const largest = users === options.users.at(-1);
    const [flat, startup] = [largest && chosen('flat'), largest && chosen('startup')];
    if (wanted.length === 0 && !flat && !startup) continue;
    const data = fresh();
    {
      await using stack = new AsyncDisposableStack();
      const server = stack.use(await startRollcall(data, options.profile));
      const ours = await loadOurs(server, users);
      const { perSecond, serverCpuMs } = ours.loading;
      const resident = residentMegabytesOf(server.pid);
      say(`${users} users: ${Math.round(perSecond)}/s, ${serverCpuMs.toFixed(3)} CPU ms each, then ${resident} MB`);
      const many: Sized = { server, directory: ours.material.directory };
      const few = flat ? await loadFew(stack.use(await startRollcall(fresh()))) : null;
      if (few !== null) rows.push(...(await measureLookups(few, many, options)));
      if (wanted.length > 0) {
        const limited = !options.alone && wanted.some(({ beside }) => beside !== undefined);
        const limit = limited ? stack.use(await startLimit(fresh(), users)) : null;
        const scimmy = options.alone ? null : stack.use(await openScimmy(fresh(), users));
        rows.push(...(await measureThroughput({ ours, limit, scimmy, options, say }, wanted)));
      }
      if (few !== null) rows.push(await measureMembers(few, many, options));
    }
    if (startup) {
      rows.push(await measureStartup('start-up on an empty folder', 700, fresh));
      rows.push(await measureStartup(`start-up with ${users.toLocaleString('en-US')} users`, 1000, () => data));
    }
    rmSync(data, { recursive: true });
  }
  return rows;
}

const options = parseBenchOptions(process.argv.slice(2));
if (options.help) process.stdout.write(benchHelp);
else {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const startedAt = performance.now();
  try {
    const rows = await bench(options, folder);
    const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
    const facts = [...setting(options), `took ${minutes} minutes`];
    const lines = [...facts, '', table(rows), '', ...[...remarks(rows), ...summary(rows)].map((line) => `- ${line}`)];
    process.stdout.write(`\n${lines.join('\n')}\n`);
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify({ setting: facts, rows }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
