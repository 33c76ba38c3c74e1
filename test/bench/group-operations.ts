// What is measured of groups, large ones above all. Every acknowledged member is counted, to be looked for afterwards.
import { parsed, wrong, type Directory, type LoadedGroup } from './directory.ts';
import type { Operation } from './load.ts';
import { any } from './operations.ts';
import { addMembers } from './payloads.ts';

/** Adds so many members with each request; runs out when every extra user is in every group. */
export const addMembersTo = (groups: readonly LoadedGroup[], { extra }: Directory, count: number): Operation => {
  let turn = 0;
  return async (connection) => {
    const group = groups[turn++ % groups.length] as LoadedGroup;
    const ids = extra.slice(group.next, group.next + count);
    group.next += count;
    if (ids.length < count) return undefined;
    const answer = await connection.send('PATCH', `/Groups/${group.id}`, addMembers(ids));
    if (answer.status !== 204 && answer.status !== 200) return wrong('add members', answer);
    group.added += count;
    return true;
  };
};

export const getGroupWithoutMembers =
  (groups: readonly LoadedGroup[]): Operation =>
  async (connection) => {
    const { id } = any(groups);
    const answer = await connection.send('GET', `/Groups/${id}?excludedAttributes=members`);
    const group = parsed(answer.text);
    return answer.status === 200 && group?.['id'] === id && !('members' in group) ? true : wrong('GET group', answer);
  };

export const getGroup =
  (groups: readonly LoadedGroup[]): Operation =>
  async (connection) => {
    const { id, size } = any(groups);
    const answer = await connection.send('GET', `/Groups/${id}`);
    const members = parsed(answer.text)?.['members'];
    return answer.status === 200 && Array.isArray(members) && members.length >= size
      ? true
      : wrong('GET group', answer);
  };
