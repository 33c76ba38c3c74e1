// Asks the public URL what Entra would ask, from TLS to Entra's pace, and says what it would stumble over. One check after
// the other, so that none disturbs the next; when this Rollcall is not reached at all, that is the whole finding.
import type { TunnelFinding } from '#shared/console-api/tunnel.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import type { DoctorClient, DoctorLine, DoctorOutcome } from '../../ports/doctor-client.ts';
import type { Timers } from '../../ports/timers.ts';
import type { TunnelDoctor } from '../../ports/tunnel-ports.ts';
import type { Check, Way } from './check.ts';
import { address } from './checks/address.ts';
import { clientAddress } from './checks/client-address.ts';
import { clock } from './checks/clock.ts';
import { encodedQuotes, encodedSpaces, groupFilter, userFilter } from './checks/filters.ts';
import { judgeLatency, latencyRequest, latencySamples } from './checks/latency.ts';
import { largeBody } from './checks/large-body.ts';
import { entraPace, judgePace, paceRequest, type Pace } from './checks/pace.ts';
import { reach, redirect, warningPage } from './checks/reach.ts';
import { authorization, requestHeaders } from './checks/request-headers.ts';
import { responseHeaders } from './checks/response-headers.ts';
import { slashes } from './checks/slashes.ts';
import { judgeCertificate, judgeVersion, plainHttp } from './checks/tls.ts';
import { tokenRequest } from './checks/token-request.ts';
import { noUserAgent } from './checks/user-agent.ts';
import type { Judgement } from './finding.ts';
import { frontOf } from './front.ts';

export interface TunnelDoctorOptions {
  readonly client: DoctorClient;
  readonly timers: Timers;
  /** Random. */
  readonly uuid: () => string;
  /** The slug of a tenant that answers. */
  readonly slug: () => Promise<string>;
  /** The listener's own origin, for comparison; null while it does not accept. */
  readonly loopback: () => string | null;
  readonly pace?: Pace;
}

/** Who is there: they ask the same and look for different things. The first that fails ends the examination. */
const identity: readonly Check[] = [warningPage, redirect, reach];

const checks: readonly Check[] = [
  noUserAgent,
  userFilter,
  groupFilter,
  encodedSpaces,
  encodedQuotes,
  slashes,
  authorization,
  requestHeaders,
  largeBody,
  tokenRequest,
  address,
  clientAddress,
  responseHeaders,
  clock,
];

const wayTo = (origin: string, slug: string, guid: string): Way => ({
  origin,
  base: tenantPath(slug),
  tokenPath: `/${slug}/oauth2/token`,
  guid,
  front: 'other',
});

const paceCount = ({ perSecond, seconds }: Pace): number => perSecond * seconds;

/** Counted on what is asked, so that a check more is a request more. */
function requestsAt(pace: Pace): number {
  const way = wayTo('', '', '');
  const asked = [reach, ...checks].reduce((sum, { ask }) => sum + ask(way).length, 0);
  return asked + latencySamples + paceCount(pace);
}

const named = (check: string, judgement: Judgement): TunnelFinding => ({ check, ...judgement });

/* oxlint-disable no-await-in-loop -- one request after the other is what is measured and what spares the way */
async function askInTurn(line: DoctorLine, requests: ReturnType<Check['ask']>): Promise<readonly DoctorOutcome[]> {
  const outcomes: DoctorOutcome[] = [];
  for (const request of requests) {
    const outcome = await line.send(request);
    outcomes.push(outcome);
    // What hangs once hangs again, and takes the whole time limit each time: it is found by the first.
    if (outcome.kind === 'none' && outcome.code === 'TIMEOUT') break;
  }
  return outcomes;
}

async function runChecks(line: DoctorLine, way: Way): Promise<readonly TunnelFinding[]> {
  const findings: TunnelFinding[] = [];
  for (const check of checks) findings.push(named(check.id, check.judge(await askInTurn(line, check.ask(way)), way)));
  return findings;
}
/* oxlint-enable no-await-in-loop */

async function examineTls(client: DoctorClient, { origin, front }: Way): Promise<readonly TunnelFinding[]> {
  if (!origin.startsWith('https:')) return [named('tls-version', plainHttp())];
  const [only, any] = await Promise.all([client.handshake(origin, 'TLSv1.2'), client.handshake(origin)]);
  const shown = only.ok ? only : any;
  return [
    named('tls-version', judgeVersion(only, any, front)),
    ...(shown.ok ? [named('certificate', judgeCertificate(shown, client.now()))] : []),
  ];
}

function judgeIdentity(outcomes: readonly DoctorOutcome[], way: Way): readonly TunnelFinding[] {
  const findings = identity.map((check) => named(check.id, check.judge(outcomes, way)));
  const first = findings.find(({ result }) => result === 'fail');
  return first === undefined ? findings : [first];
}

export function createTunnelDoctor(options: TunnelDoctorOptions): TunnelDoctor {
  const { client, timers, uuid, slug, loopback, pace = entraPace } = options;

  const atPace = async (line: DoctorLine, way: Way): Promise<TunnelFinding> => {
    const sent = Array.from({ length: paceCount(pace) }, (_, index) => {
      const { promise, resolve } = Promise.withResolvers<DoctorOutcome>();
      timers.after((index * 1_000) / pace.perSecond, () => resolve(line.send(paceRequest(way))));
      return promise;
    });
    return named('pace', judgePace(await Promise.all(sent), pace, way));
  };

  const latency = async (line: DoctorLine, way: Way): Promise<readonly TunnelFinding[]> => {
    const origin = loopback();
    if (origin === null) return [];
    using direct = disposable(client.open(origin));
    const requests = Array.from({ length: latencySamples }, () => latencyRequest(way));
    const outside = await askInTurn(line, requests);
    return [named('latency', judgeLatency(outside, await askInTurn(direct.line, requests)))];
  };

  const examine = async (url: string): Promise<readonly TunnelFinding[]> => {
    const way = wayTo(url, await slug(), uuid());
    using outside = disposable(client.open(url));
    const { line } = outside;
    const first = await askInTurn(line, reach.ask(way));
    const headers = first.find((outcome) => outcome.kind === 'answer')?.headers ?? {};
    const known: Way = { ...way, front: frontOf(url, headers) };
    const findings = [...(await examineTls(client, known)), ...judgeIdentity(first, known)];
    if (findings.some(({ check, result }) => identity.some(({ id }) => id === check) && result === 'fail')) {
      return findings;
    }
    return [...findings, ...(await runChecks(line, known)), ...(await latency(line, known)), await atPace(line, known)];
  };

  const running = new Map<string, Promise<readonly TunnelFinding[]>>();
  return {
    requests: requestsAt(pace),
    // Whoever asks while it runs gets the same answer: two at once would measure each other.
    examine(url) {
      const same = running.get(url) ?? examine(url).finally(() => running.delete(url));
      running.set(url, same);
      return same;
    },
  };
}

const disposable = (line: DoctorLine): Disposable & { readonly line: DoctorLine } => ({
  line,
  [Symbol.dispose]: () => line.close(),
});
