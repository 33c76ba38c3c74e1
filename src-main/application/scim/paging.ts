// startIndex and count, RFC 7644 §3.4.2.4, or cursor and count, RFC 9865 §2: out of range is mended, what is no number
// refused. Index is the default; a cursor, also an empty one, asks for the other way.
import { limits } from '#shared/scim/limits.ts';
import type { Deviations } from '../../protocol/deviations.ts';
import { invalidCount, invalidValue, type ScimError } from '../../protocol/message/scim-error.ts';
import type { Query } from './request.ts';

/** Which part of the matches is wanted. */
export interface PageRequest {
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
  /** Undefined for paging by index, empty for the first page by cursor. */
  readonly cursor?: string;
}

type Refuse = (detail: string, context: { path: string }) => ScimError;

function integer(query: Query, name: string, refuse: Refuse): number | undefined {
  const text = query[name.toLowerCase()];
  if (text === undefined || text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text.trim())) {
    throw refuse(`${name} is "${text.slice(0, 40)}". Send a whole number, for example ${name}=1.`, { path: name });
  }
  return Number(text);
}

/** Throws 400 invalidValue for what is no whole number, with a cursor invalidCount. */
export function readPage(query: Query, deviations: Deviations): PageRequest {
  const { cursor } = query;
  const wanted = integer(query, 'count', cursor === undefined ? invalidValue : invalidCount);
  const count = Math.min(Math.max(0, wanted ?? limits.defaultPageSize), limits.pageSize);
  if (cursor === undefined) {
    const startIndex = Math.max(1, integer(query, 'startIndex', invalidValue) ?? 1);
    return { startIndex: Math.min(startIndex, Number.MAX_SAFE_INTEGER), count };
  }
  if (query['startindex'] !== undefined) {
    deviations.tolerate('startIndex: sent with a cursor, the cursor counts', () =>
      invalidValue('startIndex and cursor are two ways to page: send one of them.', { path: 'startIndex' }),
    );
  }
  if (wanted !== undefined && wanted > limits.pageSize) {
    deviations.tolerate(`count: ${wanted} read as ${limits.pageSize}`, () =>
      invalidCount(`count is ${wanted}. Send one between 0 and ${limits.pageSize}, as pagination.maxPageSize says.`, {
        path: 'count',
      }),
    );
  }
  return { startIndex: 1, count, cursor };
}
