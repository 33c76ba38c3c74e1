// What a tenant's profile and settings let a resource type do at all. Without groups a list is empty, because the
// connection test of an identity provider asks for one and takes 404 for a broken service; a group is not found, and a write
// is not implemented. While provisioning is switched off, nothing is written.
import { createDeviations } from '../../protocol/deviations.ts';
import { forbidden, notFound, notImplemented } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { isOffered } from '../tenant-profiles/attribute-rows.ts';
import { listText } from './list-text.ts';
import { readPage } from './paging.ts';
import { readFacts } from './read-facts.ts';
import type { Answer, Query, ScimRequest } from './request.ts';
import type { ResourceUseCases } from './scim.ts';

const unsupported = 'groups are not supported by this profile: turn the group mapping off';

function emptyList({ tenant }: ScimRequest, query: Query, type: ResourceType): Answer {
  const deviations = createDeviations(tenant.compatibility);
  const page = readPage(query, deviations);
  const body = listText({ totalResults: 0, items: [] }, page);
  return { reply: { status: 200, body, facts: readFacts(type, undefined, undefined, deviations.notes) } };
}

/** Throws 501 where the profile has no such resources, 403 while provisioning is off. */
function requireWritable({ tenant, profile, method }: ScimRequest, type: ResourceType): void {
  if (!isOffered(profile, type)) {
    throw notImplemented(
      `${method} of a ${type.name} is not possible: ${unsupported}. In Entra: Provisioning > Mappings > Provision Groups > Enabled: No.`,
      { notes: [unsupported] },
    );
  }
  if (!tenant.provisioning) {
    throw forbidden(
      `Auto User Provisioning is off in Rollcall for the tenant "${shown(tenant.name, 40)}", and nothing was changed. Turn it on: in Rollcall on the page Connect. Then restart provisioning, or wait for the next cycle.`,
    );
  }
}

/** The same use cases, as far as the request's tenant offers them. */
export const asOffered = (useCases: ResourceUseCases, type: ResourceType): ResourceUseCases => ({
  async list(request, query) {
    return isOffered(request.profile, type) ? useCases.list(request, query) : emptyList(request, query, type);
  },
  async get(request, id, query, preconditions) {
    if (isOffered(request.profile, type)) return useCases.get(request, id, query, preconditions);
    throw notFound(`There is no ${type.name} "${shown(id)}": ${unsupported}.`, { notes: [unsupported] });
  },
  async create(request, body, query) {
    requireWritable(request, type);
    return useCases.create(request, body, query);
  },
  async replace(request, id, body, query, preconditions) {
    requireWritable(request, type);
    return useCases.replace(request, id, body, query, preconditions);
  },
  async patch(request, id, body, query, preconditions) {
    requireWritable(request, type);
    return useCases.patch(request, id, body, query, preconditions);
  },
  async remove(request, id, preconditions) {
    requireWritable(request, type);
    return useCases.remove(request, id, preconditions);
  },
});
