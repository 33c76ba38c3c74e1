// Entra's default attribute mapping for users, as data: which path of the target takes which attribute of the source,
// and where its value stands in a resource that was read. What differs is what Entra exports.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { fullName, type Person } from './northwind.ts';

/** One row of the mapping. */
export interface MappedAttribute {
  /** As a PATCH names it: `title`, `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
  readonly path: string;
  /** An element of a multi-valued attribute: never merged with others into one operation. */
  readonly multiValued: boolean;
  /** Null is not exported: Entra never clears an attribute of its own accord. */
  readonly source: (person: Person) => string | boolean | null;
  readonly stored: (resource: JsonObject) => JsonValue | undefined;
}

/** A row whose value differs from what the target has. */
export interface AttributeChange {
  readonly path: string;
  readonly multiValued: boolean;
  readonly value: string | boolean;
  /** What the target has now; undefined when it has nothing there. */
  readonly before: JsonValue | undefined;
}

type Source = MappedAttribute['source'];

const inside = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isJsonObject(value) ? value[name] : undefined;

const simple = (name: string, source: Source): MappedAttribute => ({
  path: name,
  multiValued: false,
  source,
  stored: (resource) => resource[name],
});

const subAttribute = (name: string, sub: string, source: Source): MappedAttribute => ({
  path: `${name}.${sub}`,
  multiValued: false,
  source,
  stored: (resource) => inside(resource[name], sub),
});

const enterprise = (name: string, source: Source): MappedAttribute => ({
  path: `${enterpriseUserSchema}:${name}`,
  multiValued: false,
  source,
  stored: (resource) => inside(resource[enterpriseUserSchema], name),
});

const element = (name: string, type: string, sub: string, source: Source): MappedAttribute => ({
  path: `${name}[type eq "${type}"].${sub}`,
  multiValued: true,
  source,
  stored: (resource) => {
    const values = resource[name];
    if (!Array.isArray(values)) return undefined;
    return inside(
      (values as readonly JsonValue[]).find((value) => inside(value, 'type') === type),
      sub,
    );
  },
});

const userMapping: readonly MappedAttribute[] = [
  simple('userName', (person) => person.userName),
  simple('externalId', (person) => person.alias),
  simple('active', (person) => person.active),
  simple('displayName', fullName),
  simple('title', (person) => person.title),
  simple('preferredLanguage', (person) => person.office.preferredLanguage),
  subAttribute('name', 'formatted', fullName),
  subAttribute('name', 'givenName', (person) => person.givenName),
  subAttribute('name', 'familyName', (person) => person.familyName),
  element('emails', 'work', 'value', (person) => person.userName),
  element('addresses', 'work', 'streetAddress', (person) => person.office.streetAddress),
  element('addresses', 'work', 'locality', (person) => person.office.locality),
  element('addresses', 'work', 'region', (person) => person.office.region),
  element('addresses', 'work', 'postalCode', (person) => person.office.postalCode),
  element('addresses', 'work', 'country', (person) => person.office.country),
  element('addresses', 'other', 'formatted', (person) => `${person.office.name} office`),
  element('phoneNumbers', 'work', 'value', (person) => person.workPhone),
  element('phoneNumbers', 'mobile', 'value', (person) => person.mobilePhone),
  enterprise('employeeNumber', (person) => person.employeeNumber),
  enterprise('department', (person) => person.department),
];

/** What the target has otherwise than the source says, attribute by attribute. */
export const userDifferences = (person: Person, resource: JsonObject): readonly AttributeChange[] =>
  userMapping.flatMap(({ path, multiValued, source, stored }) => {
    const value = source(person);
    const before = stored(resource);
    return value === null || value === before ? [] : [{ path, multiValued, value, before }];
  });

/** The manager a user resource names, by id. */
export const storedManager = (resource: JsonObject): JsonValue | undefined =>
  inside(inside(resource[enterpriseUserSchema], 'manager'), 'value');
