// What of a request may be stored. Bodies are kept as they were sent unless a secret is in them: passwords and what a
// tenant's schema never returns (attribute, PATCH path or path-like key, in any case and also inside text that is itself
// JSON), bearer tokens of any issuer and Rollcall's own tokens. A body that may hold a secret and cannot be read is withheld
// whole.
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import { onlyPasswords, type SecretNames } from './secret-names.ts';

/** What stands where a secret stood. */
export const redacted = '[redacted]';

const ownToken = /scim_[0-9A-Za-z]{49}/g;
const bearerToken = /\b(bearer)\s+[\w.~+/-]{20,}=*/gi;

/** Text with every token in it replaced. */
export function redactTokens(text: string): string {
  return text.replaceAll(ownToken, redacted).replaceAll(bearerToken, `$1 ${redacted}`);
}

/** Cheap: most bodies hold none of these and are stored as they are. A `\u` may spell any of them. */
const suspicious = /passw|scim_|bearer|\\u/i;

interface Cleaning {
  readonly names: SecretNames;
  /** Clear-text secrets that were found, so that an error text quoting one can be cleaned too. */
  readonly secrets: string[];
  /** Whether anything was replaced: otherwise the text stays as it was sent. */
  changed: boolean;
}

function hide(value: JsonValue, cleaning: Cleaning): JsonValue {
  if (value === null) return null;
  collect(value, cleaning.secrets);
  cleaning.changed = true;
  return redacted;
}

function collect(value: JsonValue, secrets: string[]): void {
  if (typeof value === 'string') secrets.push(value);
  else if (Array.isArray(value)) for (const element of value) collect(element, secrets);
  else if (isJsonObject(value)) for (const element of Object.values(value)) collect(element, secrets);
}

function cleanText(text: string, cleaning: Cleaning): string {
  const withoutTokens = redactTokens(text);
  if (withoutTokens !== text) cleaning.changed = true;
  const { names } = cleaning;
  if (!/^\s*[[{]/.test(text) || !(names.isSecret(text) || names.mayBeIn(text))) return withoutTokens;
  // Quirk(entra): role values arrive as JSON in a string, test/idp/entra/roles-as-json-text.json; a password could too.
  cleaning.changed = true;
  return redacted;
}

/** `within` is the name of the member that holds the value, or the path of the operation. */
function clean(value: JsonValue, cleaning: Cleaning, within: string): JsonValue {
  if (typeof value === 'string') return cleanText(value, cleaning);
  if (Array.isArray(value)) return value.map((element) => clean(element, cleaning, within));
  if (!isJsonObject(value)) return value;
  const path = Object.entries(value).find(([name]) => name.toLowerCase() === 'path')?.[1];
  const { names } = cleaning;
  const isSecretOperation = typeof path === 'string' && names.isSecret(path);
  return Object.fromEntries(
    Object.entries(value).map(([name, element]) => {
      const isValue = typeof path === 'string' && name.toLowerCase() === 'value';
      const secret = names.isSecret(name, within) || (isValue && isSecretOperation);
      return [name, secret ? hide(element, cleaning) : clean(element, cleaning, isValue ? path : name)];
    }),
  );
}

/** Text that may be stored. */
export interface Redacted {
  readonly text: string;
  /** Passwords and their like that were in it. Never stored: they are what the rest of the entry is searched for. */
  readonly secrets: readonly string[];
}

const withheld: Redacted = { text: '[withheld: it is not readable JSON and may hold a secret]', secrets: [] };

/** @param json the same body parsed, when it could be */
export function redactBody(text: string, json: JsonValue | undefined, names: SecretNames = onlyPasswords): Redacted {
  if (!suspicious.test(text) && !names.mayBeIn(text)) return { text, secrets: [] };
  if (json === undefined) return withheld;
  const cleaning: Cleaning = { names, secrets: [], changed: false };
  const cleaned = clean(json, cleaning, '');
  return { text: cleaning.changed ? JSON.stringify(cleaned) : text, secrets: cleaning.secrets };
}

/** An error's detail without tokens and without the passwords that the same request held. */
export function redactDetail(detail: string, secrets: readonly string[]): string {
  let text = redactTokens(detail);
  for (const secret of secrets) if (secret.length > 0) text = text.replaceAll(secret, redacted);
  return text;
}

const parameter = /([?&])([^=&]+)=([^&]*)/g;

/** `%70` and a broken escape alike: a name is looked for in what the text says once decoded, as far as it can be. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

const quoted = /"(?:[^"\\]|\\.)*"/g;

/** A path with its query as sent, except for parameters that ask about a secret or hold a token. */
export function redactPath(path: string, names: SecretNames = onlyPasswords): Redacted {
  if (!/[%?]|scim_/i.test(path)) return { text: path, secrets: [] };
  const secrets: string[] = [];
  const text = path.replaceAll(parameter, (whole, separator: string, name: string, value: string) => {
    const asked = decoded(decoded(value.replaceAll('+', ' ')));
    // A group may be called "Password reset": only the word outside of quotes asks about the attribute.
    const unquoted = asked.replaceAll(quoted, '');
    const asksForSecret =
      names.isSecret(name) || unquoted.split(/[\s()[\]]+/).some((word) => names.isSecret(word, unquoted));
    if (asksForSecret) for (const literal of asked.match(quoted) ?? []) secrets.push(literal.slice(1, -1));
    return asksForSecret || redactTokens(asked) !== asked ? `${separator}${name}=${redacted}` : whole;
  });
  return { text: redactTokens(text), secrets };
}
