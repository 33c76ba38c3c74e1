// The attributes a profile requires: a create or replace without one is refused, with where to map it; a change may not
// take the last value away.
import type { JsonObject } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import { invalidValue, type ScimError } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import { shortName } from '../../protocol/modified-properties.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { Demands } from '../../protocol/schema/required.ts';
import { hasValue } from './attribute-rows.ts';
import { rulesOf, type AttributeRules } from './attribute-rules.ts';
import { oncePerPair } from './once-per-pair.ts';

/** An empty group is a group: members are rows of their own and never required. */
const missingIn = (doc: JsonObject, { required, type }: AttributeRules): readonly string[] =>
  required
    .filter((row) => row.path.attribute.name !== type.membersAttribute && !hasValue(row, doc))
    .map(({ row }) => row.path);

/** The paths that the profile requires and a stored document (or whole resource) lacks; none for a profile of everything. */
export function violations(doc: JsonObject, type: ResourceType, profile: TenantProfile): readonly string[] {
  const rules = rulesOf(profile, type);
  return rules === undefined ? [] : missingIn(doc, rules);
}

/** Characters for the paths, so that the advice behind them is not cut off. */
const listed = 130;

/** As many as fit, in the short form of the log, and how many more there are. */
function listOf(paths: readonly string[]): string {
  let text = '';
  for (const [index, path] of paths.entries()) {
    const next = index === 0 ? shown(shortName(path), listed) : `${text}, ${shortName(path)}`;
    if (next.length > listed) return `${text} and ${paths.length - index} more`;
    text = next;
  }
  return text;
}

function refusalOf(missing: readonly string[], { profile, type }: AttributeRules): ScimError {
  const [is, it] = missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const path = missing[0] === undefined ? {} : { path: missing[0] };
  return invalidValue(
    `${listOf(missing)} ${is} required by ${shown(profile.name, 40)}, but not sent or empty. Map ${it} in Entra: Provisioning > Attribute mapping (${type.endpoint.slice(1)}); elsewhere in the attribute mappings of the app.`,
    path,
  );
}

/** What a resource must have beside what its schemas require; undefined for a profile of everything. */
export const demandsOf = oncePerPair((profile: TenantProfile, type: ResourceType): Demands | undefined => {
  const rules = rulesOf(profile, type);
  if (rules === undefined) return undefined;
  return { missing: (doc) => missingIn(doc, rules), refusal: (missing) => refusalOf(missing, rules) };
});
