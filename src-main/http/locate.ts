import { limits } from '#shared/scim/limits.ts';

/** Where a request points: the tenant's slug and the path below its base, with the query, as sent. */
export interface Place {
  readonly slug: string;
  readonly path: string;
}

/** With and without the version, any number of slashes, any case: identity providers compose the URL from what was pasted. */
const scimPath = /^\/+([^/?#]{1,64})\/+scim(?:\/+v2)?(?=[/?#]|$)([^#]*)/i;

/** Longest URL read further: a filter of the allowed length, each character percent-encoded as three bytes. */
export const urlCharacters = limits.filterCharacters * 9 + 4096;

/** Undefined for a URL that is no tenant's: there is nothing at it but a 404. */
export function locate(url: string): Place | undefined {
  const [, slug, rest] = scimPath.exec(url) ?? [];
  if (slug === undefined || rest === undefined) return undefined;
  return { slug: slug.toLowerCase(), path: rest === '' ? '/' : rest };
}
