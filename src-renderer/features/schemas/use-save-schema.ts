import { useMutation } from '@tanstack/react-query';
import type { ServedSchema } from '#shared/console-api/schemas.ts';
import type { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useConsole, useTenant } from '#renderer/console-client/console-context.ts';
import { resourceTypeDocument } from './documents.ts';
import { findType, type Served } from './schemas-view.ts';

interface SchemaToSave {
  readonly document: Readonly<Record<string, unknown>>;
  /** The resource type that it extends from now on; null leaves the types as they are. */
  readonly extended: string | null;
}

/** Saves a schema, and then that a resource type has it as an extension. Both may be said again without harm. */
export function useSaveSchema(served: Served) {
  const client = useConsole();
  const tenantId = useTenant().id;
  return useMutation<ServedSchema, ConsoleCallError, SchemaToSave>({
    mutationFn: async ({ document, extended }) => {
      const saved = await client.call('schemas.save', { tenantId, schema: { ...document } });
      const type = extended === null ? undefined : findType(served, extended);
      if (type === undefined || type.schemaExtensions.some(({ schema }) => schema === saved.schema.id)) return saved;
      const own = resourceTypeDocument(type);
      const schemaExtensions = [...own.schemaExtensions, { schema: saved.schema.id, required: false }];
      await client.call('resourceTypes.save', { tenantId, resourceType: { ...own, schemaExtensions } });
      return saved;
    },
  });
}
