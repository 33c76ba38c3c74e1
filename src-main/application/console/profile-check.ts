// Who would lack something that a profile requires: people and groups that are stored already. Nothing is changed.
import type { ProfileCheck } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { claimsOf } from '../definitions/judge-change.ts';
import type { ResourceStore } from '../ports/resource-store.ts';
import type { Judge } from '../ports/tenant-store.ts';
import { rulesOf } from '../tenant-profiles/attribute-rules.ts';
import { violations } from '../tenant-profiles/required.ts';
import { everyResource } from './every-resource.ts';

type Violations = ProfileCheck['people'];
type Example = Violations['examples'][number];

/** Those that are named; the rest is counted. */
const exampleCount = 10;

/** What is checked, and what the tenant has now: what already lacks something there is no news. */
export interface Switch {
  readonly from?: TenantProfile;
  readonly to: TenantProfile;
}

async function violationsOf(
  resources: ResourceStore,
  tenantId: string,
  type: ResourceType | undefined,
  { from, to }: Switch,
): Promise<Violations> {
  const examples: Example[] = [];
  let count = 0;
  if (type === undefined || (rulesOf(to, type)?.required ?? []).length === 0) return { count, examples };
  for await (const page of everyResource(resources, tenantId, type)) {
    for (const { id, doc } of page) {
      const document = JSON.parse(doc) as JsonObject;
      const known = from === undefined ? [] : violations(document, type, from);
      const missing = violations(document, type, to).filter((path) => !known.includes(path));
      if (missing.length === 0) continue;
      count += 1;
      if (examples.length < exampleCount) examples.push({ id, displayName: shownName(document) ?? id, missing });
    }
  }
  return { count, examples };
}

/** Reads every person and group where the profile requires anything at all. */
export async function checkProfile(
  resources: ResourceStore,
  tenantId: string,
  types: ResourceTypeSet,
  change: Switch,
): Promise<ProfileCheck> {
  return {
    people: await violationsOf(resources, tenantId, types.find(userResourceType.name), change),
    groups: await violationsOf(resources, tenantId, types.groupType, change),
  };
}

/** What must be unique once the profile is another one; undefined when that stays as it is. */
export function judgeOf(types: ResourceTypeSet, { from, to }: Switch): Judge | undefined {
  const { groupType } = types;
  if (groupType === undefined || from?.groupNamesUnique === to.groupNamesUnique) return undefined;
  return (held) => [claimsOf(groupType, held, to)];
}
