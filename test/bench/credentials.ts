// `npm run bench:credentials`: what the check of a token costs, and what a flood of wrong ones costs a good client.
// Run by hand like the other benchmarks, never asserted by a test.
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createClock } from '#main/adapters/clock.ts';
import { createNetworks } from '#main/adapters/networks/networks.ts';
import { createSecrets } from '#main/adapters/secrets.ts';
import { createAuthenticate } from '#main/application/credentials/authenticate.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import { rememberTokens } from '#main/application/credentials/remember-tokens.ts';
import type { StoredToken } from '#main/application/ports/token-store.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { newTenant } from '../new-tenant.ts';
import type { Flood, FloodAnswers } from './flood.ts';
import { closeConnections, measure, median, openConnection, type Measurement } from './load.ts';
import { waitForQuiet } from './machine.ts';
import { startRollcall, type BenchServer } from './servers.ts';

const targets = { checkMicroseconds: 10, p99Ratio: 1.5 };
const checks = 100_000;
const badPerSecond = 1_000;
const seconds = 5;
const rounds = 5;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** CPU microseconds of one turn, the median of several batches after one to warm up. */
async function cpuMicroseconds(turn: () => Promise<unknown>): Promise<number> {
  const batches: number[] = [];
  for (let batch = 0; batch <= rounds; batch++) {
    const before = process.cpuUsage();
    for (let n = 0; n < checks; n++) await turn();
    const { user, system } = process.cpuUsage(before);
    batches.push((user + system) / checks);
  }
  return median(batches.slice(1));
}

/** The check of a good token as a request meets it, less what awaiting nothing costs. */
async function measureCheck(folder: string, facts: Partial<StoredToken>): Promise<number> {
  const storage = openStorage({ file: join(folder, `${Object.keys(facts).join('-') || 'plain'}.sqlite`) });
  const [clock, secrets] = [createClock(), createSecrets()];
  const tenant = newTenant({ id: secrets.uuid(), slug: 'bench' });
  await storage.tenants.create(tenant);
  const { secret, hash, hint } = mintToken(secrets);
  const common = { tenantId: tenant.id, label: 'Entra', createdAt: clock.now(), scope: 'read-write' } as const;
  await storage.tokens.create({ ...common, id: secrets.uuid(), hash, hint, networks: [], ...facts });
  const tokens = rememberTokens(storage.tokens, clock);
  const authenticate = createAuthenticate({ ...storage, tokens, clock, secrets, networks: createNetworks() });
  const authorization = `Bearer ${secret}`;
  const present = () => ({
    tenant,
    authorization,
    address: '203.0.113.7',
    userAgent: 'bench',
    writes: true,
    now: clock.now(),
  });
  const answer = await authenticate(present());
  if (!answer.ok) throw new Error(`The good token was refused: ${answer.error.detail}`);
  const withCheck = await cpuMicroseconds(() => authenticate(present()));
  const without = await cpuMicroseconds(async () => present());
  storage.close();
  return withCheck - without;
}

const goodClient = async (server: BenchServer): Promise<Measurement> => {
  const connection = openConnection(server.base, server.token);
  const measured = await measure({
    connections: [connection],
    serverPid: server.pid,
    seconds,
    maxOperations: Number.POSITIVE_INFINITY,
    operation: async (client) => {
      const { status } = await client.send('GET', '/Users?count=1');
      return status === 200 ? true : `status ${status}`;
    },
  });
  await closeConnections([connection]);
  return measured;
};

interface Round {
  readonly quiet: Measurement;
  readonly flooded: Measurement;
  readonly answers: FloodAnswers;
}

async function measureRound(server: BenchServer): Promise<Round> {
  await waitForQuiet();
  const quiet = await goodClient(server);
  const workerData: Flood = { base: server.base, perSecond: badPerSecond, seconds };
  const worker = new Worker(new URL('flood.ts', import.meta.url), { workerData });
  const ended = once(worker, 'message') as Promise<[FloodAnswers]>;
  await once(worker, 'online');
  const flooded = await goodClient(server);
  const [answers] = await ended;
  return { quiet, flooded, answers };
}

async function measureFlood(folder: string): Promise<void> {
  await using server = await startRollcall(mkdtempSync(join(folder, 'data-')));
  await goodClient(server);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await measureRound(server));
  const of = (pick: (round: Round) => number): number => median(measured.map(pick));
  for (const { quiet, flooded, answers } of measured) {
    const wrong = JSON.stringify({ ...quiet.wrong, ...flooded.wrong });
    print(
      `  p99 ${quiet.p99Ms.toFixed(2)} ms alone, ${flooded.p99Ms.toFixed(2)} ms with the flood; the flood got ${JSON.stringify(answers)}, the good client wrong ${wrong}`,
    );
  }
  const ratio = of(({ quiet, flooded }) => flooded.p99Ms / quiet.p99Ms);
  print(
    `Good client beside ${badPerSecond} bad tokens/s: p99 ${of(({ quiet }) => quiet.p99Ms).toFixed(2)} ms -> ${of(({ flooded }) => flooded.p99Ms).toFixed(2)} ms, ${ratio.toFixed(2)} x (target ${targets.p99Ratio} x)`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
try {
  for (const [what, facts] of [
    ['a token', {}],
    ['a token with an expiry', { expiresAt: '2999-01-01T00:00:00.000Z' }],
    ['a token with three networks', { networks: ['198.51.100.0/24', '2001:db8::/32', '203.0.113.0/24'] }],
  ] as const) {
    const cost = await measureCheck(folder, facts);
    print(`Check of ${what}: ${cost.toFixed(1)} µs of CPU (target ${targets.checkMicroseconds} µs)`);
  }
  await measureFlood(folder);
} finally {
  rmSync(folder, { recursive: true });
}
