import { allows, useCaller } from '#renderer/console-client/access.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { routes, type Route } from './routes.ts';

/** The pages for who sits here, of a tenant like this: the navigation and the palette offer no others. */
export function useOfferedPages(): readonly Route[] {
  const caller = useCaller();
  const { groups } = useTenantProfile();
  return routes.filter(({ needs, about }) => allows(caller, needs) && (about !== 'groups' || groups !== 'none'));
}
