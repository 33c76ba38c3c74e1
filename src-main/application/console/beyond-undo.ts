// What a switch to another profile does for good: what is erased, and what switching back does not set back.
import type { BeyondUndo, Tenant } from '#shared/console-api/tenants.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Ports } from '../ports/ports.ts';

/** See keepTokenPolicy, which does it: a profile that shows secrets once keeps none. Nothing is changed. */
export async function beyondUndo(
  { tokens, recoveryKeys, sso }: Pick<Ports, 'tokens' | 'recoveryKeys' | 'sso'>,
  tenant: Tenant,
  to: TenantProfile,
): Promise<BeyondUndo> {
  const provisioning = !tenant.provisioning && !to.hasProvisioningSwitch;
  if (to.tokenPolicy !== 'show-once') return { secrets: 0, recoveryKey: false, provisioning };
  const [listed, key, settings] = await Promise.all([tokens.list(tenant.id), recoveryKeys.get(), sso.get()]);
  const isDirectory = settings?.connected === true && settings.directoryTenantId === tenant.id;
  return {
    secrets: listed.filter(({ sealed }) => sealed !== undefined).length,
    recoveryKey: isDirectory && key?.sealed !== undefined,
    provisioning,
  };
}
