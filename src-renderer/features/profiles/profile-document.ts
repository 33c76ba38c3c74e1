import { profileVersion, type TenantProfile } from '#shared/tenant-profiles/index.ts';

/** A profile as a file has it: what is exported, imported and saved. */
export const profileDocument = (profile: TenantProfile): Record<string, unknown> => ({
  version: profileVersion,
  ...profile,
});

/** What a profile is saved as. */
export const profileFileName = (id: string): string => `${id}.tenant-profile.json`;
