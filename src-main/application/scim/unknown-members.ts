// Members that no resource of the tenant has the id of. A lenient tenant keeps them: providers send a group before its
// people, and Microsoft's own test collection sends ids that never existed. The log says which. A strict one refuses.
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../../protocol/deviations.ts';
import { invalidValue } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import type { PatchOperation } from '../../protocol/patch/operation.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { findTopLevel } from '../../protocol/schema/registry.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';

/** Ids looked up for one request; a first push of a large group is not held up by it. */
const lookedUp = 200;
const named = 5;

/** The ids in a `members` value, as far as it has any: what is wrong with it is said by who applies it. */
function idsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((element: JsonValue) => idsIn(element));
  return isJsonObject(value) ? idsIn(value['value'] ?? value['Value']) : [];
}

/** The ids that a PATCH adds. */
export const addedMemberIds = (operations: readonly PatchOperation[]): readonly string[] =>
  operations.flatMap(({ op, target, value }) => (target.kind === 'members' && op !== 'remove' ? idsIn(value) : []));

/** The ids that a whole resource names as its members. */
export function memberIdsIn(body: JsonValue, type: ResourceType): readonly string[] {
  if (type.membersAttribute === undefined || !isJsonObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    findTopLevel(type, name)?.attribute.name === type.membersAttribute ? idsIn(value) : [],
  );
}

/** Notes the unknown ones among the first of `ids`; a strict tenant looks at all and throws 400 invalidValue. */
export async function tolerateUnknownMembers(
  directory: DirectoryReader,
  tenantId: string,
  ids: readonly string[],
  deviations: Deviations,
): Promise<void> {
  const end = deviations.compatibility === 'strict' ? ids.length : Math.min(ids.length, lookedUp);
  for (let start = 0; start < end; start += lookedUp) {
    const unknown = await directory.unknown(tenantId, ids.slice(start, start + lookedUp));
    if (unknown.length === 0) continue;
    const more = unknown.length > named ? ` and ${unknown.length - named} more` : '';
    const list = `${unknown
      .slice(0, named)
      .map((id) => `"${shown(id, 40)}"`)
      .join(', ')}${more}`;
    deviations.tolerate(`members: ${list} not known in this tenant, kept as sent until they arrive`, () =>
      invalidValue(
        `members names ${shown(list, 150)}, which no resource of this tenant has as its id. Create the member first, then send its id.`,
        { path: 'members' },
      ),
    );
  }
}
