// A worker that sends requests with tokens that are well formed and unknown, so many a second whatever the answers are.
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createSecrets } from '#main/adapters/secrets.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import { closeConnections, openConnection, type Connection } from './load.ts';

export interface Flood {
  readonly base: string;
  readonly perSecond: number;
  readonly seconds: number;
}

/** How often each status came. */
export type FloodAnswers = Readonly<Record<number, number>>;

/** Bursts would measure themselves. */
const tickMs = 1;
/** Each connection keeps its own token; a guesser would use more of both. */
const connectionCount = 50;

async function flood({ base, perSecond, seconds }: Flood): Promise<FloodAnswers> {
  const secrets = createSecrets();
  const connections = Array.from({ length: connectionCount }, () => openConnection(base, mintToken(secrets).secret));
  const answers: Record<number, number> = {};
  const count = async (connection: Connection): Promise<void> => {
    const { status } = await connection.send('GET', '/Users?count=1');
    answers[status] = (answers[status] ?? 0) + 1;
  };
  const pending: Promise<void>[] = [];
  const startedAt = performance.now();
  let sent = 0;
  for (let passed = 0; passed < seconds * 1000; passed = performance.now() - startedAt) {
    for (; sent < (passed / 1000) * perSecond; sent++) {
      const connection = connections[sent % connectionCount];
      if (connection === undefined) break;
      pending.push(count(connection));
    }
    await sleep(tickMs);
  }
  await Promise.all(pending);
  await closeConnections(connections);
  return answers;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
parentPort?.postMessage(await flood(workerData as Flood));
