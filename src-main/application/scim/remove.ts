// DELETE, RFC 7644 §3.6: 204, and from then on 404. The resource leaves every group it was a member of.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { ScimContext } from './context.ts';
import { requireMatch } from './preconditions.ts';
import type { ResourceUseCases } from './scim.ts';
import { createSettle } from './settle.ts';
import { answerStoreFailure } from './store-failure.ts';

export const createRemove =
  (context: ScimContext, type: ResourceType): ResourceUseCases['remove'] =>
  async (request, id, { ifMatch }) => {
    const { resources } = context;
    const ref = { tenantId: request.tenant.id, type, id };
    let before: JsonObject | undefined;
    const settle = createSettle(context, {
      request,
      ref,
      documents: () => ({ before }),
      notes: () => [],
      replyOf: () => ({ status: 204 }),
    });
    return resources
      .remove(
        ref,
        (current) => {
          requireMatch(ifMatch, current.version);
          before = JSON.parse(current.doc) as JsonObject;
        },
        settle,
      )
      .catch(answerStoreFailure(ref));
  };
