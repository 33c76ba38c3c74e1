// What a request costs must not grow with the directory: the same operation on a small and on a large one, in turn.
import { createGroups, loadDirectory, type Directory } from './directory.ts';
import { combined, openConnection, type Measurement, type Operation } from './load.ts';
import { addOneMember, lookUpUserName } from './operations.ts';
import type { BenchOptions } from './options.ts';
import type { Row } from './report.ts';
import type { BenchServer } from './servers.ts';
import { load } from './throughput.ts';

const fewUsers = 1_000;
const extraUsers = 2_500;
const mostTimes = 1.3;
const connections = 10;

interface Sized {
  readonly server: BenchServer;
  readonly directory: Directory;
}

export async function measureFlatness(
  small: BenchServer,
  large: BenchServer,
  options: BenchOptions,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const few: Sized = { server: small, directory: await loadDirectory(small, fewUsers, extraUsers) };
  const many: Sized = { server: large, directory: await loadDirectory(large, options.manyUsers, extraUsers) };
  say(`loaded ${options.manyUsers} users: ${Math.round(many.directory.loading.perSecond)}/s`);

  const inFew = await addingTo(few, 400, 10);
  const inMany = await addingTo(many, 4, Math.min(10_000, options.manyUsers));
  const counts = `${options.manyUsers.toLocaleString('en-US')} vs ${fewUsers.toLocaleString('en-US')} users`;
  const perRound = Math.floor((extraUsers * 4) / options.rounds);
  return [
    await compare(
      `userName eq, ${counts}`,
      few,
      lookUpUserName(few.directory),
      many,
      lookUpUserName(many.directory),
      options,
      200_000,
    ),
    await compare('add a member to 10,000 vs to 10', few, inFew, many, inMany, options, perRound),
  ];
}

async function addingTo({ server, directory }: Sized, count: number, size: number): Promise<Operation> {
  const connection = openConnection(server.base, server.token);
  const groups = await createGroups(connection, directory, { count, size, label: 'flat' });
  await connection.close();
  return addOneMember(groups, directory);
}

async function compare(
  scenario: string,
  few: Sized,
  onFew: Operation,
  many: Sized,
  onMany: Operation,
  options: BenchOptions,
  mostOperations: number,
): Promise<Row> {
  const small: Measurement[] = [];
  const large: Measurement[] = [];
  for (let round = 0; round < options.rounds; round++) {
    small.push(await load(few.server, connections, options.seconds, mostOperations, onFew));
    large.push(await load(many.server, connections, options.seconds, mostOperations, onMany));
  }
  const ours = combined(large);
  const beside = combined(small);
  const ratio = ours.serverCpuMs / beside.serverCpuMs;
  const target = { text: `≤ ${mostTimes.toFixed(2)} ×`, met: ratio <= mostTimes };
  return { scenario, connections, ours, beside, referenceCpuMs: null, ratio, targets: [target], note: 'ratio of CPU' };
}
