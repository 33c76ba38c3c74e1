// A Rollcall with its listener, something in front of it, and the doctor that looks at it from outside.
import { once } from 'node:events';
import {
  createServer,
  request as requestHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTimers } from '#main/adapters/timers.ts';
import { createDoctorClient } from '#main/adapters/tunnel/doctor-client/doctor-client.ts';
import { createProbeKey } from '#main/adapters/tunnel/probe/probe-key.ts';
import type { TunnelDoctor } from '#main/application/ports/tunnel-ports.ts';
import type { ProbeKey } from '#main/application/ports/tunnel-probe.ts';
import type { Pace } from '#main/application/tunnel/doctor/checks/pace.ts';
import { createTunnelDoctor } from '#main/application/tunnel/doctor/doctor.ts';
import { createScimServer } from '#main/http/server.ts';
import type { TunnelFinding } from '#shared/console-api/tunnel.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

export interface Listening extends AsyncDisposable {
  readonly rollcall: RollcallForTest;
  readonly key: ProbeKey;
  /** Origin of the listener that knows the key. */
  readonly url: string;
  readonly port: number;
}

export async function startListening(): Promise<Listening> {
  const opened = new AsyncDisposableStack();
  const rollcall = opened.use(await startRollcall());
  const key = createProbeKey();
  const server = await createScimServer(rollcall.core, { host: '127.0.0.1', port: 0, probeKey: key });
  opened.defer(() => server.close());
  return {
    rollcall,
    key,
    url: server.url,
    port: server.port,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

export interface Returned {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** What a server in front does otherwise than it should; each hook may pass on what it got. */
export interface Misbehaviour {
  /** Answers by itself: true when it did. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly passOn?: (passed: Passed) => Passed;
  readonly giveBack?: (returned: Returned, asked: IncomingMessage) => Returned;
  readonly delayMs?: number;
  /** What a request waits for. */
  readonly hold?: ((request: IncomingMessage) => Promise<void>) | undefined;
  /** Undefined is plain http. */
  readonly tls?: ServerOptions;
  readonly host?: string;
}

const pairs = (headers: IncomingHttpHeaders): OutgoingHttpHeaders => ({ ...headers });

async function forward(port: number, { method, path, headers, body }: Passed): Promise<Returned> {
  const outgoing = requestHttp({ host: '127.0.0.1', port, method, path, headers, setHost: false });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode ?? 0, headers: pairs(incoming.headers), body: await buffer(incoming) };
}

export interface Front extends AsyncDisposable {
  readonly url: string;
}

/** A reverse proxy in front of the listener. */
export async function startFront(port: number, bad: Misbehaviour = {}): Promise<Front> {
  const { tls, host = '127.0.0.1', passOn = (passed) => passed, giveBack = (returned) => returned } = bad;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (bad.answer?.(request, response) === true) return;
    const { method = '', url: path = '', headers } = request;
    if (bad.delayMs !== undefined) await sleep(bad.delayMs);
    await bad.hold?.(request);
    const passedBy = [headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', ');
    const sent = {
      ...pairs(headers),
      'x-forwarded-for': passedBy,
      ...(tls === undefined ? {} : { 'x-forwarded-proto': 'https' }),
    };
    const passed = passOn({ method, path, headers: sent, body: await buffer(request) });
    const returned = giveBack(await forward(port, passed), request);
    response.writeHead(returned.status, returned.headers).end(returned.body);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => response.destroy());
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  // A client that refuses the certificate is what some tests are about.
  server.on('tlsClientError', () => undefined);
  server.listen(0, host);
  await once(server, 'listening');
  const name = host === '127.0.0.1' ? 'localhost' : host;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${name}:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}

export interface Examination {
  readonly url: string;
  readonly ca?: string;
  readonly pace?: Pace;
  readonly timeLimitMs?: number | undefined;
}

/** One request, unless a test is about the pace: several at once are slow on a busy machine, and that would be found. */
const noPace: Pace = { perSecond: 1, seconds: 1 };

/** As long as a busy machine may take: only what never answers is to run into it. */
const patientMs = 30_000;

/** A doctor that looks at this listener. */
export const doctorOf = (
  { key, url: direct }: Pick<Listening, 'key' | 'url'>,
  { ca, pace = noPace, timeLimitMs = patientMs }: Omit<Examination, 'url'>,
): TunnelDoctor =>
  createTunnelDoctor({
    client: createDoctorClient({ key, timeLimitMs, ...(ca === undefined ? {} : { ca }) }),
    timers: createTimers(),
    uuid: () => crypto.randomUUID(),
    slug: () => Promise.resolve('default'),
    loopback: () => direct,
    pace,
  });

/** What the doctor finds, by the names of its checks. */
export async function examine(
  listening: Pick<Listening, 'key' | 'url'>,
  { url, ...how }: Examination,
): Promise<ReadonlyMap<string, TunnelFinding>> {
  const findings = await doctorOf(listening, how).examine(url);
  return new Map(findings.map((finding) => [finding.check, finding]));
}

/** Found where a busy machine is slow at Entra's pace, and nothing is lost. */
export const slowAtPace = 'pace warn';

/** The checks that found something, as `check result`. */
export const faults = (findings: ReadonlyMap<string, TunnelFinding>): readonly string[] =>
  [...findings.values()].filter(({ result }) => result !== 'ok').map(({ check, result }) => `${check} ${result}`);
