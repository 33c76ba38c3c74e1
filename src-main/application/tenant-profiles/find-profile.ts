// The profile behind an id: one that comes with Rollcall, or one that an admin has made. The same object until what is
// stored changes, so that what is computed from it is computed once.
import { tenantProfile } from '#shared/console-api/profiles.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { builtInProfiles, defaultProfile, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ProfileStore } from '../ports/profile-store.ts';

/** Never rejects for an id nobody knows: a tenant goes on as the default profile, and the host hears of it once. */
export type FindProfile = (id: string) => Promise<TenantProfile>;

const builtIn = new Map(builtInProfiles.map((profile) => [profile.id, profile]));

/** The profile that a tenant with this id and this stored definition is served with. */
export const servedProfile = (id: string, definition: JsonObject | undefined): TenantProfile =>
  builtIn.get(id) ?? tenantProfile.safeParse(definition).data ?? defaultProfile;

export function createFindProfile(
  store: ProfileStore,
  reportFault: (fault: unknown, where: string) => void,
): FindProfile {
  const parsed = new Map<string, { readonly text: string; readonly profile: TenantProfile }>();
  const reported = new Set<string>();

  const instead = (id: string, why: string): TenantProfile => {
    if (!reported.has(id)) {
      reported.add(id);
      reportFault(
        new Error(`The tenant profile "${id}" ${why}. Tenants that have it are served as ${defaultProfile.name}.`),
        'tenant profiles',
      );
    }
    return defaultProfile;
  };

  return async (id) => {
    const known = builtIn.get(id);
    if (known !== undefined) return known;
    const stored = (await store.list()).find((definition) => definition['id'] === id);
    if (stored === undefined) return instead(id, 'does not exist');
    const text = JSON.stringify(stored);
    const before = parsed.get(id);
    if (before?.text === text) return before.profile;
    const read = tenantProfile.safeParse(stored);
    if (!read.success) return instead(id, `cannot be read (${read.error.issues[0]?.message ?? 'no reason given'})`);
    reported.delete(id);
    parsed.set(id, { text, profile: read.data });
    return read.data;
  };
}
