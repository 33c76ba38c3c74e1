// What of a call may stand in the audit log: never a secret. Values that came in or went out under the name of a secret are
// taken out of every text; of the input itself only the members on a list are shown.
import { redactTokens, redacted } from '../provisioning-log/redact.ts';

/** Lower-case parts of names whose values are secrets. */
const secretWords = ['secret', 'password', 'passphrase', 'recoverykey', 'signin', 'token', 'assertion', 'private'];

const isSecretName = (name: string): boolean => {
  const lower = name.toLowerCase();
  return lower === 'key' || secretWords.some((word) => lower.includes(word));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Shorter ones would take words out of every text. */
const shortestSecret = 6;

/** Every text that stands under the name of a secret, at any depth. */
export function secretsIn(value: unknown, underSecretName = false): readonly string[] {
  if (typeof value === 'string') return underSecretName && value.length >= shortestSecret ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((element) => secretsIn(element, underSecretName));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => secretsIn(member, isSecretName(name)));
}

const recoveryKey = /\b[0-9A-Za-z]{4}(?:[- ][0-9A-Za-z]{4}){6}\b/g;
const longest = 2_000;

/** A text without these secrets, and without what looks like one of Rollcall's own. */
export function scrubText(text: string, secrets: readonly string[]): string {
  let clean = redactTokens(text).replaceAll(recoveryKey, redacted);
  for (const secret of secrets) clean = clean.replaceAll(secret, redacted);
  return clean.length <= longest ? clean : `${clean.slice(0, longest)}…`;
}

/** A value with each of its texts scrubbed; what stands under the name of a secret is not shown, a number or flag is. */
function scrubValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return scrubText(value, secrets);
  if (Array.isArray(value)) return value.map((element) => scrubValue(element, secrets));
  if (!isObject(value)) return value;
  return scrubMembers(value, secrets);
}

export function scrubMembers(
  value: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      scrubText(name, secrets),
      isSecretName(name) && typeof member === 'string' ? redacted : scrubValue(member, secrets),
    ]),
  );
}

/** Members of inputs that name what a method acts on or the setting it makes: no secrets, and nothing about a person. */
const shownMembers = [
  'id',
  'slug',
  'label',
  'profile',
  'compatibility',
  'provisioning',
  'archived',
  'idpTenantId',
  'roleId',
  'moveTo',
  'permissions',
  'scope',
  'networks',
  'expiresAt',
  'retire',
  'accessTokenMinutes',
  'secretYears',
  'secretId',
  'enabled',
  'entraTenantId',
  'audiences',
  'protection',
  'directoryTenantId',
  'administratorAppRole',
  'personAppRole',
  'issuer',
  'subject',
] as const;

/** What of an input is shown when its method told nothing, or was not run; null when it has nothing to show. */
export function shownInput(input: unknown): Record<string, unknown> | null {
  if (!isObject(input)) return null;
  const shown = Object.fromEntries(
    shownMembers.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  );
  return Object.keys(shown).length === 0 ? null : shown;
}
