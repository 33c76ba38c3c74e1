import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { tenantProfile, type ServedProfile } from '#shared/console-api/profiles.ts';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { builtInProfiles, defaultProfile, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { tenant } from './fixtures.ts';

/** A tenant beside Northwind. */
export const contoso = (facts: Partial<TenantWithUrl> = {}): TenantWithUrl => ({
  ...tenant,
  id: 't2',
  slug: 'contoso',
  name: 'Contoso',
  tenantUrl: 'https://rollcall.example/contoso/scim/v2',
  ...facts,
});

export const served = (
  profile: TenantProfile,
  origin: ServedProfile['origin'] = 'built-in',
  tenants = 0,
): ServedProfile => ({ origin, tenants, profile: tenantProfile.parse(profile) });

/** A profile of one's own: generic, with other words. */
export const frontDesk: TenantProfile = {
  ...defaultProfile,
  id: 'front-desk',
  name: 'Front desk',
  words: { ...defaultProfile.words, person: 'guest', people: 'guests' },
};

/** From now on the console has these tenants, and these profiles beside the built-in ones. */
export function has(fake: FakeConsole, tenants: readonly TenantWithUrl[], custom: readonly ServedProfile[] = []): void {
  fake.answer('tenants.list', () => [...tenants]);
  fake.answer('profiles.list', () => [...builtInProfiles.map((profile) => served(profile)), ...custom]);
}
