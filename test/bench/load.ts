// Closed-loop load on undici Clients: one Client, so one keep-alive socket without pipelining, per connection.
import { Client } from 'undici';
import { cpuSecondsOf, machineBusySeconds } from './machine.ts';

export interface Answer {
  /** 0 on a transport error; the reason is in `text`. */
  readonly status: number;
  readonly text: string;
}

export interface Connection {
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: string): Promise<Answer>;
  close(): Promise<void>;
}

const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const answerWithinMs = 60_000;

/**
 * @param base path prefix included; anything but loopback is refused, because this is a load generator
 * @param ca certificate to trust, for https
 */
export function openConnection(base: string, token: string, ca?: string): Connection {
  const { origin, hostname, pathname } = new URL(base);
  if (!loopback.includes(hostname))
    throw new Error(`${base} is not on this machine: the benchmark loads loopback only.`);
  const prefix = pathname.replace(/\/$/, '');
  const client = new Client(origin, {
    pipelining: 1,
    headersTimeout: answerWithinMs,
    bodyTimeout: answerWithinMs,
    ...(ca !== undefined && { connect: { ca } }),
  });
  const reading = { authorization: `Bearer ${token}`, accept: 'application/scim+json' };
  const writing = { ...reading, 'content-type': 'application/scim+json' };
  return {
    send: (method, path, body) =>
      new Promise((resolve) => {
        let status = 0;
        const chunks: Buffer[] = [];
        client.dispatch(
          { method, path: prefix + path, headers: body === undefined ? reading : writing, body: body ?? null },
          {
            onRequestStart() {},
            onResponseStart: (_controller, statusCode) => void (status = statusCode),
            onResponseData: (_controller, chunk) => void chunks.push(chunk),
            onResponseEnd: () => resolve({ status, text: Buffer.concat(chunks).toString() }),
            onResponseError: (_controller, error) => resolve({ status: 0, text: error.message }),
          },
        );
      }),
    close: () => client.destroy(),
  };
}

export const openConnections = (count: number, base: string, token: string, ca?: string): readonly Connection[] =>
  Array.from({ length: count }, () => openConnection(base, token, ca));

export const closeConnections = async (connections: readonly Connection[]): Promise<void> =>
  void (await Promise.all(connections.map((connection) => connection.close())));

/** One operation: true when the answer was right, the reason when it was not, undefined when there is nothing left. */
export type Operation = (connection: Connection) => Promise<true | string | undefined>;

export interface Measurement {
  readonly operations: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU milliseconds of the server per operation. */
  readonly serverCpuMs: number;
  /** Cores that neither the server nor this process used. */
  readonly otherCores: number;
  /** Wrong answers by reason. */
  readonly wrong: Readonly<Record<string, number>>;
}

export interface Load {
  readonly connections: readonly Connection[];
  readonly serverPid: number;
  readonly seconds: number;
  readonly maxOperations: number;
  readonly operation: Operation;
}

/** Every connection repeats the operation until the time is over, the count is reached or the material has run out. */
export async function measure({
  connections,
  serverPid,
  seconds,
  maxOperations,
  operation,
}: Load): Promise<Measurement> {
  const latencies: number[] = [];
  const wrong: Record<string, number> = {};
  let issued = 0;
  const before = { server: cpuSecondsOf(serverPid), busy: machineBusySeconds(), own: process.cpuUsage() };
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < endsAt && issued < maxOperations) {
        issued++;
        const sentAt = performance.now();
        const outcome = await operation(connection);
        if (outcome === undefined) return;
        latencies.push(performance.now() - sentAt);
        if (outcome !== true) wrong[outcome] = (wrong[outcome] ?? 0) + 1;
      }
    }),
  );
  const wallSeconds = (performance.now() - startedAt) / 1000;
  const own = process.cpuUsage(before.own);
  const serverSeconds = cpuSecondsOf(serverPid) - before.server;
  const otherSeconds = machineBusySeconds() - before.busy - serverSeconds - (own.user + own.system) / 1e6;
  latencies.sort((a, b) => a - b);
  return {
    operations: latencies.length,
    perSecond: latencies.length / wallSeconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    serverCpuMs: latencies.length === 0 ? 0 : (serverSeconds * 1000) / latencies.length,
    otherCores: Math.max(0, otherSeconds / wallSeconds),
    wrong,
  };
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The medians over several rounds; the counts add up. */
export function combined(rounds: readonly Measurement[]): Measurement {
  const of = (key: 'perSecond' | 'p50Ms' | 'p99Ms' | 'serverCpuMs' | 'otherCores'): number =>
    median(rounds.map((round) => round[key]));
  const wrong: Record<string, number> = {};
  for (const round of rounds) {
    for (const [reason, count] of Object.entries(round.wrong)) wrong[reason] = (wrong[reason] ?? 0) + count;
  }
  return {
    operations: rounds.reduce((sum, round) => sum + round.operations, 0),
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    serverCpuMs: of('serverCpuMs'),
    otherCores: of('otherCores'),
    wrong,
  };
}
