// A resource as JSON text. What is stored is text already, so the read path puts text together and never parses it.
import type { JsonObject } from '#shared/lang/json.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { resourceTypes } from '../../protocol/schema/resource-types.ts';
import type { Member, Membership, StoredResource } from '../ports/resource-store.ts';
import { etagOf } from './preconditions.ts';

/** Ids of ours are UUIDs; a member's id is whatever a client sent. */
const locationOf = (baseUrl: string, type: ResourceType, id: string): string =>
  `${baseUrl}${type.endpoint}/${encodeURIComponent(id)}`;

const groupType = resourceTypes.find(({ membersAttribute }) => membersAttribute !== undefined);

function memberText(member: Member, baseUrl: string): string {
  const type = resourceTypes.find(({ name }) => name === member.type);
  let text = `{"value":${JSON.stringify(member.value)}`;
  if (type !== undefined) text += `,"$ref":"${locationOf(baseUrl, type, member.value)}","type":"${type.name}"`;
  if (member.display !== undefined) text += `,"display":${JSON.stringify(member.display)}`;
  return `${text}}`;
}

function membershipText({ groupId, display }: Membership, baseUrl: string): string {
  const ref = groupType === undefined ? '' : `"$ref":"${locationOf(baseUrl, groupType, groupId)}",`;
  return `{"value":"${groupId}",${ref}"display":${JSON.stringify(display)},"type":"direct"}`;
}

/** `,"name":[…]`, or nothing: an empty attribute and an absent one are the same (RFC 7643 §2.5). */
function listText<Item>(
  name: string | undefined,
  items: readonly Item[] | undefined,
  baseUrl: string,
  text: (item: Item, baseUrl: string) => string,
): string {
  if (name === undefined || items === undefined || items.length === 0) return '';
  return `,"${name}":[${items.map((item) => text(item, baseUrl)).join(',')}]`;
}

/** Where the resource is read: `meta.location` and the Location header. */
export const resourceLocation = locationOf;

/** The whole resource, with the members or memberships it was read with. */
export function renderResource(resource: StoredResource, type: ResourceType, baseUrl: string): string {
  const { id, doc, version, createdAt, lastModifiedAt, members, memberships } = resource;
  return (
    `{"id":"${id}",${doc.slice(1, -1)}` +
    listText(type.membersAttribute, members, baseUrl, memberText) +
    listText(type.membershipsAttribute, memberships, baseUrl, membershipText) +
    `,"meta":{"resourceType":"${type.name}","created":"${createdAt}","lastModified":"${lastModifiedAt}",` +
    `"location":"${locationOf(baseUrl, type, id)}","version":${JSON.stringify(etagOf(version))}}}`
  );
}

/** The same as a value, for projections and for the console. */
export const resourceObject = (resource: StoredResource, type: ResourceType, baseUrl: string): JsonObject =>
  JSON.parse(renderResource(resource, type, baseUrl)) as JsonObject;
