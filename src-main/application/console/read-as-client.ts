import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import type { HostFacts } from '../ports/host-facts.ts';
import type { StoredResource } from '../ports/resource-store.ts';
import { resourceObject } from '../scim/render.ts';

/** What a resource is read with. */
interface Reading {
  readonly tenant: Tenant;
  readonly types: ResourceTypeSet;
  readonly type: ResourceType;
}

/** A resource as a SCIM client on this machine reads it; while no listener runs its locations have no origin. */
export const readAsClient = (host: HostFacts, { tenant, types, type }: Reading, stored: StoredResource): JsonObject =>
  resourceObject(stored, type, { baseUrl: `${host.scimUrl() ?? ''}${tenantPath(tenant.slug)}`, types });
