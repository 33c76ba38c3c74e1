// What the service says about itself, RFC 7644 §4. The documents are computed from the schemas the engine itself runs on,
// so they cannot say anything else than what is done.
import type { JsonObject } from '#shared/lang/json.ts';
import { listResponse } from '../../protocol/message/list-response.ts';
import { resourceTypeDocument } from '../../protocol/message/resource-type-document.ts';
import { schemaDocument } from '../../protocol/message/schema-document.ts';
import { shown } from '../../protocol/message/shown.ts';
import { forbidden, notFound } from '../../protocol/message/scim-error.ts';
import { serviceProviderConfig } from '../../protocol/message/service-provider-config.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { publishedTypes } from '../tenant-profiles/published.ts';
import type { Query, ScimReply, ScimRequest } from './request.ts';
import type { Discovery } from './scim.ts';

const reply = (document: JsonObject, resourceType: string): ScimReply => ({
  status: 200,
  body: JSON.stringify(document),
  facts: { provisioningAction: 'read', resourceType, changedAttributes: [], notes: [] },
});

/** RFC 7644 §4: paging and sorting parameters are ignored, a filter is refused so that nobody relies on its result. */
function refuseFilter(query: Query): void {
  if (query['filter'] !== undefined) {
    throw forbidden('Discovery documents cannot be filtered. Leave the filter out and choose from the whole list.');
  }
}

/** What of the tenant's types and schemas its profile lets be seen. */
const publishedIn = ({ profile, types }: ScimRequest): ResourceTypeSet => publishedTypes(profile, types);

export const discovery: Discovery = {
  serviceProviderConfig(request, query) {
    refuseFilter(query);
    return reply(serviceProviderConfig(request.baseUrl), 'ServiceProviderConfig');
  },

  resourceTypes(request, query) {
    refuseFilter(query);
    const { baseUrl } = request;
    const { types } = publishedIn(request);
    return reply(listResponse(types.map((type) => resourceTypeDocument(type, baseUrl))), 'ResourceType');
  },

  resourceType(request, name) {
    const types = publishedIn(request);
    const type = types.find(name);
    if (type === undefined) {
      throw notFound(
        `There is no resource type "${shown(name)}". There are ${types.types.map((known) => known.name).join(', ')}.`,
      );
    }
    return reply(resourceTypeDocument(type, request.baseUrl), 'ResourceType');
  },

  schemas(request, query) {
    refuseFilter(query);
    const { baseUrl } = request;
    const { schemas } = publishedIn(request);
    return reply(listResponse(schemas.map((schema) => schemaDocument(schema, baseUrl))), 'Schema');
  },

  schema(request, id) {
    const { schemas } = publishedIn(request);
    const schema = schemas.find((known) => known.id.toLowerCase() === id.toLowerCase());
    if (schema === undefined) {
      throw notFound(`There is no schema "${shown(id)}". There are ${schemas.map((known) => known.id).join(', ')}.`);
    }
    return reply(schemaDocument(schema, request.baseUrl), 'Schema');
  },
};
