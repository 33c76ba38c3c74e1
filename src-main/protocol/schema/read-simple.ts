// Reads one simple value as the schema's type, RFC 7643 §2.3. Values are kept verbatim, except that a boolean may come as
// text in a lenient tenant. `canonicalValues` are suggestions (§7: "that MAY be used"), so no value is refused for not
// being one of them.
import type { JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidValue } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import type { Attribute } from './attribute.ts';
import { isXsdDateTime, normalizeDateTime } from './date-time.ts';
import { mismatch, sent, tooManyValues } from './mismatch.ts';

/** Throws 400 invalidValue for a value of another type. */
export function readSimple(attribute: Attribute, value: JsonValue, path: string, deviations: Deviations): JsonValue {
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(attribute, value, path, deviations);
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      break;
    case 'decimal':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      break;
    case 'dateTime':
      if (typeof value === 'string' && normalizeDateTime(value) !== undefined) {
        return readForm(attribute, value, path, isXsdDateTime(value), deviations);
      }
      break;
    case 'string':
      if (typeof value === 'string') return wellFormed(value, path);
      break;
    case 'reference':
      if (typeof value === 'string') return readForm(attribute, value, path, uriReference.test(value), deviations);
      break;
    case 'binary':
      if (typeof value === 'string') return readForm(attribute, value, path, isBase64(value), deviations);
      break;
    case 'complex':
      break;
  }
  throw Array.isArray(value) ? tooManyValues(attribute, value, path) : mismatch(attribute, value, path);
}

// Quirk(entra): without its feature flag it sends "True" and "False" for booleans,
// test/protocol/entra-patch-dialects.test.ts.
function readBoolean(attribute: Attribute, value: JsonValue, path: string, deviations: Deviations): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : undefined;
  if (word === 'true' || word === 'false') {
    deviations.tolerate(`${shown(path)}: boolean sent as text ${JSON.stringify(value)}, read as ${word}`, () =>
      mismatch(attribute, value, path),
    );
    return word === 'true';
  }
  throw Array.isArray(value) ? tooManyValues(attribute, value, path) : mismatch(attribute, value, path);
}

/** The characters of a URI or relative reference (RFC 3986 §2); Unicode has to be percent-encoded. */
const uriReference = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

const base64 = /^(?:[A-Za-z0-9+/]*|[\w-]*)={0,2}$/;
/** RFC 4648 §4 and §5; the padding may be left out (RFC 7643 §2.3.6). */
const isBase64 = (text: string): boolean =>
  base64.test(text) && text.replace(/=+$/, '').length % 4 !== 1 && (!text.endsWith('=') || text.length % 4 === 0);

/** A text that is stored whatever its form, in a lenient tenant: clients send what their source holds. */
function readForm(
  attribute: Attribute,
  value: string,
  path: string,
  isConform: boolean,
  deviations: Deviations,
): string {
  if (!isConform) {
    deviations.tolerate(`${shown(path)}: ${sent(attribute, value)} is no ${attribute.type}, kept as sent`, () =>
      mismatch(attribute, value, path),
    );
  }
  return wellFormed(value, path);
}

/** SQLite and JSON readers disagree about U+0000 and half surrogates, so neither is let in. */
function wellFormed(text: string, path: string): string {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw invalidValue(
      `${shown(path)} holds a character that is not valid Unicode text (U+0000 or half a surrogate pair). Take it out.`,
      { path },
    );
  }
  return text;
}
