// The profiles of tenants. Those that come with Rollcall are known before anything is asked.
import {
  builtInProfiles,
  defaultProfile,
  type ProfileWords,
  type TenantProfile,
} from '#shared/tenant-profiles/index.ts';
import { useTenant } from './console-context.ts';
import { useConsoleQuery } from './queries.ts';

/** The profile with an id; undefined while a custom one is not here yet, and when it is gone. */
export function useProfile(id: string): TenantProfile | undefined {
  const builtIn = builtInProfiles.find((profile) => profile.id === id);
  const { data } = useConsoleQuery('profiles.list', {}, { enabled: builtIn === undefined });
  return builtIn ?? data?.find(({ profile }) => profile.id === id)?.profile;
}

/** The profile of the tenant whose pages are shown; the default one while a custom one is not here yet. */
export const useTenantProfile = (): TenantProfile => useProfile(useTenant().profile) ?? defaultProfile;

/** What the tenant's product calls its people, groups and states. Texts have them without asking: see app/Words.tsx. */
export const useWords = (): ProfileWords => useTenantProfile().words;
