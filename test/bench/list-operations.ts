// What is measured of lists: pages by index and by cursor, and searches that no index of equality answers.
import { parsed, wrong, type Directory } from './directory.ts';
import type { Answer, Connection, Operation } from './load.ts';
import { anyIndex, query } from './operations.ts';

const pageSize = 100;
/** How far in the directory a deep page is: page 900 of 1,000. */
const deepAt = 0.9;

type List = Readonly<Record<string, unknown>> & { readonly Resources: readonly unknown[] };

/** The list of a full page, or why it is wrong. */
function fullPage(answer: Answer, users: number): List | string {
  const list = parsed(answer.text);
  const resources = list?.['Resources'];
  const full = Array.isArray(resources) && resources.length === pageSize && Number(list?.['totalResults']) >= users;
  return answer.status === 200 && full ? (list as List) : wrong('list', answer);
}

const pageAt =
  (startIndex: number, users: number): Operation =>
  async (connection) => {
    const answer = await connection.send('GET', `/Users?startIndex=${startIndex}&count=${pageSize}`);
    const list = fullPage(answer, users);
    return typeof list === 'string' ? list : true;
  };

export const listFirst = ({ ids }: Directory): Operation => pageAt(1, ids.length);

const deepPage = (users: number): number => Math.max(1, Math.floor((users * deepAt) / pageSize));

export const listDeep = ({ ids }: Directory): Operation =>
  pageAt((deepPage(ids.length) - 1) * pageSize + 1, ids.length);

const pageAfter = async (connection: Connection, cursor: string, users: number): Promise<List | string> => {
  const answer = await connection.send('GET', `/Users?cursor=${encodeURIComponent(cursor)}&count=${pageSize}`);
  return fullPage(answer, users);
};

/** The page at a cursor of RFC 9865; the first page's is empty. */
export const listAtCursor =
  (cursor: string, { ids }: Directory): Operation =>
  async (connection) => {
    const list = await pageAfter(connection, cursor, ids.length);
    return typeof list === 'string' ? list : true;
  };

/** The cursor of the deep page, found the way a client finds it: from page to page. */
export async function deepCursor(connection: Connection, { ids }: Directory): Promise<string> {
  let cursor = '';
  for (let page = 1; page < deepPage(ids.length); page++) {
    const list = await pageAfter(connection, cursor, ids.length);
    if (typeof list === 'string') throw new Error(`Walking to the deep page failed at page ${page}: ${list}`);
    cursor = String(list['nextCursor']);
  }
  return cursor;
}

/** A term that names one of the loaded people. */
export const searchDisplayName =
  ({ ids }: Directory): Operation =>
  async (connection) => {
    const term = `user ${Math.floor(ids.length * (0.1 + 0.9 * Math.random()))}`; // as many digits as the last has
    const answer = await connection.send('GET', `/Users?${query(`displayName co "${term}"`)}`);
    const resources = parsed(answer.text)?.['Resources'];
    const found = Array.isArray(resources) ? (resources as readonly { displayName?: string }[]) : [];
    const right = found.length > 0 && found.every(({ displayName }) => displayName?.toLowerCase().includes(term));
    return answer.status === 200 && right ? true : wrong('displayName co', answer);
  };

/** The other attribute that people are searched by; extra and posted people may share the end of the tag. */
export const searchEmail =
  ({ ids, tag }: Directory): Operation =>
  async (connection) => {
    const term = `${tag}.user.${anyIndex(ids)}@`;
    const answer = await connection.send('GET', `/Users?${query(`emails.value co "${term}"`)}`);
    const resources = parsed(answer.text)?.['Resources'];
    const found = Array.isArray(resources) ? (resources as readonly { userName?: string }[]) : [];
    const right = found.length > 0 && found.every(({ userName }) => userName?.includes(term));
    return answer.status === 200 && right ? true : wrong('emails.value co', answer);
  };
