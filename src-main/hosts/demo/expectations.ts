// What Entra needs an answer to be before it goes on: status, media type, ListResponse, the fields it stores.
// An expectation returns one sentence per thing that is not so; none means that the answer is as expected.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { groupSchema, listResponseMessage, userSchema } from '#shared/scim/urn.ts';
import { storedManager, userDifferences } from './entra-mapping.ts';
import type { Group, Person } from './northwind.ts';

/** An answer as it came in; status 0 with the reason in `text` when none came. */
export interface Answer {
  readonly status: number;
  /** Empty when the header is missing. */
  readonly contentType: string;
  readonly text: string;
  /** Undefined when the body is empty or not JSON. */
  readonly body: JsonValue | undefined;
}

export type Expectation = (answer: Answer) => readonly string[];

const shown = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** The SCIM error's own words where there are some. */
const detailOf = ({ body, text }: Answer): string =>
  isJsonObject(body) && typeof body['detail'] === 'string' ? body['detail'] : text.slice(0, 200);

function hasStatus(answer: Answer, ...expected: readonly number[]): readonly string[] {
  if (expected.includes(answer.status)) return [];
  const wanted = expected.join(' or ');
  if (answer.status === 0) return [`no answer, expected HTTP ${wanted}: ${answer.text}`];
  return [`HTTP ${answer.status}, expected ${wanted}: ${detailOf(answer) || 'the body is empty'}`];
}

/** Only looks further into the body of an answer that has the right status, media type and a JSON object. */
function inBody(
  answer: Answer,
  expected: readonly number[],
  look: (body: JsonObject) => readonly string[],
): readonly string[] {
  const status = hasStatus(answer, ...expected);
  if (status.length > 0) return status;
  const mediaType = answer.contentType.split(';')[0]?.trim().toLowerCase();
  const problems =
    mediaType === 'application/scim+json'
      ? []
      : [`Content-Type is "${answer.contentType}", expected application/scim+json`];
  if (!isJsonObject(answer.body)) return [...problems, `the body is not a JSON object: ${answer.text.slice(0, 100)}`];
  return [...problems, ...look(answer.body)];
}

const equal = (what: string, actual: JsonValue | undefined, expected: JsonValue): readonly string[] =>
  actual === expected ? [] : [`${what} is ${shown(actual)}, expected ${shown(expected)}`];

const listsSchema = (body: JsonObject, urn: string): readonly string[] =>
  Array.isArray(body['schemas']) && body['schemas'].includes(urn) ? [] : [`schemas does not list ${urn}`];

const isText = (what: string, value: JsonValue | undefined): readonly string[] =>
  typeof value === 'string' && value !== '' ? [] : [`${what} is ${shown(value)}, expected a text`];

function isResource(body: JsonObject, urn: string, resourceType: string): readonly string[] {
  const meta = body['meta'];
  return [
    ...listsSchema(body, urn),
    ...isText('id', body['id']),
    ...(isJsonObject(meta)
      ? [
          ...equal('meta.resourceType', meta['resourceType'], resourceType),
          ...isText('meta.location', meta['location']),
          ...isText('meta.created', meta['created']),
          ...isText('meta.lastModified', meta['lastModified']),
        ]
      : ['meta is missing']),
  ];
}

const isUser = (body: JsonObject, userName: string): readonly string[] => [
  ...isResource(body, userSchema, 'User'),
  ...equal('userName', body['userName'], userName),
  ...(typeof body['active'] === 'boolean' ? [] : [`active is ${shown(body['active'])}, expected true or false`]),
];

const isGroupWithoutMembers = (body: JsonObject): readonly string[] => [
  ...isResource(body, groupSchema, 'Group'),
  ...isText('displayName', body['displayName']),
  ...('members' in body ? ['members came back although they were excluded'] : []),
];

const matchesPerson = (body: JsonObject, person: Person): readonly string[] =>
  userDifferences(person, body).map(
    ({ path, value, before }) => `${path} is ${shown(before)}, expected ${shown(value)}`,
  );

