// Ours, the bare server and SCIMMY in turn, round by round, so that all meet the same foreign load.
import { createOurGroups, findCursor, type Contestant } from './contestants.ts';
import { lostMembers, wrong, type LoadedGroup } from './directory.ts';
import {
  closeConnections,
  combined,
  measure,
  openConnection,
  openConnections,
  type Measurement,
  type Operation,
} from './load.ts';
import { waitForQuiet } from './machine.ts';
import { get } from './operations.ts';
import type { BenchOptions } from './options.ts';
import { user } from './payloads.ts';
import type { Row } from './report.ts';
import { atReference, targetsOf, type Compared, type Scenario } from './scenarios.ts';
import type { BenchServer, LimitServer } from './servers.ts';

const mostOperations = 200_000;
const warmUpSeconds = { server: 3, scenario: 0.3 };
/** A request that takes longer than this is measured on one connection only, and only so often. */
const slow = { fromMs: 100, leastOperations: 3, mostSeconds: 10 };

export interface Contest {
  readonly ours: Contestant;
  readonly limit: LimitServer | null;
  readonly scimmy: Contestant | null;
  readonly options: BenchOptions;
  readonly say: (line: string) => void;
}

export async function measureThroughput(contest: Contest, wanted: readonly Scenario[]): Promise<readonly Row[]> {
  const { ours, limit, scimmy, say } = contest;
  const possible = wanted.filter(({ needs, key }) => {
    const here = needs === undefined || ours.features.has(needs);
    if (!here) say(`${key}: left out, the server does not announce "${needs}"`);
    return here;
  });
  if (possible.length === 0) return [];
  const bare = limit === null ? null : { get: get(limit), post: barePost() };
  if (limit !== null && bare !== null) {
    await load(limit, 16, warmUpSeconds.server, mostOperations, bare.get); // ours is warm from loading
    await load(limit, 16, warmUpSeconds.server, mostOperations, bare.post);
  }
  if (scimmy !== null)
    await load(scimmy.server, 16, warmUpSeconds.server, mostOperations, get(scimmy.material.directory));
  if (possible.some(({ needs }) => needs === 'cursor')) await findCursor(ours);

  const rows: Row[] = [];
  const run = async (scenario: Scenario): Promise<void> => {
    const row = await compare(scenario, contest, bare);
    rows.push(row);
    say(sentence(row));
  };
  // People first, while they are in no group: a user's resource lists its groups.
  for (const scenario of possible.filter(({ groups }) => groups !== true)) await run(scenario);
  const ofGroups = possible.filter(({ groups }) => groups === true);
  if (ofGroups.length > 0) {
    await createOurGroups(ours);
    for (const scenario of ofGroups) await run(scenario);
    rows.push(await lostRow(ours));
  }
  return rows;
}

type Bare = Readonly<Record<'get' | 'post', Operation>>;

async function compare(scenario: Scenario, contest: Contest, bare: Bare | null): Promise<Row> {
  const { ours, limit, options } = contest;
  const connections = scenario.connections ?? options.connections;
  const most = (share: number, { material }: Contestant): number =>
    scenario.most === undefined ? mostOperations : Math.floor(scenario.most(material) * share);
  const share = 1 / (options.rounds + 1); // the warm-up's part is the last one
  const operation = scenario.operation(ours.material);
  const similar = scenario.similar?.operation(ours.material);
  const scimmy = await probe(scenario, contest.scimmy, connections);

  const { seconds } = options;
  await load(ours.server, connections, warmUpSeconds.scenario, most(share, ours), operation);
  const rounds: Record<keyof Compared, Measurement[]> = { ours: [], limit: [], scimmy: [], similar: [] };
  for (let round = 0; round < options.rounds; round++) {
    if (limit !== null && bare !== null && scenario.beside !== undefined) {
      rounds.limit.push(await load(limit, connections, seconds, mostOperations, bare[scenario.beside]));
    }
    rounds.ours.push(await load(ours.server, connections, seconds, most(share, ours), operation));
    if (similar !== undefined)
      rounds.similar.push(await load(ours.server, connections, seconds, mostOperations, similar));
    if (scimmy?.mode === 'rounds') {
      const { contestant } = scimmy;
      rounds.scimmy.push(
        await load(contestant.server, connections, seconds, most(share, contestant), scimmy.operation),
      );
    }
  }
  if (scimmy?.mode === 'slow') {
    const { server } = scimmy.contestant;
    rounds.scimmy.push(await load(server, 1, slow.mostSeconds, scimmy.operations, scimmy.operation));
  }
  const compared: Compared = {
    ours: combined(rounds.ours),
    limit: rounds.limit.length === 0 ? null : combined(rounds.limit),
    scimmy: rounds.scimmy.length === 0 ? null : combined(rounds.scimmy),
    similar: rounds.similar.length === 0 ? null : combined(rounds.similar),
  };
  return {
    scenario: scenario.title,
    users: ours.material.directory.ids.length,
    connections,
    ours: compared.ours,
    referenceCpuMs: atReference(scenario, compared),
    limit: compared.limit,
    scimmy: compared.scimmy,
    targets: targetsOf(scenario, compared),
    note: noteOn(scimmy, compared.scimmy),
  };
}

