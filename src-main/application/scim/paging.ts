// startIndex and count, RFC 7644 §3.4.2.4: out of range is mended, never refused; what is no number is.
import { limits } from '#shared/scim/limits.ts';
import { invalidValue } from '../../protocol/message/scim-error.ts';
import type { Query } from './request.ts';

/** Which part of the matches is wanted. */
export interface PageRequest {
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
}

function integer(query: Query, name: string): number | undefined {
  const text = query[name.toLowerCase()];
  if (text === undefined || text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text.trim())) {
    throw invalidValue(`${name} is "${text.slice(0, 40)}". Send a whole number, for example ${name}=1.`, {
      path: name,
    });
  }
  return Number(text);
}

/** Throws 400 invalidValue for what is no whole number. */
export function readPage(query: Query): PageRequest {
  const startIndex = Math.max(1, integer(query, 'startIndex') ?? 1);
  const count = Math.max(0, integer(query, 'count') ?? limits.defaultPageSize);
  return {
    startIndex: Math.min(startIndex, Number.MAX_SAFE_INTEGER),
    count: Math.min(count, limits.pageSize),
  };
}
