// PUT, RFC 7644 §3.5.1: the client's document takes the stored one's place; what is read-only stays. Never creates.
import type { JsonObject } from '#shared/lang/json.ts';
import { createDeviations } from '../../protocol/deviations.ts';
import { invalidSyntax } from '../../protocol/message/scim-error.ts';
import { validateResource } from '../../protocol/schema/validate.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceChange, StoredResource } from '../ports/resource-store.ts';
import { tolerateOutside } from '../tenant-profiles/outside.ts';
import { demandsOf } from '../tenant-profiles/required.ts';
import type { ScimContext } from './context.ts';
import { matched } from './matched.ts';
import { etagOf, requireMatch } from './preconditions.ts';
import { resourceLocation } from './render.ts';
import { readRepresentation, represent } from './representation.ts';
import type { ResourceUseCases } from './scim.ts';
import { createSettle } from './settle.ts';
import { answerStoreFailure } from './store-failure.ts';
import { uniqueValues } from './unique-values.ts';
import { memberIdsIn, tolerateUnknownMembers } from './unknown-members.ts';

/** 200, or 400, 404, 409, 412. */
export const createReplace = (context: ScimContext, type: ResourceType): ResourceUseCases['replace'] => {
  const { resources, directory, clock } = context;
  return async (request, id, body, query, preconditions) => {
    const { tenant, profile, baseUrl } = request;
    const demands = demandsOf(profile, type);
    const representation = readRepresentation(query, type, request);
    const looking = createDeviations(tenant.compatibility);
    await tolerateUnknownMembers(directory, tenant.id, memberIdsIn(body, type), looking);
    const ref = { tenantId: tenant.id, type, id };
    let before: JsonObject | undefined;
    let after: JsonObject | undefined;
    let notes: readonly string[] = [];

    const change = (current: StoredResource): ResourceChange => {
      requireMatch(preconditions, current.version);
      const stored = JSON.parse(current.doc) as JsonObject;
      const deviations = createDeviations(tenant.compatibility);
      const validated = validateResource(body, type, { mode: 'replace', current: stored, demands }, deviations);
      const addsMembers = (validated.members?.length ?? 0) > 0;
      tolerateOutside({ after: validated.doc, addsMembers }, type, profile, deviations, invalidSyntax);
      before = stored;
      after = validated.doc;
      notes = deviations.notes;
      return {
        at: clock.now(),
        person: matched,
        ...(after === stored ? {} : { doc: after, unique: uniqueValues(after, type, profile) }),
        // A PUT without members is a group without members: what is not sent is not there afterwards.
        ...(type.membersAttribute === undefined ? {} : { clearMembers: true, addMembers: validated.members ?? [] }),
      };
    };

    const settle = createSettle(context, {
      request,
      ref,
      documents: () => ({ before, after }),
      notes: () => [...notes, ...looking.notes],
      replyOf: (outcome) => {
        const replaced = outcome.after as StoredResource;
        return {
          status: 200,
          body: represent(replaced, representation),
          location: resourceLocation(baseUrl, type, id),
          etag: etagOf(replaced.version),
        };
      },
    });
    return resources.modify(ref, representation.needs, change, settle).catch(answerStoreFailure(ref));
  };
};
