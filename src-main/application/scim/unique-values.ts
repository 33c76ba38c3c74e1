// Values no two resources of a tenant and type may share (RFC 7643 §2.2 uniqueness, RFC 7644 §3.3.1).
import { foldCase } from '#shared/lang/fold-case.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { tenantProfiles } from '#shared/tenant-profiles/index.ts';
import type { Attribute, ResourceType } from '../../protocol/schema/attribute.ts';
import type { UniqueValue } from '../ports/resource-store.ts';

/** RFC 7643 lets two groups share a name; Entra matches groups by it and stops at two hits, so a profile may forbid it. */
const isUniqueByProfile = (attribute: Attribute, type: ResourceType, tenant: Tenant): boolean =>
  type.membersAttribute !== undefined &&
  attribute.name === 'displayName' &&
  tenantProfiles[tenant.profile].groupNamesUnique;

/** The values of `doc` that the storage must find nowhere else. */
export function uniqueValues(doc: JsonObject, type: ResourceType, tenant: Tenant): readonly UniqueValue[] {
  const values: UniqueValue[] = [];
  for (const attribute of type.schema.attributes) {
    const value = doc[attribute.name];
    if (typeof value !== 'string') continue;
    if (attribute.uniqueness === 'none' && !isUniqueByProfile(attribute, type, tenant)) continue;
    values.push({ attribute: attribute.name, value, key: attribute.caseExact ? value : foldCase(value) });
  }
  return values;
}
