// A resource as JSON text. What is stored is text already, so the read path puts text together and never parses it.
import type { JsonObject } from '#shared/lang/json.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import type { Member, Membership, StoredResource } from '../ports/resource-store.ts';
import { etagOf } from './preconditions.ts';

/** Where a resource is shown: the tenant's base URL, and the types that members and groups may be of. */
export interface Place {
  readonly baseUrl: string;
  readonly types: ResourceTypeSet;
}

/** Ids of ours are UUIDs; a member's id is whatever a client sent. */
const locationOf = (baseUrl: string, type: ResourceType, id: string): string =>
  `${baseUrl}${type.endpoint}/${encodeURIComponent(id)}`;

function memberText(member: Member, { baseUrl, types }: Place): string {
  const type = member.type === undefined ? undefined : types.find(member.type);
  let text = `{"value":${JSON.stringify(member.value)}`;
  if (type !== undefined) text += `,"$ref":"${locationOf(baseUrl, type, member.value)}","type":"${type.name}"`;
  if (member.display !== undefined) text += `,"display":${JSON.stringify(member.display)}`;
  return `${text}}`;
}

function membershipText({ groupId, display }: Membership, { baseUrl, types: { groupType } }: Place): string {
  const ref = groupType === undefined ? '' : `"$ref":"${locationOf(baseUrl, groupType, groupId)}",`;
  return `{"value":"${groupId}",${ref}"display":${JSON.stringify(display)},"type":"direct"}`;
}

/** `,"name":[…]`, or nothing: an empty attribute and an absent one are the same (RFC 7643 §2.5). */
function listText<Item>(
  name: string | undefined,
  items: readonly Item[] | undefined,
  place: Place,
  text: (item: Item, place: Place) => string,
): string {
  if (name === undefined || items === undefined || items.length === 0) return '';
  return `,"${name}":[${items.map((item) => text(item, place)).join(',')}]`;
}

/** Where the resource is read: `meta.location` and the Location header. */
export const resourceLocation = locationOf;

/** The whole resource, with the members or memberships it was read with. */
export function renderResource(resource: StoredResource, type: ResourceType, place: Place): string {
  const { id, doc, version, createdAt, lastModifiedAt, members, memberships } = resource;
  return (
    `{"id":"${id}",${doc.slice(1, -1)}` +
    listText(type.membersAttribute, members, place, memberText) +
    listText(type.membershipsAttribute, memberships, place, membershipText) +
    `,"meta":{"resourceType":"${type.name}","created":"${createdAt}","lastModified":"${lastModifiedAt}",` +
    `"location":"${locationOf(place.baseUrl, type, id)}","version":${JSON.stringify(etagOf(version))}}}`
  );
}

/** The same as a value, for projections and for the console. */
export const resourceObject = (resource: StoredResource, type: ResourceType, place: Place): JsonObject =>
  JSON.parse(renderResource(resource, type, place)) as JsonObject;
