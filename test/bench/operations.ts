// What is measured of single people: one operation per kind of request. Every answer is checked: status and at least
// one field.
import { parsed, postUser, wrong, type Directory } from './directory.ts';
import type { Connection, Operation } from './load.ts';
import { bulkOfUsers, externalId, patchSix, patchTitle, userName } from './payloads.ts';

export const anyIndex = (list: readonly unknown[]): number => Math.floor(Math.random() * list.length);
export const any = <Item>(list: readonly Item[]): Item => list[anyIndex(list)] as Item;

export const query = (filter: string): string => `filter=${encodeURIComponent(filter)}`;

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

let sixes = 0;
export const patchSixAttributes =
  ({ ids }: Directory): Operation =>
  async (connection) => {
    const turn = ++sixes;
    const answer = await connection.send('PATCH', `/Users/${any(ids)}`, patchSix(turn));
    const user = answer.status === 200 ? parsed(answer.text) : undefined;
    const fine = answer.status === 204 || user?.['title'] === `Engineer ${turn}`;
    return fine ? true : wrong('PATCH of six', answer);
  };

const inOneBulk = 100;

/** A hundred new people in one request. */
export const bulk =
  (directory: Directory): Operation =>
  async (connection) => {
    const first = directory.posted;
    directory.posted += inOneBulk;
    const indexes = Array.from({ length: inOneBulk }, (_, offset) => first + offset);
    const answer = await connection.send('POST', '/Bulk', bulkOfUsers(`new${directory.tag}`, indexes));
    const operations = (parsed(answer.text)?.['Operations'] ?? []) as readonly { status: unknown }[];
    const created = operations.filter(({ status }) => String(status) === '201').length;
    return answer.status === 200 && created === inOneBulk ? true : wrong('Bulk', answer);
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
