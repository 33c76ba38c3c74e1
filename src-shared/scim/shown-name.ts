// The name somebody goes by, on the board, in the provisioning log and wherever else a person or group is named.
import { isJsonObject, type JsonObject, type JsonValue } from '../lang/json.ts';

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function fullName(name: JsonValue | undefined): string | undefined {
  if (!isJsonObject(name)) return undefined;
  const given = text(name['givenName']);
  const family = text(name['familyName']);
  const both = given === undefined || family === undefined ? (given ?? family) : `${given} ${family}`;
  return text(name['formatted']) ?? both;
}

/** displayName, else the full name, else userName. Undefined for a document without any of them. */
export const shownName = (doc: JsonObject): string | undefined =>
  text(doc['displayName']) ?? fullName(doc['name']) ?? text(doc['userName']);