/** How SCIMMY is to be measured, from one request of the scenario. */
type Probed =
  | { readonly mode: 'rounds'; readonly contestant: Contestant; readonly operation: Operation }
  | {
      readonly mode: 'slow';
      readonly contestant: Contestant;
      readonly operation: Operation;
      readonly operations: number;
    }
  | { readonly mode: 'refused'; readonly why: string };

async function probe(
  scenario: Scenario,
  contestant: Contestant | null,
  connections: number,
): Promise<Probed | undefined> {
  if (contestant === null) return undefined;
  if (scenario.needs !== undefined && !contestant.features.has(scenario.needs))
    return { mode: 'refused', why: `has no ${scenario.needs}` };
  const operation = scenario.operation(contestant.material);
  const once = (): Promise<Measurement> => load(contestant.server, 1, slow.mostSeconds, 1, operation);
  const first = await once();
  const [why] = Object.keys(first.wrong);
  if (why !== undefined) return { mode: 'refused', why };
  // The first request may only have been slow because it was the first.
  const ms = first.p50Ms < slow.fromMs || first.p50Ms > 1_000 ? first.p50Ms : (await once()).p50Ms;
  if (ms < slow.fromMs) {
    const most = scenario.most === undefined ? mostOperations : connections;
    await load(contestant.server, connections, warmUpSeconds.scenario, most, operation);
    return { mode: 'rounds', contestant, operation };
  }
  const operations = Math.max(slow.leastOperations, Math.ceil(1_000 / ms));
  return { mode: 'slow', contestant, operation, operations };
}

function noteOn(probed: Probed | undefined, scimmy: Measurement | null): string {
  if (probed?.mode === 'refused') return `SCIMMY: ${probed.why}`;
  if (probed?.mode !== 'slow' || scimmy === null) return '';
  return `SCIMMY: ${scimmy.operations} ${scimmy.operations === 1 ? 'request' : 'requests'} on 1 connection`;
}

const figures = (of: Measurement | null): string =>
  of === null ? '' : `${Math.round(of.perSecond)}/s, ${of.serverCpuMs.toFixed(3)} CPU ms`;

const sentence = ({ scenario, users, ours, scimmy }: Row): string =>
  `${scenario}, ${users} users: ${figures(ours)}${scimmy === null ? '' : `; SCIMMY ${figures(scimmy)}`}`;

/** One round on connections of its own, when the machine is quiet. */
export async function load(
  { base, token, pid }: BenchServer,
  count: number,
  seconds: number,
  maxOperations: number,
  operation: Operation,
): Promise<Measurement> {
  await waitForQuiet();
  const connections = openConnections(count, base, token);
  const measured = await measure({ connections, serverPid: pid, seconds, maxOperations, operation });
  await closeConnections(connections);
  return measured;
}

/** The bare server's POST, on payloads of the same size. */
function barePost(): Operation {
  let next = 0;
  const tag = `bare${Date.now().toString(36)}`;
  return async (connection) => {
    const answer = await connection.send('POST', '/Users', user(tag, next++));
    return answer.status === 201 ? true : wrong('POST', answer);
  };
}

async function lostRow({ server, material }: Contestant): Promise<Row> {
  const groups: readonly LoadedGroup[] = [...material.large, ...material.empty, ...material.fresh];
  const connection = openConnection(server.base, server.token);
  const lost = await lostMembers(connection, groups);
  await connection.close();
  const acknowledged = groups.reduce((sum, { added }) => sum + added, 0);
  return {
    scenario: 'members lost',
    users: material.directory.ids.length,
    connections: null,
    ours: null,
    referenceCpuMs: null,
    limit: null,
    scimmy: null,
    targets: [{ text: '0 lost', met: lost === 0 }],
    note: `${lost} of ${acknowledged} acknowledged`,
  };
}
