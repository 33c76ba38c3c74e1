// What a benchmark loads into a server before it measures, and what its operations draw from.
import { measure, openConnections, closeConnections, type Connection, type Measurement } from './load.ts';
import { waitForIdle } from './machine.ts';
import { group, user, userName } from './payloads.ts';
import type { BenchServer } from './servers.ts';

export interface LoadedGroup {
  readonly id: string;
  /** Members it was created with, and those that were added and acknowledged since. */
  readonly size: number;
  added: number;
  /** Index in `extra` of the next user to add. */
  next: number;
}

export interface Directory {
  readonly tag: string;
  /** Ids of the users 0 … n-1. */
  readonly ids: readonly string[];
  /** Users who are in no group yet. */
  readonly extra: readonly string[];
  /** How many users were posted by the benchmark itself so far. */
  posted: number;
}

const loadingConnections = 16;
const loadWithinSeconds = 900;

export const parsed = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined; // the caller reports the answer by its status and text
  }
};

/** Why an answer is wrong, short enough to count by. */
export const wrong = (what: string, { status, text }: { status: number; text: string }): string =>
  `${what}: ${status} ${text.slice(0, 160)}`;

/** Creates a user and returns its id, or the reason why there is none. */
export async function postUser(connection: Connection, tag: string, index: number): Promise<{ id: string } | string> {
  const answer = await connection.send('POST', '/Users', user(tag, index));
  const created = parsed(answer.text);
  const id = created?.['id'];
  if (answer.status !== 201 || typeof id !== 'string') return wrong('POST', answer);
  return created?.['userName'] === userName(tag, index) ? { id } : wrong('POST answered another userName', answer);
}

async function loadUsers(server: BenchServer, tag: string, count: number) {
  const ids: string[] = Array.from({ length: count }, () => '');
  const connections = openConnections(loadingConnections, server.base, server.token);
  let next = 0;
  const loading = await measure({
    connections,
    serverPid: server.pid,
    seconds: loadWithinSeconds,
    maxOperations: count,
    async operation(connection) {
      const index = next++;
      const created = await postUser(connection, tag, index);
      if (typeof created === 'string') return created;
      ids[index] = created.id;
      return true;
    },
  });
  await closeConnections(connections);
  const [reason] = Object.keys(loading.wrong);
  if (reason !== undefined) throw new Error(`Loading ${count} users failed: ${reason}`);
  if (loading.operations < count)
    throw new Error(`Only ${loading.operations} of ${count} users in ${loadWithinSeconds} s.`);
  return { ids, loading };
}

export interface Loaded {
  readonly directory: Directory;
  readonly loading: Measurement;
}

export async function loadDirectory(server: BenchServer, users: number, extra: number): Promise<Loaded> {
  const tag = `t${Date.now().toString(36)}`;
  const { ids, loading } = await loadUsers(server, tag, users);
  const extras = await loadUsers(server, `x${tag}`, extra);
  await waitForIdle(server.pid);
  return { directory: { tag, ids, extra: extras.ids, posted: 0 }, loading };
}

export async function createGroups(
  connection: Connection,
  { tag, ids }: Directory,
  { count, size, label }: { readonly count: number; readonly size: number; readonly label: string },
): Promise<readonly LoadedGroup[]> {
  if (size > ids.length) throw new Error(`A group of ${size} needs as many users; ${ids.length} are loaded.`);
  const groups: LoadedGroup[] = [];
  for (let index = 0; index < count; index++) {
    const answer = await connection.send(
      'POST',
      '/Groups',
      group(`${label}-${size}-${tag}-${index}`, ids.slice(0, size)),
    );
    const id = parsed(answer.text)?.['id'];
    if (answer.status !== 201 || typeof id !== 'string') throw new Error(wrong('POST /Groups', answer));
    groups.push({ id, size, added: 0, next: 0 });
  }
  return groups;
}

/** Acknowledged members that a group does not have: nobody may be lost. */
export async function lostMembers(connection: Connection, groups: readonly LoadedGroup[]): Promise<number> {
  let lost = 0;
  for (const { id, size, added } of groups) {
    const answer = await connection.send('GET', `/Groups/${id}`);
    const members = parsed(answer.text)?.['members'];
    lost += Math.max(0, size + added - (Array.isArray(members) ? members.length : 0));
  }
  return lost;
}
