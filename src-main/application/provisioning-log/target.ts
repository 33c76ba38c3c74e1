// Who or what a request is about, as far as it can be known: from the document, or, for a request that was refused, from
// what was sent.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import type { LogFacts, ScimRequest } from '../scim/request.ts';

const spellings = ['displayName', 'userName', 'name', 'formatted', 'givenName', 'familyName'];

/** Attribute names compare without case (RFC 7643 §2.1); a refused body was not brought into the schema's spelling. */
const inSpelling = (sent: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      spellings.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name,
      value,
    ]),
  );

function namedInBody(body: JsonValue | undefined): string | undefined {
  if (!isJsonObject(body)) return undefined;
  const { name = null, ...spelt } = inSpelling(body);
  return shownName({ ...spelt, name: isJsonObject(name) ? inSpelling(name) : name });
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
