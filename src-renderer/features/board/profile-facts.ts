// What a profile shows of a SCIM user, in the resource's own words (RFC 7643 §4.1 and §4.3). Only what is there.

export type FactName =
  | 'userName'
  | 'externalId'
  | 'emails'
  | 'phoneNumbers'
  | 'userType'
  | 'employeeNumber'
  | 'organization'
  | 'division'
  | 'costCenter'
  | 'preferredLanguage'
  | 'locale'
  | 'timezone';

/** A line of the profile sheet. */
export interface Fact {
  readonly name: FactName;
  readonly value: string;
}

type Resource = Readonly<Record<string, unknown>>;

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const core: readonly FactName[] = ['userName', 'externalId', 'emails', 'phoneNumbers', 'userType'];
const extension: readonly FactName[] = ['employeeNumber', 'organization', 'division', 'costCenter'];
const preferences: readonly FactName[] = ['preferredLanguage', 'locale', 'timezone'];

const isObject = (value: unknown): value is Resource => typeof value === 'object' && value !== null;

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? text(item['value']) : text(item))).join(', ');
  return '';
}

const from = (source: unknown, names: readonly FactName[]): readonly Fact[] =>
  isObject(source) ? names.map((name) => ({ name, value: text(source[name]) })) : [];

/** The facts of a user resource in reading order. */
export function profileFacts(resource: Resource): readonly Fact[] {
  const groups = [from(resource, core), from(resource[enterprise], extension), from(resource, preferences)];
  return groups.flat().filter(({ value }) => value !== '');
}
