// The bodies and paths that Microsoft Entra's provisioning client sends, in both of its PATCH dialects.
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import type { AttributeChange } from './entra-mapping.ts';
import { fullName, type Group, type Person } from './northwind.ts';

/** `default`: capitalised ops, an operation per attribute, booleans as strings. The other is what the flag switches on. */
export type Dialect = 'default' | 'aadOptscim062020';

export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the Tenant URL. */
  readonly path: string;
  readonly body?: JsonObject;
}

const quoted = (value: string): string => JSON.stringify(value);
const filtered = (filter: string): string => `filter=${encodeURIComponent(filter)}`;
const patchOp = (operations: readonly JsonObject[]): JsonObject => ({
  schemas: [patchOpMessage],
  Operations: operations,
});

export const findUser = (userName: string): ScimRequest => ({
  method: 'GET',
  path: `/Users?${filtered(`userName eq ${quoted(userName)}`)}`,
});

export const findGroup = (attribute: 'displayName' | 'externalId', value: string): ScimRequest => ({
  method: 'GET',
  path: `/Groups?excludedAttributes=members&${filtered(`${attribute} eq ${quoted(value)}`)}`,
});

export const readUser = (id: string): ScimRequest => ({ method: 'GET', path: `/Users/${id}` });
export const readGroup = (id: string): ScimRequest => ({
  method: 'GET',
  path: `/Groups/${id}?excludedAttributes=members`,
});
export const deleteUser = (id: string): ScimRequest => ({ method: 'DELETE', path: `/Users/${id}` });

/** References (manager, groups) follow in requests of their own; `roles` is always there, even when it is empty. */
export const createUser = (person: Person): ScimRequest => ({
  method: 'POST',
  path: '/Users',
  body: {
    schemas: [userSchema, enterpriseUserSchema],
    externalId: person.alias,
    userName: person.userName,
    active: person.active,
    displayName: fullName(person),
    title: person.title,
    preferredLanguage: person.office.preferredLanguage,
    emails: [{ primary: true, type: 'work', value: person.userName }],
    phoneNumbers: [
      { type: 'work', value: person.workPhone },
      ...(person.mobilePhone === null ? [] : [{ type: 'mobile', value: person.mobilePhone }]),
    ],
    addresses: [
      {
        type: 'work',
        streetAddress: person.office.streetAddress,
        locality: person.office.locality,
        region: person.office.region,
        postalCode: person.office.postalCode,
        country: person.office.country,
      },
      { type: 'other', formatted: `${person.office.name} office` },
    ],
    meta: { resourceType: 'User' },
    name: { formatted: fullName(person), familyName: person.familyName, givenName: person.givenName },
    roles: [],
    [enterpriseUserSchema]: { employeeNumber: person.employeeNumber, department: person.department },
  },
});

/** Without members; the second schema is not a URN and must be tolerated. */
export const createGroup = (group: Group): ScimRequest => ({
  method: 'POST',
  path: '/Groups',
  body: {
    schemas: [groupSchema, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
    externalId: group.externalId,
    displayName: group.displayName,
    meta: { resourceType: 'Group' },
  },
});

const defaultOperation = ({ path, value, before }: AttributeChange): JsonObject => ({
  op: before === undefined ? 'Add' : 'Replace',
  path,
  value: typeof value === 'boolean' ? (value ? 'True' : 'False') : value,
});

/** Single-valued attributes are merged into one operation without a path, under dotted and URN keys. */
function optimisedOperations(changes: readonly AttributeChange[]): readonly JsonObject[] {
  const merged: Record<string, JsonValue> = {};
  for (const { path, multiValued, value } of changes) if (!multiValued) merged[path] = value;
  return [
    ...(Object.keys(merged).length === 0 ? [] : [{ op: 'replace', value: merged }]),
    ...changes.filter(({ multiValued }) => multiValued).map(({ path, value }) => ({ op: 'replace', path, value })),
  ];
}

export const changeUser = (id: string, changes: readonly AttributeChange[], dialect: Dialect): ScimRequest => ({
  method: 'PATCH',
  path: `/Users/${id}`,
  body: patchOp(dialect === 'default' ? changes.map(defaultOperation) : optimisedOperations(changes)),
});

export const setManager = (id: string, managerId: string, dialect: Dialect): ScimRequest => ({
  method: 'PATCH',
  path: `/Users/${id}`,
  body: patchOp([
    { op: dialect === 'default' ? 'Add' : 'add', path: `${enterpriseUserSchema}:manager`, value: managerId },
  ]),
});

export const renameGroup = (id: string, displayName: string, dialect: Dialect): ScimRequest => ({
  method: 'PATCH',
  path: `/Groups/${id}`,
  body: patchOp([{ op: dialect === 'default' ? 'Replace' : 'replace', path: 'displayName', value: displayName }]),
});

export const addMembers = (id: string, userIds: readonly string[], dialect: Dialect): ScimRequest => ({
  method: 'PATCH',
  path: `/Groups/${id}`,
  body: patchOp([
    {
      op: dialect === 'default' ? 'Add' : 'add',
      path: 'members',
      value: userIds.map((value) => ({ $ref: null, value })),
    },
  ]),
});

/** The default dialect names the member in an array, the other one in the path. */
export const removeMember = (id: string, userId: string, dialect: Dialect): ScimRequest => ({
  method: 'PATCH',
  path: `/Groups/${id}`,
  body: patchOp([
    dialect === 'default'
      ? { op: 'Remove', path: 'members', value: [{ value: userId }] }
      : { op: 'remove', path: `members[value eq ${quoted(userId)}]` },
  ]),
});
