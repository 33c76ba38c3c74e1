import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ScimContext } from './context.ts';
import { createCreate } from './create.ts';
import { createGet } from './get.ts';
import { createList } from './list.ts';
import { asOffered } from './offered.ts';
import { createPatch } from './patch.ts';
import { createRemove } from './remove.ts';
import { createReplace } from './replace.ts';
import type { ResourceUseCases } from './scim.ts';

/** The use cases of one resource type. The type's schema makes all the difference there is. */
export const createResourceUseCases = (context: ScimContext, type: ResourceType): ResourceUseCases =>
  asOffered(
    {
      list: createList(context, type),
      create: createCreate(context, type),
      get: createGet(context, type),
      replace: createReplace(context, type),
      patch: createPatch(context, type),
      remove: createRemove(context, type),
    },
    type,
  );
