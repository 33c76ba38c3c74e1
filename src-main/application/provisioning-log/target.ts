// Who or what a request is about, as far as it can be known: from the document, or, for a request that was refused, from
// what was sent.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { LogFacts, ScimRequest } from '../scim/request.ts';

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** `displayName`, else `userName`. */
export const nameOf = (resource: JsonObject): string | undefined =>
  text(resource['displayName']) ?? text(resource['userName']);

/** Attribute names compare without case (RFC 7643 §2.1); a refused body was not brought into the schema's spelling. */
function namedInBody(body: JsonValue | undefined): string | undefined {
  if (!isJsonObject(body)) return undefined;
  const folded = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  return text(folded['displayname']) ?? text(folded['username']);
}

const segments = /^\/+([^/?]+)(?:\/+([^/?]+))?/;

/** Reads the percent-encoding of a path segment as far as it is one. */
function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What is known of a request that no use case answered. */
export function targetOf(request: ScimRequest): LogFacts {
  const [, endpoint = '', segment] = segments.exec(request.path) ?? [];
  const isMe = endpoint.toLowerCase() === 'me';
  const type = request.types.find(isMe ? 'User' : endpoint);
  const id = isMe ? request.userId : segment && unescaped(segment);
  const targetName = namedInBody(request.body);
  return {
    provisioningAction: 'none',
    ...(type === undefined ? {} : { resourceType: type.name }),
    ...(type === undefined || id === undefined ? {} : { resourceId: id }),
    ...(targetName === undefined ? {} : { targetName }),
    changedAttributes: [],
    notes: [],
  };
}
