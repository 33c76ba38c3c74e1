// Reads the members of a schema or resource type document by type, each with an error that says where it stands.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { describe } from '../mismatch.ts';
import { invalid } from './definition-fault.ts';
import { nearest } from './nearest.ts';

/** A document, or an object inside one; `at` names it in error texts: `attribute "serial"`. */
export interface Holder {
  readonly members: JsonObject;
  readonly at: string;
}

/** Throws `invalid` for anything but an object. */
export function holder(value: JsonValue | undefined, at: string): Holder {
  if (isJsonObject(value)) return { members: value, at };
  throw invalid(`${at} must be a JSON object, but ${describe(value)} was sent.`);
}

const wrong = ({ members, at }: Holder, name: string, expected: string) =>
  invalid(`${at}: ${name} must be ${expected}, but ${describe(members[name])} was sent.`);

/** Refuses a member nobody reads: it is a slip, and what was meant would silently not be. */
export function refuseUnknownMembers({ members, at }: Holder, known: readonly string[]): void {
  for (const name of Object.keys(members)) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    const hint = meant === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${meant}?`;
    throw invalid(`${at} has no member called "${name}". ${hint}`);
  }
}

const isAbsent = (value: JsonValue | undefined): value is undefined | null => value === undefined || value === null;

/** Trimmed text of 1 to `most` characters. */
export function requiredText(from: Holder, name: string, most: number): string {
  const value = from.members[name];
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '' || text.length > most) throw wrong(from, name, `a text of 1 to ${most} characters`);
  return text;
}

/** Text, "" when it is left out. */
export function optionalText(from: Holder, name: string, most: number): string {
  const value = from.members[name];
  if (isAbsent(value)) return '';
  if (typeof value !== 'string' || value.length > most) throw wrong(from, name, `a text of up to ${most} characters`);
  return value;
}

/** A JSON boolean; a text such as "true" is refused. */
export function optionalBoolean(from: Holder, name: string, otherwise: boolean): boolean {
  const value = from.members[name];
  if (isAbsent(value)) return otherwise;
  if (typeof value !== 'boolean') throw wrong(from, name, 'true or false');
  return value;
}

/** One of the words the RFC gives, spelled as it does. */
export function optionalWord<Word extends string>(
  from: Holder,
  name: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const value = from.members[name];
  if (isAbsent(value)) return otherwise;
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  const meant = typeof value === 'string' ? nearest(value, words) : undefined;
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw invalid(`${from.at}: ${name} must be one of ${words.join(', ')}, but ${describe(value)} was sent.${hint}`);
}

/** Texts; undefined when they are left out or none. */
export function optionalTexts(from: Holder, name: string): readonly string[] | undefined {
  const value = from.members[name];
  if (isAbsent(value)) return undefined;
  const texts = Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string') : [];
  if (!Array.isArray(value) || texts.length !== value.length) throw wrong(from, name, 'an array of texts');
  return texts.length === 0 ? undefined : texts;
}

/** The objects of an array; none when it is left out. */
export function optionalObjects(from: Holder, name: string, at: (index: number) => string): readonly Holder[] {
  const value = from.members[name];
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) throw wrong(from, name, 'an array of objects');
  return (value as readonly JsonValue[]).map((item, index) => holder(item, at(index)));
}
