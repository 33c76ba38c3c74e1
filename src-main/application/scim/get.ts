// GET of one resource, RFC 7644 §3.4.1.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ScimContext } from './context.ts';
import { etagOf, isUnmodified } from './preconditions.ts';
import { readFacts, storedName } from './read-facts.ts';
import { resourceLocation } from './render.ts';
import { readRepresentation, represent } from './representation.ts';
import type { ResourceUseCases } from './scim.ts';
import { unknownResource } from './store-failure.ts';

/** 200 or 304, or 404. */
export const createGet =
  ({ resources }: ScimContext, type: ResourceType): ResourceUseCases['get'] =>
  async (request, id, query, { ifNoneMatch }) => {
    const { tenant, baseUrl } = request;
    const representation = readRepresentation(query, type, request);
    const ref = { tenantId: tenant.id, type, id };
    const resource = await resources.find(ref, representation.needs);
    if (resource === undefined) throw unknownResource(ref);
    const etag = etagOf(resource.version);
    const facts = readFacts(type, id, storedName(resource));
    if (isUnmodified(ifNoneMatch, resource.version)) return { reply: { status: 304, etag, facts } };
    const location = resourceLocation(baseUrl, type, id);
    return { reply: { status: 200, body: represent(resource, representation), etag, location, facts } };
  };
