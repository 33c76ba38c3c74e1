// Reads a request body. Depth is measured on the text before JSON.parse, because V8 parses nestings it cannot print;
// names that reach an object's prototype are refused however they are escaped; a syntax error says where it is.
import { limits } from '#shared/scim/limits.ts';
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import { invalidSyntax, payloadTooLarge } from '../protocol/message/scim-error.ts';
import { findJsonFault } from './json-fault.ts';

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Index after the string that starts at `start`; the text's length when it never ends. */
function skipString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Whether brackets nest deeper than `deepest`. Reads no further than the first that does. */
function isDeeperThan(text: string, deepest: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length;) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      index = skipString(text, index);
      continue;
    }
    if (code === openBrace || code === openBracket) {
      if (++depth > deepest) return true;
    } else if (code === closeBrace || code === closeBracket) depth--;
    index++;
  }
  return false;
}

const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Most bodies hold none of these; a `\u` may spell any of them. */
const mayHoldForbiddenName = /__proto__|constructor|prototype|\\u/;

function forbiddenName(value: JsonValue): string | undefined {
  if (Array.isArray(value)) {
    for (const element of value) {
      const found = forbiddenName(element);
      if (found !== undefined) return found;
    }
  } else if (isJsonObject(value)) {
    for (const [name, element] of Object.entries(value)) {
      const found = forbiddenNames.has(name) ? name : forbiddenName(element);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Throws a ScimError that says what is wrong with the text and where. */
export function parseJsonBody(text: string): JsonValue {
  if (isDeeperThan(text, limits.jsonDepth)) {
    throw payloadTooLarge(
      `The body nests deeper than ${limits.jsonDepth} levels. No SCIM resource or PATCH needs that; send a flatter body.`,
    );
  }
  let json: JsonValue;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalidSyntax(`The body is not valid JSON: ${findJsonFault(text)}. Send one JSON object.`, { cause });
  }
  const forbidden = mayHoldForbiddenName.test(text) ? forbiddenName(json) : undefined;
  if (forbidden !== undefined) {
    throw invalidSyntax(`The body holds an attribute named "${forbidden}", which no schema may have. Remove it.`);
  }
  return json;
}