/** The resources of a ListResponse; empty when there are none. */
export function resourcesOf(body: JsonValue | undefined): readonly JsonObject[] {
  const resources = isJsonObject(body) ? body['Resources'] : undefined;
  return Array.isArray(resources) ? (resources as readonly JsonValue[]).filter(isJsonObject) : [];
}

/** A ListResponse with at most one hit: with two, Entra writes nothing and reports DuplicateTargetEntries. */
const listOfAtMostOne = (answer: Answer, each: (resource: JsonObject) => readonly string[]): readonly string[] =>
  inBody(answer, [200], (body) => {
    const resources = resourcesOf(body);
    const total = body['totalResults'];
    return [
      ...listsSchema(body, listResponseMessage),
      ...(total === 0 || total === 1 ? [] : [`totalResults is ${shown(total)}, expected 0 or 1`]),
      ...(typeof total === 'number' && total !== resources.length
        ? [`Resources holds ${resources.length}, totalResults says ${total}`]
        : []),
      ...resources.flatMap(each),
    ];
  });

export const nobody: Expectation = (answer) =>
  listOfAtMostOne(answer, (resource) => [`${shown(resource['id'])} came back, expected nothing`]);

export const atMostThisUser =
  (userName: string): Expectation =>
  (answer) =>
    listOfAtMostOne(answer, (resource) => isUser(resource, userName));

export const atMostThisGroup =
  (attribute: 'displayName' | 'externalId', value: string): Expectation =>
  (answer) =>
    listOfAtMostOne(answer, (resource) => [
      ...isGroupWithoutMembers(resource),
      ...equal(attribute, resource[attribute], value),
    ]);

export const createdUser =
  (person: Person): Expectation =>
  (answer) =>
    inBody(answer, [201], (body) => [...isUser(body, person.userName), ...matchesPerson(body, person)]);

export const thisUser =
  (id: string, userName: string): Expectation =>
  (answer) =>
    inBody(answer, [200], (body) => [...equal('id', body['id'], id), ...isUser(body, userName)]);

/** 204, or 200 with the whole resource: then what was sent must be in it. */
const changedUser = (answer: Answer, id: string, look: (body: JsonObject) => readonly string[]): readonly string[] =>
  answer.status === 204
    ? emptyBody(answer)
    : inBody(answer, [200, 204], (body) => [...equal('id', body['id'], id), ...look(body)]);

export const userNowIs =
  (id: string, person: Person): Expectation =>
  (answer) =>
    changedUser(answer, id, (body) => [...isUser(body, person.userName), ...matchesPerson(body, person)]);

export const managerNowIs =
  (id: string, managerId: string): Expectation =>
  (answer) =>
    changedUser(answer, id, (body) => equal('manager.value', storedManager(body), managerId));

export const createdGroup =
  (group: Group): Expectation =>
  (answer) =>
    inBody(answer, [201], (body) => [
      ...isResource(body, groupSchema, 'Group'),
      ...equal('displayName', body['displayName'], group.displayName),
      ...equal('externalId', body['externalId'], group.externalId),
    ]);

export const thisGroup =
  (id: string): Expectation =>
  (answer) =>
    inBody(answer, [200], (body) => [...equal('id', body['id'], id), ...isGroupWithoutMembers(body)]);

/** Entra recommends 204 for groups and wants no members back. */
export const groupChanged: Expectation = (answer) =>
  answer.status === 204
    ? emptyBody(answer)
    : inBody(answer, [200, 204], (body) => [
        ...isResource(body, groupSchema, 'Group'),
        ...('members' in body ? ['the answer to a group PATCH carries members'] : []),
      ]);

const emptyBody = (answer: Answer): readonly string[] =>
  answer.text === '' ? [] : [`HTTP ${answer.status} with a body`];

export const noContent: Expectation = (answer) => [...hasStatus(answer, 204), ...emptyBody(answer)];
