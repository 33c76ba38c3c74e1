// PATCH, RFC 7644 §3.5.2. The body is read before the transaction, applied inside it: what it is applied to, If-Match
// and the write are one. A user is answered with 200 and the whole resource, a group with 204 unless `attributes` asks.
import type { JsonObject } from '#shared/lang/json.ts';
import { createDeviations } from '../../protocol/deviations.ts';
import { invalidPath } from '../../protocol/message/scim-error.ts';
import { applyPatch, memberNeeds } from '../../protocol/patch/apply-patch.ts';
import { parsePatchOp } from '../../protocol/patch/parse-patch-op.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { Include, ResourceChange, StoredResource } from '../ports/resource-store.ts';
import { tolerateOutside } from '../tenant-profiles/outside.ts';
import { demandsOf } from '../tenant-profiles/required.ts';
import type { ScimContext } from './context.ts';
import { matched } from './matched.ts';
import { etagOf, requireMatch } from './preconditions.ts';
import { resourceLocation } from './render.ts';
import { readRepresentation, represent, type Representation } from './representation.ts';
import type { ResourceUseCases } from './scim.ts';
import { createSettle } from './settle.ts';
import { answerStoreFailure } from './store-failure.ts';
import { uniqueValues } from './unique-values.ts';
import { addedMemberIds, tolerateUnknownMembers } from './unknown-members.ts';

/** A group's answer would hold all its members: Entra wants none, and one more of 20,000 should not cost the others. */
const isSilent = ({ type, projection }: Representation): boolean =>
  type.membersAttribute !== undefined && projection?.mode !== 'include';

const nothing: Include = {};

/** 200 or 204, or 400, 404, 409, 412. */
export const createPatch = (context: ScimContext, type: ResourceType): ResourceUseCases['patch'] => {
  const { resources, directory, clock } = context;
  return async (request, id, body, query, preconditions) => {
    const { tenant, profile, baseUrl } = request;
    const demands = demandsOf(profile, type);
    const representation = readRepresentation(query, type, request);
    const silent = isSilent(representation);
    const deviations = createDeviations(tenant.compatibility);
    const operations = parsePatchOp(body, type, deviations);
    await tolerateUnknownMembers(directory, tenant.id, addedMemberIds(operations), deviations);
    const ref = { tenantId: tenant.id, type, id };
    let before: JsonObject | undefined;
    let after: JsonObject | undefined;
    let appliedNotes: readonly string[] = [];

    const change = (current: StoredResource): ResourceChange => {
      requireMatch(preconditions, current.version);
      const doc = JSON.parse(current.doc) as JsonObject;
      const { members } = current;
      const applying = createDeviations(tenant.compatibility);
      const result = applyPatch(
        { doc, demands, ...(members === undefined ? {} : { members }) },
        operations,
        type,
        applying,
      );
      before = doc;
      after = result.doc ?? doc;
      const addsMembers = result.addMembers.length > 0;
      tolerateOutside({ before, after, addsMembers }, type, profile, applying, invalidPath);
      appliedNotes = applying.notes;
      return {
        at: clock.now(),
        person: matched,
        ...(result.doc === undefined ? {} : { doc: result.doc, unique: uniqueValues(result.doc, type, profile) }),
        clearMembers: result.clearMembers,
        removeMembers: result.removeMembers,
        addMembers: result.addMembers,
      };
    };

    const settle = createSettle(context, {
      request,
      ref,
      documents: () => ({ before, after }),
      notes: () => [...deviations.notes, ...appliedNotes],
      replyOf: (outcome) => {
        const patched = outcome.after as StoredResource;
        const etag = etagOf(patched.version);
        const location = resourceLocation(baseUrl, type, id);
        return silent
          ? { status: 204, etag, location }
          : { status: 200, etag, location, body: represent(patched, representation) };
      },
    });
    const shown = silent ? nothing : representation.needs;
    const needs: Include = { ...shown, members: shown.members === true || memberNeeds(operations) };
    return resources.modify(ref, needs, change, settle).catch(answerStoreFailure(ref));
  };
};
