// `npm run bench:tunnel`: what the SSH tunnel costs. Debian's sshd and nginx stand for the own server, on this machine;
// figures are medians over rounds in turn, because others may use the machine too. Never part of the test suite.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startNginxTls } from '../nginx-tls.ts';
import { startOwnServer, type OwnServer } from '../tunnel/own-server.ts';
import { loadDirectory } from './directory.ts';
import { closeConnections, combined, measure, median, openConnections, type Measurement } from './load.ts';
import { waitForQuiet } from './machine.ts';
import { get } from './operations.ts';
import { startRollcall, type BenchServer } from './servers.ts';
import type { CarrierOrders } from './tunnel-carrier.ts';
import { measureRecovery } from './tunnel-recovery.ts';

const targets = { timesWithoutNoDelay: 25, perSecond: 500, addedP50Ms: 2, recoveryMs: 2_000 };
const users = 1_000;

interface Options {
  readonly seconds: number;
  readonly rounds: number;
  readonly more: readonly number[];
}

/** One way to the same listener. */
interface Way {
  readonly name: string;
  readonly origin: string;
  readonly ca?: string;
}

async function startCarrier(server: OwnServer, port: number, noDelay: boolean): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'tunnel-carrier.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const orders: CarrierOrders = { config: server.config(), port, noDelay };
  child.stdin.end(JSON.stringify(orders));
  const ended = once(child, 'exit');
  await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The tunnel ended before it was up.'))),
  ]);
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

type Measured = ReadonlyMap<string, Measurement>;

async function measureWays(
  server: BenchServer,
  ways: readonly Way[],
  { connections, seconds, rounds }: { connections: number; seconds: number; rounds: number },
  ids: readonly string[],
): Promise<Measured> {
  const taken = new Map<string, Measurement[]>(ways.map(({ name }) => [name, []]));
  const { pathname } = new URL(server.base);
  for (let round = 0; round < rounds; round++) {
    for (const { name, origin, ca } of ways) {
      const opened = openConnections(connections, origin + pathname, server.token, ca);
      const load = { connections: opened, serverPid: server.pid, maxOperations: Infinity, operation: get({ ids }) };
      await waitForQuiet();
      await measure({ ...load, seconds: 0.2 });
      const measurement = await measure({ ...load, seconds });
      const [reason] = Object.keys(measurement.wrong);
      if (reason !== undefined) throw new Error(`${name}: ${reason}`);
      taken.get(name)?.push(measurement);
      await closeConnections(opened);
    }
  }
  return new Map([...taken].map(([name, measurements]) => [name, combined(measurements)]));
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const verdict = (met: boolean): string => (met ? 'ok' : 'SHORT');

const lines = (connections: number, measured: Measured): readonly string[] =>
  [...measured].map(([name, { perSecond, p50Ms, p99Ms }]) =>
    row([name, String(connections), perSecond.toFixed(0), p50Ms.toFixed(2), p99Ms.toFixed(2)]),
  );

async function bench(folder: string, { seconds, rounds, more }: Options): Promise<readonly string[]> {
  await using rollcall = await startRollcall(folder);
  const { directory } = await loadDirectory(rollcall, users, 0);
  const { ids } = directory;
  const { origin, port } = new URL(rollcall.base);
  await using server = await startOwnServer();
  await using slowServer = await startOwnServer();
  await using front = await startNginxTls(server.bind);
  const recovery = await measureRecovery(server, rounds);
  await using carriers = new AsyncDisposableStack();
  carriers.use(await startCarrier(server, Number(port), true));
  carriers.use(await startCarrier(slowServer, Number(port), false));

  const direct: Way = { name: 'direct', origin };
  const ssh: Way = { name: 'SSH', origin: `http://127.0.0.1:${server.bind.port}` };
  const delayed: Way = { name: 'SSH without setNoDelay', origin: `http://127.0.0.1:${slowServer.bind.port}` };
  const tls: Way = { name: 'SSH + nginx TLS', origin: front.url, ca: front.ca };
  const one = await measureWays(rollcall, [direct, ssh, delayed, tls], { connections: 1, seconds, rounds }, ids);
  const further: string[] = [];
  for (const connections of more) {
    const measured = await measureWays(rollcall, [direct, ssh, tls], { connections, seconds, rounds }, ids);
    further.push(...lines(connections, measured));
  }

  const of = ({ name }: Way, key: 'perSecond' | 'p50Ms'): number => one.get(name)?.[key] ?? Number.NaN;
  const times = of(ssh, 'perSecond') / of(delayed, 'perSecond');
  const added = of(tls, 'p50Ms') - of(direct, 'p50Ms');
  const perSecond = of(tls, 'perSecond');
  const worst = Math.max(...recovery);
  return [
    row(['GET of a person', 'connections', 'req/s', 'p50 ms', 'p99 ms']),
    row(['---', '--:', '--:', '--:', '--:']),
    ...lines(1, one),
    ...further,
    '',
    `- setNoDelay: p50 ${of(ssh, 'p50Ms').toFixed(2)} instead of ${of(delayed, 'p50Ms').toFixed(2)} ms, ${times.toFixed(0)} × the requests per second; target ≥ ${targets.timesWithoutNoDelay} ×: ${verdict(times >= targets.timesWithoutNoDelay)}`,
    `- SSH + nginx TLS at one connection: ${perSecond.toFixed(0)} req/s; target ≥ ${targets.perSecond}: ${verdict(perSecond >= targets.perSecond)}`,
    `- added by SSH + nginx TLS: p50 ${added.toFixed(2)} ms; target ≤ ${targets.addedP50Ms} ms: ${verdict(added <= targets.addedP50Ms)}`,
    `- up again after a killed session: median ${median(recovery).toFixed(0)} ms, worst ${worst.toFixed(0)} ms of ${recovery.length}; target < ${targets.recoveryMs} ms: ${verdict(worst < targets.recoveryMs)}`,
  ];
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    /** Numbers of connections besides one, with commas. */
    more: { type: 'string', default: '10,50' },
  },
});
const options: Options = {
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
  more: values.more.split(',').filter(Boolean).map(Number),
};
const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-tunnel-'));
try {
  const shown = await bench(folder, options);
  process.stdout.write(`${shown.join('\n')}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
