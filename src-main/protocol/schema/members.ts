// Reads `members` of a group (RFC 7643 §4.2). They never enter the document: a group of 20,000 changes one row at a time.
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidValue } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { describe } from './mismatch.ts';

/** One member as it is stored; `type` and `display` are hints, the store knows better when the member exists. */
export interface Member {
  readonly value: string;
  readonly type?: string;
  readonly display?: string;
}

/** Reads an array, one object or one bare id; null and [] are no members. The same id twice is one member. */
export function readMembers(value: JsonValue, path: string, deviations: Deviations): Member[] {
  if (value === null) return [];
  const sent: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  if (!Array.isArray(value)) {
    deviations.tolerate(`${shown(path)}: one value sent without its array`, () => unreadable(value, path));
  }
  const members = new Map<string, Member>();
  for (const element of sent) {
    if (element === null) continue;
    const member = readMember(element, path, deviations);
    members.set(member.value, member);
  }
  return [...members.values()];
}

function readMember(element: JsonValue, path: string, deviations: Deviations): Member {
  if (typeof element === 'string' && usable(element)) {
    deviations.tolerate(`${shown(path)}: id sent as text, read as {"value": …}`, () => unreadable(element, path));
    return { value: element };
  }
  if (!isJsonObject(element)) throw unreadable(element, path);
  let value: JsonValue | undefined;
  let type: JsonValue | undefined;
  let display: JsonValue | undefined;
  for (const name of Object.keys(element)) {
    const lower = name.toLowerCase();
    if (lower === 'value') value = element[name];
    else if (lower === 'type') type = element[name];
    else if (lower === 'display') display = element[name];
  }
  if (typeof value !== 'string' || !usable(value)) throw unreadable(element, path);
  return {
    value,
    ...(typeof type === 'string' && type !== '' ? { type } : {}),
    ...(typeof display === 'string' && usable(display) ? { display } : {}),
  };
}

const usable = (text: string): boolean => text !== '' && !text.includes('\u0000') && text.isWellFormed();

const unreadable = (element: JsonValue, path: string) =>
  invalidValue(
    `${shown(path)} expects an array of {"value": "<id of a user or group>"}, but ${describe(element)} was sent. Send the id as value.`,
    { path },
  );
