// What a change changed, attribute by attribute and in SCIM's own notation, as Entra's provisioning log shows it
// (`modifiedProperties` of Microsoft Graph's provisioningObjectSummary).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import { isQualified } from './schema/names.ts';

/** `displayName` is the attribute's path; a value that was or is absent is null. */
export interface ModifiedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** Differences of two stored documents; undefined stands for the time before creation or after deletion. */
export function modifiedProperties(before: JsonObject | undefined, after: JsonObject | undefined): ModifiedProperty[] {
  const properties: ModifiedProperty[] = [];
  for (const name of names(before, after)) {
    if (name === 'schemas') continue;
    const old = before?.[name];
    const now = after?.[name];
    if (old === now) continue;
    if (isQualified(name)) compareMembers(`${name}:`, asObject(old), asObject(now), properties);
    else compare(name, old, now, properties);
  }
  return properties;
}

/** `department` for `urn:…:User:department`; a path without URI is returned as it is. */
export function shortName(displayName: string): string {
  const bracket = displayName.indexOf('[');
  const head = bracket < 0 ? displayName : displayName.slice(0, bracket);
  return displayName.slice(head.lastIndexOf(':') + 1);
}

const names = (before: JsonObject | undefined, after: JsonObject | undefined): Iterable<string> =>
  new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);

const asObject = (value: JsonValue | undefined): JsonObject | undefined => (isJsonObject(value) ? value : undefined);

function compareMembers(
  prefix: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  properties: ModifiedProperty[],
): void {
  for (const name of names(before, after)) compare(prefix + name, before?.[name], after?.[name], properties);
}

function compare(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  properties: ModifiedProperty[],
): void {
  if (sameJson(before, after)) return;
  if (Array.isArray(before) || Array.isArray(after)) {
    compareElements(path, asElements(before), asElements(after), properties);
  } else if (isJsonObject(before) || isJsonObject(after)) {
    compareMembers(`${path}.`, asObject(before), asObject(after), properties);
  } else {
    properties.push({ displayName: path, oldValue: print(before), newValue: print(after) });
  }
}

const asElements = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

/** Elements are told apart by their type, else by their value; where neither does, the attribute is one property. */
function compareElements(
  path: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  properties: ModifiedProperty[],
): void {
  const label = ['type', 'value'].find((name) => isUnique(before, name) && isUnique(after, name));
  if (label === undefined) {
    properties.push({ displayName: path, oldValue: printAll(before), newValue: printAll(after) });
    return;
  }
  const old = byLabel(before, label);
  const now = byLabel(after, label);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const selected = `${path}[${label} eq ${JSON.stringify(key)}].`;
    compareSelected(selected, label, old.get(key), now.get(key), properties);
  }
}

/** An element that came or went is told by its values; its label is in the path already. */
function compareSelected(
  prefix: string,
  label: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  properties: ModifiedProperty[],
): void {
  for (const name of names(before, after)) {
    const onlyLabel = Object.keys(before ?? after ?? {}).length === 1;
    if (name !== label || label === 'value' || onlyLabel) {
      compare(prefix + name, before?.[name], after?.[name], properties);
    }
  }
}

const labelOf = (element: JsonValue, name: string): string | undefined => {
  const label = isJsonObject(element) ? element[name] : undefined;
  return typeof label === 'string' ? label : undefined;
};

const isUnique = (elements: readonly JsonValue[], name: string): boolean =>
  !elements.some((element) => labelOf(element, name) === undefined) && byLabel(elements, name).size === elements.length;

const byLabel = (elements: readonly JsonValue[], name: string): ReadonlyMap<string | undefined, JsonObject> =>
  new Map(elements.filter((element) => isJsonObject(element)).map((element) => [labelOf(element, name), element]));

const print = (value: JsonValue | undefined): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const printAll = (elements: readonly JsonValue[]): string | null =>
  elements.length === 0 ? null : elements.map(print).join(', ');
