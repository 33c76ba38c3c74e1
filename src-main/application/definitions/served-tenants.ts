// Tenants with what they serve, kept because every request asks for one. What this process changes counts at once; what the
// CLI changes in the file beside it, a second later. A type stays the same object until what it is made of changes.
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import { combineDefinitions } from '../../protocol/schema/definitions/combine-definitions.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { SchemaStore } from '../ports/schema-store.ts';
import type { TenantStore } from '../ports/tenant-store.ts';
import type { ReportFault } from '../scim/fault.ts';
import { createFindProfile, type FindProfile } from '../tenant-profiles/find-profile.ts';
import { parseDefinitions } from './definitions.ts';

/** A tenant, and what it serves. */
export interface ServedTenant {
  readonly tenant: Tenant;
  readonly profile: TenantProfile;
  readonly types: ResourceTypeSet;
}

export interface ServedTenants {
  /** Undefined for an unknown slug, and for an archived tenant: it answers like one that never was. */
  readonly find: (slug: string) => Promise<ServedTenant | undefined>;
  /** What the tenant with this id serves, as it is stored now. */
  readonly typesOf: (tenantId: string) => Promise<ResourceTypeSet>;
  /** The profile with this id, built-in or custom, as it is stored now. */
  readonly profileOf: FindProfile;
  /** To be called when a tenant, a profile, a schema or a resource type was changed. */
  readonly forget: () => void;
}

interface Sources {
  readonly tenants: TenantStore;
  readonly schemas: SchemaStore;
  readonly profiles: ProfileStore;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly reportFault: ReportFault;
}

const rememberedMs = 1_000;

export function createServedTenants({ tenants, schemas, profiles, clock, reportFault }: Sources): ServedTenants {
  const profileOf = createFindProfile(profiles, reportFault);
  const bySlug = new Map<string, { readonly served: ServedTenant; readonly until: number }>();
  const built = new Map<string, { readonly text: string; readonly types: ResourceTypeSet }>();
  /** Counts the changes, so that a reading that began before one is not remembered after it. */
  let changes = 0;

  const typesOf = async (tenantId: string): Promise<ResourceTypeSet> => {
    const stored = await schemas.load(tenantId);
    const text = JSON.stringify(stored);
    const known = built.get(tenantId);
    if (known?.text === text) return known.types;
    const types = combineDefinitions(parseDefinitions(stored));
    built.set(tenantId, { text, types });
    return types;
  };

  return {
    typesOf,
    profileOf,
    async find(slug) {
      const known = bySlug.get(slug);
      if (known !== undefined && clock.monotonic() < known.until) return known.served;
      const before = changes;
      const tenant = await tenants.findBySlug(slug);
      if (tenant === undefined || tenant.archivedAt !== null) {
        bySlug.delete(slug);
        return undefined;
      }
      const [profile, types] = await Promise.all([profileOf(tenant.profile), typesOf(tenant.id)]);
      const served: ServedTenant = { tenant, profile, types };
      if (changes === before) bySlug.set(slug, { served, until: clock.monotonic() + rememberedMs });
      return served;
    },
    forget() {
      changes += 1;
      bySlug.clear();
    },
  };
}
