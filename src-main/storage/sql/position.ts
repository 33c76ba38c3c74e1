// Where a page of a list ended, so that the next one begins behind it however deep it is: by comparing with what the last
// resource was sorted by, and not by counting. What comes or goes between two pages shifts nothing.
import { StoreError } from '../../application/ports/store-error.ts';
import type { Fragment, SqlParameter } from './dialect.ts';
import { creation, type SortKey } from './sort-to-sql.ts';

/** What the last resource of a page was sorted by. `value` is for a list with a sort key. */
export interface Position {
  readonly seq: number;
  readonly value?: SqlParameter | null;
}

/** `1234`, or with what was sorted by, `["smith",1234]`. */
export const positionText = ({ seq, value }: Position): string =>
  value === undefined ? String(seq) : JSON.stringify([value, seq]);

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
const isValue = (value: unknown): value is SqlParameter | null =>
  value === null || typeof value === 'string' || typeof value === 'number';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as what it is below: not a position
  }
};

/** StoreError 'invalid-position' when the text is no position of this order. */
export function readPosition(text: string, key: SortKey | undefined): Position {
  const position = parsed(text);
  if (key === undefined && isSeq(position)) return { seq: position };
  if (key !== undefined && Array.isArray(position) && position.length === 2) {
    const [value, seq] = position as unknown[];
    if (isSeq(seq) && isValue(value)) return { seq, value };
  }
  throw new StoreError('invalid-position', 'The position is not one that a page in this order ended at.');
}

/** The condition on `r` that it comes behind the position in the order of `orderBy`. */
export function behind({ seq, value }: Position, key: SortKey | undefined, descending: boolean): Fragment {
  if (key === undefined || value === undefined) return { sql: `${creation} > ?`, params: [seq] };
  const { sql, required } = key;
  const nullsFirst = required ? !descending : descending;
  if (value === null) {
    const isSame = `${sql} IS NULL AND ${creation} > ?`;
    return { sql: nullsFirst ? `(${sql} IS NOT NULL OR ${creation} > ?)` : `(${isSame})`, params: [seq] };
  }
  const [ahead, orEqual] = descending ? ['<', '<='] : ['>', '>='];
  // The first comparison says nothing that the second does not: an index can start at it.
  const isBehind = `${sql} ${orEqual} ? AND (${sql} ${ahead} ? OR ${creation} > ?)`;
  return { sql: nullsFirst ? `(${isBehind})` : `(${sql} IS NULL OR ${isBehind})`, params: [value, value, seq] };
}
