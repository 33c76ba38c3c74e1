// Cursors, RFC 9865 §2: opaque, URL-safe, and good for the query they came from alone. Nothing is kept for one: it holds
// the position behind its page, when it was made and a digest over both and the query. The tenant's id, which no client
// is ever shown, is part of the digest, so that a cursor cannot be made up, changed or used elsewhere.
import { limits } from '#shared/scim/limits.ts';
import type { Deviations } from '../../protocol/deviations.ts';
import { expiredCursor, invalidCount, invalidCursor } from '../../protocol/message/scim-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Query } from './request.ts';

/** The query a cursor belongs to: everything that decides which resources come, and in which order. */
export interface CursorQuery {
  readonly tenantId: string;
  /** `/Users`, or `/` for a query across all types. */
  readonly endpoint: string;
  readonly query: Query;
}

/** Where a page begins. */
export interface CursorPosition {
  /** The storage's own word for it. */
  readonly after: string;
  readonly count: number;
}

/** Makes and reads cursors. */
export interface Cursors {
  write(position: CursorPosition, of: CursorQuery): string;
  /** Throws 400 invalidCursor or expiredCursor; in a strict tenant also invalidCount for another count than before. */
  read(cursor: string, count: number, of: CursorQuery, deviations: Deviations): string;
}

const digestBytes = 12;
const base64url = /^[\w-]+$/;
/** Seconds since 1970 in base 36, the page size, and the position, which may hold anything. */
const payloadForm = /^([0-9a-z]{1,8})\.(\d{1,4})\.([^]*)$/;

const invalid = () =>
  invalidCursor(
    'The cursor is not one that Rollcall gave for this query: it was changed, or filter, sortBy, sortOrder or the endpoint are others. Send an empty cursor for the first page, then the nextCursor of each answer with the same query.',
  );

export function createCursors({ clock, secrets }: { clock: Clock; secrets: Secrets }): Cursors {
  const digestOf = (payload: string, { tenantId, endpoint, query }: CursorQuery): Uint8Array => {
    const parts = [tenantId, endpoint, query['filter'], query['sortby'], query['sortorder']];
    return secrets.sha256(JSON.stringify([...parts.map((part) => part ?? ''), payload])).subarray(0, digestBytes);
  };
  const seconds = (): number => Math.floor(Date.parse(clock.now()) / 1000);

  return {
    write({ after, count }, of) {
      const payload = `${seconds().toString(36)}.${count}.${after}`;
      return Buffer.concat([digestOf(payload, of), Buffer.from(payload)]).toString('base64url');
    },

    read(cursor, count, of, deviations) {
      const bytes = Buffer.from(base64url.test(cursor) ? cursor : '', 'base64url');
      const payload = bytes.subarray(digestBytes).toString();
      const [, made, size, after] = payloadForm.exec(payload) ?? [];
      if (made === undefined || after === undefined) throw invalid();
      if (!secrets.equal(bytes.subarray(0, digestBytes), digestOf(payload, of))) throw invalid();
      const age = seconds() - Number.parseInt(made, 36);
      if (age > limits.cursorSeconds) {
        throw expiredCursor(
          `The cursor is ${age} s old; cursors last ${limits.cursorSeconds} s, as pagination.cursorTimeout says. Start again with an empty cursor.`,
        );
      }
      if (Number(size) !== count) {
        const said = `count: ${count}, where the first page asked for ${size}`;
        deviations.tolerate(`${said}; answered with ${count}`, () =>
          invalidCount(`${said}. Send the same count with every page of a query.`, { path: 'count' }),
        );
      }
      return after;
    },
  };
}
