// Members that no resource of the tenant has the id of. They are accepted and kept: providers send a group before its
// people, and Microsoft's own test collection sends ids that never existed. The log says which.
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { PatchOperation } from '../../protocol/patch/operation.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
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
export function memberIdsIn(body: JsonValue, { membersAttribute }: ResourceType): readonly string[] {
  if (membersAttribute === undefined || !isJsonObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => (name.toLowerCase() === membersAttribute ? idsIn(value) : []));
}

/** A note that names the unknown ones among the first of `ids`; none when all are known. */
export async function noteUnknownMembers(
  directory: DirectoryReader,
  tenantId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const asked = ids.slice(0, lookedUp);
  const users = new Set((await directory.usersById(tenantId, asked)).map(({ id }) => id));
  const others = asked.filter((id) => !users.has(id));
  if (others.length === 0) return [];
  const groups = new Set((await directory.groupsById(tenantId, others)).map(({ id }) => id));
  const unknown = others.filter((id) => !groups.has(id));
  if (unknown.length === 0) return [];
  const more = unknown.length > named ? ` and ${unknown.length - named} more` : '';
  const list = unknown.slice(0, named).map((id) => `"${id.slice(0, 80)}"`);
  return [`members: ${list.join(', ')}${more} not known in this tenant, kept as sent until they arrive`];
}
