import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import { policyChanged } from '../recovery/recovery-door.ts';
import type { ConsoleContext } from './context.ts';
import { readTokens } from './shown-token.ts';

/**
 * To be called when a tenant has another profile, or its profile says otherwise: one that shows a secret once keeps none,
 * and what was sealed is erased. The other way round only the secrets of new tokens are kept. The recovery key follows its
 * directory tenant.
 */
export async function keepTokenPolicy(
  context: Pick<ConsoleContext, 'ports' | 'served' | 'announce'>,
  tenantId: string,
  { tokenPolicy }: TenantProfile,
): Promise<void> {
  const { ports, announce } = context;
  if ((await ports.sso.get())?.directoryTenantId === tenantId) await policyChanged(context);
  if (tokenPolicy !== 'show-once') return;
  const erased = await ports.tokens.eraseSealed(tenantId);
  if (erased.length === 0) return;
  for (const token of await readTokens(ports, tenantId)) {
    if (erased.includes(token.id)) announce({ name: 'tokens.changed', data: { tenantId, token } });
  }
}
