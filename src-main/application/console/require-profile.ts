import { builtInProfiles, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext } from './context.ts';

/** The profile with this id, built-in or custom. */
export async function requireProfile(
  { ports, served }: Pick<ConsoleContext, 'ports' | 'served'>,
  id: string,
): Promise<TenantProfile> {
  const builtIn = builtInProfiles.find((profile) => profile.id === id);
  if (builtIn !== undefined) return builtIn;
  const custom = await ports.profiles.list();
  if (custom.some((document) => document['id'] === id)) return served.profileOf(id);
  const ids = [...builtInProfiles, ...custom].map((profile) => profile.id as string);
  throw notFound(`No profile has the id "${id}". There are ${ids.join(', ')}.`);
}
