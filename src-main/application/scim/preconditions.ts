// Versions and conditional requests, RFC 7644 §3.14 and RFC 9110 §13. Versions are weak and compared weakly: `W/"3"` and
// `"3"` are the same one.
import { preconditionFailed } from '../../protocol/message/scim-error.ts';
import type { Preconditions } from './request.ts';

/** `W/"3"`: the ETag header and `meta.version`. */
export const etagOf = (version: number): string => `W/"${version}"`;

const entityTag = /(?:W\/)?"([^"]*)"/g;

/** Whether a list of entity tags, or `*`, names this version. */
function names(header: string, version: number): boolean {
  if (header.trim() === '*') return true;
  for (const [, tag] of header.matchAll(entityTag)) if (tag === String(version)) return true;
  return false;
}

/**
 * Before a write: throws 412 when If-Match asks for another version than the stored one, or If-None-Match excludes it
 * (RFC 9110 §13.1.2). Without the headers every version will do.
 */
export function requireMatch({ ifMatch, ifNoneMatch }: Preconditions, version: number): void {
  if (ifMatch !== undefined && !names(ifMatch, version)) {
    throw preconditionFailed(
      `If-Match asks for ${ifMatch.slice(0, 100)}, but the resource is at ${etagOf(version)}: it was changed since it was read. Read it again and repeat the change.`,
    );
  }
  if (ifNoneMatch !== undefined && names(ifNoneMatch, version)) {
    throw preconditionFailed(
      `If-None-Match excludes ${ifNoneMatch.slice(0, 100)}, and the resource is at ${etagOf(version)}. Send If-Match with the version to change, or neither.`,
    );
  }
}

/** Whether the client's copy is the stored one, so that 304 is the answer. */
export const isUnmodified = (ifNoneMatch: string | undefined, version: number): boolean =>
  ifNoneMatch !== undefined && names(ifNoneMatch, version);
