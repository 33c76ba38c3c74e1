// Variables in a step: {{name}} is what was generated or captured, {%generator arguments%} makes something new. The
// generators have the names of scimvalidator.microsoft.com's, and a few more.
import { randomInt, randomUUID } from 'node:crypto';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';

export type Variables = Map<string, string>;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const drawn = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

const swapped = (letter: string): string =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();

const generators: Readonly<Record<string, (argument: string) => string>> = {
  generateRandomString: (length) => drawn(letters.toUpperCase(), Number(length)),
  generateRandomNumber: (length) => drawn('123456789', Number(length)),
  generateAlphaNumeric: (length) => drawn(`${letters}0123456789`, Number(length)),
  generateGuid: () => randomUUID(),
  swapCase: (text) => Array.from(text, swapped).join(''),
  toUpper: (text) => text.toUpperCase(),
  encode: (text) => encodeURIComponent(text),
  base64: (text) => btoa(text),
  repeat: (argument) => {
    const [times = '', text = ''] = argument.split(/ (.*)/s);
    return text.repeat(Number(times));
  },
};

/** A generator with no other inside its argument. */
const innermost = /\{%(\w+)(?: ((?:(?!\{%)[^])*?))?%\}/g;

function fillText(text: string, variables: Variables): string {
  const named = text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const found = variables.get(name);
    if (found === undefined) throw new Error(`{{${name}}} is used before it is known`);
    return found;
  });
  let filled = named;
  for (let before = ''; before !== filled;) {
    before = filled;
    filled = before.replaceAll(innermost, (_, name: string, argument = '') => {
      const generator = generators[name];
      if (generator === undefined) throw new Error(`{%${name}%} is none of ${Object.keys(generators).join(', ')}`);
      return generator(argument);
    });
  }
  return filled;
}

/** `{"$repeat": 3, "$item": …}` is a list of three, with {{n}} counting from 1. */
const isRepeat = (value: JsonObject): boolean => '$repeat' in value && '$item' in value;

function fillValue(value: JsonValue, variables: Variables): JsonValue {
  if (typeof value === 'string') return fillText(value, variables);
  if (Array.isArray(value)) return value.map((element) => fillValue(element, variables));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  if (isRepeat(object)) {
    return Array.from({ length: Number(object['$repeat']) }, (_, index) =>
      fillValue(object['$item'] ?? null, new Map([...variables, ['n', String(index + 1)]])),
    );
  }
  return Object.fromEntries(
    Object.entries(object).map(([name, inner]) => [fillText(name, variables), fillValue(inner ?? null, variables)]),
  );
}

/** The value with every variable in it replaced, in names as in values. Throws for one that nobody set. */
export const fill = <Value>(value: Value, variables: Variables): Value =>
  fillValue(value as JsonValue, variables) as Value;

/** Adds a conversation's own variables, each of which may use those before it. */
export function define(declared: Readonly<Record<string, string>>, variables: Variables): void {
  for (const [name, text] of Object.entries(declared)) variables.set(name, fillText(text, variables));
}
