// POST, RFC 7644 §3.3: 201 with the whole resource and its location.
import { createDeviations } from '../../protocol/deviations.ts';
import { invalidSyntax } from '../../protocol/message/scim-error.ts';
import { validateResource } from '../../protocol/schema/validate.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceRef, StoredResource } from '../ports/resource-store.ts';
import { tolerateOutside } from '../tenant-profiles/outside.ts';
import { demandsOf } from '../tenant-profiles/required.ts';
import type { ScimContext } from './context.ts';
import { etagOf } from './preconditions.ts';
import { resourceLocation } from './render.ts';
import { readRepresentation, represent } from './representation.ts';
import type { ResourceUseCases } from './scim.ts';
import { createSettle } from './settle.ts';
import { answerStoreFailure } from './store-failure.ts';
import { uniqueValues } from './unique-values.ts';
import { tolerateUnknownMembers } from './unknown-members.ts';

/** 201, or 400, 409. */
export const createCreate = (context: ScimContext, type: ResourceType): ResourceUseCases['create'] => {
  const { resources, directory, clock, secrets } = context;
  return async (request, body, query) => {
    const { tenant, profile, baseUrl } = request;
    const representation = readRepresentation(query, type, request);
    const deviations = createDeviations(tenant.compatibility);
    const demands = demandsOf(profile, type);
    const { doc, members = [] } = validateResource(body, type, { mode: 'create', demands }, deviations);
    const write = { after: doc, addsMembers: members.length > 0 };
    tolerateOutside(write, type, profile, deviations, invalidSyntax);
    const memberIds = members.map(({ value }) => value);
    await tolerateUnknownMembers(directory, tenant.id, memberIds, deviations);
    const ref: ResourceRef = { tenantId: tenant.id, type, id: request.newId ?? secrets.uuid() };
    const settle = createSettle(context, {
      request,
      ref,
      documents: () => ({ after: doc }),
      notes: () => deviations.notes,
      replyOf: (outcome) => {
        const created = outcome.after as StoredResource;
        return {
          status: 201,
          body: represent(created, representation),
          location: resourceLocation(baseUrl, type, ref.id),
          etag: etagOf(created.version),
        };
      },
    });
    return resources
      .create({ ref, doc, members, unique: uniqueValues(doc, type, profile), at: clock.now() }, settle)
      .catch(answerStoreFailure(ref));
  };
};
