// Whether the recovery key can be shown again: as the profile of the directory tenant says while single sign-on is connected,
// and not at all without it.
import type { FindProfile } from '../tenant-profiles/find-profile.ts';
import type { Ports } from '../ports/ports.ts';

interface Sources {
  readonly ports: Pick<Ports, 'sso' | 'tenants' | 'recoveryKeys'>;
  readonly served: { readonly profileOf: FindProfile };
}

/** Whether what is made now is kept sealed, and what was kept may be shown. */
export async function mayReveal({ ports, served }: Sources): Promise<boolean> {
  const settings = await ports.sso.get();
  if (settings?.connected !== true) return false;
  const tenant = (await ports.tenants.list()).find(({ id }) => id === settings.directoryTenantId);
  return tenant !== undefined && (await served.profileOf(tenant.profile)).tokenPolicy === 'reveal-again';
}

/**
 * To be called when single sign-on has another directory tenant, or that tenant another profile: where the profile shows a
 * secret once, the sealed recovery key is erased. Whether it was.
 */
export async function keepRecoveryPolicy(sources: Sources): Promise<boolean> {
  const settings = await sources.ports.sso.get();
  if (settings?.connected !== true || (await mayReveal(sources))) return false;
  return sources.ports.recoveryKeys.eraseSealed();
}
