// SearchRequest, RFC 7644 §3.4.3 and RFC 9865 §3: a query in a body. It is read into the parameters that the same query
// has in a URL, so that both are one from there on.
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import { searchRequestMessage } from '#shared/scim/urn.ts';
import type { Deviations } from '../deviations.ts';
import { invalidSyntax, invalidValue } from './scim-error.ts';
import { foldedMembers, requireMessageSchema } from './message-schema.ts';

/** By lower-case name, as a query string holds them. */
export type SearchParameters = Readonly<Record<string, string>>;

type Read = (value: JsonValue, name: string, deviations: Deviations) => string;

const shown = (value: JsonValue): string => JSON.stringify(value).slice(0, 60);

const text: Read = (value, name) => {
  if (typeof value === 'string') return value;
  throw invalidValue(`${name} is ${shown(value)}. Send a string.`, { path: name });
};

/** An array of names; a name may be URN-qualified, and holds no comma. */
const names: Read = (value, name, deviations) => {
  if (typeof value === 'string') {
    deviations.tolerate(`${name}: sent as a string, read as a list separated by commas`, () =>
      invalidValue(`${name} is a string. Send an array of attribute names.`, { path: name }),
    );
    return value;
  }
  if (Array.isArray(value) && value.every((element: JsonValue) => typeof element === 'string')) return value.join(',');
  throw invalidValue(`${name} is ${shown(value)}. Send an array of attribute names.`, { path: name });
};

const integer: Read = (value, name, deviations) => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string') {
    deviations.tolerate(`${name}: sent as a string`, () =>
      invalidValue(`${name} is a string. Send a whole number without quotes.`, { path: name }),
    );
    return value;
  }
  throw invalidValue(`${name} is ${shown(value)}. Send a whole number.`, { path: name });
};

const members: readonly (readonly [name: string, read: Read])[] = [
  ['attributes', names],
  ['excludedAttributes', names],
  ['filter', text],
  ['sortBy', text],
  ['sortOrder', text],
  ['startIndex', integer],
  ['count', integer],
  ['cursor', text],
];

/** Throws 400 invalidSyntax for what is no SearchRequest, invalidValue for a member of another type. */
export function parseSearchRequest(body: JsonValue, deviations: Deviations): SearchParameters {
  if (!isJsonObject(body)) throw invalidSyntax('The body is not a JSON object. Send a SearchRequest.');
  const sent = foldedMembers(body);
  requireMessageSchema(sent.get('schemas'), searchRequestMessage, deviations);
  const parameters: Record<string, string> = {};
  for (const [name, read] of members) {
    const value = sent.get(name.toLowerCase());
    if (value !== undefined && value !== null) parameters[name.toLowerCase()] = read(value, name, deviations);
  }
  return parameters;
}
