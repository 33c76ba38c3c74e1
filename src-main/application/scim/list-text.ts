// The ListResponse as text, RFC 7644 §3.4.2 and RFC 9865 §2: what is stored is text already.
import { listResponseMessage } from '#shared/scim/urn.ts';
import type { PageRequest } from './paging.ts';

interface Listed {
  readonly totalResults: number;
  /** JSON texts. */
  readonly items: readonly string[];
  /** Of a page by cursor that is not the last. */
  readonly nextCursor?: string | undefined;
}

/** `startIndex` stands in answers by index alone. */
export function listText({ totalResults, items, nextCursor }: Listed, { startIndex, cursor }: PageRequest): string {
  const start = cursor === undefined ? `"startIndex":${startIndex},` : '';
  const next = nextCursor === undefined ? '' : `"nextCursor":"${nextCursor}",`;
  return (
    `{"schemas":["${listResponseMessage}"],"totalResults":${totalResults},${start}` +
    `"itemsPerPage":${items.length},${next}"Resources":[${items.join(',')}]}`
  );
}
