// DELETE, RFC 7644 §3.6: 204, and from then on 404. The resource leaves every group it was a member of.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { ResourceRef, ResourceStore } from '../ports/resource-store.ts';
import type { ScimContext } from './context.ts';
import { requireMatch } from './preconditions.ts';
import type { ResourceUseCases } from './scim.ts';
import { createSettle } from './settle.ts';
import { answerStoreFailure } from './store-failure.ts';

/** The groups that the resource is about to leave; nothing depends on it but what consoles are told. */
async function membershipsOf(ref: ResourceRef, resources: ResourceStore): Promise<readonly string[]> {
  if (ref.type.membershipsAttribute === undefined) return [];
  const found = await resources.find(ref, { memberships: true });
  return (found?.memberships ?? []).map(({ groupId }) => groupId);
}

/** 204, or 404, 412. */
export const createRemove =
  (context: ScimContext, type: ResourceType): ResourceUseCases['remove'] =>
  async (request, id, preconditions) => {
    const { resources, memberLeft } = context;
    const ref = { tenantId: request.tenant.id, type, id };
    let before: JsonObject | undefined;
    const settle = createSettle(context, {
      request,
      ref,
      documents: () => ({ before }),
      notes: () => [],
      replyOf: () => ({ status: 204 }),
    });
    const memberships = await membershipsOf(ref, resources);
    const settled = await resources
      .remove(
        ref,
        (current) => {
          requireMatch(preconditions, current.version);
          before = JSON.parse(current.doc) as JsonObject;
        },
        settle,
      )
      .catch(answerStoreFailure(ref));
    if (memberships.length > 0) memberLeft(ref.tenantId, memberships);
    return settled;
  };
