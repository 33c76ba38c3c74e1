// Ours and the bare server in turn, round by round, so that both meet the same foreign load.
import { createGroups, loadDirectory, lostMembers, wrong, type Directory, type LoadedGroup } from './directory.ts';
import {
  closeConnections,
  combined,
  measure,
  openConnection,
  openConnections,
  type Measurement,
  type Operation,
} from './load.ts';
import { residentMegabytesOf, waitForQuiet } from './machine.ts';
import { get } from './operations.ts';
import type { BenchOptions } from './options.ts';
import { user } from './payloads.ts';
import type { Row } from './report.ts';
import { atReference, scenarios, targetsOf, type Material, type Scenario } from './scenarios.ts';
import type { BenchServer, LimitServer } from './servers.ts';

const largeGroup = 10_000;
const extraUsers = 2_500;
const largeGroups = 4;
const emptyGroups = 8;
const mostOperations = 200_000;
const warmUpSeconds = 3;

export interface Servers {
  readonly ours: BenchServer;
  readonly limit: LimitServer;
}

export async function measureThroughput(
  { ours, limit }: Servers,
  options: BenchOptions,
  chosen: (key: string) => boolean,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const wanted = scenarios.filter(({ key }) => chosen(key));
  if (wanted.length === 0) return [];
  const directory = await loadDirectory(ours, options.users, extraUsers);
  const { perSecond, serverCpuMs } = directory.loading;
  say(
    `loaded ${options.users} users: ${Math.round(perSecond)}/s, ${serverCpuMs.toFixed(3)} CPU ms each, then ${residentMegabytesOf(ours.pid)} MB resident`,
  );

  const rows: Row[] = [];
  const beside = { get: get(limit), post: barePost() };
  for (const operation of [beside.get, beside.post]) {
    await load(limit, 16, warmUpSeconds, mostOperations, operation); // ours is warm from loading
  }
  const run = async (scenario: Scenario, connections: number, material: Material): Promise<void> => {
    const row = await compare(scenario, material, { ours, limit, beside, connections }, options);
    rows.push(row);
    const { perSecond: rate = 0, serverCpuMs: cost = 0 } = row.ours ?? {};
    say(`${row.scenario}, ${connections} connections: ${Math.round(rate)}/s, ${cost.toFixed(3)} CPU ms`);
  };
  // Users first, while they are in no group: a user's resource lists its groups, which would make it larger than 1 kB.
  for (const connections of options.connections) {
    const material = { directory, large: [], empty: [] };
    for (const scenario of wanted.filter(({ groups }) => groups !== true)) await run(scenario, connections, material);
  }
  const ofGroups = wanted.filter(({ groups }) => groups === true);
  for (const connections of ofGroups.length === 0 ? [] : options.connections) {
    const material = await materialFor(ours, directory, connections);
    for (const scenario of ofGroups) await run(scenario, connections, material);
    rows.push(await lostRow(ours, connections, [...material.large, ...material.empty]));
  }
  return rows;
}

/** Each number of connections has groups of its own, so that sizes stay what they are called. */
async function materialFor(ours: BenchServer, directory: Directory, connections: number): Promise<Material> {
  const connection = openConnection(ours.base, ours.token);
  const size = Math.min(largeGroup, directory.ids.length);
  const label = `c${connections}`;
  const large = await createGroups(connection, directory, { count: largeGroups, size, label });
  const empty = await createGroups(connection, directory, { count: emptyGroups, size: 0, label });
  await connection.close();
  return { directory, large, empty };
}

interface Against extends Servers {
  readonly beside: Readonly<Record<'get' | 'post', Operation>>;
  readonly connections: number;
}

async function compare(scenario: Scenario, material: Material, against: Against, options: BenchOptions): Promise<Row> {
  const { connections } = against;
  const ours: Measurement[] = [];
  const limits: Measurement[] = [];
  const operation = scenario.operation(material);
  const allotted = Math.floor((extraUsers * largeGroups) / options.rounds);
  const most = scenario.usesUp === true ? allotted : mostOperations;
  for (let round = 0; round < options.rounds; round++) {
    limits.push(
      await load(against.limit, connections, options.seconds, mostOperations, against.beside[scenario.beside]),
    );
    ours.push(await load(against.ours, connections, options.seconds, most, operation));
  }
  const measured = combined(ours);
  const beside = combined(limits);
  return {
    scenario: scenario.title,
    connections,
    ours: measured,
    beside,
    referenceCpuMs: atReference(scenario, measured, beside),
    ratio: measured.perSecond / beside.perSecond,
    targets: targetsOf(scenario, measured, beside),
    note: '',
  };
}

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

async function lostRow(ours: BenchServer, connections: number, groups: readonly LoadedGroup[]): Promise<Row> {
  const connection = openConnection(ours.base, ours.token);
  const lost = await lostMembers(connection, groups);
  await connection.close();
  const acknowledged = groups.reduce((sum, { added }) => sum + added, 0);
  return {
    scenario: 'members lost',
    connections,
    ours: null,
    beside: null,
    referenceCpuMs: null,
    ratio: null,
    targets: [{ text: '0 lost', met: lost === 0 }],
    note: `${lost} of ${acknowledged} acknowledged`,
  };
}
