// What the schemas page shows, read from the URL: `#/schemas?schema=urn:…`, `#/schemas?type=User`, `&dialog=…`.
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import type { ServedSchema } from '#shared/console-api/schemas.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import { setParams } from '#renderer/ui/hash-route.ts';

/** All that a tenant serves. */
export interface Served {
  readonly types: readonly ServedResourceType[];
  readonly schemas: readonly ServedSchema[];
}

/** The resource type or schema that the page is about. */
export type Shown =
  | { readonly kind: 'type'; readonly type: ServedResourceType }
  | { readonly kind: 'schema'; readonly served: ServedSchema };

/** `add-…` makes a new one, the others are about what is shown. */
const dialogs = ['add-schema', 'add-type', 'edit', 'remove'] as const;
export type DialogName = (typeof dialogs)[number];

const same = (left: string, right: string): boolean => foldCase(left) === foldCase(right);

/** URIs of schemas are compared without regard to case (RFC 7644 §3.10). */
export const findSchema = ({ schemas }: Pick<Served, 'schemas'>, id: string): ServedSchema | undefined =>
  schemas.find(({ schema }) => same(schema.id, id));

export const findType = ({ types }: Pick<Served, 'types'>, name: string): ServedResourceType | undefined =>
  types.find((type) => same(type.name, name));

/** What the URL names; the first resource type when it names nothing, null when what it names is gone. */
export function shownOf(params: URLSearchParams, served: Served): Shown | null {
  const id = params.get('schema');
  if (id !== null) {
    const found = findSchema(served, id);
    return found === undefined ? null : { kind: 'schema', served: found };
  }
  const name = params.get('type');
  const type = name === null ? served.types[0] : findType(served, name);
  return type === undefined ? null : { kind: 'type', type };
}

export const dialogOf = (params: URLSearchParams): DialogName | null => oneOf(dialogs, params.get('dialog'));

export const openDialog = (dialog: DialogName): void => setParams({ dialog });
export const closeDialog = (): void => setParams({ dialog: null });

/** Shows a schema or a resource type, with no dialog before it; the default when both are left out. */
export const show = (shown: { readonly schema?: string; readonly type?: string }): void =>
  setParams({ schema: shown.schema ?? null, type: shown.type ?? null, dialog: null });

/** `core:2.0:User`, `enterprise:2.0:User`, `Device`: a schema's URI without what most of them begin with. */
export const shortUri = (id: string): string => id.replace(/^urn:[^:]+:(?:params:)?scim:schemas:(?:extension:)?/i, '');

/** The resource types that a schema adds attributes to. */
export const extendedBy = ({ usedBy }: ServedSchema): ServedSchema['usedBy'] =>
  usedBy.filter((use) => use.as === 'extension');
/** The resource types whose own schema it is. */
export const coreOf = ({ usedBy }: ServedSchema): ServedSchema['usedBy'] => usedBy.filter((use) => use.as === 'core');
