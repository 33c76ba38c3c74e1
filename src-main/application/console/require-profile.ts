import { builtInProfiles, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext } from './context.ts';

/** The profile with this id, built-in or custom. */
export async function requireProfile(
  { ports, served }: Pick<ConsoleContext, 'ports' | 'served'>,
  id: string,
): Promise<TenantProfile> {
  const custom = await ports.profiles.list();
  const ids = [...builtInProfiles, ...custom].map((profile) => profile.id as string);
  if (!ids.includes(id)) throw notFound(`No profile has the id "${id}". There are ${ids.join(', ')}.`);
  return served.profileOf(id);
}
