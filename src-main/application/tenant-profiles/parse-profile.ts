// A profile document, as it was exported or written by hand. Everything that is wrong with it is said at once, each with
// its place, so that one look is enough to mend it.
import { profileAttribute, profileVersion, tenantProfile } from '#shared/console-api/profiles.ts';
import { expectation } from '#shared/console-api/expectation.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import { shown } from '../../protocol/message/shown.ts';
import { invalid } from '../../protocol/schema/definitions/definition-fault.ts';
import { nearest } from '../../protocol/schema/definitions/nearest.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { tableFaults } from './table-faults.ts';

type Issue = NonNullable<ReturnType<typeof tenantProfile.safeParse>['error']>['issues'][number];

/** Faults that are named; the rest is counted. */
const mostFaults = 10;

const textOf = (value: unknown): string => (value === undefined ? 'nothing' : shown(JSON.stringify(value), 60));

/** `users[3].type`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

const valueAt = (document: JsonValue, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], document);

/** A union's own issue says little: those of the alternative that came furthest into the document do. */
function leavesOf(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const alternatives = issue.errors
    .map((inner) => inner.flatMap(leavesOf))
    .toSorted((left, right) => Math.max(...right.map(depth)) - Math.max(...left.map(depth)));
  const [best] = alternatives;
  if (best === undefined || Math.max(...best.map(depth)) === 0) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
const depth = ({ path }: Issue): number => path.length;

const expectations: Readonly<Record<string, string>> = {
  users: '"all" or a list of attributes',
  groups: '"none", "all" or a list of attributes',
};

function faultOf(issue: Issue, document: JsonObject): string {
  const place = placeOf(issue.path);
  const sent = textOf(valueAt(document, issue.path));
  const expected = expectations[place];
  if (issue.code === 'invalid_union' && expected !== undefined) return `${place} is ${sent}, expected ${expected}`;
  // A contract's own words are a sentence of their own.
  const joint = issue.message.startsWith('expected') ? ',' : ':';
  return `${place} is ${sent}${joint} ${issue.message.replace(/\.$/, '')}`;
}

/** A member whose name is mistyped would otherwise be left out without a word. */
function strangeMembers(object: JsonValue | undefined, known: readonly string[], place: string): readonly string[] {
  if (!isJsonObject(object ?? null)) return [];
  return Object.keys(object as JsonObject)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${place}${name} is no part of a profile${meant === undefined ? '' : `; is "${meant}" meant?`}`;
    });
}

function strangeAttributeMembers(attributes: JsonValue | undefined, place: string): readonly string[] {
  if (!Array.isArray(attributes)) return [];
  const known = Object.keys(profileAttribute.shape);
  return (attributes as readonly JsonValue[]).flatMap((row, index) =>
    strangeMembers(row, known, `${place}[${index}].`),
  );
}

const strangeIn = (document: JsonObject): readonly string[] => [
  ...strangeMembers(document, ['version', ...Object.keys(tenantProfile.shape)], ''),
  ...strangeMembers(document['words'], Object.keys(tenantProfile.shape.words.shape), 'words.'),
  ...strangeAttributeMembers(document['users'], 'users'),
  ...strangeAttributeMembers(document['groups'], 'groups'),
];

function refuseVersion(version: JsonValue | undefined): void {
  if (version === profileVersion) return;
  if (typeof version === 'number' && version > profileVersion) {
    throw invalid(
      `The profile has version ${version}, and this Rollcall knows versions up to ${profileVersion}. Update Rollcall, or export the profile from a version that writes ${profileVersion}.`,
    );
  }
  throw invalid(
    `The version of the profile is ${textOf(version)}, expected ${profileVersion}. A profile document is {"version": ${profileVersion}, "id": …, "name": …}, as profiles are exported.`,
  );
}

function refuse(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const more = faults.length - mostFaults;
  throw invalid(
    `The profile was not saved: ${faults.slice(0, mostFaults).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
  );
}

/** Attributes are looked up in every one of `known`. Throws DefinitionFault `invalid` with all that is wrong. */
export function parseProfile(document: JsonObject, known: readonly ResourceTypeSet[]): TenantProfile {
  refuseVersion(document['version']);
  const { data, error } = tenantProfile.safeParse(document, { error: expectation });
  const faults = (error?.issues ?? []).flatMap(leavesOf).map((issue) => faultOf(issue, document));
  refuse([...faults, ...strangeIn(document)]);
  if (data === undefined) throw invalid('The profile was not saved: it cannot be read.');
  refuse(tableFaults(data, known));
  return data;
}
