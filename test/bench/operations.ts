// What is measured: one operation per kind of request. Every answer is checked: status and at least one field.
import { parsed, postUser, wrong, type Directory, type LoadedGroup } from './directory.ts';
import type { Connection, Operation } from './load.ts';
import { addMember, externalId, patchTitle, userName } from './payloads.ts';

const anyIndex = (list: readonly unknown[]): number => Math.floor(Math.random() * list.length);
const any = <Item>(list: readonly Item[]): Item => list[anyIndex(list)] as Item;

const query = (filter: string): string => `filter=${encodeURIComponent(filter)}`;

export const post =
  (directory: Directory): Operation =>
  async (connection) => {
    const created = await postUser(connection, `new${directory.tag}`, directory.posted++);
    return typeof created === 'string' ? created : true;
  };

export const get =
  ({ ids }: Pick<Directory, 'ids'>): Operation =>
  async (connection) => {
    const id = any(ids);
    const answer = await connection.send('GET', `/Users/${id}`);
    return answer.status === 200 && parsed(answer.text)?.['id'] === id ? true : wrong('GET', answer);
  };

const lookUp = async (connection: Connection, attribute: string, value: string): Promise<true | string> => {
  const answer = await connection.send('GET', `/Users?${query(`${attribute} eq "${value}"`)}`);
  const list = parsed(answer.text);
  const [found] = (list?.['Resources'] as readonly Record<string, unknown>[] | undefined) ?? [];
  return answer.status === 200 && list?.['totalResults'] === 1 && found?.[attribute] === value
    ? true
    : wrong(`${attribute} eq`, answer);
};

export const lookUpUserName =
  ({ tag, ids }: Directory): Operation =>
  (connection) =>
    lookUp(connection, 'userName', userName(tag, anyIndex(ids)));

export const lookUpExternalId =
  ({ tag, ids }: Directory): Operation =>
  (connection) =>
    lookUp(connection, 'externalId', externalId(tag, anyIndex(ids)));

let titles = 0;
export const patchOne =
  ({ ids }: Directory): Operation =>
  async (connection) => {
    const title = `Engineer ${++titles}`;
    const answer = await connection.send('PATCH', `/Users/${any(ids)}`, patchTitle(title));
    const fine = answer.status === 204 || (answer.status === 200 && parsed(answer.text)?.['title'] === title);
    return fine ? true : wrong('PATCH', answer);
  };

const page = async (connection: Connection, startIndex: number, users: number): Promise<true | string> => {
  const answer = await connection.send('GET', `/Users?startIndex=${startIndex}&count=100`);
  const list = parsed(answer.text);
  const resources = list?.['Resources'];
  const fine = Array.isArray(resources) && resources.length === 100 && Number(list?.['totalResults']) >= users;
  return answer.status === 200 && fine ? true : wrong('list', answer);
};

export const listFirst =
  ({ ids }: Directory): Operation =>
  (connection) =>
    page(connection, 1, ids.length);

export const listDeep =
  ({ ids }: Directory): Operation =>
  (connection) =>
    page(connection, Math.max(1, ids.length - 150), ids.length);

/** Runs out when every extra user is in every group. */
export const addOneMember = (groups: readonly LoadedGroup[], { extra }: Directory): Operation => {
  let turn = 0;
  return async (connection) => {
    const group = groups[turn++ % groups.length] as LoadedGroup;
    const id = extra[group.next++];
    if (id === undefined) return undefined;
    const answer = await connection.send('PATCH', `/Groups/${group.id}`, addMember(id));
    if (answer.status !== 204 && answer.status !== 200) return wrong('add member', answer);
    group.added++;
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

/** What Entra does per person: look up; half exist and are patched, half do not and are posted. */
export const entraCycle = (directory: Directory): Operation => {
  const patch = patchOne(directory);
  const create = post(directory);
  const known = lookUpUserName(directory);
  let turn = 0;
  return async (connection) => {
    if (turn++ % 2 === 0) {
      const found = await known(connection);
      return found === true ? patch(connection) : found;
    }
    const missing = userName(`new${directory.tag}`, directory.posted);
    const answer = await connection.send('GET', `/Users?${query(`userName eq "${missing}"`)}`);
    return answer.status === 200 ? create(connection) : wrong('userName eq', answer);
  };
};
